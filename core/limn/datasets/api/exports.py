"""Datasets over HTTP: export and download."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router

from limn.datasets import actions, elsewhere
from limn.datasets.actions import Target
from limn.datasets.serving import Location, download, still_at_work
from limn.identity.throttle import spend
from limn.permissions.check import permit
from limn.runs.shapes import RqId
from limn.sdk.errors import Conflict
from limn.tasks.queries import get_job, get_project, get_task
from limn.wire.answers import json_answer
from limn.wire.requests import Request

router = Router(tags=["datasets"])


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
