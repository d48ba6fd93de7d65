"""`/api/{jobs,tasks}/{id}/annotations`: CVAT's calls, and `changes`, our atomic one.

Bodies and answers bypass pydantic: msgspec reads and rows write JSON ten times faster.
"""

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from ninja import Router

from limn.annotations import actions, history, queries
from limn.annotations.codec import Changes, LabeledData, Version
from limn.annotations.history import Key
from limn.annotations.schemas import ChangesDone, Write
from limn.annotations.schemas import LabeledData as Documented
from limn.permissions.check import permit
from limn.sdk.errors import BadInput
from limn.tasks.queries import Task, get_job, get_task
from limn.wire.answers import JSON, json_answer
from limn.wire.bodies import decode
from limn.wire.requests import Request

router = Router(tags=["annotations"])

BODY_LIMIT = 256 << 20
"""Bytes of a body with annotations."""
_MOVED = {"format", "filename", "action", "location", "cloud_storage_id"}
_VERSION = re.compile(r'(?:W/)?"?v(\d{1,18})(?:\.[0-9a-f]+)?"?')
_LABELED: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/LabeledData"}}},
    }
}


@router.get(
    "/jobs/{int:job_id}/annotations",
    operation_id="jobs_retrieve_annotations",
    response=Documented,
)
def get_job_annotations(request: Request, job_id: int) -> HttpResponseBase:
    """What is drawn in a job.

    `start` and `stop` (frames, inclusive) ask for a part: tags and shapes there, and whole
    tracks that may show there. `versions=true` adds each object's version.
    """
    job = get_job(job_id)
    permit(request.actor, "job:view:annotations", job)
    if gone := _moved(request, f"/api/jobs/{job_id}"):
        return gone
    labels = queries.labels_of(job.segment.task)
    etag = quote_etag(f"v{job.annotation_version}.{labels.digest}")
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    body = queries.read_job(
        job,
        labels,
        start=_frame(request, "start"),
        stop=_frame(request, "stop"),
        versions=request.GET.get("versions") == "true",
    )
    return _json(body, etag)


@router.put(
    "/jobs/{int:job_id}/annotations",
    operation_id="jobs_update_annotations",
    response=Documented,
    openapi_extra=_LABELED,
)
def replace_job_annotations(request: Request, job_id: int) -> HttpResponse:
    """Put the annotations sent in place of all that a job has."""
    job = get_job(job_id)
    permit(request.actor, "job:update:annotations", job)
    data = decode(request, LabeledData, BODY_LIMIT)
    return _json(actions.replace(job, data, request.actor.user_id, expected=_expected(request)))


@router.patch(
    "/jobs/{int:job_id}/annotations",
    operation_id="jobs_partial_update_annotations",
    response=Documented,
    openapi_extra=_LABELED,
)
def update_job_annotations(request: Request, job_id: int) -> HttpResponse:
    """Create, update or delete the annotations sent, as `action` says."""
    job = get_job(job_id)
    permit(request.actor, "job:update:annotations", job)
    deeds = {"create": actions.create, "update": actions.update, "delete": actions.delete}
    deed, data = _deed(request, deeds), decode(request, LabeledData, BODY_LIMIT)
    return _json(deed(job, data, request.actor.user_id, expected=_expected(request)))


@router.delete(
    "/jobs/{int:job_id}/annotations",
    operation_id="jobs_destroy_annotations",
    response={204: None},
)
def delete_job_annotations(request: Request, job_id: int) -> HttpResponse:
    """Delete all that is drawn in a job."""
    job = get_job(job_id)
    permit(request.actor, "job:delete:annotations", job)
    actions.delete_all(job, request.actor.user_id)
    return HttpResponse(status=204)


@router.post(
    "/jobs/{int:job_id}/annotations/changes",
    operation_id="jobs_change_annotations",
    response=ChangesDone,
)
def change_job_annotations(request: Request, job_id: int) -> HttpResponse:
    """Create, update and delete annotations together, or nothing of it.

    With an `Idempotency-Key` a repeated request gets the first one's answer. With `If-Match`
    (an ETag of the job's annotations) anything written meanwhile is a conflict; so is a
    `version` of an object that is not its current one, and an id that is gone.
    """
    job = get_job(job_id)
    permit(request.actor, "job:update:annotations", job)
    changes = decode(request, Changes, BODY_LIMIT)
    done = actions.change(
        job, changes, request.actor.user_id, key=_key(request), expected=_expected(request)
    )
    return _json(done)


@router.get(
    "/jobs/{int:job_id}/annotations/history",
    operation_id="jobs_list_annotation_writes",
    response=list[Write],
)
def list_job_writes(request: Request, job_id: int) -> HttpResponse:
    """The writes to a job's annotations, newest first: version, time, user, kind."""
    job = get_job(job_id)
    permit(request.actor, "job:view:annotations", job)
    return json_answer(history.listed(job_id))


