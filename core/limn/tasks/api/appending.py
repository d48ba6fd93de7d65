"""`/api/tasks/{id}/data/append`: more media for a task that has some."""

from django.http import HttpResponse
from ninja import Router

from limn.media.transfer import tus
from limn.permissions.check import permit
from limn.runs.shapes import RqId
from limn.tasks import actions, queries
from limn.tasks.actions.tasks import append_target
from limn.tasks.schemas import AppendRequest
from limn.tasks.upload import append_request, begun
from limn.wire.answers import json_answer
from limn.wire.describing import FORM, JSON, described, parameter, request_body
from limn.wire.requests import Request

router = Router(tags=["data"])


@router.post(
    "/tasks/{int:task_id}/data/append",
    operation_id="tasks_append_data",
    response={202: RqId},
    openapi_extra=described(
        request_body(AppendRequest, JSON, FORM),
        parameter("Upload-Start", "boolean", "files will follow", place="header"),
        parameter("Upload-Multiple", "boolean", "the form has files, not the last", place="header"),
        parameter("Upload-Finish", "boolean", "all files are there: add them", place="header"),
    ),
)
def append_data(request: Request, task_id: int) -> HttpResponse:
    """Add pictures to a task: sent as for a new one, they become new frames at its end.

    Frames, jobs and annotations that exist stay as they are; new jobs get the new frames.
    """
    task = queries.get_task(task_id)
    permit(request.actor, "task:upload:data", task)
    form = begun(request, append_target(task_id))
    if isinstance(form, HttpResponse):
        return form
    options, fill_last = append_request(request, form.fields)
    run = actions.start_append(request.actor, task, options, fill_last=fill_last)
    return json_answer({"rq_id": run.key}, 202)


@router.api_operation(
    ["HEAD", "PATCH", "DELETE"],
    "/tasks/{int:task_id}/data/append/{str:upload_id}",
    operation_id="tasks_append_data_upload",
    include_in_schema=False,
)
def continue_upload(request: Request, task_id: int, upload_id: str) -> HttpResponse:
    """Ask about, continue or end an upload of further media."""
    permit(request.actor, "task:upload:data", queries.get_task(task_id))
    return tus.go_on(request, append_target(task_id), upload_id)
