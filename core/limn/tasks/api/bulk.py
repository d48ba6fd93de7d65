"""`/api/tasks/bulk` and `/api/jobs/bulk`: one change of many things, each judged by itself."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from ninja import Router

from limn.permissions.check import permit
from limn.sdk.errors import BadInput, LimnError
from limn.tasks.answers import BulkResults
from limn.tasks.api import jobs, tasks
from limn.tasks.schemas import BulkJobsRequest, BulkTasksRequest
from limn.wire.answers import json_answer
from limn.wire.errors import told
from limn.wire.requests import Request

router = Router(tags=["bulk"])
Deed = Callable[[int], Any]


@router.post("/tasks/bulk", operation_id="tasks_bulk", response=BulkResults)
def change_tasks(request: Request, body: BulkTasksRequest) -> HttpResponse:
    """Change or delete many tasks; the answer tells of each how it went."""
    permit(request.actor, "task:list")
    change = body.update
    if (change is None) == (not body.delete):
        raise BadInput("say either what to update, or that they are to be deleted")
    if change is None:
        return _each(body.ids, lambda one: tasks.delete_task(request, one))
    return _each(body.ids, lambda one: tasks.update_task(request, one, change))


@router.post("/jobs/bulk", operation_id="jobs_bulk", response=BulkResults)
def change_jobs(request: Request, body: BulkJobsRequest) -> HttpResponse:
    """Change many jobs; the answer tells of each how it went."""
    permit(request.actor, "job:list")
    return _each(body.ids, lambda one: jobs.update_job(request, one, body.update))


def _each(ids: list[int], deed: Deed) -> HttpResponse:
    return json_answer({"results": [_done(one, deed) for one in dict.fromkeys(ids)]})


def _done(one: int, deed: Deed) -> dict[str, object]:
    """How the deed went for one thing: wholly, or not at all."""
    try:
        with transaction.atomic():
            deed(one)
    except LimnError as error:
        if error.status >= 500:
            raise
        return {"id": one, "status": error.status, "error": told(error)}
    return {"id": one, "status": 200, "error": None}
