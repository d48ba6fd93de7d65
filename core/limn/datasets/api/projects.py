"""Datasets into projects over HTTP: every subset becomes a new task."""

from django.http import HttpResponse
from ninja import Router

from limn.datasets import elsewhere, project_imports
from limn.datasets.serving import Location, dropped_if_refused, received, still_at_work
from limn.media.transfer import tus
from limn.permissions.check import permit
from limn.runs.shapes import RqId
from limn.sdk.errors import BadInput, Conflict
from limn.tasks.queries import get_project
from limn.wire.answers import json_answer
from limn.wire.describing import sent_file
from limn.wire.requests import Request

router = Router(tags=["datasets"])


@router.post(
    "/projects/{int:project_id}/dataset",
    operation_id="projects_create_dataset",
    response={202: RqId, 409: RqId},
    openapi_extra=sent_file("dataset_file"),
)
def import_into_project(
    request: Request,
    project_id: int,
    format: str = "",
    filename: str = "",
    location: Location | None = None,
    cloud_storage_id: int | None = None,
    conv_mask_to_poly: bool = True,  # noqa: FBT001, FBT002
) -> HttpResponse:
    """Upload a dataset with its pictures (TUS or `dataset_file`); its subsets become tasks."""
    project = get_project(project_id)
    permit(request.actor, "project:import:dataset", project)
    headers = request.headers
    if "Upload-Length" in headers:
        return tus.create(request, project_imports.upload_target(project), named=False)
    if "Upload-Start" in headers and "Upload-Finish" not in headers:
        return HttpResponse(status=202)
    if not format:
        raise BadInput("say in which format the file is", fields={"format": ["is needed"]})
    waiting = project_imports.upload_target(project)
    sent = received(request, waiting, "dataset_file")
    filename, comes_from = sent or filename, None
    if sent is None:
        comes_from = elsewhere.origin(request.actor, project, location, cloud_storage_id, filename)
    if not filename:
        raise BadInput("no file was sent", fields={"dataset_file": ["is needed"]})
    try:
        with dropped_if_refused(waiting, sent):
            run = project_imports.start_import(
                request.actor, project, format=format, file=filename,
                outline_masks=conv_mask_to_poly, storage_id=comes_from,
            )  # fmt: skip
    except Conflict as error:
        return still_at_work(error)
    return json_answer({"rq_id": run.key}, 202)


@router.api_operation(
    ["HEAD", "PATCH", "DELETE"],
    "/projects/{int:project_id}/dataset/{str:upload_id}",
    operation_id="projects_dataset_upload",
    include_in_schema=False,
)
def continue_upload(request: Request, project_id: int, upload_id: str) -> HttpResponse:
    """Ask about, continue or end an upload of a dataset."""
    project = get_project(project_id)
    permit(request.actor, "project:import:dataset", project)
    return tus.go_on(request, project_imports.upload_target(project), upload_id)