@router.post(
    "/jobs/{int:job_id}/annotations/restore",
    operation_id="jobs_restore_annotations",
    response=Documented,
)
def restore_job_annotations(request: Request, job_id: int) -> HttpResponse:
    """Bring a job's annotations back to a `version` they had."""
    job = get_job(job_id)
    permit(request.actor, "job:update:annotations", job)
    wanted = decode(request, Version)
    return _json(actions.restore(job, wanted.version, request.actor.user_id))


@router.get(
    "/tasks/{int:task_id}/annotations",
    operation_id="tasks_retrieve_annotations",
    response=Documented,
)
def get_task_annotations(request: Request, task_id: int) -> HttpResponseBase:
    """What is drawn in all jobs of a task, once where they overlap."""
    task = get_task(task_id)
    permit(request.actor, "task:view:annotations", task)
    if gone := _moved(request, f"/api/tasks/{task_id}"):
        return gone
    _refuse_without_media(task)
    labels = queries.labels_of(task)
    etag = quote_etag(f"v{queries.version_of_task(task_id)}.{labels.digest}")
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    return _json(queries.read_task(task, labels), etag)


@router.put(
    "/tasks/{int:task_id}/annotations",
    operation_id="tasks_update_annotations",
    response=Documented,
    openapi_extra=_LABELED,
)
def replace_task_annotations(request: Request, task_id: int) -> HttpResponse:
    """Put the annotations sent in place of all that a task has, cut to its jobs."""
    task = get_task(task_id)
    permit(request.actor, "task:update:annotations", task)
    data = decode(request, LabeledData, BODY_LIMIT)
    return _json(actions.replace_task(task, data, request.actor.user_id))


@router.patch(
    "/tasks/{int:task_id}/annotations",
    operation_id="tasks_partial_update_annotations",
    response=Documented,
    openapi_extra=_LABELED,
)
def update_task_annotations(request: Request, task_id: int) -> HttpResponse:
    """Create, update or delete the annotations sent, as `action` says, in the task's jobs."""
    task = get_task(task_id)
    permit(request.actor, "task:update:annotations", task)
    deeds = {
        "create": actions.create_in_task,
        "update": actions.update_in_task,
        "delete": actions.delete_in_task,
    }
    deed, data = _deed(request, deeds), decode(request, LabeledData, BODY_LIMIT)
    return _json(deed(task, data, request.actor.user_id))


@router.delete(
    "/tasks/{int:task_id}/annotations",
    operation_id="tasks_destroy_annotations",
    response={204: None},
)
def delete_task_annotations(request: Request, task_id: int) -> HttpResponse:
    """Delete all that is drawn in a task."""
    task = get_task(task_id)
    permit(request.actor, "task:delete:annotations", task)
    actions.delete_all_in_task(task, request.actor.user_id)
    return HttpResponse(status=204)


def _json(body: bytes, etag: str | None = None) -> HttpResponse:
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"} if etag else {}
    return HttpResponse(body, content_type=JSON, headers=headers)


def _moved(request: HttpRequest, place: str) -> HttpResponse | None:
    """Exports were asked for here once; their clients are told where they went."""
    if _MOVED.isdisjoint(request.GET):
        return None
    return json_answer(f"This endpoint no longer exports; use POST {place}/dataset/export", 410)


def _refuse_without_media(task: Task) -> None:
    if task.data is None or not task.data.size:
        raise BadInput(f"task {task.pk} has no media yet, and so no annotations")


def _deed(request: HttpRequest, deeds: dict[str, Callable[..., bytes]]) -> Callable[..., bytes]:
    action = request.GET.get("action", "")
    if action not in deeds:
        problem = f"choose from {', '.join(deeds)}"
        raise BadInput(f"{action!r} is no action: {problem}", fields={"action": [problem]})
    return deeds[action]


def _frame(request: HttpRequest, name: str) -> int | None:
    given = request.GET.get(name, "")
    if given and not (given.isascii() and given.isdecimal() and len(given) < 10):
        raise BadInput(f"{name} is a frame number", fields={name: ["a frame number is needed"]})
    return int(given) if given else None


def _expected(request: HttpRequest) -> int | None:
    """The version of `If-Match`, None where anything will do."""
    given = request.headers.get("If-Match", "*")
    if given == "*":
        return None
    found = _VERSION.fullmatch(given)
    if found is None:
        raise BadInput(f"If-Match {given[:64]!r} is no ETag of a job's annotations")
    return int(found[1])


def _key(request: HttpRequest) -> Key | None:
    given = request.headers.get("Idempotency-Key")
    if given is None:
        return None
    if not 0 < len(given) <= 128:
        raise BadInput("an Idempotency-Key has 1 to 128 characters")
    return Key.of(given, request.body)
