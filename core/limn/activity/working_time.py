"""How long people worked, from the gaps between what they did."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from limn.activity.schemas import EventRequest

LONGEST_GAP = timedelta(seconds=100)
"""After a longer pause nobody counts as working."""
Place = tuple[int | None, int | None, int | None]
"""Ids of job, task and project."""


def working_times(
    events: Iterable[EventRequest], previous: EventRequest | None
) -> dict[Place, timedelta]:
    """The time worked at each place, from `previous` on.

    A gap counts for where the event before it was. Frame changes are told as one event for a
    stretch of time, which counts for where they were.
    """
    worked: defaultdict[Place, timedelta] = defaultdict(timedelta)
    before = previous
    ended = _end(previous) if previous else None
    for event in sorted(events, key=lambda one: one.timestamp):
        if before is not None and ended is not None:
            gap = event.timestamp - ended
            if timedelta() < gap < LONGEST_GAP:
                worked[_place(before)] += gap
        span = _end(event) - event.timestamp
        if span and (ended is None or _end(event) > ended):
            worked[_place(event)] += span
        before, ended = event, max(ended, _end(event)) if ended else _end(event)
    return {place: time for place, time in worked.items() if time}


def _end(event: EventRequest) -> datetime:
    stretch = event.duration if event.scope == "change:frame" else 0
    return event.timestamp + timedelta(milliseconds=max(0, min(stretch, 86_400_000)))


def _place(event: EventRequest) -> Place:
    return event.job_id, event.task_id, event.project_id
