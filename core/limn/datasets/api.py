"""Datasets over HTTP: export and download, upload and import, and what an export will change."""

from typing import Any, Literal

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router
from pydantic import BaseModel

from limn.datasets import actions, elsewhere
from limn.datasets.actions import Target
from limn.datasets.fidelity import preview
from limn.datasets.serving import Location, download, still_at_work
from limn.datasets.source import dataset_of
from limn.datasets.unseen import unseen
from limn.host.catalogue import format_named
from limn.identity.throttle import spend
from limn.media.transfer import tus
from limn.permissions.check import permit
from limn.runs.shapes import RqId
from limn.sdk.errors import BadInput, Conflict
from limn.tasks.queries import Job, Task, get_job, get_project, get_task
from limn.wire.answers import json_answer
from limn.wire.describing import sent_file
from limn.wire.requests import Request

router = Router(tags=["datasets"])

_PREVIEW_SECONDS = 2.0


class DatasetFidelity(BaseModel):
    """What an export will change or leave out; `complete` where everything was looked at."""

    changes: list[str]
    complete: bool


def _export(
    request: Request,
    target: Target,
    format: str,
    save_images: bool,  # noqa: FBT001
    filename: str,
    location: str | None,
    storage_id: int | None,
) -> HttpResponse:
    content = "dataset" if save_images else "annotations"
    goes_to = elsewhere.destination(request.actor, target, location, storage_id)
    scope = f"{actions.kind_of(target)}:export:{content}"
    permit(request.actor, scope, target, destination="cloud_storage" if goes_to else "local")
    spend("exports", request.actor.user_id)
    try:
        run = actions.start_export(
            request.actor, target, format=format, with_pictures=save_images,
            filename=elsewhere.name(filename, goes_to), storage_id=goes_to,
        )  # fmt: skip
    except Conflict as error:
        return still_at_work(error)
    return json_answer({"rq_id": run.key}, 202)


@router.post(
    "/projects/{int:project_id}/dataset/export",
    operation_id="projects_create_dataset_export",
    response={202: RqId, 409: RqId},
)
def export_project(
    request: Request,
    project_id: int,
    format: str,
    save_images: bool = False,  # noqa: FBT001, FBT002
    filename: str = "",
    location: Location | None = None,
    cloud_storage_id: int | None = None,
) -> HttpResponse:
    """Start writing all tasks of a project as one dataset."""
    return _export(
        request, get_project(project_id), format, save_images, filename, location, cloud_storage_id
    )


@router.post(
    "/tasks/{int:task_id}/dataset/export",
    operation_id="tasks_create_dataset_export",
    response={202: RqId, 409: RqId},
)
def export_task(
    request: Request,
    task_id: int,
    format: str,
    save_images: bool = False,  # noqa: FBT001, FBT002
    filename: str = "",
    location: Location | None = None,
    cloud_storage_id: int | None = None,
) -> HttpResponse:
    """Start writing a task's annotations, or all of it, as a dataset."""
    return _export(
        request, get_task(task_id), format, save_images, filename, location, cloud_storage_id
    )


@router.post(
    "/jobs/{int:job_id}/dataset/export",
    operation_id="jobs_create_dataset_export",
    response={202: RqId, 409: RqId},
)
def export_job(
    request: Request,
    job_id: int,
    format: str,
    save_images: bool = False,  # noqa: FBT001, FBT002
    filename: str = "",
    location: Location | None = None,
    cloud_storage_id: int | None = None,
) -> HttpResponse:
    """Start writing a job's annotations, or all of it, as a dataset."""
    return _export(
        request, get_job(job_id), format, save_images, filename, location, cloud_storage_id
    )


@router.get(
    "/projects/{int:project_id}/dataset/download",
    operation_id="projects_retrieve_dataset_download",
    include_in_schema=False,
)
def download_project(request: Request, project_id: int, rq_id: str) -> HttpResponseBase:
    """The file an export of a project left."""
    return download(request, "project", project_id, rq_id)


