"""Changing the ground truth of tasks, and what honeypots show: annotations there go with it."""

from django.http import HttpResponse
from ninja import Router

from limn.annotations import actions
from limn.annotations.actions import NewLayout
from limn.permissions.check import permit
from limn.tasks.answers import JobValidationLayoutRead, TaskValidationLayoutRead
from limn.tasks.meta import layout_of_job, layout_of_task
from limn.tasks.queries import get_job, get_task
from limn.tasks.schemas import (
    PatchedJobValidationLayoutWriteRequest,
    PatchedTaskValidationLayoutWriteRequest,
)
from limn.tasks.truth import bad
from limn.wire.answers import json_answer
from limn.wire.requests import Request

router = Router(tags=["validation"])


@router.patch(
    "/tasks/{int:task_id}/validation_layout",
    operation_id="tasks_partial_update_validation_layout",
    response=TaskValidationLayoutRead,
)
def update_task_layout(
    request: Request, task_id: int, body: PatchedTaskValidationLayoutWriteRequest
) -> HttpResponse:
    """Leave frames out of ground truth, or let all honeypots of a task show other pictures."""
    task = get_task(task_id)
    permit(request.actor, "task:update:validation_layout", task)
    new = NewLayout(
        disabled=body.disabled_frames,
        method=body.frame_selection_method,
        real_frames=body.honeypot_real_frames,
    )
    actions.change_layout(task, new, request.actor.user_id)
    return json_answer(layout_of_task(get_task(task_id)))


@router.patch(
    "/jobs/{int:job_id}/validation_layout",
    operation_id="jobs_partial_update_validation_layout",
    response=JobValidationLayoutRead,
)
def update_job_layout(
    request: Request, job_id: int, body: PatchedJobValidationLayoutWriteRequest
) -> HttpResponse:
    """Let the honeypots of a job show other pictures."""
    job = get_job(job_id)
    permit(request.actor, "job:update:validation_layout", job)
    if body.frame_selection_method is None:
        raise bad("frame_selection_method", "must be given")
    new = NewLayout(method=body.frame_selection_method, real_frames=body.honeypot_real_frames)
    actions.change_layout(job.segment.task, new, request.actor.user_id, job)
    return json_answer(layout_of_job(get_job(job_id)))
