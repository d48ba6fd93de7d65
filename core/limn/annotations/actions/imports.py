"""A dataset's annotations put into a task or job: all of them, or none if one does not fit."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain

import orjson

from limn.annotations import queries, store
from limn.annotations.actions.recording import Deed, record
from limn.annotations.actions.writing import at_once, ids_of, write
from limn.annotations.arriving import Arrivals, split
from limn.annotations.checks import check
from limn.annotations.codec import LabeledData
from limn.annotations.history import Delta, Touched
from limn.annotations.pools import Pool
from limn.annotations.preparing import prepare, trim
from limn.annotations.reading import Reader
from limn.annotations.rows import KINDS, forget_ids
from limn.annotations.slicing import sliced
from limn.annotations.vocabulary import Labels
from limn.annotations.windows import all_pages
from limn.sdk.errors import BadInput
from limn.sdk.shapes import Annotation, Interval, Track
from limn.tasks.actions import bump_annotations, lock_job
from limn.tasks.queries import Job, JobSpan, Task, jobs_of_task

OBJECTS = 2000
"""Tags and shapes that are written together."""

FrameContent = tuple[int, Iterable[Annotation]]
"""A task-relative frame and what is on it."""


def append_import(
    task: Task,
    frames: Iterable[FrameContent],
    tracks: Iterable[Track],
    user_id: int | None,
    job: Job | None = None,
    intervals: Iterable[Interval] = (),
) -> None:
    """Add a dataset's annotations to a task, or to one `job` of it.

    All are read once, in this order of arrival: tracks, frames, intervals. Shapes
    that carry the number of one of the `tracks` are passed over, they are shown by it. Frames
    without a place in the job are passed over too. What is on a frame of a pool of ground truth
    goes to its honeypots as well, in place of what the dataset has there.

    Raises:
        BadInput: an unknown label or attribute, or a wrong value; nothing is changed.
    """
    _import(task, frames, tracks, intervals, user_id, job, fresh_start=False)


def replace_import(
    task: Task,
    frames: Iterable[FrameContent],
    tracks: Iterable[Track],
    user_id: int | None,
    job: Job | None = None,
    intervals: Iterable[Interval] = (),
) -> None:
    """Put a dataset's annotations in place of all of a task, or of one `job`; see `append_import`.

    Raises:
        BadInput: an unknown label or attribute, or a wrong value; nothing is changed.
    """
    _import(task, frames, tracks, intervals, user_id, job, fresh_start=True)


@at_once
def _import(
    task: Task,
    frames: Iterable[FrameContent],
    tracks: Iterable[Track],
    intervals: Iterable[Interval],
    user_id: int | None,
    job: Job | None,
    *,
    fresh_start: bool,
) -> None:
    labels = queries.labels_of(task)
    spans = _spans(task, job)
    allowed = range(max(span.stop for span in spans) + 1)
    deed = Deed("import", user_id, task, labels)
    jobs = [Receiving(span, deed) for span in sorted(spans, key=lambda span: span.id)]
    if fresh_start:
        for one in jobs:
            one.empty()
    inside = queries.frames_of_job(job) if job is not None else allowed
    if job is None and (pool := Pool.of(task)):
        frames = ((at, tuple(on)) for frame, on in frames for at in pool.places(frame))
    arrived = chain(
        _parts(labels, frames, tracks, allowed, inside),
        _interval_parts(labels, intervals, range(task.data.size if task.data else 0)),
    )
    for data in arrived:
        for one in jobs:
            one.add(data)
    for one in jobs:
        one.finish()


def _spans(task: Task, job: Job | None) -> Sequence[JobSpan]:
    if job is None:
        spans = jobs_of_task(task.pk)
    else:
        segment = job.segment
        spans = [JobSpan(job.pk, segment.start_frame, segment.stop_frame, job.type, job.state)]
    if not spans:
        raise BadInput(f"task {task.pk} has no media yet, and so no frames to annotate")
    return spans


def _parts(
    labels: Labels,
    frames: Iterable[FrameContent],
    tracks: Iterable[Track],
    allowed: range,
    inside: Collection[int],
) -> Iterator[LabeledData]:
    arrivals, seen = Arrivals(labels), set[int]()
    for track in tracks:
        seen.add(track.number)
        with _located(f"track {track.number}: "):
            data = LabeledData(tracks=[arrivals.track(track)])
        trim(data, allowed[-1])
        check(data, labels, allowed, f"track {track.number}: ")
        yield data
    part = LabeledData()
    for frame, annotations in frames:
        if frame not in inside:
            continue
        with _located(f"frame {frame}: "):
            one = _frame(arrivals, frame, annotations, seen)
        check(one, labels, allowed, f"frame {frame}: ")
        part.tags += one.tags
        part.shapes += one.shapes
        if len(part.tags) + len(part.shapes) >= OBJECTS:
            yield part
            part = LabeledData()
    yield part


def _interval_parts(
    labels: Labels, intervals: Iterable[Interval], allowed: range
) -> Iterator[LabeledData]:
    """Intervals of a recording of this length; what is not in a job is passed over later."""
    arrivals, part = Arrivals(labels), LabeledData()
    for number, one in enumerate(intervals, start=1):
        where = f"interval {number}: "
        with _located(where):
            interval = arrivals.interval(one)
        check(LabeledData(intervals=[interval]), labels, allowed, where)
        part.intervals.append(interval)
        if len(part.intervals) >= OBJECTS:
            yield part
            part = LabeledData()
    yield part


@contextmanager
def _located(where: str) -> Iterator[None]:
    """Tell where in the dataset the annotation is that does not fit."""
    try:
        yield
    except BadInput as error:
        raise BadInput(f"{where}{error}") from error


def _frame(
    arrivals: Arrivals, frame: int, annotations: Iterable[Annotation], tracked: Collection[int]
) -> LabeledData:
    tags, shapes = split(tuple(annotations))
    return LabeledData(
        tags=[arrivals.tag(one, frame) for one in tags],
        shapes=[
            arrivals.shape(one, frame)
            for one in shapes
            if one.track is None or one.track not in tracked
        ],
    )


class Receiving:
    """A locked job that gets a dataset's annotations part by part; one write in its history."""

    def __init__(self, span: JobSpan, deed: Deed) -> None:
        self._span = span
        self._deed = deed
        self._job = lock_job(span.id)
        self._delta = Delta()
        self._created = {kind: array("q") for kind in KINDS}
        self._deleted = {kind: array("q") for kind in KINDS}
        self._version = 0

    def empty(self) -> None:
        """Take everything away that is there."""
        reader = Reader(self._deed.labels)
        for page in all_pages(self._span.id, self._span.start, self._span.stop):
            gone = reader.read(page)
            self._delta.before(orjson.dumps(gone))
            for kind in KINDS:
                self._deleted[kind].extend(item["id"] for item in gone[kind])
        store.delete_jobs([self._span.id])
        self._begin()

    def add(self, data: LabeledData) -> None:
        """Add what of `data` is on this job's frames."""
        part = sliced(data, self._span.start, self._span.stop, self._deed.labels.dimension)
        prepare(part)
        forget_ids(part)
        if any(getattr(part, kind) for kind in KINDS):
            self._begin()
            self._delta.after(write(self._span.id, part, self._version))
            for kind, ids in ids_of(part).items():
                self._created[kind].extend(ids)

    def _begin(self) -> None:
        if not self._version:
            self._version = bump_annotations(self._job)

    def finish(self) -> None:
        """Write the history, if anything was done."""
        if self._version:
            touched = Touched(self._created, dict.fromkeys(KINDS, ()), self._deleted)
            record(self._job, self._deed, self._version, self._delta, touched)
