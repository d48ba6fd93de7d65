"""CVAT's annotations as rows of ours.

Our ids are unique over tags, shapes, keyframes and tracks, CVAT's over each table only. Shapes
keep theirs; tracks, tags and intervals keep theirs where no other has it; keyframes get new ones.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any

import orjson

from limn.admin.moving.dump import Dump, Record

Rows = Iterator[dict[str, Any]]
_MODELS = {
    "shape": "engine.labeledshape",
    "track": "engine.labeledtrack",
    "tag": "engine.labeledimage",
    "interval": "engine.labeledinterval",
}
_KEYFRAME = "engine.trackedshape"
_SHAPE = ("type", "occluded", "outside", "z_order", "rotation")


class Ids:
    """Which id each annotation of the dump has here."""

    def __init__(self, dump: Dump) -> None:
        taken: set[int] = set()
        self._changed: dict[tuple[str, int], int] = {}
        again: list[tuple[str, int]] = []
        largest = 0
        for kind, model in _MODELS.items():
            for row in dump.rows(model):
                largest = max(largest, row.id)
                if row.id in taken:
                    again.append((kind, row.id))
                else:
                    taken.add(row.id)
        self.fresh = count(largest + 1)
        for one in again:
            self._changed[one] = next(self.fresh)

    def of(self, kind: str, key: int) -> int:
        """The id here of the row `key` of that kind."""
        return self._changed.get((kind, key), key)


def jobs_with_any(dump: Dump) -> set[int]:
    """Ids of the jobs that have annotations."""
    return {row["job"] for model in _MODELS.values() for row in dump.rows(model)}


def tags(dump: Dump, ids: Ids) -> Rows:
    """Labels on whole frames."""
    for row in dump.rows(_MODELS["tag"]):
        yield {**_head(dump, row, ids.of("tag", row.id), "image"), "frame": row["frame"]}


def intervals(dump: Dump, ids: Ids) -> Rows:
    """Labels on parts of recordings."""
    for row in dump.rows(_MODELS["interval"]):
        yield {
            **_head(dump, row, ids.of("interval", row.id), "interval"),
            "frame": row["start"],
            **{name: row[name] for name in ("stop", "score")},
        }


def tracks(dump: Dump, ids: Ids) -> Rows:
    """Heads of tracks, those of skeletons before their elements."""
    parents_first = sorted(dump.rows(_MODELS["track"]), key=lambda row: row["parent"] is not None)
    for row in parents_first:
        parent = row["parent"]
        yield {
            **_head(dump, row, ids.of("track", row.id), "track"),
            "frame": row["frame"],
            "parent_id": ids.of("track", parent) if parent else None,
        }


def shapes(dump: Dump, ids: Ids) -> Rows:
    """Shapes, skeletons' elements, and tracks' keyframes."""
    for row in dump.rows(_MODELS["shape"]):
        yield {
            **_head(dump, row, row.id, "shape"),
            **{name: row[name] for name in ("frame", "score", *_SHAPE)},
            "points": _points(row),
            "parent_id": row["parent"],
        }
    lines = {row.id: row for row in dump.rows(_MODELS["track"])}
    for row in dump.rows(_KEYFRAME):
        if row["track"] not in lines:
            raise row.wrong(f"belongs to track {row['track']}, which is not in the dump")
        line = lines[row["track"]]
        yield {
            "id": next(ids.fresh),
            "job_id": line["job"],
            "track_id": ids.of("track", line.id),
            "label_id": line["label"],
            "group": line["group"] or 0,
            "source": line["source"],
            "attributes": _answers(dump, "engine.trackedshapeattributeval", row.id),
            **{name: row[name] for name in ("frame", *_SHAPE)},
            "points": _points(row),
        }


def _head(dump: Dump, row: Record, key: int, kind: str) -> dict[str, Any]:
    return {
        "id": key,
        "job_id": row["job"],
        "label_id": row["label"],
        "group": row["group"] or 0,
        "source": row["source"],
        "attributes": _answers(dump, f"engine.labeled{kind}attributeval", row.id),
    }


def _answers(dump: Dump, model: str, owner: int) -> str:
    found = dump.answers(model, owner)
    return orjson.dumps(found).decode() if found else "[]"


def _points(row: Record) -> str:
    written = str(row["points"]).strip("[] ")
    try:
        numbers = [float(one) for one in written.split(",")] if written else []
        return orjson.dumps(numbers).decode()
    except ValueError:
        raise row.wrong("has points that are no numbers") from None
