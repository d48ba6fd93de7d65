"""Tracks of jobs that overlap, joined job after job.

What a track shows on a frame is settled once the next job is joined: from there on it goes on in
that job, or is hidden. So no more is held than the tracks of that job and of the one before it,
and one keyframe from the time before of those that go on.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from limn.annotations import merging
from limn.annotations.reading import Wire
from limn.annotations.uniting import Joint, hidden_at_end, last_of
from limn.tasks.queries import JobSpan

Key = tuple[int, int]
"""Id of a job, and of a track there."""


@dataclass(frozen=True, slots=True)
class Slide:
    """What is settled once a job is joined to those before it."""

    start: int
    stop: int
    """The frames that are settled now (inclusive); there may be none."""
    since: int
    """Keyframes from here on were not told of before: `start`, or before it if that is deleted."""
    tracks: list[Wire]
    """All tracks that show there, and those that came with the job."""
    came: list[Key]
    """Those that begin in the job, in order."""
    keyframes: dict[int, int]
    """How many each track of the job has, by its id."""
    joins: Sequence[tuple[int, int | None]]
    """Ids of tracks of before that reached the job, with what they go on with; without one
    they are hidden."""
    joint: Joint


def slides(
    spans: Sequence[JobSpan],
    tracks_of: Callable[[JobSpan], list[Wire]],
    dimension: str,
    deleted: Collection[int],
) -> Iterator[Slide]:
    """The slides over all frames of the jobs, in order; `tracks_of` reads those of one job."""
    ordered = sorted(spans, key=lambda span: span.start)
    live: list[Wire] = []
    covered = -1
    settled = ordered[0].start - 1
    for place, span in enumerate(ordered):
        joint = Joint(span.start, span.stop, covered, deleted, dimension)
        known = {id(one) for one in live}
        arriving = tracks_of(span)
        keyframes = {one["id"]: _count(one) for one in arriving}
        joined = merging.join_tracks(live, arriving, joint)
        came = [(span.id, one["id"]) for one in live if id(one) not in known]
        joins = [(one["id"], None if other is None else other["id"]) for one, other in joined]
        covered = max(covered, span.stop)
        last = covered if place + 1 == len(ordered) else span.start - 1
        since = min(settled + 1, joint.before) if joint.overlap else settled + 1
        yield Slide(settled + 1, last, since, live, came, keyframes, joins, joint)
        settled = max(settled, last)
        live = [one for one in live if not hidden_at_end(one, deleted) or last_of(one) > settled]
        for one in live:
            _forget(one, settled, deleted)


def _count(track: Wire) -> int:
    return sum(len(line["shapes"]) for line in (track, *track["elements"]))


def _forget(track: Wire, settled: int, deleted: Collection[int]) -> None:
    """Leave out keyframes that no frame after `settled` goes by."""
    for line in (track, *track["elements"]):
        before = [
            place
            for place, one in enumerate(line["shapes"])
            if one["frame"] <= settled and one["frame"] not in deleted
        ]
        del line["shapes"][: max(before, default=0)]
