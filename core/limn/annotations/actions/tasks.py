"""Deeds on the annotations of a whole task: cut to its jobs, done to all of them or to none."""

from collections.abc import Callable, Sequence

import msgspec

from limn.annotations import queries
from limn.annotations.actions.writing import (
    NamedIds,
    at_once,
    ids_of,
    refuse_without_ids,
    replace_all,
    swap,
)
from limn.annotations.checks import check
from limn.annotations.codec import LabeledData, encoded
from limn.annotations.preparing import trim
from limn.annotations.rows import KINDS, forget_ids
from limn.annotations.slicing import sliced
from limn.annotations.vocabulary import Labels
from limn.sdk.errors import BadInput
from limn.tasks.actions import lock_job
from limn.tasks.queries import Job, JobSpan, Task, jobs_of_task


def replace_task(task: Task, data: LabeledData, user_id: int | None) -> bytes:
    """Put `data` in place of all annotations of a task; returns them as JSON.

    Raises:
        BadInput: a value is wrong; nothing is changed.
    """
    spans, labels = _admitted(task, data)
    _on_jobs(
        spans,
        lambda job, span: replace_all(
            job, labels, user_id, "put", sliced(data, span.start, span.stop)
        ),
    )
    return queries.read_task(task, labels)


def create_in_task(task: Task, data: LabeledData, user_id: int | None) -> bytes:
    """Add `data` to a task's jobs; returns it as JSON, with ids, tags and shapes in order.

    Raises:
        BadInput: a value is wrong; nothing is changed.
    """
    spans, labels = _admitted(task, data)
    forget_ids(data)
    return _swap(spans, labels, user_id, "create", data, {})


def update_in_task(task: Task, data: LabeledData, user_id: int | None) -> bytes:
    """Put each object of `data` in place of the one with its id; returns them as JSON.

    Objects without an id, or with one that is not (any more) in the task, are created anew.

    Raises:
        BadInput: a value is wrong; nothing is changed.
        Conflict: an object carries a version that is not the current one.
    """
    spans, labels = _admitted(task, data)
    if queries.overlapping(spans):
        _rewrite(spans, labels, user_id, "update", ids_of(data), data)
        return encoded(data)
    return _swap(spans, labels, user_id, "update", data, ids_of(data))


def delete_in_task(task: Task, data: LabeledData, user_id: int | None) -> bytes:
    """Delete the objects of a task that have the ids in `data`; returns `data` as JSON.

    Raises:
        BadInput: an object has no id.
    """
    refuse_without_ids(data)
    spans, labels = jobs_of_task(task.pk), queries.labels_of(task)
    if queries.overlapping(spans):
        _rewrite(spans, labels, user_id, "delete", ids_of(data), LabeledData())
    else:
        _swap(spans, labels, user_id, "delete", LabeledData(), ids_of(data))
    return encoded(data)


def delete_all_in_task(task: Task, user_id: int | None) -> None:
    """Delete everything drawn in a task."""
    labels = queries.labels_of(task)
    _on_jobs(
        jobs_of_task(task.pk),
        lambda job, _: replace_all(job, labels, user_id, "delete", LabeledData()),
    )


def _admitted(task: Task, data: LabeledData) -> tuple[list[JobSpan], Labels]:
    spans, labels = jobs_of_task(task.pk), queries.labels_of(task)
    if not spans:
        raise BadInput(f"task {task.pk} has no media yet, and so no frames to annotate")
    frames = range(max(span.stop for span in spans) + 1)
    trim(data, frames[-1])
    check(data, labels, frames)
    return spans, labels


@at_once
def _on_jobs(spans: Sequence[JobSpan], deed: Callable[[Job, JobSpan], object]) -> None:
    """Do `deed` to every job, all of them locked first, always in the same order."""
    jobs = [lock_job(span.id) for span in sorted(spans, key=lambda span: span.id)]
    by_id = {job.pk: job for job in jobs}
    for span in spans:
        deed(by_id[span.id], span)


def _swap(
    spans: Sequence[JobSpan],
    labels: Labels,
    user_id: int | None,
    kind: str,
    data: LabeledData,
    gone: NamedIds,
) -> bytes:
    done = LabeledData(tags=data.tags, shapes=data.shapes)

    def on_job(job: Job, span: JobSpan) -> None:
        part = sliced(data, span.start, span.stop)
        kept = swap(job, labels, user_id, kind, part, gone)
        _lend_ids(data, kept, span)
        done.tracks += kept.tracks

    _on_jobs(spans, on_job)
    return encoded(done)


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
    labels: Labels,
    user_id: int | None,
    kind: str,
    gone: NamedIds,
    new: LabeledData,
) -> None:
    """Change objects that are in several jobs at once: join the jobs, change, cut them again."""

    @at_once
    def run() -> None:
        jobs = {span.id: lock_job(span.id) for span in sorted(spans, key=lambda span: span.id)}
        whole = msgspec.json.decode(queries.read_spans(spans, labels), type=LabeledData)
        for part in KINDS:
            taken = set(gone[part])
            left = [item for item in getattr(whole, part) if item.id not in taken]
            setattr(whole, part, left + getattr(new, part))
        for span in spans:
            part = sliced(whole, span.start, span.stop)
            replace_all(jobs[span.id], labels, user_id, kind, part)

    run()
