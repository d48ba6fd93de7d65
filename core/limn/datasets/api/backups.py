"""Backups over HTTP: write and download, upload and restore."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router

from limn.datasets import elsewhere
from limn.datasets.actions import kind_of
from limn.datasets.backups import actions
from limn.datasets.backups.actions import Kind
from limn.datasets.serving import Location, download, dropped_if_refused, received, still_at_work
from limn.identity.throttle import spend
from limn.media.transfer import tus
from limn.permissions.check import permit
from limn.runs.shapes import RqId
from limn.sdk.errors import BadInput, Conflict
from limn.tasks.queries import Project, Task, get_project, get_task
from limn.wire.answers import json_answer
from limn.wire.describing import sent_file
from limn.wire.requests import Request

router = Router(tags=["backups"])


def _export(
    request: Request,
    target: Project | Task,
    filename: str,
    place: tuple[str | None, int | None],
    *,
    lightweight: bool,
) -> HttpResponse:
    goes_to = elsewhere.destination(request.actor, target, *place)
    scope = f"{kind_of(target)}:export:backup"
    permit(request.actor, scope, target, destination="cloud_storage" if goes_to else "local")
    spend("exports", request.actor.user_id)
    try:
        run = actions.start_backup(
            request.actor, target, filename=elsewhere.name(filename, goes_to),
            storage_id=goes_to, lightweight=lightweight,
        )  # fmt: skip
    except Conflict as error:
        return still_at_work(error)
    return json_answer({"rq_id": run.key}, 202)


@router.post(
    "/projects/{int:project_id}/backup/export",
    operation_id="projects_create_backup_export",
    response={202: RqId, 409: RqId},
)
def back_up_project(
    request: Request,
    project_id: int,
    filename: str = "",
    location: Location | None = None,
    cloud_storage_id: int | None = None,
    lightweight: bool = False,  # noqa: FBT001, FBT002
) -> HttpResponse:
    """Start writing a project with all its tasks and media.

    `lightweight` is for media in a cloud storage, and changes nothing where there is none.
    """
    place = (location, cloud_storage_id)
    return _export(request, get_project(project_id), filename, place, lightweight=lightweight)


@router.post(
    "/tasks/{int:task_id}/backup/export",
    operation_id="tasks_create_backup_export",
    response={202: RqId, 409: RqId},
)
def back_up_task(
    request: Request,
    task_id: int,
    filename: str = "",
    location: Location | None = None,
    cloud_storage_id: int | None = None,
    lightweight: bool = False,  # noqa: FBT001, FBT002
) -> HttpResponse:
    """Start writing a task with its media.

    `lightweight` is for media in a cloud storage, and changes nothing where there is none.
    """
    place = (location, cloud_storage_id)
    return _export(request, get_task(task_id), filename, place, lightweight=lightweight)


@router.get(
    "/projects/{int:project_id}/backup/download",
    operation_id="projects_retrieve_backup_download",
    include_in_schema=False,
)
def download_project(request: Request, project_id: int, rq_id: str) -> HttpResponseBase:
    """The backup of a project that was written."""
    return download(request, "project", project_id, rq_id, backup=True)


@router.get(
    "/tasks/{int:task_id}/backup/download",
    operation_id="tasks_retrieve_backup_download",
    include_in_schema=False,
)
def download_task(request: Request, task_id: int, rq_id: str) -> HttpResponseBase:
    """The backup of a task that was written."""
    return download(request, "task", task_id, rq_id, backup=True)


def _import(
    request: Request, kind: Kind, filename: str, place: tuple[str | None, int | None]
) -> HttpResponse:
    permit(request.actor, f"{kind}:import:backup")
    headers = request.headers
    if "Upload-Length" in headers:
        return tus.create(request, actions.upload_target(kind), named=False)
    if "Upload-Start" in headers and "Upload-Finish" not in headers:
        return HttpResponse(status=202)
    waiting = actions.upload_target(kind)
    sent = received(request, waiting, f"{kind}_file")
    filename, comes_from = sent or filename, None
    if sent is None:
        comes_from = elsewhere.origin(request.actor, None, *place, filename)
    if not filename:
        raise BadInput("no backup was sent", fields={f"{kind}_file": ["is needed"]})
    try:
        with dropped_if_refused(waiting, sent):
            run = actions.start_restore(request.actor, kind, file=filename, storage_id=comes_from)
    except Conflict as error:
        return still_at_work(error)
    return json_answer({"rq_id": run.key}, 202)


@router.post(
    "/projects/backup",
    operation_id="projects_create_backup",
    response={202: RqId, 409: RqId},
    openapi_extra=sent_file("project_file"),
)
def restore_project(
    request: Request,
    filename: str = "",
    location: Location | None = None,
    cloud_storage_id: int | None = None,
) -> HttpResponse:
    """Upload a backup (TUS or `project_file`) and make a project of it."""
    return _import(request, "project", filename, (location, cloud_storage_id))


@router.post(
    "/tasks/backup",
    operation_id="tasks_create_backup",
    response={202: RqId, 409: RqId},
    openapi_extra=sent_file("task_file"),
)
def restore_task(
    request: Request,
    filename: str = "",
    location: Location | None = None,
    cloud_storage_id: int | None = None,
) -> HttpResponse:
    """Upload a backup (TUS or `task_file`) and make a task of it."""
    return _import(request, "task", filename, (location, cloud_storage_id))


def _continue_upload(request: Request, kind: Kind, upload_id: str) -> HttpResponse:
    permit(request.actor, f"{kind}:import:backup")
    return tus.go_on(request, actions.upload_target(kind), upload_id)


@router.api_operation(
    ["HEAD", "PATCH", "DELETE"],
    "/projects/backup/{str:upload_id}",
    operation_id="projects_backup_upload",
    include_in_schema=False,
)
def continue_project(request: Request, upload_id: str) -> HttpResponse:
    """Ask about, continue or end an upload of a project's backup."""
    return _continue_upload(request, "project", upload_id)


@router.api_operation(
    ["HEAD", "PATCH", "DELETE"],
    "/tasks/backup/{str:upload_id}",
    operation_id="tasks_backup_upload",
    include_in_schema=False,
)
def continue_task(request: Request, upload_id: str) -> HttpResponse:
    """Ask about, continue or end an upload of a task's backup."""
    return _continue_upload(request, "task", upload_id)


def _gone(request: Request, target: Project | Task) -> HttpResponse:
    permit(request.actor, f"{kind_of(target)}:view", target)
    problem = f"backups start with POST {request.path.rstrip('/')}/export"
    return json_answer({"detail": problem, "code": "gone"}, 410)


@router.get("/projects/{int:project_id}/backup", include_in_schema=False)
def gone_project_backup(request: Request, project_id: int) -> HttpResponse:
    """Where backups of a project used to start."""
    return _gone(request, get_project(project_id))


@router.get("/tasks/{int:task_id}/backup", include_in_schema=False)
def gone_task_backup(request: Request, task_id: int) -> HttpResponse:
    """Where backups of a task used to start."""
    return _gone(request, get_task(task_id))
