"""`/api/events`: what people do in their clients."""

from datetime import datetime
from typing import Annotated, Any, Literal
from urllib.parse import unquote

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Query, Router
from pydantic import AwareDatetime, BaseModel, Field

from limn.activity import actions
from limn.activity.schemas import ClientEvents, ClientEventsRequest, QueryId
from limn.identity.queries import get_user
from limn.identity.throttle import spend
from limn.permissions.check import permit
from limn.runs import artifacts
from limn.runs.queries import Run, get_run
from limn.runs.shapes import RequestStatus, RqId
from limn.sdk.errors import BadInput, Forbidden, NotFound
from limn.wire.answers import file_answer, json_answer
from limn.wire.requests import Request

router = Router(tags=["events"])
Id = Annotated[int | None, Field(ge=0, lt=2**63)]


class EventsWanted(BaseModel):
    """Which events: of what, of whom, from when to when."""

    project_id: Id = None
    task_id: Id = None
    job_id: Id = None
    user_id: Id = None
    since: AwareDatetime | None = Field(None, alias="from")
    to: AwareDatetime | None = None
    filename: Annotated[str, Field(max_length=255)] = ""

    def conditions(self) -> dict[str, Any]:
        """As JSON values for the background work."""
        found = self.model_dump(mode="json", exclude={"filename"}, by_alias=True)
        return {name: value for name, value in found.items() if value is not None}


@router.post("/events", operation_id="events_create", response={201: ClientEvents})
def send_events(request: Request, body: ClientEventsRequest) -> HttpResponse:
    """Keep what a client tells of its user's work."""
    permit(request.actor, "event:send")
    spend("events", request.actor.user_id)
    user = get_user(request.actor.user_id or 0)
    actions.keep(request.actor, user, body)
    return json_answer(body.model_dump(exclude={"previous_event"}), 201)


@router.post("/events/export", operation_id="events_create_export", response={202: RqId})
def export_events(
    request: Request,
    wanted: Query[EventsWanted],
    location: Literal["local", "cloud_storage"] = "local",
    cloud_storage_id: int | None = None,
) -> HttpResponse:
    """Start writing a log as CSV; follow it at `/api/requests/{rq_id}`."""
    permit(request.actor, "event:export")
    if location != "local" or cloud_storage_id is not None:
        raise BadInput("logs are exported to this server only", fields={"location": ["local"]})
    spend("exports", request.actor.user_id)
    run = actions.start_export(request.actor, wanted.conditions(), wanted.filename)
    return json_answer({"rq_id": run.key}, 202)


@router.get("/events/download", include_in_schema=False)
def download_events(request: Request, rq_id: str) -> HttpResponseBase:
    """The CSV of an export."""
    return _file(request, _export(request, rq_id))


@router.get(
    "/events",
    operation_id="events_list",
    response={200: None, 201: None, 202: QueryId},
    deprecated=True,
)
def list_events(
    request: Request,
    wanted: Query[EventsWanted],
    action: Literal["download", ""] = "",
    query_id: str = "",
) -> HttpResponseBase:
    """The older way to export: ask, ask again with `query_id`, then with `action=download`."""
    answer = _old_way(request, wanted, action, query_id)
    answer["Deprecation"] = f"@{int(_SINCE.timestamp())}"
    return answer


_SINCE = datetime.fromisoformat("2025-02-17T00:00:00+00:00")


def _old_way(
    request: Request, wanted: EventsWanted, action: str, query_id: str
) -> HttpResponseBase:
    permit(request.actor, "event:export")
    if not query_id:
        spend("exports", request.actor.user_id)
        run = actions.start_export(request.actor, wanted.conditions(), wanted.filename)
        return json_answer({"query_id": run.key}, 202)
    run = _export(request, query_id)
    if action == "download":
        return _file(request, run)
    if run.state == RequestStatus.failed:
        return json_answer({"detail": run.message, "code": run.error_code or "internal"}, 500)
    return HttpResponse(status=201 if run.state == RequestStatus.finished else 202)


def _export(request: Request, rq_id: str) -> Run:
    try:
        run = get_run(unquote(rq_id))
    except NotFound as error:
        raise BadInput("Unknown export request id") from error
    permit(request.actor, "request:view", run)
    if run.target != "events":
        raise BadInput("Unknown export request id")
    if run.owner_id != request.actor.user_id:
        raise Forbidden("this was exported by somebody else")
    return run


def _file(request: Request, run: Run) -> HttpResponseBase:
    if run.state != RequestStatus.finished:
        raise BadInput("the export has not finished yet")
    name = artifacts.filename_of(run)
    return file_answer(request, artifacts.path_of(run), "text/csv", filename=name, etag=f"{run.pk}")
