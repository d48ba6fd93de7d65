"""Annotations as rows of the tables, and the ids they get."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from msgspec import UNSET, Raw

from limn.annotations.codec import (
    AttributeVal,
    LabeledData,
    LabeledImage,
    LabeledInterval,
    SubLabeledShape,
    SubLabeledTrack,
    TrackedShape,
    numbers,
    text,
    written,
)

Row = tuple[Any, ...]

COMMON = ("id", "job_id", "frame", "label_id", "group", "source", "attributes", "version")
COLUMNS = {
    "tag": COMMON,
    "track": (*COMMON, "parent_id"),
    "shape": (
        *COMMON, "parent_id", "track_id", "type", "occluded", "outside", "z_order", "rotation",
        "score", "points",
    ),
    "interval": (*COMMON, "stop", "score"),
}  # fmt: skip
LONGEST_NUMBER = 32
"""Characters; points with longer ones than this on the whole are written anew."""
TABLES = {"tags": "tag", "shapes": "shape", "tracks": "track", "intervals": "interval"}
"""The table of each kind's objects; elements and keyframes are in it as well."""
KINDS = tuple(TABLES)
Item = LabeledImage | SubLabeledShape | SubLabeledTrack | TrackedShape | LabeledInterval
"""What has a row of its own."""


@dataclass
class Batch:
    """Rows of each table, parents before what refers to them."""

    tag: list[Row] = field(default_factory=list[Row])
    track: list[Row] = field(default_factory=list[Row])
    shape: list[Row] = field(default_factory=list[Row])
    interval: list[Row] = field(default_factory=list[Row])

    def __bool__(self) -> bool:
        return bool(self.tag or self.track or self.shape or self.interval)

    def add(self, other: "Batch") -> None:
        """Take the rows of `other` in as well."""
        for table in COLUMNS:
            getattr(self, table).extend(getattr(other, table))


def count_new(data: LabeledData) -> int:
    """How many ids `data` needs."""
    return sum(item.id is None for item in items(data))


def forget_ids(data: LabeledData) -> None:
    """Take every id out of `data`, in place: all of it will be new."""
    keep_ids(data, set())


def keep_ids(data: LabeledData, known: set[int]) -> None:
    """Take ids out of `data`, in place, that are not among the `known` ones or come again."""
    for item in items(data):
        if item.id in known:
            known.discard(item.id)
        else:
            item.id = None
    _forget_versions(data)


def items(data: LabeledData) -> Iterator[Item]:
    """Everything that has an id, at all depths."""
    yield from data.tags
    yield from data.intervals
    for shape in data.shapes:
        yield shape
        yield from shape.elements
    for track in data.tracks:
        for line in (track, *track.elements):
            yield line
            yield from line.shapes


def _forget_versions(data: LabeledData) -> None:
    for kind in KINDS:
        for item in getattr(data, kind):
            item.version = UNSET


def rows_of(data: LabeledData, job_id: int, version: int, fresh: Iterator[int]) -> Batch:
    """The rows of `data`; objects without an id get the next `fresh` one, in place.

    After this `data` is only to be written out as JSON.
    """
    writer = _Writer(job_id, version, fresh)
    for tag in data.tags:
        writer.batch.tag.append(writer.head(tag))
    for shape in data.shapes:
        whole = writer.shape(shape, None)
        for element in shape.elements:
            writer.shape(element, whole)
    for track in data.tracks:
        head = writer.track(track, None)
        for element in track.elements:
            writer.track(element, head)
    for interval in data.intervals:
        row = (*writer.head(interval), interval.stop, interval.score)
        writer.batch.interval.append(row)
    return writer.batch


class _Writer:
    def __init__(self, job_id: int, version: int, fresh: Iterator[int]) -> None:
        self.batch = Batch()
        self._job_id = job_id
        self._version = version
        self._fresh = fresh

    def head(self, item: LabeledImage | SubLabeledShape | SubLabeledTrack | LabeledInterval) -> Row:
        if item.id is None:
            item.id = next(self._fresh)
        return (
            item.id, self._job_id, item.frame, item.label_id, item.group or 0, item.source,
            _attributes(item.attributes), self._version,
        )  # fmt: skip

    def shape(self, shape: SubLabeledShape, parent: int | None) -> int:
        head = self.head(shape)
        self.batch.shape.append((
            *head, parent, None, shape.type, shape.occluded, shape.outside, shape.z_order,
            shape.rotation, shape.score, _points(shape),
        ))  # fmt: skip
        return head[0]

    def track(self, track: SubLabeledTrack, parent: int | None) -> int:
        head = self.head(track)
        self.batch.track.append((*head, parent))
        common = (track.label_id, track.group or 0, track.source)
        for keyframe in track.shapes:
            if keyframe.id is None:
                keyframe.id = next(self._fresh)
            self.batch.shape.append((
                keyframe.id, self._job_id, keyframe.frame, *common,
                _attributes(keyframe.attributes), self._version, None, head[0], keyframe.type,
                keyframe.occluded, keyframe.outside, keyframe.z_order, keyframe.rotation, 1.0,
                _points(keyframe),
            ))  # fmt: skip
        return head[0]


def _points(item: SubLabeledShape | TrackedShape) -> str:
    """The points as JSON without spaces; `item` keeps them so."""
    given = bytes(item.points)
    kept = given.translate(None, b" \t\r\n")
    if len(kept) > LONGEST_NUMBER * (kept.count(b",") + 1):
        kept = bytes(written(numbers(item.points)))
    if kept != given:
        item.points = Raw(kept)
    return kept.decode()


def _attributes(values: list[AttributeVal]) -> str:
    return _attributes_text(tuple((one.spec_id, one.value) for one in values)) if values else "[]"


@lru_cache(maxsize=4096)
def _attributes_text(values: tuple[tuple[int, str], ...]) -> str:
    return text([AttributeVal(spec_id, value) for spec_id, value in values])
