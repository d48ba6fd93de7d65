"""`/api/requests`: background work, as the people it is done for see it."""

from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers
from ninja import Router

from limn.permissions.check import allowed, permit
from limn.runs import actions, shapes, targets
from limn.runs.models import FAILED, FINISHED, QUEUED, STARTED, Run
from limn.runs.queries import get_run, visible_to
from limn.sdk.errors import BadInput, Conflict, Forbidden
from limn.wire.answers import json_answer
from limn.wire.listing import Listing
from limn.wire.paging import page
from limn.wire.requests import Request

router = Router(tags=["requests"])

LISTING = Listing(
    filters={
        "status": "state",
        "action": "action",
        "target": "target",
        "subresource": "subresource",
        "format": "format",
        "project_id": "project_id",
        "task_id": "task_id",
        "job_id": "job_id",
    },
    terms={"org_id": "organization_id"},
    sort={"created_date": "created_date", "status": "state", "action": "action"},
    default_sort="-created_date",
    choices={"status": (QUEUED, STARTED, FAILED, FINISHED)},
)


@router.get("/requests", operation_id="requests_list", response=shapes.PaginatedRequestList)
def list_requests(request: Request) -> HttpResponse:
    """The caller's own background work."""
    runs = visible_to(request.actor)
    answer = page(request, runs, lambda run: shapes.shown(request, run), listing=LISTING)
    add_never_cache_headers(answer)
    return answer


@router.get("/requests/{id}", operation_id="requests_retrieve", response=shapes.Request)
def retrieve_request(request: Request, id: str) -> HttpResponse:
    """Where one piece of background work stands."""
    run = get_run(id)
    _permit_view(request, run)
    answer = json_answer(shapes.shown(request, run))
    add_never_cache_headers(answer)
    return answer


@router.post("/requests/{id}/cancel", operation_id="requests_create_cancel", response={200: None})
def cancel_request(request: Request, id: str) -> HttpResponse:
    """Stop a piece of background work that has not ended yet."""
    run = get_run(id)
    permit(request.actor, "request:cancel", run)
    try:
        actions.cancel(run)
    except Conflict as error:
        raise BadInput(str(error)) from error
    return HttpResponse(status=200)


@router.post(
    "/requests/{id}/retry", operation_id="requests_create_retry", response={202: shapes.RqId}
)
def retry_request(request: Request, id: str) -> HttpResponse:
    """Start a failed piece of background work once more, with the same choices."""
    run = get_run(id)
    permit(request.actor, "request:retry", run)
    return json_answer({"rq_id": actions.retry(request.actor, run).key}, 202)


@router.delete("/requests/{id}", operation_id="requests_destroy", response={204: None})
def forget_request(request: Request, id: str) -> HttpResponse:
    """Take a piece of background work that has ended off the list, with the file it left."""
    run = get_run(id)
    permit(request.actor, "request:delete", run)
    actions.forget(run)
    return HttpResponse(status=204)


def _permit_view(request: Request, run: Run) -> None:
    """Let its owner see it, and, unless it is bound to them, whoever may see its target."""
    if allowed(request.actor, "request:view", run):
        return
    if run.owner_bound or run.target_id is None:
        raise Forbidden("this request is somebody else's")
    permit(request.actor, f"{run.target}:view", targets.find(run.target, run.target_id))
