"""From an entry of a Datumaro file to Limn's annotations."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import numpy as np

from limn.sdk import (
    Annotation,
    BadDataset,
    Box,
    Cuboid,
    Ellipse,
    Mask,
    Points,
    Polygon,
    Polyline,
    Skeleton,
    Tag,
)
from limn.sdk.shapes import FloatArray
from limn_formats.attributes import common_of, rotation_in, texts
from limn_formats.coco.shapes import finite, masks
from limn_formats.coco.spool import Row
from limn_formats.datumaro.cuboids import from_datumaro
from limn_formats.datumaro.schema import Thing
from limn_formats.datumaro.tables import Table
from limn_formats.datumaro.writing import ABSENT, HIDDEN, VISIBLE

_LINES: dict[str, tuple[type[Polygon] | type[Polyline], int]] = {
    "polygon": (Polygon, 3), "polyline": (Polyline, 2),
}  # fmt: skip
KINDS = frozenset({"label", "bbox", "points", "mask", "ellipse", "cuboid_2d", "skeleton", *_LINES})
"""Types of annotations that are read."""


class Shapes:
    """Makes annotations of spooled entries."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables = tables
        self._decoder = msgspec.json.Decoder(Thing)

    def of(self, row: Row) -> Iterator[Annotation]:
        """The annotation of an entry, if there is one.

        Raises:
            BadDataset: the geometry is none; the place is told.
        """
        if row.body is None or row.place is None:
            return
        thing = self._decoder.decode(row.body)
        table = self._tables[row.place.rpartition(": ")[0]]
        yield from _Reading(thing, table, row, row.place).annotations()


