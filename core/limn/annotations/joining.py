"""Intervals of two jobs that overlap, joined to those of one recording.

An interval heard in both is found by the cheapest pairing of likenesses (intersection over
union of what lies in the overlap) and kept as the earlier job has it; where it reaches the end
of its job, it goes on as the later job has it.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from limn.annotations.reading import Wire
from limn.sdk.geometry.assignment import cheapest_pairs
from limn.sdk.shapes import FloatArray

FOREVER = 1 << 62


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