@router.get(
    "/tasks/{int:task_id}/dataset/download",
    operation_id="tasks_retrieve_dataset_download",
    include_in_schema=False,
)
def download_task(request: Request, task_id: int, rq_id: str) -> HttpResponseBase:
    """The file an export of a task left."""
    return download(request, "task", task_id, rq_id)


@router.get(
    "/jobs/{int:job_id}/dataset/download",
    operation_id="jobs_retrieve_dataset_download",
    include_in_schema=False,
)
def download_job(request: Request, job_id: int, rq_id: str) -> HttpResponseBase:
    """The file an export of a job left."""
    return download(request, "job", job_id, rq_id)


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
    sent = request.FILES.get("annotation_file")
    if sent is not None:
        filename = actions.receive(target, sent)
    if sent is None:
        options["storage_id"] = elsewhere.origin(
            request.actor, target, location, storage_id, filename
        )
    if not filename:
        raise BadInput("no file was sent", fields={"annotation_file": ["is needed"]})
    try:
        run = actions.start_import(request.actor, target, format=format, file=filename, **options)
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


def _fidelity(request: Request, target: Target, format: str) -> HttpResponse:
    permit(request.actor, f"{actions.kind_of(target)}:export:annotations", target)
    chosen = format_named(format)
    changes, complete = preview(dataset_of(target), chosen, _PREVIEW_SECONDS)
    return json_answer({"changes": [*changes, *unseen(target, chosen)], "complete": complete})


@router.get(
    "/projects/{int:project_id}/dataset/fidelity",
    operation_id="projects_retrieve_dataset_fidelity",
    response=DatasetFidelity,
)
def fidelity_of_project(request: Request, project_id: int, format: str) -> HttpResponse:
    """What an export of a project in this format will change or leave out."""
    return _fidelity(request, get_project(project_id), format)


@router.get(
    "/tasks/{int:task_id}/dataset/fidelity",
    operation_id="tasks_retrieve_dataset_fidelity",
    response=DatasetFidelity,
)
def fidelity_of_task(request: Request, task_id: int, format: str) -> HttpResponse:
    """What an export of a task in this format will change or leave out."""
    return _fidelity(request, get_task(task_id), format)


@router.get(
    "/jobs/{int:job_id}/dataset/fidelity",
    operation_id="jobs_retrieve_dataset_fidelity",
    response=DatasetFidelity,
)
def fidelity_of_job(request: Request, job_id: int, format: str) -> HttpResponse:
    """What an export of a job in this format will change or leave out."""
    return _fidelity(request, get_job(job_id), format)


def _gone(request: Request, target: Target) -> HttpResponse:
    permit(request.actor, f"{actions.kind_of(target)}:view", target)
    here = request.path.rstrip("/").rpartition("/")[0]
    return json_answer(
        {"detail": f"exports start with POST {here}/dataset/export", "code": "gone"}, 410
    )


@router.get("/projects/{int:project_id}/dataset", include_in_schema=False)
def gone_project_dataset(request: Request, project_id: int) -> HttpResponse:
    """Where exports of a project used to start."""
    return _gone(request, get_project(project_id))


@router.get("/projects/{int:project_id}/annotations", include_in_schema=False)
def gone_project_annotations(request: Request, project_id: int) -> HttpResponse:
    """Where exports of a project used to start."""
    return _gone(request, get_project(project_id))


@router.get("/tasks/{int:task_id}/dataset", include_in_schema=False)
def gone_task_dataset(request: Request, task_id: int) -> HttpResponse:
    """Where exports of a task used to start."""
    return _gone(request, get_task(task_id))


@router.get("/jobs/{int:job_id}/dataset", include_in_schema=False)
def gone_job_dataset(request: Request, job_id: int) -> HttpResponse:
    """Where exports of a job used to start."""
    return _gone(request, get_job(job_id))
