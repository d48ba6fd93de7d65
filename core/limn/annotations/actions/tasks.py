"""Deeds on the annotations of a whole task: cut to its jobs, done to all of them or to none."""

from collections.abc import Callable, Sequence

import msgspec

from limn.annotations import queries
from limn.annotations.actions.recording import Deed
from limn.annotations.actions.writing import (
    ANY,
    NamedIds,
    Terms,
    ids_of,
    on_jobs,
    refuse_without_ids,
    replace_all,
    swap,
)
from limn.annotations.checks import check
from limn.annotations.codec import LabeledData, encoded
from limn.annotations.pools import Pool, is_on_pool, refuse_on_pool
from limn.annotations.preparing import trim
from limn.annotations.rows import KINDS, forget_ids
from limn.annotations.slicing import sliced
from limn.annotations.vocabulary import Labels
from limn.sdk.errors import BadInput
from limn.tasks.planning import GROUND_TRUTH
from limn.tasks.queries import Job, JobSpan, Task, jobs_of_task


def replace_task(
    task: Task, data: LabeledData, user_id: int | None, *, terms: Terms = ANY
) -> bytes:
    """Put `data` in place of all annotations of a task; returns them as JSON.

    Raises:
        BadInput: a value is wrong; nothing is changed.
        Conflict: the `terms` are not met, here and below.
    """
    spans, labels = _admitted(task, data)
    deed = Deed("put", user_id, task, labels)

    def run(job: Job, span: JobSpan) -> None:
        replace_all(job, deed, sliced(data, span.start, span.stop, labels.dimension))

    def answer() -> bytes:
        return queries.read_spans(task, spans, labels)

    return _on_spans(task, spans, terms, run, answer, first=lambda: _spread(task, data))


def create_in_task(
    task: Task, data: LabeledData, user_id: int | None, *, terms: Terms = ANY
) -> bytes:
    """Add `data` to a task's jobs; returns it as JSON, with ids, tags and shapes in order.

    Raises:
        BadInput: a value is wrong; nothing is changed.
    """
    spans, labels = _admitted(task, data)
    forget_ids(data)
    whole = is_on_pool(task, data)
    deed = Deed("create", user_id, task, labels)
    return _swap(spans, deed, terms, data, {}, first=lambda: whole and _spread(task, data))


def update_in_task(
    task: Task, data: LabeledData, user_id: int | None, *, terms: Terms = ANY
) -> bytes:
    """Put each object of `data` in place of the one with its id; returns them as JSON.

    Objects without an id, or with one that is not (any more) in the task, are created anew.

    Raises:
        BadInput: a value is wrong; nothing is changed.
        Conflict: an object carries a version that is not the current one.
    """
    spans, labels = _admitted(task, data)
    refuse_on_pool(task, data)
    deed = Deed("update", user_id, task, labels)
    if queries.overlapping(spans):
        return _rewrite(spans, deed, terms, ids_of(data), data, lambda: encoded(data))
    return _swap(spans, deed, terms, data, ids_of(data))


def delete_in_task(
    task: Task, data: LabeledData, user_id: int | None, *, terms: Terms = ANY
) -> bytes:
    """Delete the objects of a task that have the ids in `data`; returns `data` as JSON.

    Raises:
        BadInput: an object has no id.
    """
    refuse_without_ids(data)
    refuse_on_pool(task, data)
    spans, gone, answer = jobs_of_task(task.pk), ids_of(data), encoded(data)
    deed = Deed("delete", user_id, task, queries.labels_of(task))
    if queries.overlapping(spans):
        return _rewrite(spans, deed, terms, gone, LabeledData(), lambda: answer)

    def run(job: Job, span: JobSpan) -> None:
        swap(job, deed, LabeledData(), _reached(gone, span))

    return _on_spans(task, spans, terms, run, lambda: answer)


