"""Rows as the JSON that readers get; stored points pass through unread.

Attributes that were not answered show their default: on tags, shapes and tracks the label's,
on a keyframe the answer of the keyframe before.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from limn.annotations.rows import KINDS, Batch, Row
from limn.annotations.vocabulary import Labels
from limn.tasks.label_queries import SpecNode

Wire = dict[str, Any]
(ID, JOB, FRAME, LABEL, GROUP, SOURCE, ATTRIBUTES, VERSION, PARENT, TRACK,
 TYPE, OCCLUDED, OUTSIDE, Z_ORDER, ROTATION, SCORE, POINTS) = range(17)  # fmt: skip
STOP, INTERVAL_SCORE = 8, 9
"""Columns of an interval after those that all rows have."""


class Reader:
    """Makes wire objects of rows; `versions` adds each object's version."""

    def __init__(self, labels: Labels, *, versions: bool = False) -> None:
        self._labels = labels
        self._versions = versions
        self._filled: dict[tuple[int, bool | None, str], orjson.Fragment] = {}

    def read(self, batch: Batch) -> Wire:
        """CVAT's LabeledData; rows are in order of frame and id."""
        keyframes: defaultdict[int, list[Row]] = defaultdict(list)
        elements: defaultdict[int, list[Row]] = defaultdict(list)
        lone: list[Row] = []
        for row in batch.shape:
            if row[TRACK] is not None:
                keyframes[row[TRACK]].append(row)
            elif row[PARENT] is not None:
                elements[row[PARENT]].append(row)
            else:
                lone.append(row)
        return {
            "version": 0,
            "tags": [self._head(row, None) for row in batch.tag],
            "shapes": [self._shape(row, elements.get(row[ID], ())) for row in lone],
            "tracks": self._tracks(batch.track, keyframes),
            "intervals": [self._interval(row) for row in batch.interval],
        }

    def _interval(self, row: Row) -> Wire:
        interval = self._head(row, None)
        interval["start"] = interval.pop("frame")
        return interval | {"stop": row[STOP], "score": row[INTERVAL_SCORE]}

    def _head(self, row: Row, mutable: bool | None) -> Wire:  # noqa: FBT001
        head = {
            "id": row[ID],
            "frame": row[FRAME],
            "label_id": row[LABEL],
            "group": row[GROUP],
            "source": row[SOURCE],
            "attributes": self._answers(row[LABEL], mutable, row[ATTRIBUTES]),
        }
        if self._versions:
            head["version"] = row[VERSION]
        return head

    def _shape(self, row: Row, elements: Iterable[Row]) -> Wire:
        shape = self._head(row, None)
        shape |= _geometry(row)
        shape["score"] = row[SCORE]
        shape["elements"] = [
            {**self._head(one, None), **_geometry(one), "score": one[SCORE]} for one in elements
        ]
        return shape

    def _tracks(self, rows: Iterable[Row], keyframes: Mapping[int, list[Row]]) -> list[Wire]:
        elements: defaultdict[int, list[Wire]] = defaultdict(list)
        whole: list[Wire] = []
        for row in rows:
            track = self._head(row, mutable=False)
            track["shapes"] = self._keyframes(row[LABEL], keyframes.get(row[ID], ()))
            if row[PARENT] is None:
                whole.append(track)
            else:
                elements[row[PARENT]].append(track)
        for track in whole:
            track["elements"] = elements.get(track["id"], [])
        return whole

    def _keyframes(self, label_id: int, rows: Iterable[Row]) -> list[Wire]:
        node = self._labels.all.get(label_id)
        mutable = [one for one in node.attributes if one.mutable] if node else []
        current = {one.id: one.default_value for one in mutable}
        shown: list[Wire] = []
        for row in rows:
            if mutable and row[ATTRIBUTES] != "[]":
                given = orjson.loads(row[ATTRIBUTES])
                current |= {one["spec_id"]: one["value"] for one in given}
            answers = [{"spec_id": one.id, "value": current[one.id]} for one in mutable]
            head = {"id": row[ID], "frame": row[FRAME], "attributes": answers}
            shown.append(head | _geometry(row))
        return shown

    def _answers(self, label_id: int, mutable: bool | None, stored: str) -> orjson.Fragment:  # noqa: FBT001
        key = (label_id, mutable, stored)
        known = self._filled.get(key)
        if known is None:
            known = self._filled[key] = orjson.Fragment(self._fill(label_id, mutable, stored))
        return known

    def _fill(self, label_id: int, mutable: bool | None, stored: str) -> bytes:  # noqa: FBT001
        node = self._labels.all.get(label_id)
        specs = [] if node is None else list(node.attributes)
        if mutable is not None:
            specs = [one for one in specs if one.mutable == mutable]
        return orjson.dumps(answered(specs, orjson.loads(stored)))


def answered(specs: Iterable[SpecNode], stored: Iterable[Wire]) -> list[Wire]:
    """The stored answers to these attributes, then the defaults of those without one."""
    wanted = {one.id: one.default_value for one in specs}
    given = {one["spec_id"]: one["value"] for one in stored if one["spec_id"] in wanted}
    return [
        {"spec_id": spec_id, "value": value}
        for spec_id, value in (
            given | {spec_id: value for spec_id, value in wanted.items() if spec_id not in given}
        ).items()
    ]


def _geometry(row: Row) -> Wire:
    return {
        "type": row[TYPE],
        "occluded": bool(row[OCCLUDED]),
        "outside": bool(row[OUTSIDE]),
        "z_order": row[Z_ORDER],
        "rotation": row[ROTATION],
        "points": orjson.Fragment(row[POINTS]),
    }


def objects_in(data: bytes) -> dict[str, dict[int, Wire]]:
    """The objects of LabeledData as JSON, by kind and id."""
    decoded = orjson.loads(data)
    return {kind: {item["id"]: item for item in decoded[kind]} for kind in KINDS}
