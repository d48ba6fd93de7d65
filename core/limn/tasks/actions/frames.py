"""Deeds on frames: taking them out of tasks, jobs and ground truth, and putting them back."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from limn.media.actions import set_deleted_frames
from limn.media.images.honeypots import honeypots
from limn.media.queries import Data
from limn.sdk.errors import BadInput
from limn.tasks.models import Job, Project, Task, ValidationLayout
from limn.tasks.planning import GROUND_TRUTH
from limn.tasks.queries import frames_of_job
from limn.tasks.truth import GT_POOL, bad, known_only
from limn.wire.rows import locked_row


def lock_task(task_id: int) -> Task:
    """The task, its row locked until the transaction ends; its layout is changed under this lock.

    Whoever locks jobs of the task too locks them first, as whoever saves annotations does.

    Raises:
        NotFound: it is gone.
    """
    return locked_row(Task, task_id)


def lock_layout(task: Task) -> ValidationLayout | None:
    """The layout of a locked task, as it is now."""
    return ValidationLayout.objects.filter(task=task).first()


def touch(task: Task) -> None:
    """Move the dates of the task and its project on, which makes earlier exports stale."""
    now = timezone.now()
    Task.objects.filter(pk=task.pk).update(updated_date=now)
    Project.objects.filter(pk=task.project_id).update(updated_date=now)


@transaction.atomic
def delete_frames(task: Task, frames: Collection[int]) -> None:
    """Mark these frames of a task as deleted, all others as not.

    Raises:
        BadInput: the task has no such frame, no media, or none that has frames; or a frame of
            the pool of ground truth is to be deleted, which its job does.
    """
    task = lock_task(task.pk)
    data, layout = _with_frames(task), lock_layout(task)
    if layout is not None and layout.mode == GT_POOL:
        pool = set(layout.frames).difference(data.deleted_frames)
        if taken := sorted(pool.intersection(frames)):
            raise bad("deleted_frames", f"frame {taken[0]} is ground truth: use its job")
    set_deleted_frames(data, frames)
    touch(task)


@transaction.atomic
def delete_frames_of_job(job: Job, frames: Collection[int]) -> None:
    """Mark these frames of a job as deleted, its others as not.

    In the ground truth job that takes them out of ground truth, not out of other jobs; where
    it has a pool of its own, honeypots that show these frames are deleted, and come back with
    them.

    Raises:
        BadInput: the job has no such frame, or no frames at all.
    """
    task = lock_task(job.segment.task_id)
    data, own = _with_frames(task), frames_of_job(job)
    known_only(sorted(frames), set(own), "deleted_frames")
    if job.type != GROUND_TRUTH:
        set_deleted_frames(data, frames, within=own)
    else:
        disable(task, data, frames)
    touch(task)


def disable(task: Task, data: Data, frames: Collection[int]) -> None:
    """Leave these frames of a locked task out of ground truth, and no others.

    Raises:
        BadInput: one of them is not ground truth, or there is none.
    """
    layout = lock_layout(task)
    if layout is None:
        raise BadInput(f"task {task.pk} has no ground truth")
    known_only(sorted(frames), set(layout.frames), "disabled_frames")
    before, now = set(layout.disabled_frames), set(frames)
    layout.disabled_frames = sorted(now)
    layout.save(update_fields=["disabled_frames"])
    if layout.mode == GT_POOL:
        shown = honeypots(data)
        gone = {frame for frame, real in shown.items() if real in now - before}
        back = {frame for frame, real in shown.items() if real in before - now}
        kept = set(data.deleted_frames).difference(layout.frames, back)
        set_deleted_frames(data, kept | gone | now)


def _with_frames(task: Task) -> Data:
    data = task.data
    if data is None or not data.kind:
        raise BadInput(f"task {task.pk} has no media yet")
    if data.kind == "audio":
        raise bad("deleted_frames", "audio has no frames to delete")
    return data
