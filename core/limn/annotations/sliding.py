"""Tracks of jobs that overlap, joined job after job.

What a track shows on a frame is settled once the next job is joined: from there on it goes on in
that job, or is hidden. So no more is held than the tracks of that job and of the one before it,
and one keyframe from the time before of those that go on.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from limn.annotations import merging
from limn.annotations.reading import Wire
from limn.tasks.queries import JobSpan

Key = tuple[int, int]
"""Id of a job, and of a track there."""


@dataclass(frozen=True, slots=True)
class Slide:
    """What is settled once a job is joined to those before it."""

    start: int
    stop: int
    """The frames that are settled now (inclusive); there may be none."""
    tracks: list[Wire]
    """All tracks that show there, and those that came with the job."""
    came: list[Key]
    """Those that begin in the job, in order."""
    keyframes: dict[int, int]
    """How many each track of the job has, by its id."""
    joins: Sequence[tuple[int, int | None, int]]
    """Ids of tracks of before that reached the job, with what they go on with; without one
    they are hidden after the frame that comes third."""


def slides(
    spans: Sequence[JobSpan], tracks_of: Callable[[JobSpan], list[Wire]], dimension: str
) -> Iterator[Slide]:
    """The slides over all frames of the jobs, in order; `tracks_of` reads those of one job."""
    ordered = sorted(spans, key=lambda span: span.start)
    live: list[Wire] = []
    covered = -1
    settled = ordered[0].start - 1
    for place, span in enumerate(ordered):
        overlap, known = range(span.start, covered + 1), {id(one) for one in live}
        arriving = tracks_of(span)
        keyframes = {one["id"]: _count(one) for one in arriving}
        joined = merging.join_tracks(live, arriving, overlap, covered, dimension)
        came = [(span.id, one["id"]) for one in live if id(one) not in known]
        joins = [
            (one["id"], None if other is None else other["id"], covered) for one, other in joined
        ]
        covered = max(covered, span.stop)
        last = covered if place + 1 == len(ordered) else span.start - 1
        yield Slide(settled + 1, last, live, came, keyframes, joins)
        settled = max(settled, last)
        live = [one for one in live if not merging.hidden_at_end(one) or _reaches(one, settled)]
        for one in live:
            _forget(one, settled)


def _count(track: Wire) -> int:
    return sum(len(line["shapes"]) for line in (track, *track["elements"]))


def _reaches(track: Wire, settled: int) -> bool:
    return merging.last_of(track) > settled


def _forget(track: Wire, settled: int) -> None:
    """Leave out keyframes that no frame after `settled` goes by."""
    for line in (track, *track["elements"]):
        before = sum(one["frame"] <= settled for one in line["shapes"])
        del line["shapes"][: max(before - 1, 0)]
