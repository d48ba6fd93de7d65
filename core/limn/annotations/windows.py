"""A job's rows a few thousand at a time, however many there are."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from limn.annotations import store
from limn.annotations.rows import COLUMNS, Batch, Row

ROWS = 4000
"""Rows of a window; a single frame may have more."""
TRACKS = 100
"""Tracks of a page, with all their keyframes."""


@dataclass
class Window:
    """All rows on the frames `start` … `stop` (inclusive), keyframes too.

    Where the tracks to go on with are others than before, `rows` has the heads of all of them.
    `following` has the first keyframe after the window of each track that goes on.
    """

    start: int
    stop: int
    rows: Batch
    following: list[Row] = field(default_factory=list[Row])


def windows(job_id: int, start: int, stop: int, deleted: Collection[int] = ()) -> Iterator[Window]:
    """Windows that together cover the frames `start` … `stop` of a job, in order.

    Keyframes on `deleted` frames do not follow.
    """
    for first, last in ranges([job_id], start, stop):
        within = ("frame BETWEEN %s AND %s", [first, last])
        rows = Batch(tag=store.select("tag", job_id, *within))
        rows.shape = store.select("shape", job_id, *within)
        yield Window(first, last, rows, _following(job_id, last, deleted))


def ranges(job_ids: Sequence[int], start: int, stop: int) -> Iterator[tuple[int, int]]:
    """First and last frame of windows over `start` … `stop` with about `ROWS` rows of the jobs."""
    first = start
    for following in _beginnings(job_ids, start, stop):
        yield first, following - 1
        first = following
    if first <= stop:
        yield first, stop


def _beginnings(job_ids: Sequence[int], start: int, stop: int) -> list[int]:
    """The first frames of all windows but the first."""
    found, count = [start], 0
    for frame, rows in store.count_by_frame(job_ids):
        if count and count + rows > ROWS and found[-1] < frame <= stop:
            found.append(frame)
            count = 0
        count += rows
    return found[1:]


def _following(job_id: int, after: int, deleted: Collection[int]) -> list[Row]:
    columns = ", ".join(f'"{name}"' for name in COLUMNS["shape"])
    kept, values = _not_among(deleted)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM annotations_shape WHERE id IN ("  # noqa: S608
            "SELECT (SELECT k.id FROM annotations_shape k WHERE k.track_id = t.id "
            f"AND k.frame > %s{kept} ORDER BY k.frame LIMIT 1) "
            "FROM annotations_track t WHERE t.job_id = %s)",
            [after, *values, job_id],
        )
        return cursor.fetchall()


def _not_among(deleted: Collection[int]) -> tuple[str, list[Any]]:
    if not deleted:
        return "", []
    if connection.vendor == "postgresql":
        return " AND k.frame <> ALL(%s)", [list(deleted)]
    return " AND k.frame NOT IN (SELECT value FROM json_each(%s))", [json.dumps(list(deleted))]


def heads(job_id: int) -> list[Row]:
    """The head of every track and element of a job, in order of id."""
    return sorted(store.select("track", job_id), key=lambda row: row[0])


def track_pages(job_id: int) -> Iterator[Batch]:
    """The tracks of a job in order of id, elements and keyframes with them."""
    whole = [row[0] for row in heads(job_id) if row[8] is None]
    for index in range(0, len(whole), TRACKS):
        yield store.select_objects(job_id, "tracks", whole[index : index + TRACKS])


def all_pages(job_id: int, start: int, stop: int) -> Iterator[Batch]:
    """Everything of a job, each object whole: tags and shapes by frames, then tracks."""
    for window in windows(job_id, start, stop):
        lone = [row for row in window.rows.shape if row[9] is None]
        yield Batch(tag=window.rows.tag, shape=lone)
    yield from track_pages(job_id)
    for page in interval_pages(job_id):
        yield Batch(interval=page)


def interval_pages(job_id: int) -> Iterator[list[Row]]:
    """The intervals of a job in order of their start, a page of rows at a time."""
    begin = (-1, 0)
    while page := store.select("interval", job_id, "(frame, id) > (%s, %s)", begin, limit=ROWS):
        yield page
        begin = (page[-1][2], page[-1][0])
