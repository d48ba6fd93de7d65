"""`/api/jobs/{id}/history` and `…/restore`: who did what when, and how to bring it back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from limn.annotations import actions, history
from limn.annotations.api.asked import TERMS, body, number, reply, terms
from limn.annotations.codec import Restore
from limn.annotations.object_names import Name
from limn.annotations.schemas import Restored, RestoreRequest, WritePage, WriteWithValues
from limn.identity.queries import people, user_summary
from limn.permissions.check import permit
from limn.tasks.queries import get_job
from limn.wire.answers import json_answer
from limn.wire.describing import described, request_body
from limn.wire.listing import Listing
from limn.wire.paging import cut_page
from limn.wire.requests import Request

router = Router(tags=["annotations"])

WRITES = Listing(
    filters={"user_id": "user_id", "kind": "kind"},
    terms={"version": "version", "at": "at"},
    default_sort="-version",
)


@router.get(
    "/jobs/{int:job_id}/history",
    operation_id="jobs_retrieve_history",
    response=WritePage,
    openapi_extra={
        "parameters": [
            {"name": "since", "in": "query", "schema": {"type": "integer"},
             "description": "only writes after this version"},
            {"name": "object", "in": "query", "schema": {"type": "string"},
             "description": "`shape:12`: only writes to this object, each with what it became"},
        ]
    },
)  # fmt: skip
def list_writes(request: Request, job_id: int) -> HttpResponse:
    """The writes to a job's annotations, newest first.

    With `object` each has that object as it was after the write, null where it was deleted.
    """
    job = get_job(job_id)
    permit(request.actor, "job:view:annotations", job)
    rows = history.writes(job_id)
    if (since := number(request, "since", "a version")) is not None:
        rows = rows.filter(version__gt=since)
    if named := request.GET.get("object"):
        return _of_object(request, job_id, rows, Name.parse(named, "object"))
    cut = cut_page(request, rows, listing=WRITES)
    return cut.answer(_shown(request, cut.rows))


def _of_object(request: HttpRequest, job_id: int, rows: Any, name: Name) -> HttpResponse:
    rows = rows.filter(version__in=history.versions_touching(rows, name.id))
    cut = cut_page(request, rows, listing=WRITES)
    values = history.values_of(job_id, [row.version for row in cut.rows], name.kind, name.id)
    shown = _shown(request, cut.rows)
    return cut.answer([one | {"object": values[one["version"]]} for one in shown])


@router.get(
    "/jobs/{int:job_id}/history/{int:version}",
    operation_id="jobs_retrieve_history_version",
    response=WriteWithValues,
)
def get_write(request: Request, job_id: int, version: int) -> HttpResponse:
    """One write, with the objects it touched as they were before and after."""
    job = get_job(job_id)
    permit(request.actor, "job:view:annotations", job)
    [shown] = _shown(request, [history.write_of(job_id, version)])
    before, after = history.before_and_after(job_id, version)
    return json_answer(shown | {"before": before, "after": after})


@router.post(
    "/jobs/{int:job_id}/restore",
    operation_id="jobs_restore",
    response=Restored,
    openapi_extra=described(request_body(RestoreRequest), {"parameters": TERMS}),
)
def restore(request: Request, job_id: int) -> HttpResponse:
    """Bring a job's annotations, or some `objects`, back to what they were at a `version`.

    An object that was not there at that version is deleted. What cannot come back, because
    its label is gone, is named in a 409; with `partial` the others come back without it.
    """
    job = get_job(job_id)
    permit(request.actor, "job:update:annotations", job)
    wanted = body(request, Restore)
    by, asked = request.actor.user_id, terms(request)
    if wanted.objects is None:
        done = actions.restore(job, wanted.version, by, partial=wanted.partial, terms=asked)
        return reply(done)
    names = [Name.parse(one, f"objects[{i}]") for i, one in enumerate(wanted.objects)]
    done = actions.restore_objects(
        job, wanted.version, names, by, partial=wanted.partial, terms=asked
    )
    return reply(done)


def _shown(request: HttpRequest, rows: Any) -> list[dict[str, Any]]:
    users = people({row.user_id for row in rows if row.user_id is not None})
    return [
        {
            "version": row.version,
            "at": row.at,
            "user": user_summary(request, users.get(row.user_id)),
            "kind": row.kind,
            "counts": row.counts,
        }
        for row in rows
    ]
