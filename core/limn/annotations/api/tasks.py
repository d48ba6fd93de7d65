"""`/api/tasks/{id}/annotations`: CVAT's calls on all jobs of a task at once."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from ninja import Router

from limn.annotations import actions, queries
from limn.annotations.api.asked import ACTION, LABELED, TERMS, body, deed, moved, reply, terms
from limn.annotations.schemas import LabeledData as Documented
from limn.permissions.check import permit
from limn.sdk.errors import BadInput
from limn.tasks.queries import Task, get_task
from limn.wire.describing import described
from limn.wire.requests import Request

router = Router(tags=["annotations"])


@router.get(
    "/tasks/{int:task_id}/annotations",
    operation_id="tasks_retrieve_annotations",
    response=Documented,
)
def get_annotations(request: Request, task_id: int) -> HttpResponseBase:
    """What is drawn in all jobs of a task, once where they overlap."""
    task = get_task(task_id)
    permit(request.actor, "task:view:annotations", task)
    if gone := moved(request, f"/api/tasks/{task_id}"):
        return gone
    _refuse_without_media(task)
    labels = queries.labels_of(task)
    etag = quote_etag(f"v{queries.version_of_task(task_id)}.{labels.digest}")
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    return reply(queries.read_task(task, labels), etag)


@router.put(
    "/tasks/{int:task_id}/annotations",
    operation_id="tasks_update_annotations",
    response=Documented,
    openapi_extra={**LABELED, "parameters": TERMS},
)
def replace_annotations(request: Request, task_id: int) -> HttpResponse:
    """Put the annotations sent in place of all that a task has, cut to its jobs."""
    task = get_task(task_id)
    permit(request.actor, "task:update:annotations", task)
    data = body(request)
    return reply(actions.replace_task(task, data, request.actor.user_id, terms=terms(request)))


@router.patch(
    "/tasks/{int:task_id}/annotations",
    operation_id="tasks_partial_update_annotations",
    response=Documented,
    openapi_extra=described(LABELED, ACTION, {"parameters": TERMS}),
)
def update_annotations(request: Request, task_id: int) -> HttpResponse:
    """Create, update or delete the annotations sent, as `action` says, in the task's jobs."""
    task = get_task(task_id)
    permit(request.actor, "task:update:annotations", task)
    deeds = {
        "create": actions.create_in_task,
        "update": actions.update_in_task,
        "delete": actions.delete_in_task,
    }
    do, data = deed(request, deeds), body(request)
    return reply(do(task, data, request.actor.user_id, terms=terms(request)))


@router.delete(
    "/tasks/{int:task_id}/annotations",
    operation_id="tasks_destroy_annotations",
    response={204: None},
    openapi_extra={"parameters": TERMS},
)
def delete_annotations(request: Request, task_id: int) -> HttpResponse:
    """Delete all that is drawn in a task."""
    task = get_task(task_id)
    permit(request.actor, "task:delete:annotations", task)
    actions.delete_all_in_task(task, request.actor.user_id, terms=terms(request))
    return HttpResponse(status=204)


def _refuse_without_media(task: Task) -> None:
    if task.data is None or not task.data.size:
        raise BadInput(f"task {task.pk} has no media yet, and so no annotations")
