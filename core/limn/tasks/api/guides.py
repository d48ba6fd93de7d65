"""`/api/guides` and `/api/assets`."""

from typing import cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router

from limn.permissions.check import allowed, permit, public
from limn.sdk.errors import BadInput, NotFound
from limn.tasks import assets, queries
from limn.tasks.actions import guides as actions
from limn.tasks.answers import AnnotationGuideRead, AssetRead
from limn.tasks.guide_queries import get_asset, get_guide, has_job_in
from limn.tasks.models import Guide, Project, Task
from limn.tasks.schemas import (
    AnnotationGuideWriteRequest,
    AssetWriteRequest,
    PatchedAnnotationGuideWriteRequest,
    given,
)
from limn.tasks.show import show_asset, show_guide
from limn.wire.answers import file_answer, json_answer
from limn.wire.describing import FORM, file, request_body
from limn.wire.requests import Request

router = Router(tags=["guides"])
_SANDBOX = "default-src 'none'; sandbox"


def _may_read(request: Request, guide: Guide) -> bool:
    job_staff = has_job_in(request.actor.user_id, guide)
    return allowed(request.actor, "guide:view", guide, job_staff=job_staff)


def _permit_reading(request: Request, guide: Guide) -> None:
    job_staff = has_job_in(request.actor.user_id, guide)
    permit(request.actor, "guide:view", guide, job_staff=job_staff)


@router.post("/guides", operation_id="guides_create", response={201: AnnotationGuideRead})
def create_guide(request: Request, body: AnnotationGuideWriteRequest) -> HttpResponse:
    """A guide for a task or a project."""
    target = _target(body)
    facts = target.facts()
    permit(request.actor, "guide:create", None, target=facts, organization=facts["organization"])
    guide = actions.create_guide(
        request.actor, target, given(body), lambda other: _may_read(request, other)
    )
    return json_answer(show_guide(guide), 201)


def _target(body: AnnotationGuideWriteRequest) -> Task | Project:
    if (body.task_id is None) == (body.project_id is None):
        raise BadInput("a guide is for one task, or for one project: name either of them")
    name = "task_id" if body.task_id is not None else "project_id"
    try:
        if body.task_id is not None:
            return queries.get_task(body.task_id)
        return queries.get_project(cast(int, body.project_id))
    except NotFound as error:
        raise BadInput(str(error), fields={name: [str(error)]}) from error


@router.get("/guides/{int:guide_id}", operation_id="guides_retrieve", response=AnnotationGuideRead)
@public("public guides are read without an account; others ask")
def read_guide(request: Request, guide_id: int) -> HttpResponse:
    """One guide."""
    guide = get_guide(guide_id)
    _permit_reading(request, guide)
    return json_answer(show_guide(guide))


@router.patch(
    "/guides/{int:guide_id}",
    operation_id="guides_partial_update",
    response=AnnotationGuideRead,
)
def update_guide(
    request: Request, guide_id: int, body: PatchedAnnotationGuideWriteRequest
) -> HttpResponse:
    """Change a guide's text; assets it no longer shows are removed."""
    guide = get_guide(guide_id)
    permit(request.actor, "guide:update", guide)
    changed = actions.update_guide(
        request.actor, guide, given(body), lambda other: _may_read(request, other)
    )
    return json_answer(show_guide(changed))


@router.delete("/guides/{int:guide_id}", operation_id="guides_destroy", response={204: None})
def delete_guide(request: Request, guide_id: int) -> HttpResponse:
    """Remove a guide with its assets."""
    guide = get_guide(guide_id)
    permit(request.actor, "guide:delete", guide)
    actions.delete_guide(request.actor, guide)
    return HttpResponse(status=204)


@router.post(
    "/assets",
    operation_id="assets_create",
    response={201: AssetRead},
    openapi_extra=request_body(AssetWriteRequest, FORM),
)
def create_asset(request: Request) -> HttpResponse:
    """Upload a picture or PDF for a guide, as a form with `guide_id` and `file`."""
    guide = get_guide(_guide_id(request))
    permit(request.actor, "guide:update", guide)
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile):
        raise BadInput("no file was sent", fields={"file": ["No file was submitted."]})
    return json_answer(show_asset(request, actions.add_asset(request.actor, guide, sent)), 201)


def _guide_id(request: Request) -> int:
    text = request.POST.get("guide_id", "")
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise BadInput("guide_id must be a number", fields={"guide_id": [f"{text[:40]!r} is none"]})
    return int(text)


@router.get(
    "/assets/{uuid:uuid}",
    operation_id="assets_retrieve",
    openapi_extra=file("image/*", "application/pdf"),
)
@public("assets of public guides are shown without an account; others ask")
def read_asset(request: Request, uuid: UUID) -> HttpResponseBase:
    """The picture or PDF."""
    asset = get_asset(uuid)
    _permit_reading(request, asset.guide)
    content = assets.place(asset.uuid)
    if not content.exists():
        raise NotFound(f"the file of asset {uuid} is gone")
    answer = file_answer(request, content, asset.content_type)
    answer["Content-Security-Policy"] = _SANDBOX
    return answer


@router.delete("/assets/{uuid:uuid}", operation_id="assets_destroy", response={204: None})
def delete_asset(request: Request, uuid: UUID) -> HttpResponse:
    """Remove a picture or PDF of a guide."""
    asset = get_asset(uuid)
    permit(request.actor, "guide:update", asset.guide)
    actions.delete_asset(asset)
    return HttpResponse(status=204)
