"""Datasets into tasks and jobs over HTTP: upload and import."""

from typing import Any, Literal

from django.http import HttpResponse
from ninja import Router

from limn.datasets import actions, elsewhere
from limn.datasets.serving import Location, dropped_if_refused, received, still_at_work
from limn.host.catalogue import format_named
from limn.media.transfer import tus
from limn.permissions.check import permit
from limn.runs.shapes import RqId
from limn.sdk.errors import BadInput, Conflict
from limn.tasks.queries import Job, Task, get_job, get_task
from limn.wire.answers import json_answer
from limn.wire.describing import sent_file
from limn.wire.requests import Request

router = Router(tags=["datasets"])


def _import(
    request: Request, target: Task | Job, format: str, filename: str, options: dict[str, Any]
) -> HttpResponse:
    permit(request.actor, f"{actions.kind_of(target)}:import:annotations", target)
    location, storage_id = options.pop("place")
    headers = request.headers
    if "Upload-Length" in headers:
        return tus.create(request, actions.upload_target(target), named=False)
    if "Upload-Start" in headers and "Upload-Finish" not in headers:
        return HttpResponse(status=202)
    if not format:
        raise BadInput("say in which format the file is", fields={"format": ["is needed"]})
    format_named(format)
    waiting = actions.upload_target(target)
    sent = received(request, waiting, "annotation_file")
    filename = sent or filename
    if sent is None:
        options["storage_id"] = elsewhere.origin(
            request.actor, target, location, storage_id, filename
        )
    if not filename:
        raise BadInput("no file was sent", fields={"annotation_file": ["is needed"]})
    try:
        with dropped_if_refused(waiting, sent):
            run = actions.start_import(
                request.actor, target, format=format, file=filename, **options
            )
    except Conflict as error:
        return still_at_work(error)
    return json_answer({"rq_id": run.key}, 202)


@router.post(
    "/tasks/{int:task_id}/annotations",
    operation_id="tasks_create_annotations",
    response={202: RqId, 409: RqId},
    openapi_extra=sent_file("annotation_file"),
)
def import_into_task(
    request: Request,
    task_id: int,
    format: str = "",
    filename: str = "",
    location: Location | None = None,
    cloud_storage_id: int | None = None,
    import_mode: Literal["replace", "append"] = "replace",
    conv_mask_to_poly: bool = True,  # noqa: FBT001, FBT002
) -> HttpResponse:
    """Upload a file (TUS or `annotation_file`) and put its annotations into a task."""
    options = _options((location, cloud_storage_id), import_mode, outline_masks=conv_mask_to_poly)
    return _import(request, get_task(task_id), format, filename, options)


@router.post(
    "/jobs/{int:job_id}/annotations",
    operation_id="jobs_create_annotations",
    response={202: RqId, 409: RqId},
    openapi_extra=sent_file("annotation_file"),
)
def import_into_job(
    request: Request,
    job_id: int,
    format: str = "",
    filename: str = "",
    location: Location | None = None,
    cloud_storage_id: int | None = None,
    import_mode: Literal["replace", "append"] = "replace",
    conv_mask_to_poly: bool = True,  # noqa: FBT001, FBT002
) -> HttpResponse:
    """Upload a file (TUS or `annotation_file`) and put its annotations into a job."""
    options = _options((location, cloud_storage_id), import_mode, outline_masks=conv_mask_to_poly)
    return _import(request, get_job(job_id), format, filename, options)


def _options(
    place: tuple[str | None, int | None], mode: str, *, outline_masks: bool
) -> dict[str, Any]:
    return {"place": place, "append": mode == "append", "outline_masks": outline_masks}


def _continue_upload(request: Request, target: Task | Job, upload_id: str) -> HttpResponse:
    permit(request.actor, f"{actions.kind_of(target)}:import:annotations", target)
    return tus.go_on(request, actions.upload_target(target), upload_id)


@router.api_operation(
    ["HEAD", "PATCH", "DELETE"],
    "/tasks/{int:task_id}/annotations/{str:upload_id}",
    operation_id="tasks_annotations_upload",
    include_in_schema=False,
)
def continue_upload_for_task(request: Request, task_id: int, upload_id: str) -> HttpResponse:
    """Ask about, continue or end an upload of annotations."""
    return _continue_upload(request, get_task(task_id), upload_id)


@router.api_operation(
    ["HEAD", "PATCH", "DELETE"],
    "/jobs/{int:job_id}/annotations/{str:upload_id}",
    operation_id="jobs_annotations_upload",
    include_in_schema=False,
)
def continue_upload_for_job(request: Request, job_id: int, upload_id: str) -> HttpResponse:
    """Ask about, continue or end an upload of annotations."""
    return _continue_upload(request, get_job(job_id), upload_id)
