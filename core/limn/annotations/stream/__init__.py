"""Annotations as datasets know them, frame by frame, track by track, or intervals one by one.

Neither holds more than a window of rows, the heads of the tracks, and two keyframes of each;
where jobs of a task overlap the tracks of two jobs are held, to find those that go on.
"""

from collections.abc import Iterator

from limn.annotations import queries
from limn.annotations.reading import PARENT
from limn.annotations.stream.objects import Names
from limn.annotations.stream.parts import FOREVER, JobPart, JoinedPart, Part
from limn.annotations.windows import heads
from limn.sdk.shapes import Annotation, Interval, Track
from limn.tasks.queries import Job, Task, deleted_frames, jobs_of_task


def frames_of(task: Task, job: Job | None = None) -> Iterator[tuple[int, tuple[Annotation, ...]]]:
    """Each task-relative frame that shows something, ascending, with all that is visible on it.

    Tags come first, then shapes, then tracks (interpolated, numbered as in `tracks_of`).
    Deleted frames are left out. With `job`, what this one job has; else the task's annotation
    jobs.
    """
    for part in _parts(task, job):
        yield from part.frames()


def tracks_of(task: Task, job: Job | None = None) -> Iterator[Track]:
    """Every track with its keyframes, numbered from 0, in the order of jobs and then of ids.

    A track that is visible to the end of its job is hidden from the next frame on.
    """
    for part in _parts(task, job):
        yield from part.tracks()


def intervals_of(task: Task, job: Job | None = None) -> Iterator[Interval]:
    """Every interval of a recording, in the order of jobs and then of their start, in its ms."""
    for part in _parts(task, job):
        yield from part.intervals()


def _parts(task: Task, job: Job | None) -> Iterator[Part]:
    names = Names(queries.labels_of(task))
    deleted = frozenset(deleted_frames(task, job))
    if job is not None:
        frames = queries.frames_of_job(job)
        start, stop = job.segment.start_frame, queries.last_of(frames)
        whole = isinstance(frames, range)
        missing = () if whole else frozenset(range(start, stop + 1)) - frozenset(frames) - deleted
        yield JobPart(names, job.pk, start, stop, 0, FOREVER, deleted, missing)
        return
    spans = sorted(jobs_of_task(task.pk), key=lambda span: span.start)
    if queries.overlapping(spans):
        yield JoinedPart(names, spans, deleted)
        return
    number = 0
    for span in spans:
        end = FOREVER if span is spans[-1] else span.stop + 1
        yield JobPart(names, span.id, span.start, span.stop, number, end, deleted)
        number += sum(row[PARENT] is None for row in heads(span.id))
