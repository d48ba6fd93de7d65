"""`/api/live/jobs/{id}`: a stream of news for those who have the job open."""

from typing import Any

from django.db import close_old_connections
from django.http import HttpRequest, StreamingHttpResponse
from ninja import Router

from limn.annotations import history
from limn.annotations.api.asked import number
from limn.annotations.live import Event, Stream
from limn.identity.queries import people, user_summary
from limn.permissions.check import allowed, permit
from limn.sdk.errors import LimnError
from limn.tasks.queries import find_job, get_job
from limn.wire.requests import Request

router = Router(tags=["annotations"])
MOST = 100
"""Writes that a client which was away is told of one by one; of earlier ones it is not."""


@router.get(
    "/live/jobs/{int:job_id}",
    operation_id="live_retrieve_job",
    openapi_extra={
        "parameters": [
            {"name": "since", "in": "query", "schema": {"type": "integer"},
             "description": "the version the client has; default: the current one"},
            {"name": "Last-Event-ID", "in": "header", "schema": {"type": "integer"},
             "description": "as `since`; browsers send it when they connect again"},
        ],
        "responses": {
            200: {
                "description": "events `version` (once, at first) and `changed`: "
                "{version, user, kind, counts}; their id is the version",
                "content": {"text/event-stream": {"schema": {"type": "string"}}},
            },
            429: {"description": "as many streams as this server keeps are open"},
        },
    },
)  # fmt: skip
def follow_job(request: Request, job_id: int) -> StreamingHttpResponse:
    """Server-sent events about writes to a job's annotations, within a second of each.

    The stream ends by itself after some minutes, and when access is withdrawn
    or what the caller signed in with ends.
    """
    job = get_job(job_id)
    permit(request.actor, "job:view:annotations", job)
    current, since = job.annotation_version, _since(request)
    version = current if since is None else min(since, current)
    stream = Stream(
        job_id,
        version,
        lambda told: _news(request, job_id, told),
        lambda: request.method == "GET" and _still_admitted(request, job_id),
    )
    close_old_connections()
    return StreamingHttpResponse(
        stream,
        content_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def _since(request: HttpRequest) -> int | None:
    last = request.headers.get("Last-Event-ID", "")
    if last.isascii() and last.isdecimal() and len(last) < 19:
        return int(last)
    return number(request, "since", "a version")


def _news(request: HttpRequest, job_id: int, version: int) -> list[Event]:
    rows = history.writes(job_id).filter(version__gt=version).order_by("-version")[:MOST]
    writes = list(rows)[::-1]
    users = people({row.user_id for row in writes if row.user_id is not None})
    return [
        (
            "changed",
            row.version,
            {
                "version": row.version,
                "user": user_summary(request, users.get(row.user_id)),
                "kind": row.kind,
                "counts": row.counts,
            },
        )
        for row in writes
    ]


def _still_admitted(request: Request, job_id: int) -> bool:
    """Whether the caller's credentials still hold, and what the policy says to the facts of now."""
    job: Any = find_job(job_id)
    try:
        return job is not None and allowed(request.again(), "job:view:annotations", job)
    except LimnError:
        return False
