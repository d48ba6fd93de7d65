"""Ground truth of tasks and jobs: which frames it is about, and where its honeypots are."""

from django.http import HttpResponse
from ninja import Router

from limn.permissions.check import permit
from limn.tasks import queries
from limn.tasks.answers import JobValidationLayoutRead, TaskValidationLayoutRead
from limn.tasks.meta import layout_of_job, layout_of_task
from limn.wire.answers import json_answer
from limn.wire.requests import Request

router = Router(tags=["validation"])


@router.get(
    "/tasks/{int:task_id}/validation_layout",
    operation_id="tasks_retrieve_validation_layout",
    response=TaskValidationLayoutRead,
)
def get_task_layout(request: Request, task_id: int) -> HttpResponse:
    """Which frames of a task are ground truth."""
    task = queries.get_task(task_id)
    permit(request.actor, "task:view:validation_layout", task)
    return json_answer(layout_of_task(task))


@router.get(
    "/jobs/{int:job_id}/validation_layout",
    operation_id="jobs_retrieve_validation_layout",
    response=JobValidationLayoutRead,
)
def get_job_layout(request: Request, job_id: int) -> HttpResponse:
    """The honeypots of a job; for those who run the task, not for the annotator."""
    job = queries.get_job(job_id)
    permit(request.actor, "job:view:validation_layout", job)
    return json_answer(layout_of_job(job))
