"""`/api/jobs/{id}/annotations`: CVAT's calls, and `changes`, our atomic one."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from ninja import Router

from limn.annotations import actions, queries
from limn.annotations.api.asked import (
    ACTION,
    LABELED,
    TERMS,
    body,
    deed,
    moved,
    number,
    reply,
    terms,
    wanted,
)
from limn.annotations.codec import Changes
from limn.annotations.rows import KINDS
from limn.annotations.schemas import ChangesDone, ChangesRequest, ChangesSince
from limn.annotations.schemas import LabeledData as Documented
from limn.annotations.wanted import TYPES
from limn.permissions.check import permit
from limn.tasks.queries import get_job
from limn.wire.describing import described, parameter, request_body
from limn.wire.requests import Request

router = Router(tags=["annotations"])


@router.get(
    "/jobs/{int:job_id}/annotations",
    operation_id="jobs_retrieve_annotations",
    response=Documented,
    openapi_extra=described(
        parameter("start", "integer", "first frame wanted"),
        parameter("stop", "integer", "last frame wanted"),
        parameter("kinds", "string", f"some of {', '.join((*KINDS, *TYPES))}, by commas"),
        parameter("versions", "boolean", "whether each object tells its version"),
    ),
)
def get_annotations(request: Request, job_id: int) -> HttpResponseBase:
    """What is drawn in a job.

    `start` and `stop` (frames, inclusive) ask for a part: tags and shapes there, and whole
    tracks that may show there; `kinds=tags,tracks` for these alone, `kinds=polygon,mask` for
    shapes and tracks of these types, `kinds=shapes,polygon` for shapes of this type.
    `versions=true` adds each object's version.
    """
    job = get_job(job_id)
    permit(request.actor, "job:view:annotations", job)
    if gone := moved(request, f"/api/jobs/{job_id}"):
        return gone
    labels = queries.labels_of(job.segment.task)
    etag = quote_etag(f"v{job.annotation_version}.{labels.digest}")
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    data = queries.read_job(
        job,
        labels,
        start=number(request, "start"),
        stop=number(request, "stop"),
        wanted=wanted(request),
        versions=request.GET.get("versions") == "true",
    )
    return reply(data, etag)


@router.put(
    "/jobs/{int:job_id}/annotations",
    operation_id="jobs_update_annotations",
    response=Documented,
    openapi_extra={**LABELED, "parameters": TERMS},
)
def replace_annotations(request: Request, job_id: int) -> HttpResponse:
    """Put the annotations sent in place of all that a job has."""
    job = get_job(job_id)
    permit(request.actor, "job:update:annotations", job)
    data = body(request)
    return reply(actions.replace(job, data, request.actor.user_id, terms=terms(request)))


@router.patch(
    "/jobs/{int:job_id}/annotations",
    operation_id="jobs_partial_update_annotations",
    response=Documented,
    openapi_extra=described(LABELED, ACTION, {"parameters": TERMS}),
)
def update_annotations(request: Request, job_id: int) -> HttpResponse:
    """Create, update or delete the annotations sent, as `action` says."""
    job = get_job(job_id)
    permit(request.actor, "job:update:annotations", job)
    deeds = {"create": actions.create, "update": actions.update, "delete": actions.delete}
    do, data = deed(request, deeds), body(request)
    return reply(do(job, data, request.actor.user_id, terms=terms(request)))


@router.delete(
    "/jobs/{int:job_id}/annotations",
    operation_id="jobs_destroy_annotations",
    response={204: None},
    openapi_extra={"parameters": TERMS},
)
def delete_annotations(request: Request, job_id: int) -> HttpResponse:
    """Delete all that is drawn in a job."""
    job = get_job(job_id)
    permit(request.actor, "job:delete:annotations", job)
    actions.delete_all(job, request.actor.user_id, terms=terms(request))
    return HttpResponse(status=204)


@router.post(
    "/jobs/{int:job_id}/annotations/changes",
    operation_id="jobs_change_annotations",
    response=ChangesDone,
    openapi_extra=described(request_body(ChangesRequest), {"parameters": TERMS}),
)
def change_annotations(request: Request, job_id: int) -> HttpResponse:
    """Create, update and delete annotations together, or nothing of it.

    A `version` of an object that is not its current one is a conflict, and so is an id that
    is gone.
    """
    job = get_job(job_id)
    permit(request.actor, "job:update:annotations", job)
    changes = body(request, Changes)
    return reply(actions.change(job, changes, request.actor.user_id, terms=terms(request)))


@router.get(
    "/jobs/{int:job_id}/annotations/changes",
    operation_id="jobs_retrieve_annotation_changes",
    response=ChangesSince,
    openapi_extra={
        "parameters": [{"name": "since", "in": "query", "schema": {"type": "integer"},
                        "description": "a version of the job's annotations; default 0"}]
    },
)  # fmt: skip
def get_changes(request: Request, job_id: int) -> HttpResponse:
    """What became of a job's annotations after a version: objects as they are now, deleted ids."""
    job = get_job(job_id)
    permit(request.actor, "job:view:annotations", job)
    since = number(request, "since", "a version") or 0
    return reply(queries.changes_since(job, queries.labels_of(job.segment.task), since))
