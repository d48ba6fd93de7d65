"""A dataset's annotations put into a task or job: all of them, or none if one does not fit."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain

from limn.annotations import queries
from limn.annotations.actions.receiving import Receiving
from limn.annotations.actions.recording import Deed
from limn.annotations.actions.writing import at_once
from limn.annotations.arriving import Arrivals, split
from limn.annotations.checks import check
from limn.annotations.codec import LabeledData
from limn.annotations.pools import Pool
from limn.annotations.preparing import trim
from limn.annotations.spool import Spool
from limn.annotations.vocabulary import Labels
from limn.sdk.errors import BadInput, Conflict
from limn.sdk.shapes import Annotation, Interval, Track
from limn.tasks.queries import Job, JobSpan, Task, jobs_of_task

OBJECTS = 2000
"""Tags and shapes that are written together."""

FrameContent = tuple[int, Iterable[Annotation]]
"""A task-relative frame and what is on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a dataset's annotations go: jobs of a task that is there, or soon will be.

    `size` is the number of the task's frames, ms of a recording. Of these only `inside` are
    meant. Where the task `is_new`, its labels and jobs have no more than ids yet.
    """

    labels: Labels
    spans: Sequence[JobSpan]
    size: int
    inside: Collection[int]
    pool: Pool | None = None
    is_new: bool = False

    @classmethod
    def of(cls, task: Task, job: Job | None = None) -> "Place":
        """All jobs of a task, or one `job` of it.

        Raises:
            BadInput: the task has no media yet.
        """
        spans = _spans(task, job)
        return cls(
            labels=queries.labels_of(task),
            spans=spans,
            size=task.data.size if task.data else 0,
            inside=queries.frames_of_job(job) if job is not None else _up_to_last(spans),
            pool=Pool.of(task) if job is None else None,
        )


def ready_import(
    place: Place,
    frames: Iterable[FrameContent],
    tracks: Iterable[Track] = (),
    intervals: Iterable[Interval] = (),
    *,
    append: bool,
    spool: Spool,
) -> "ReadyImport":
    """Make a dataset's annotations ready to be put into the jobs of a place.

    They come in place of all that is there, or with `append` beside it. Rows wait in the
    spool: nothing is locked while the dataset is read, however long that takes.

    All are read once, in this order of arrival: tracks, frames, intervals. Shapes
    that carry the number of one of the `tracks` are passed over, they are shown by it. Frames
    without a place in the job are passed over too. What is on a frame of a pool of ground truth
    goes to its honeypots as well, in place of what the dataset has there.

    Raises:
        BadInput: an unknown label or attribute, or a wrong value.
    """
    afresh = not append and not place.is_new
    jobs = [
        Receiving(span, place.labels, spool, afresh=afresh, is_new=place.is_new)
        for span in sorted(place.spans, key=lambda span: span.id)
    ]
    if (pool := place.pool) is not None:
        frames = ((at, tuple(on)) for frame, on in frames for at in pool.places(frame))
    arrived = chain(
        _parts(place.labels, frames, tracks, _up_to_last(place.spans), place.inside),
        _interval_parts(place.labels, intervals, range(place.size)),
    )
    for data in arrived:
        for one in jobs:
            one.add(data)
    return ReadyImport(place, jobs)


@dataclass(frozen=True, slots=True)
class ReadyImport:
    """Annotations that are checked and only have to be written."""

    _place: Place
    _jobs: Sequence[Receiving]

    @at_once
    def put(self, task: Task, user_id: int | None) -> None:
        """Write all of it in one transaction, as one write of each job of the task.

        Raises:
            Conflict: a label or job went meanwhile, or honeypots show other pictures now.
        """
        deed = Deed("import", user_id, task, self._place.labels)
        refuse_lost_labels(deed, self._jobs)
        for one in self._jobs:
            one.put(deed)
        if self._place.pool is not None and self._place.pool != Pool.of(task):
            raise Conflict("the honeypots were changed meanwhile; import again")


def refuse_lost_labels(deed: Deed, jobs: Iterable[Receiving]) -> None:
    """Go on only if the labels used in what the jobs are to get are still there.

    Raises:
        Conflict: one was deleted meanwhile.
    """
    used = set[int]().union(*(one.labels for one in jobs))
    if lost := used.difference(queries.labels_of(deed.task).all):
        name = deed.labels.all[min(lost)].name
        raise Conflict(f"the label {name!r} was deleted meanwhile; import again")


def _up_to_last(spans: Sequence[JobSpan]) -> range:
    return range(max(span.stop for span in spans) + 1)


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
