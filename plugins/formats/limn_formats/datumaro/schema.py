"""The entries of a Datumaro file, as they are checked on the way in."""

from typing import Any

import msgspec

from limn_formats.coco.schema import Lengths


class LabelEntry(msgspec.Struct):
    """A label; an element of a skeleton has that as its parent."""

    name: str
    parent: str | None = ""
    attributes: list[str] = []


class Labels(msgspec.Struct):
    """All labels; they are numbered from 0."""

    labels: list[LabelEntry] = []


class PointsEntry(msgspec.Struct):
    """Names of a skeleton's elements, and edges between them by position, from 1."""

    label_id: int
    labels: list[str] = []
    joints: list[list[int]] = []


class PointsTable(msgspec.Struct):
    """All skeletons."""

    items: list[PointsEntry] = []


class Categories(msgspec.Struct):
    """What a file says about labels."""

    label: Labels = msgspec.field(default_factory=Labels)
    points: PointsTable = msgspec.field(default_factory=PointsTable)


class Picture(msgspec.Struct):
    """A picture's path, and its height and width in px."""

    path: str | None = None
    size: tuple[float, float] | None = None


class Thing(msgspec.Struct):
    """An annotation of any type; what its type does not have is left alone."""

    type: str
    label_id: int | None = None
    attributes: dict[str, Any] | None = None
    group: int | None = 0
    z_order: int | None = 0
    bbox: list[float] | None = None
    points: list[float | list[float]] | None = None
    visibility: list[int] | None = None
    points_attributes: list[dict[str, Any]] | None = None
    elements: list["Thing"] | None = None
    rle: Lengths | None = None


class Item(msgspec.Struct):
    """A picture and what is on it."""

    id: str | int
    annotations: list[Thing] = []
    image: Picture | None = None
    point_cloud: dict[str, Any] | None = None
