"""The `<track>` elements of CVAT's XML for video.

A track lists its shape on every frame, with `keyframe` 1 where somebody set it; the others
are what interpolation gave, kept so that frames can be shown as they were.
"""

import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import groupby
from pathlib import Path
from typing import cast

from lxml import etree

from limn.sdk import AnyShape, Keyframe, Label, Skeleton, Track
from limn_formats.cvat_images.elements import TAGS, Element, Reader
from limn_formats.cvat_images.header import Numbering

Row = tuple[int, int, bytes]
_MASK = "mask"
_INHERITED = ("label", "source", "group_id")


def visible(track: Element, number: int, numbering: Numbering, reader: Reader) -> Iterator[Row]:
    """Frame, track and XML of every shape of a track that can be seen, checked."""
    for child in _shapes(track):
        shape = reader.shape(child)
        index = frame_of(child, numbering, reader)
        hidden = shape.outside
        if isinstance(shape, Skeleton):
            hidden = all(part.outside for part in shape.elements)
        if not hidden:
            yield index, number, etree.tostring(child)


def frame_of(element: Element, numbering: Numbering, reader: Reader) -> int:
    """The index of the frame a shape is on."""
    index = numbering.index(number := reader.whole(element, "frame"))
    if index is None:
        raise reader.fault(f"frame {number} is not one of the task's", element)
    return index


def track_of(
    track: Element,
    number: int,
    numbering: Numbering,
    reader: Reader,
    labels: Sequence[Label],
) -> Track:
    """The track of an element, with its keyframes; a skeleton's elements are tracks too.

    Masks are not followed: one that the file calls a track is a shape of its own on each frame,
    and leaves a track without keyframes.
    """
    shapes = [
        (frame_of(child, numbering, reader), reader.shape(child), reader.flag(child, "keyframe"))
        for child in _shapes(track)
        if child.tag != _MASK
        and (reader.flag(child, "keyframe", default=True) or child.tag == "skeleton")
    ]
    name = reader.text(track, "label")
    spec = next((label for label in labels if label.name == name), None)
    fixed = {one.name for one in spec.attributes if not one.mutable} if spec else set[str]()
    first = shapes[0][1].attributes if shapes else dict[str, str]()
    return Track(
        label=name,
        attributes={key: value for key, value in first.items() if key in fixed},
        group=reader.whole(track, "group_id", 0),
        source=track.get("source", "manual"),
        keyframes=tuple(
            Keyframe(frame=frame, shape=shape, outside=shape.outside) for frame, shape, _ in shapes
        ),
        elements=tuple(_elements(track, numbering, reader)),
        number=number,
    )


def _elements(track: Element, numbering: Numbering, reader: Reader) -> Iterator[Track]:
    parts: dict[str, list[Keyframe]] = {}
    for child in track.iterchildren("skeleton"):
        index = frame_of(child, numbering, reader)
        for part in child.iterchildren(*TAGS):
            if reader.flag(part, "keyframe", default=True) and part.tag not in {"tag", "skeleton"}:
                shape = reader.shape(part)
                keyframe = Keyframe(frame=index, shape=shape, outside=shape.outside)
                parts.setdefault(shape.label, []).append(keyframe)
    for label, keyframes in parts.items():
        yield Track(label=label, keyframes=tuple(keyframes))


def _shapes(track: Element) -> Iterator[Element]:
    """The shapes of a track, each with what it has from the track."""
    for child in track.iterchildren(*TAGS[1:]):
        for name in _INHERITED:
            if (value := track.get(name)) is not None:
                child.set(name, value)
        yield child


class Spool:
    """Shapes of tracks turned round on disk: by frame."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with closing(sqlite3.connect(path)) as base:
            base.executescript(
                "pragma journal_mode = off; pragma synchronous = off;"
                "create table shape (frame integer, track integer, body blob);"
            )

    @contextmanager
    def filling(self) -> Generator[Callable[[Iterable[Row]], object]]:
        """What adds rows; they can be read when the block ends."""
        with closing(sqlite3.connect(self._path)) as base, base:
            yield lambda rows: base.executemany("insert into shape values (?, ?, ?)", rows)
            base.execute("create index by_frame on shape (frame, track)")

    @property
    def size(self) -> int:
        """The number of frames up to the last shape."""
        with closing(sqlite3.connect(self._path)) as base:
            last = base.execute("select max(frame) from shape").fetchone()[0]
        return 0 if last is None else int(last) + 1

    def frames(self, reader: Reader) -> Iterator[tuple[int, tuple[AnyShape, ...]]]:
        """Every frame with shapes, ascending, and the shapes."""
        with closing(sqlite3.connect(self._path)) as base:
            rows = base.execute("select frame, track, body from shape order by frame, track")
            for frame, group in groupby(rows, key=lambda row: cast("int", row[0])):
                yield frame, tuple(_shape(reader, row[1], row[2]) for row in group)


def _shape(reader: Reader, track: int, body: bytes) -> AnyShape:
    element = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    keyframe = reader.flag(element, "keyframe", default=True)
    if element.tag == _MASK:
        return reader.shape(element)
    return reader.shape(element, track=track, keyframe=keyframe)
