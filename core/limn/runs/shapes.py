"""Runs as the API shows them."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest
from pydantic import BaseModel

from limn.runs.keys import RequestKey
from limn.runs.models import FAILED, FINISHED, STARTED, Run
from limn.wire.paging import Page
from limn.wire.urls import absolute


class RqId(BaseModel):
    """The id of background work; follow it at `/api/requests/{rq_id}`."""

    rq_id: str


class RequestStatus(StrEnum):
    """Where a request stands."""

    queued = "queued"
    started = "started"
    failed = "failed"
    finished = "finished"


class RequestDataOperation(BaseModel):
    """What a request does to what."""

    type: str
    target: str
    project_id: int | None = None
    task_id: int | None = None
    job_id: int | None = None
    org_id: int | None = None
    format: str | None = None
    function_id: str | None = None
    lightweight: bool | None = None


class UserIdentifiers(BaseModel):
    """Whose request it is."""

    id: int
    username: str


class Request(BaseModel):
    """A piece of background work."""

    status: RequestStatus
    message: str = ""
    id: str
    operation: RequestDataOperation
    progress: float | None = None
    created_date: datetime
    started_date: datetime | None = None
    finished_date: datetime | None = None
    expiry_date: datetime | None = None
    owner: UserIdentifiers | None = None
    result_url: str | None = None
    result_id: int | None = None


class PaginatedRequestList(Page):
    """One page of requests."""

    results: list[Request]


def shown(request: HttpRequest, run: Run) -> dict[str, Any]:
    """The run in CVAT's shape, as JSON values."""
    return {
        "status": run.state,
        "message": _message(run),
        "id": run.key,
        "operation": _operation(run),
        "progress": run.progress,
        "created_date": run.created_date,
        "started_date": run.started_date,
        "finished_date": run.finished_date,
        "expiry_date": run.expiry_date,
        "owner": {"id": run.owner.pk, "username": run.owner.get_username()} if run.owner else None,
        "result_url": _result_url(request, run),
        "result_id": (run.result or {}).get("id") if run.state == FINISHED else None,
    }


def _message(run: Run) -> str:
    """Progress while working, the reason after a failure; then what the user was warned of."""
    first = [run.message] if run.state in {STARTED, FAILED, FINISHED} and run.message else []
    warnings = run.warnings if run.state in {FAILED, FINISHED} else []
    return "\n".join([*first, *warnings])


def _operation(run: Run) -> dict[str, Any]:
    return {
        "type": f"{run.action}:{run.subresource or run.target}",
        "target": run.target,
        "project_id": run.project_id,
        "task_id": run.task_id,
        "job_id": run.job_id,
        "org_id": run.organization_id,
        "format": run.format or None,
        "function_id": run.arguments.get("function_id"),
        "lightweight": RequestKey.parse(run.key).lightweight or None,
    }


def _result_url(request: HttpRequest, run: Run) -> str | None:
    if run.state != FINISHED or run.action != "export" or "artifact" not in (run.result or {}):
        return None
    rq_id = quote(run.key, safe="")
    if run.target_id is None:
        return absolute(request, f"/api/{run.target}/download?rq_id={rq_id}")
    what = "backup" if run.subresource == "backup" else "dataset"
    place = f"/api/{run.target}s/{run.target_id}/{what}/download"
    return absolute(request, f"{place}?rq_id={rq_id}")
