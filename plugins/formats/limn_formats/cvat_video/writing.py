"""Writes CVAT's XML for video: shapes while frames go by, then track after track."""

from collections.abc import Callable, Iterable
from itertools import chain, count
from pathlib import PurePosixPath

from lxml import etree

from limn.sdk import Annotation, AnyShape, Archive, Dataset, Frame, Run, Skeleton
from limn_formats.cvat_images.elements import TAGS, Element, element_of, fit_for_xml
from limn_formats.cvat_images.header import Numbering, meta_of
from limn_formats.cvat_video.sights import Extent, Sight, hidden, sights

_OF_THE_TRACK = ("label", "source", "group_id")
Put = Callable[[Annotation, Iterable[Sight]], None]


def write(dataset: Dataset, archive: Archive, run: Run) -> None:
    """Put the dataset into the archive as CVAT's XML for video."""
    spool = run.scratch / "annotations.xml"
    numbering = Numbering.of(dataset.origin.start_frame, dataset.origin.frame_filter)
    numbers = count()
    with etree.xmlfile(str(spool), encoding="utf-8") as file:

        def put(one: Annotation, rows: Iterable[Sight]) -> None:
            rows = iter(rows)
            if (first := next(rows, None)) is None:
                return
            fields = {"id": str(next(numbers)), "label": one.label, "source": one.source}
            if one.group:
                fields["group_id"] = str(one.group)
            fitting = {name: fit_for_xml(value) for name, value in fields.items()}
            with file.element("track", fitting):
                file.write("\n")
                for frame, shape in chain((first,), rows):
                    file.write(_element(shape, numbering.absolute(frame)), pretty_print=True)
            file.write("\n")

        file.write_declaration()
        with file.element("annotations"):
            file.write(_version(), pretty_print=True)
            file.write(_meta(dataset), pretty_print=True)
            extent = _put_shapes(dataset, archive, numbering, put, run)
            for track in dataset.tracks():
                run.check()
                put(track, sights(track, extent))
    with spool.open("rb") as content:
        archive.copy("annotations.xml", content)
    spool.unlink()


def _put_shapes(
    dataset: Dataset, archive: Archive, numbering: Numbering, put: Put, run: Run
) -> Extent:
    """Put every shape that belongs to no track, and the pictures; what frames there were."""
    extent = Extent()
    waiting: list[AnyShape] = []
    for done, frame in enumerate(dataset.frames(), start=1):
        for shape in waiting:
            put(shape, [(extent.stop, shape), (frame.index, hidden(shape))])
        shapes = [one for one in frame.annotations if isinstance(one, AnyShape)]
        waiting = [one for one in shapes if one.track is None]
        extent.add(frame.index, shapes)
        archive.add_media(_picture(frame, numbering), frame)
        run.progress(done, dataset.size)
    for shape in waiting:
        put(shape, [(extent.stop, shape)])
    return extent


def _picture(frame: Frame, numbering: Numbering) -> str:
    ending = PurePosixPath(frame.media_name or frame.name).suffix
    return f"images/frame_{numbering.absolute(frame.index):06d}{ending}"


def _version() -> Element:
    version = etree.Element("version")
    version.text = "1.1"
    return version


def _meta(dataset: Dataset) -> Element:
    meta = meta_of(dataset)
    first = next(iter(dataset.frames()), None)
    if first is not None and first.width and first.height:
        size = etree.SubElement(meta[0], "original_size")
        for side in ("width", "height"):
            etree.SubElement(size, side).text = str(getattr(first, side))
    return meta


def _element(shape: AnyShape, frame: int) -> Element:
    element = element_of(shape, inside=True)
    fields = {name: value for name, value in element.items() if name not in _OF_THE_TRACK}
    element.attrib.clear()
    element.attrib.update(
        {"frame": str(frame), "keyframe": str(int(shape.keyframe)), **fields}
    )  # fmt: skip
    if isinstance(shape, Skeleton):
        for part, child in zip(shape.elements, element.iterchildren(*TAGS), strict=True):
            child.set("keyframe", str(int(part.keyframe)))
    return element
