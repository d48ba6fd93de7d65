"""Deeds on ground truth jobs."""

from typing import Any

from django.db import transaction

from limn.events.actions import record
from limn.permissions.actor import Actor
from limn.sdk.errors import BadInput
from limn.tasks.actions.frames import lock_layout, lock_task, touch
from limn.tasks.actions.jobs import lock_job
from limn.tasks.actions.people import named_person
from limn.tasks.models import Job, Segment, Task, ValidationLayout
from limn.tasks.planning import ANNOTATION, GROUND_TRUTH
from limn.tasks.truth import GT, GT_POOL, Choice, bad

_KINDS = ("image", "video", "audio")


@transaction.atomic
def create_ground_truth(actor: Actor, task: Task, asked: dict[str, Any]) -> Job:
    """A job in which the truth about some frames of `task` is drawn.

    `asked` chooses the frames (of audio, all are) and may name assignee, stage and state.

    Raises:
        BadInput: the task has no media, media without ground truth, or ground truth already;
            or frames are chosen in a way that is not possible.
    """
    task = lock_task(task.pk)
    data = task.data
    if data is None or not data.kind:
        raise bad("task_id", f"task {task.pk} has no media yet")
    if data.kind not in _KINDS:
        raise bad("task_id", f"a task of {data.kind} has no ground truth")
    if lock_layout(task) is not None:
        raise bad("task_id", f"task {task.pk} has ground truth already; there is one for a task")
    frames = _chosen(task, data.size, asked) if data.kind != "audio" else None
    segment = Segment.objects.create(
        task=task,
        start_frame=0,
        stop_frame=data.size - 1,
        type="range" if frames is None else "specific_frames",
        frames=frames or [],
    )
    assignee = named_person(asked.get("assignee"), "assignee")
    job = Job.objects.create(
        segment=segment,
        type=GROUND_TRUTH,
        stage=asked.get("stage") or "annotation",
        state=asked.get("state") or "new",
        assignee=assignee,
    )
    if assignee is not None:
        Job.objects.filter(pk=job.pk).update(assignee_updated_date=job.updated_date)
    ValidationLayout.objects.create(task=task, mode=GT, frames=frames or [])
    touch(task)
    record("create:job", actor.user_id, task.organization_id, id=job.pk, task_id=task.pk)
    return job


def _chosen(task: Task, size: int, asked: dict[str, Any]) -> list[int]:
    if not asked.get("frame_selection_method"):
        raise bad("frame_selection_method", "must be given")
    choice = Choice.from_json({**asked, "mode": GT}).checked()
    segments = Segment.objects.filter(task=task, jobs__type=ANNOTATION).order_by("start_frame")
    ends = segments.values_list("start_frame", "stop_frame")
    spans = [range(start, stop + 1) for start, stop in ends]
    return choice.numbers(spans, task.overlap or 0, size)


@transaction.atomic
def delete_ground_truth(actor: Actor, job: Job) -> None:
    """Remove a ground truth job with all that is drawn in it; its frames stay in other jobs.

    Raises:
        BadInput: it is a job of another kind, or its frames are the pool of honeypots.
    """
    lock_job(job.pk)
    task = lock_task(job.segment.task_id)
    layout = lock_layout(task)
    if job.type != GROUND_TRUTH:
        raise BadInput("only ground truth jobs can be deleted")
    if layout is not None and layout.mode == GT_POOL:
        raise BadInput("honeypots show the frames of this job, so it cannot be deleted")
    record("delete:job", actor.user_id, task.organization_id, id=job.pk, task_id=task.pk)
    Segment.objects.filter(pk=job.segment_id).delete()
    ValidationLayout.objects.filter(task=task).delete()
    touch(task)
