"""Reads CVAT's XML of images and of video, an element at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from uuid import uuid4

from lxml import etree

from limn.sdk import BadDataset, Dataset, Frame, Label, Origin, Run, StreamedDataset, Track
from limn.sdk.pictures import opener
from limn_formats.cvat_images.elements import Element, Reader
from limn_formats.cvat_images.header import Numbering, labels_in, origin_in, size_in
from limn_formats.cvat_images.tracks import Spool, track_of, visible

_TOP = ("meta", "image", "track")


@dataclass
class _File:
    """One annotation file and what its header says."""

    path: Path
    name: str
    labels: tuple[Label, ...] = ()
    origin: Origin = field(default_factory=Origin)
    size: int = 0

    @cached_property
    def numbering(self) -> Numbering:
        """How the file numbers frames."""
        return Numbering.of(self.origin.start_frame, self.origin.frame_filter)

    @cached_property
    def reader(self) -> Reader:
        """Makes shapes of the file's elements."""
        return Reader(self.name)

    def elements(self, *tags: str) -> Iterator[Element]:
        """Every such element, in order; each is emptied once the next is asked for.

        Raises:
            BadDataset: this is no XML, or its document type is.
        """
        try:
            for _, element in etree.iterparse(
                str(self.path), tag=_TOP, resolve_entities=False, no_network=True,
                load_dtd=False, huge_tree=False, collect_ids=False,
            ):  # fmt: skip
                if element.tag in tags:
                    yield element
                parent = element.getparent()
                element.clear()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]
        except etree.XMLSyntaxError as error:
            raise BadDataset(
                f"this is not valid XML: {error.msg}", where=f"{self.name}:{error.lineno or 0}"
            ) from error

    def check(self) -> None:
        """Refuse what is not CVAT's XML, before anything in it is read."""
        try:
            _, root = next(iter(etree.iterparse(
                str(self.path), events=("start",), resolve_entities=False, no_network=True,
            )))  # fmt: skip
        except (etree.XMLSyntaxError, StopIteration) as error:
            line = getattr(error, "lineno", 0)
            raise BadDataset("this is not valid XML", where=f"{self.name}:{line}") from error
        if root.getroottree().docinfo.doctype:
            raise BadDataset("document type definitions are not read", where=self.name)
        if root.tag != "annotations":
            raise BadDataset(f"the root is <{root.tag}>, not <annotations>", where=self.name)


def read(folder: Path, run: Run) -> Dataset:
    """The dataset of the XML file in `folder`.

    Its header, its tracks and that it is XML to its end are checked on the way; the shapes of
    images, which are most of it, are made only as its frames are walked.
    """
    file = _find(folder)
    file.check()
    if (meta := next(file.elements("meta"), None)) is not None:
        file.labels, file.origin = labels_in(meta), origin_in(meta)
        file.size = size_in(meta)
    spool = Spool(run.scratch / f"cvat-{uuid4().hex}.sqlite")
    images = tracks = 0
    subsets, names = dict[str, None](), dict[str, None]()
    with spool.filling() as add:
        for element in file.elements("image", "track"):
            run.check()
            if element.tag == "image":
                subsets[element.get("subset") or "default"] = None
                if not file.labels:
                    names |= dict.fromkeys(file.reader.labels(element))
                images += 1
            else:
                names[file.reader.text(element, "label")] = None
                add(visible(element, tracks, file.numbering, file.reader))
                tracks += 1
    return StreamedDataset(
        open_frames=partial(_frames, file, images, spool, folder),
        open_tracks=partial(_tracks, file, tracks),
        labels=file.labels or tuple(Label(name=name) for name in names),
        media="video" if tracks else "image",
        size=file.size or images or spool.size,
        subsets=tuple(subsets) or ("default",),
        origin=file.origin,
    )


def _find(folder: Path) -> _File:
    files = sorted(folder.rglob("annotations.xml")) or sorted(folder.rglob("*.xml"))
    if not files:
        raise BadDataset("there is no annotations.xml", where="the archive")
    return _File(files[0], files[0].relative_to(folder).as_posix())


def _frames(file: _File, count: int, spool: Spool, folder: Path) -> Iterator[Frame]:
    pictures = folder / "images"
    with_pictures = pictures.is_dir()
    reader = file.reader
    for image in islice(file.elements("image"), count):
        name = reader.text(image, "name").replace("\\", "/")
        subset = image.get("subset") or "default"
        yield Frame(
            index=_index(image, file, "id"),
            name=name,
            width=reader.whole(image, "width", 0),
            height=reader.whole(image, "height", 0),
            subset=subset,
            annotations=tuple(reader.annotations(image)),
            open_media=opener(pictures, f"{subset}/{name}", name) if with_pictures else None,
        )
    for index, shapes in spool.frames(reader):
        yield Frame(index=index, name="", annotations=shapes)


def _tracks(file: _File, count: int) -> Iterator[Track]:
    for number, element in enumerate(islice(file.elements("track"), count)):
        yield track_of(element, number, file.numbering, file.reader, file.labels)


def _index(element: Element, file: _File, name: str) -> int:
    index = file.numbering.index(file.reader.whole(element, name, 0))
    return -1 if index is None else index