class _Reading:
    """One entry on its way to an annotation."""

    def __init__(self, thing: Thing, table: Table, row: Row, place: str) -> None:
        self._thing = thing
        self._table = table
        self._row = row
        self._place = place
        self._attributes: dict[str, Any] = dict(thing.attributes or {})

    def annotations(self) -> Iterator[Annotation]:
        """The annotation, if it shows anything."""
        thing = self._thing
        name = self._table.label(thing, self._place).name
        if thing.type == "label":
            yield Tag(label=name, attributes=texts(self._attributes), group=thing.group or 0)
            return
        turn = 0.0
        if thing.type in {"bbox", "ellipse"}:
            turn = rotation_in(self._attributes, self._place)
        common: dict[str, Any] = {
            **common_of(self._attributes, name, track=self._row.track, score=self._score()),
            "group": thing.group or 0,
            "z_order": thing.z_order or 0,
        }
        match thing.type:
            case "bbox":
                yield self._box(rotation=turn, **common)
            case "ellipse":
                yield self._ellipse(rotation=turn, **common)
            case "mask":
                yield from self._masks(common)
            case "points":
                yield from self._points(common)
            case "cuboid_2d":
                yield Cuboid(points=from_datumaro(self._pairs(8, 8)), **common)
            case "skeleton":
                yield Skeleton(elements=tuple(self._elements()), **common)
            case kind:
                shape, fewest = _LINES[kind]
                yield shape(points=self._pairs(fewest), **common)

    def _score(self) -> float:
        """The score among the attributes, unless the label has an attribute of that name."""
        score = self._attributes.get("score")
        known = self._table.has_attribute(self._thing, "score")
        if known or not isinstance(score, int | float) or not 0 <= score <= 1:
            return 1.0
        del self._attributes["score"]
        return float(score)

    def _fault(self, problem: str, key: str) -> BadDataset:
        return BadDataset(problem, where=f"{self._place}.{key}")

    def _box(self, **common: Any) -> Box:
        sides = self._thing.bbox
        if sides is None or len(sides) != 4:
            raise self._fault("a bbox is four numbers", "bbox")
        x, y, width, height = finite(sides, f"{self._place}.bbox").tolist()
        if width < 0 or height < 0:
            raise self._fault("a box has a negative size", "bbox")
        return Box(x1=x, y1=y, x2=x + width, y2=y + height, **common)

    def _ellipse(self, **common: Any) -> Ellipse:
        (x1, y1), (x2, y2) = self._pairs(2, 2).tolist()
        if x2 < x1 or y2 < y1:
            raise self._fault("an ellipse has a negative size", "points")
        return Ellipse(
            cx=(x1 + x2) / 2, cy=(y1 + y2) / 2, rx=(x2 - x1) / 2, ry=(y2 - y1) / 2, **common
        )

    def _masks(self, common: dict[str, Any]) -> Iterator[Mask]:
        if self._thing.rle is None:
            raise self._fault("a mask has no run lengths", "rle")
        picture = self._row.width, self._row.height
        yield from masks(self._thing.rle, picture, f"{self._place}.rle", common)

    def _points(self, common: dict[str, Any]) -> Iterator[Points]:
        points = self._pairs(1)
        visibility = self._thing.visibility
        if visibility is None:
            yield Points(points=points, **common)
            return
        if len(visibility) != len(points):
            raise self._fault(
                f"there are {len(points)} points and {len(visibility)} of these", "visibility"
            )
        flags = np.array([self._flag(flag, "visibility") for flag in visibility])
        if (flags == ABSENT).all():
            return
        common["occluded"] |= bool((flags[flags != ABSENT] == HIDDEN).all())
        yield Points(points=points[flags != ABSENT], **common)

    def _elements(self) -> Iterator[Points]:
        if self._thing.elements is not None:
            yield from self._nested(self._thing.elements)
            return
        names = self._table.parts(self._thing, f"{self._place}.label_id")
        rows = self._numbers("points")
        attributes = self._thing.points_attributes or [{} for _ in names]
        if rows.size != 3 * len(names) or len(attributes) != len(names):
            raise self._fault(
                f"this skeleton has {len(names)} points of x, y, visibility", "points"
            )
        for name, (x, y, flag), values in zip(
            names, rows.reshape(-1, 3).tolist(), attributes, strict=True
        ):
            yield self._element(name, x, y, self._flag(flag, "points"), values)

    def _nested(self, elements: list[Thing]) -> Iterator[Points]:
        """Elements that are annotations of their own."""
        for number, thing in enumerate(elements):
            place = f"{self._place}.elements[{number}]"
            name = self._table.label(thing, place).name
            inner = _Reading(thing, self._table, self._row, place)
            ((x, y),) = inner._pairs(1, 1).tolist()
            (flag,) = thing.visibility if thing.visibility and len(thing.visibility) == 1 else (2,)
            yield self._element(name, x, y, self._flag(flag, f"elements[{number}].visibility"),
                                thing.attributes or {})  # fmt: skip

    def _element(
        self, label: str, x: float, y: float, flag: int, values: Mapping[str, Any]
    ) -> Points:
        common = common_of(dict(values), label)
        common["occluded"] |= flag == HIDDEN
        return Points(points=np.array([(x, y)]), outside=flag == ABSENT, **common)

    def _flag(self, flag: float, key: str) -> int:
        if flag not in {ABSENT, HIDDEN, VISIBLE}:
            raise self._fault("a visibility is 0, 1 or 2", key)
        return int(flag)

    def _numbers(self, key: str) -> FloatArray:
        flat: list[float] = []
        for one in self._thing.points or ():
            flat.extend(one if isinstance(one, list) else (one,))
        return finite(flat, f"{self._place}.{key}")

    def _pairs(self, fewest: int, most: int | None = None) -> FloatArray:
        """The entry's points, shape (n, 2)."""
        numbers = self._numbers("points")
        pairs, rest = divmod(numbers.size, 2)
        if rest or pairs < fewest or (most is not None and pairs > most):
            wanted = fewest if most == fewest else f"{fewest} or more"
            raise self._fault(f"these are {wanted} points of x and y", "points")
        return numbers.reshape(-1, 2)
