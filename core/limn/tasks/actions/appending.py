"""Deeds that let a task grow: new frames after the others, in new jobs or the last one."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from limn.media.appending import append, refuse_fixed
from limn.media.options import DataOptions
from limn.media.probing import Probed
from limn.media.queries import Data
from limn.media.transfer import uploads
from limn.permissions.actor import Actor
from limn.runs.actions import start
from limn.runs.keys import RequestKey
from limn.sdk.errors import BadInput
from limn.tasks.actions.cutting import make_rows
from limn.tasks.actions.frames import lock_layout, lock_task, touch
from limn.tasks.actions.jobs import lock_job, refresh_status
from limn.tasks.actions.tasks import append_target
from limn.tasks.models import Job, Segment, Task
from limn.tasks.planning import ANNOTATION, MAX_JOBS, moved, regular
from limn.tasks.truth import GT_POOL, bad


@transaction.atomic
def start_append(actor: Actor, task: Task, options: DataOptions, *, fill_last: bool) -> Any:
    """Start adding the files uploaded for that to the task; see `append_media`.

    Raises:
        BadInput: the task cannot grow, an option is wrong, or nothing was uploaded.
        Conflict: media is being added already, or an upload is not complete.
    """
    _refuse_fixed(task)
    options.checked()
    if not uploads.finished_files(append_target(task.pk)):
        raise bad("client_files", "nothing was uploaded")
    return start(
        "task:append",
        key=RequestKey(action="import", target="task", target_id=task.pk, subresource="data"),
        owner_id=actor.user_id,
        organization_id=task.organization_id,
        project_id=task.project_id,
        task_id=task.pk,
        options=options.as_json(),
        fill_last=fill_last,
    )


def append_media(task_id: int, probed: Probed, *, fill_last: bool) -> list[Job]:
    """Give a task the pictures that were read as new frames at its end; returns the new jobs.

    Nothing that exists is renumbered. With `fill_last` the last annotation job gets frames
    first, until it has as many as others; it is in progress again if it was completed. Call in
    the transaction that publishes the run.

    Raises:
        BadInput: the task cannot grow (any more), or would have too many jobs.
        BadMedia: the files are of another kind, or a name is taken.
    """
    last = _last_job(task_id)
    if fill_last and last is not None:
        lock_job(last.pk)
    task = lock_task(task_id)
    data = append(_refuse_fixed(task).pk, probed)
    size = data.size - probed.size
    if fill_last and last is not None:
        size = _filled(last, size, data.size, task.segment_size)
    jobs = _cut(task, data.kind, range(size, data.size)) if size < data.size else []
    touch(task)
    if last is not None:
        refresh_status(last)
    return jobs


def _cut(task: Task, kind: str, frames: range) -> list[Job]:
    """New jobs for these frames, cut as the task is."""
    plan = regular(
        len(frames), kind=kind, segment_size=task.segment_size, overlap=task.overlap
    ).with_replicas(task.consensus_replicas)
    there = Job.objects.filter(segment__task=task).count()
    if there + len(plan.jobs) > MAX_JOBS:
        raise bad("client_files", f"{there} jobs and {len(plan.jobs)} new; {MAX_JOBS} are allowed")
    return make_rows(task, [moved(one, frames.start) for one in plan.jobs])


def _last_job(task_id: int) -> Job | None:
    jobs = Job.objects.filter(segment__task=task_id, type=ANNOTATION).select_related("segment")
    return jobs.order_by("-segment__stop_frame", "-pk").first()


def _filled(job: Job, size: int, grown: int, length: int) -> int:
    """Let the last job have new frames up to `length`; the number of frames in jobs after that."""
    segment = Segment.objects.select_for_update().get(pk=job.segment_id)
    stop = min(grown, segment.start_frame + length) - 1
    if segment.stop_frame != size - 1 or stop < size:
        return size
    now = timezone.now()
    segment.stop_frame, segment.chunks_updated_date = stop, now
    segment.save(update_fields=["stop_frame", "chunks_updated_date"])
    jobs = Job.objects.filter(segment=segment)
    jobs.filter(state="completed").update(state="in progress")
    jobs.update(updated_date=now)
    return stop + 1


def _refuse_fixed(task: Task) -> Data:
    if task.data is None or not task.data.kind:
        raise BadInput(f"task {task.pk} has no media yet, to which more could be added")
    refuse_fixed(task.data)
    layout = lock_layout(task)
    if layout is not None and layout.mode == GT_POOL:
        raise BadInput("nothing can be added to a task with honeypots, whose pool is at its end")
    return task.data
