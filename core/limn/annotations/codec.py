"""Annotations as CVAT's clients send them; the names are those of its components.

Decoding checks types and ranges; what needs the job's labels and frames is checked in `checks`,
and so are points: they stay the JSON they came as, because most of it is only passed on.
`version` is our own: a client that sends the version it read is told when that has changed.
"""

from collections.abc import Sequence
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, Raw, Struct, UnsetType

BIGGEST = 2**31 - 1

Id = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
Count = Annotated[int, Meta(ge=0, le=BIGGEST)]
Order = Annotated[int, Meta(ge=-BIGGEST, le=BIGGEST)]
Degrees = Annotated[float, Meta(ge=0, le=360)]
Share = Annotated[float, Meta(ge=0, le=1)]
Source = Annotated[str, Meta(min_length=1, max_length=64)]
ShapeType = Literal[
    "rectangle", "polygon", "polyline", "points", "ellipse", "cuboid", "mask", "skeleton"
]


NOTHING = Raw(b"[]")
"""The points of what has none."""


class AttributeVal(Struct, gc=False):
    """The answer to one attribute of the label."""

    spec_id: int
    value: Annotated[str, Meta(max_length=4096)]


class _Labelled(Struct, kw_only=True):
    id: Id | None = None
    frame: Count
    label_id: Count
    group: Count | None = 0
    source: Source = "manual"
    attributes: list[AttributeVal] = []
    version: Count | UnsetType = UNSET


class LabeledImage(_Labelled, kw_only=True):
    """A tag."""


class SubLabeledShape(_Labelled, kw_only=True):
    """A skeleton's element."""

    type: ShapeType
    occluded: bool = False
    outside: bool = False
    z_order: Order = 0
    rotation: Degrees = 0.0
    points: Raw = NOTHING
    score: Share = 1.0


class LabeledShape(SubLabeledShape, kw_only=True):
    """A shape; `elements` only where it is a skeleton."""

    elements: list[SubLabeledShape] = []


class TrackedShape(Struct, kw_only=True):
    """A keyframe."""

    id: Id | None = None
    frame: Count
    type: ShapeType
    occluded: bool = False
    outside: bool = False
    z_order: Order = 0
    rotation: Degrees = 0.0
    points: Raw = NOTHING
    attributes: list[AttributeVal] = []


class SubLabeledTrack(_Labelled, kw_only=True):
    """The track of a skeleton's element."""

    shapes: list[TrackedShape]


class LabeledTrack(SubLabeledTrack, kw_only=True):
    """A track; `elements` only where it is a skeleton."""

    elements: list[SubLabeledTrack] = []


class LabeledInterval(_Labelled, kw_only=True):
    """A stretch of a recording; its frames are milliseconds, and it begins on `frame`."""

    frame: Count = msgspec.field(name="start")
    stop: Count | None = None
    score: Share = 1.0


class LabeledData(Struct, kw_only=True):
    """All kinds at once."""

    version: int = 0
    tags: list[LabeledImage] = []
    shapes: list[LabeledShape] = []
    tracks: list[LabeledTrack] = []
    intervals: list[LabeledInterval] = []


class Seen(Struct, kw_only=True):
    """An object as the client saw it: to be touched only if it is still at that version."""

    id: Id
    version: Count


class Ids(Struct, kw_only=True):
    """Objects by id."""

    tags: list[Id | Seen] = []
    shapes: list[Id | Seen] = []
    tracks: list[Id | Seen] = []
    intervals: list[Id | Seen] = []


def id_of(one: int | Seen) -> int:
    """The id of an object that is named with or without a version."""
    return one.id if isinstance(one, Seen) else one


class Changes(Struct, kw_only=True):
    """Deeds on a job that are done together or not at all."""

    create: LabeledData = msgspec.field(default_factory=LabeledData)
    update: LabeledData = msgspec.field(default_factory=LabeledData)
    delete: Ids = msgspec.field(default_factory=Ids)


class Restore(Struct, kw_only=True):
    """The version a job, or some objects of it, are to go back to."""

    version: Count
    objects: list[str] | None = None
    partial: bool = False


class Restored(Struct, kw_only=True):
    """The job's new version; objects that could not come back, and those that lost answers."""

    version: int
    lost: dict[str, str]
    adjusted: list[str]


_encoder = msgspec.json.Encoder()


def encoded(value: object) -> bytes:
    """`value` as JSON."""
    return _encoder.encode(value)


def text(value: object) -> str:
    """`value` as JSON text, the way rows keep points and attributes."""
    return _encoder.encode(value).decode()


def written(points: Sequence[float]) -> Raw:
    """Numbers as the JSON that `points` are."""
    return Raw(_encoder.encode(points))


def numbers(points: Raw) -> list[float]:
    """The numbers in checked `points`."""
    return _numbers.decode(points)


_numbers = msgspec.json.Decoder(list[float])