def delete_all_in_task(task: Task, user_id: int | None, *, terms: Terms = ANY) -> None:
    """Delete everything drawn in a task."""
    deed = Deed("delete", user_id, task, queries.labels_of(task))

    def run(job: Job, span: JobSpan) -> None:
        replace_all(job, deed, LabeledData())

    _on_spans(task, jobs_of_task(task.pk), terms, run, bytes)


def _admitted(task: Task, data: LabeledData) -> tuple[list[JobSpan], Labels]:
    spans, labels = jobs_of_task(task.pk), queries.labels_of(task)
    if not spans:
        raise BadInput(f"task {task.pk} has no media yet, and so no frames to annotate")
    frames = range(max(span.stop for span in spans) + 1)
    trim(data, frames[-1])
    check(data, labels, frames)
    return spans, labels


def _on_spans(
    task: Task,
    spans: Sequence[JobSpan],
    terms: Terms,
    run: Callable[[Job, JobSpan], None],
    answer: Callable[[], bytes],
    first: Callable[[], object] = lambda: None,
) -> bytes:
    """Lock all jobs of the task, do what is `first` and `run` to each of them, then answer."""

    def on_all(jobs: dict[int, Job]) -> bytes:
        first()
        for span in spans:
            run(jobs[span.id], span)
        return answer()

    return on_jobs(f"task:{task.pk}", [span.id for span in spans], terms, on_all)


def _spread(task: Task, data: LabeledData) -> None:
    """Repeat ground truth on honeypots; once their jobs are locked, as they may be changed."""
    if pool := Pool.of(task):
        pool.spread(data)


def _reached(gone: NamedIds, span: JobSpan) -> NamedIds:
    """The ids, but none in the job of a pool, whose objects are changed there alone."""
    return {} if span.type == GROUND_TRUTH else gone


def _swap(
    spans: Sequence[JobSpan],
    deed: Deed,
    terms: Terms,
    data: LabeledData,
    gone: NamedIds,
    first: Callable[[], object] = lambda: None,
) -> bytes:
    done = LabeledData(tags=data.tags, shapes=data.shapes)

    def run(job: Job, span: JobSpan) -> None:
        part = sliced(data, span.start, span.stop, deed.labels.dimension)
        kept = swap(job, deed, part, _reached(gone, span))
        _lend_ids(data, kept, span)
        done.tracks += kept.tracks
        done.intervals += kept.intervals

    return _on_spans(deed.task, spans, terms, run, lambda: encoded(done), first)


def _lend_ids(data: LabeledData, kept: LabeledData, span: JobSpan) -> None:
    """Tell the objects that were sent the ids their copies in a job got."""
    frames = range(span.start, span.stop + 1)
    for tag, copy in zip((one for one in data.tags if one.frame in frames), kept.tags, strict=True):
        tag.id, tag.version = copy.id, copy.version
    inside = (one for one in data.shapes if one.frame in frames)
    for shape, copy in zip(inside, kept.shapes, strict=True):
        shape.id, shape.version, shape.elements = copy.id, copy.version, copy.elements


def _rewrite(
    spans: Sequence[JobSpan],
    deed: Deed,
    terms: Terms,
    gone: NamedIds,
    new: LabeledData,
    answer: Callable[[], bytes],
) -> bytes:
    """Change objects that are in several jobs at once: join the jobs, change, cut them again."""

    def run(jobs: dict[int, Job]) -> bytes:
        now = queries.read_spans(deed.task, spans, deed.labels)
        whole = msgspec.json.decode(now, type=LabeledData)
        for kind in KINDS:
            taken = set(gone[kind])
            left = [item for item in getattr(whole, kind) if item.id not in taken]
            setattr(whole, kind, left + getattr(new, kind))
        for span in spans:
            part = sliced(whole, span.start, span.stop, deed.labels.dimension)
            replace_all(jobs[span.id], deed, part)
        return answer()

    return on_jobs(f"task:{deed.task.pk}", [span.id for span in spans], terms, run)
