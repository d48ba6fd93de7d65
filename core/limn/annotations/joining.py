"""Intervals of two jobs that overlap, joined to those of one recording.

An interval heard in both is found by the cheapest pairing of likenesses (intersection over
union of what lies in the overlap) and kept as the earlier job has it; where it reaches the end
of its job, it goes on as the later job has it.
"""

import heapq
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

import numpy as np

from limn.annotations import store, windows
from limn.annotations.reading import Reader, Wire
from limn.annotations.rows import Batch, Row
from limn.sdk.geometry.assignment import cheapest_pairs
from limn.sdk.shapes import FloatArray
from limn.tasks.queries import JobSpan

FOREVER = 1 << 62


class Intervals:
    """The intervals of jobs, in order of their first frame, joined where these overlap.

    Only those in an overlap are read together; what became of them is kept as numbers.
    """

    def __init__(self, spans: Sequence[JobSpan], reader: Reader, least: float) -> None:
        self._spans = spans
        self._reader = reader
        self._least = least

    def pages(self) -> Iterator[list[Wire]]:
        """All of them in order of their start, a page at a time."""
        ascending = self._ascending()
        while page := list(islice(ascending, windows.ROWS)):
            yield page

    @cached_property
    def _plan(self) -> tuple[dict[int, int | None], set[int]]:
        """Where those that go on in a later job stop, and those that go on with another, by id."""
        stops: dict[int, int | None] = {}
        gone = set[int]()
        live: list[Wire] = []
        covered = -1
        following = [span.start for span in self._spans[1:]] + [FOREVER]
        for span, upcoming in zip(self._spans, following, strict=True):
            new = self._read(store.select(
                "interval", span.id, "frame <= %s OR stop IS NULL OR stop > %s",
                [covered, min(upcoming, (1 << 31) - 1)],
            ))  # fmt: skip
            before = {one["id"]: one["stop"] for one in live}
            join_intervals(live, new, range(span.start, covered + 1), self._least)
            gone |= {one["id"] for one in new} - {one["id"] for one in live}
            stops |= {
                one["id"]: one["stop"]
                for one in live
                if one["stop"] != before.get(one["id"], one["stop"])
            }
            covered = max(covered, span.stop)
            live = [one for one in live if _stop(one) > upcoming]
        return stops, gone

    def _ascending(self) -> Iterator[Wire]:
        waiting, open_ = list(self._spans)[::-1], list[tuple[int, int, Wire, Iterator[Wire]]]()

        def go_on(rest: Iterator[Wire]) -> None:
            if (one := next(rest, None)) is not None:
                heapq.heappush(open_, (one["start"], one["id"], one, rest))

        while waiting or open_:
            # A job is opened only when its turn comes.
            while waiting and (not open_ or waiting[-1].start <= open_[0][0]):
                go_on(self._of(waiting.pop()))
            if open_:
                _, _, one, rest = heapq.heappop(open_)
                yield one
                go_on(rest)

    def _of(self, span: JobSpan) -> Iterator[Wire]:
        stops, gone = self._plan
        for page in windows.interval_pages(span.id):
            for one in self._read(page):
                if one["id"] not in gone:
                    one["stop"] = stops.get(one["id"], one["stop"])
                    yield one

    def _read(self, rows: Sequence[Row]) -> list[Wire]:
        return self._reader.read(Batch(interval=list(rows)))["intervals"]


def join_intervals(old: list[Wire], new: list[Wire], overlap: range, least: float) -> None:
    """Put `new` intervals into `old`, joined where both have them with at least this likeness.

    `overlap` are the milliseconds that both have, to the end of the earlier job.
    """
    joined: set[int] = set()
    if overlap:
        reaching = [one for one in old if _stop(one) > overlap.start]
        entering = [one for one in new if one["start"] < overlap.stop]
        for earlier, later in _twins(reaching, entering, overlap, least):
            joined.add(id(later))
            if _stop(earlier) >= overlap.stop:
                earlier["stop"] = later["stop"]
    old += [one for one in new if id(one) not in joined]


def _stop(interval: Wire) -> int:
    return FOREVER if interval["stop"] is None else interval["stop"]


def _twins(
    old: Sequence[Wire], new: Sequence[Wire], overlap: range, least: float
) -> Iterator[tuple[Wire, Wire]]:
    for ours, theirs in _clusters(old, new):
        alike = _likenesses(ours, theirs, overlap)
        for row, column in cheapest_pairs(1 - alike):
            if alike[row, column] >= least:
                yield ours[row], theirs[column]


def _clusters(old: Sequence[Wire], new: Sequence[Wire]) -> Iterator[tuple[list[Wire], list[Wire]]]:
    """Intervals of one label that touch each other, so that only these are compared."""
    marked = [(one["label_id"], one["start"], side, one) for side in (0, 1)
              for one in (old, new)[side]]  # fmt: skip
    marked.sort(key=lambda each: each[:3])
    cluster: tuple[list[Wire], list[Wire]] = ([], [])
    label, end = None, -1
    for label_id, start, side, one in marked:
        if label_id != label or start >= end:
            if all(cluster):
                yield cluster
            cluster, label, end = ([], []), label_id, -1
        cluster[side].append(one)
        end = max(end, _stop(one))
    if all(cluster):
        yield cluster


def _likenesses(old: Sequence[Wire], new: Sequence[Wire], overlap: range) -> FloatArray:
    """Intersection over union within the overlap, shape (len(old), len(new))."""
    ours, theirs = _ends(old, overlap)[:, None], _ends(new, overlap)[None]
    shared = np.minimum(ours[..., 1], theirs[..., 1]) - np.maximum(ours[..., 0], theirs[..., 0])
    whole = np.maximum(ours[..., 1], theirs[..., 1]) - np.minimum(ours[..., 0], theirs[..., 0])
    return np.clip(shared, 0, None) / np.maximum(whole, 1)


def _ends(intervals: Sequence[Wire], overlap: range) -> FloatArray:
    ends = np.array([(one["start"], _stop(one)) for one in intervals], np.float64)
    return ends.clip(overlap.start, overlap.stop)
