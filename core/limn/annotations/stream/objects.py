"""Rows as the objects that datasets know: labels and attributes by name."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import orjson

from limn.annotations.geometry import shape_of
from limn.annotations.reading import (
    ATTRIBUTES,
    FRAME,
    GROUP,
    ID,
    LABEL,
    OCCLUDED,
    OUTSIDE,
    PARENT,
    POINTS,
    ROTATION,
    SCORE,
    SOURCE,
    TRACK,
    TYPE,
    Z_ORDER,
    answered,
)
from limn.annotations.rows import Batch, Row
from limn.annotations.vocabulary import Labels
from limn.sdk.shapes import Annotation, AnyShape, Skeleton, Tag


class Names:
    """Labels and attributes of rows, by their names."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self._read: dict[tuple[int, bool | None, str], Mapping[str, str]] = {}

    def label(self, label_id: int) -> str:
        """The label's name."""
        return self.labels.all[label_id].name

    def attributes(self, label_id: int, stored: str, *, mutable: bool | None) -> Mapping[str, str]:
        """Answers by name, defaults for those not given; `mutable` picks some, None all."""
        key = (label_id, mutable, stored)
        if key not in self._read:
            specs = {
                one.id: one
                for one in self.labels.all[label_id].attributes
                if mutable in (None, one.mutable)
            }
            answers = answered(specs.values(), orjson.loads(stored))
            self._read[key] = {specs[one["spec_id"]].name: one["value"] for one in answers}
        return self._read[key]

    def given(self, label_id: int, stored: str) -> dict[str, str]:
        """The mutable answers that were given, by name."""
        specs = self.labels.all[label_id].specs
        return {
            specs[one["spec_id"]].name: one["value"]
            for one in (orjson.loads(stored) if stored != "[]" else ())
            if one["spec_id"] in specs
        }


def fixed_of(names: Names, rows: Batch) -> dict[int, list[Annotation]]:
    """Tags and shapes by frame."""

    def whole(row: Row) -> AnyShape:
        return shape_of_row(names, row, head_of(names, row, None))

    shown: defaultdict[int, list[Annotation]] = defaultdict(list)
    elements: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows.tag:
        shown[row[FRAME]].append(Tag(**head_of(names, row, None)))
    for row in rows.shape:
        if row[PARENT] is not None:
            elements[row[PARENT]].append(row)
    for row in rows.shape:
        if row[PARENT] is None and row[TRACK] is None and not row[OUTSIDE]:
            shape = whole(row)
            if isinstance(shape, Skeleton):
                shape = replace(shape, elements=tuple(map(whole, elements[row[ID]])))
            shown[row[FRAME]].append(shape)
    return shown


def head_of(names: Names, row: Row, mutable: bool | None) -> dict[str, Any]:  # noqa: FBT001
    """What tags, shapes, tracks and intervals have in common; `mutable` as in `Names`."""
    return {
        "label": names.label(row[LABEL]),
        "attributes": names.attributes(row[LABEL], row[ATTRIBUTES], mutable=mutable),
        "group": row[GROUP],
        "source": row[SOURCE],
    }


def shape_of_row(names: Names, row: Row, head: dict[str, Any]) -> AnyShape:
    """The shape of a row, with what it has in common with others."""
    return shape_of(
        row[TYPE],
        orjson.loads(row[POINTS]),
        row[ROTATION],
        names.labels.dimension,
        occluded=bool(row[OCCLUDED]),
        outside=bool(row[OUTSIDE]),
        z_order=row[Z_ORDER],
        score=row[SCORE],
        **head,
    )
