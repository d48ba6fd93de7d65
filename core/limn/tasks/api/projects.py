"""`/api/projects`."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router

from limn.identity.people import permit_naming_all
from limn.permissions.check import permit
from limn.tasks import actions, list_queries, queries
from limn.tasks.answers import PaginatedProjectReadList, ProjectRead
from limn.tasks.api.moves import transfer
from limn.tasks.models import Project
from limn.tasks.preview import PREVIEW, preview_of
from limn.tasks.schemas import PatchedProjectWriteRequest, ProjectWriteRequest, given
from limn.tasks.show import show_project
from limn.tasks.storages import permit_choices
from limn.wire.answers import json_answer
from limn.wire.listing import Listing
from limn.wire.paging import cut_page
from limn.wire.requests import Request

router = Router(tags=["projects"])
LISTING = Listing(
    search=("name", "owner__username", "assignee__username"),
    filters={
        "name": "name",
        "owner": "owner__username",
        "assignee": "assignee__username",
        "status": "status",
    },
    terms={"id": "id", "updated_date": "updated_date"},
)


def _show(request: Request, project: Project, status: int = 200) -> HttpResponse:
    summary = list_queries.tasks_summaries([project.pk])[project.pk]
    return json_answer(show_project(request, project, summary), status)


@router.get("/projects", operation_id="projects_list", response=PaginatedProjectReadList)
def list_projects(request: Request) -> HttpResponse:
    """The projects the caller may see."""
    rows = queries.visible_projects(request.actor)
    cut = cut_page(request, rows, listing=LISTING, shown=list_queries.projects_shown)
    summaries = list_queries.tasks_summaries([one.pk for one in cut.rows])
    return cut.answer([show_project(request, one, summaries[one.pk]) for one in cut.rows])


@router.post("/projects", operation_id="projects_create", response={201: ProjectRead})
def create_project(request: Request, body: ProjectWriteRequest) -> HttpResponse:
    """A new project."""
    permit(request.actor, "project:create")
    permit_choices(request.actor, given(body))
    permit_naming_all(request.actor, given(body), organization=request.actor.organization)
    return _show(request, actions.create_project(request.actor, given(body)), 201)


@router.get("/projects/{int:project_id}", operation_id="projects_retrieve", response=ProjectRead)
def get_project(request: Request, project_id: int) -> HttpResponse:
    """One project."""
    project = queries.get_project(project_id)
    permit(request.actor, "project:view", project)
    return _show(request, project)


@router.patch(
    "/projects/{int:project_id}", operation_id="projects_partial_update", response=ProjectRead
)
def update_project(
    request: Request, project_id: int, body: PatchedProjectWriteRequest
) -> HttpResponse:
    """Change a project."""
    project, changes = queries.get_project(project_id), given(body)
    permit(request.actor, "project:view", project)
    if "organization_id" in changes:
        transfer(request.actor, project, changes)
        return _show(request, queries.get_project(project_id))
    for scope in _scopes(changes):
        permit(request.actor, scope, project)
    permit_choices(request.actor, changes)
    permit_naming_all(request.actor, changes, organization=project.organization_id)
    actions.update_project(request.actor, project, changes)
    return _show(request, queries.get_project(project_id))


def _scopes(changes: dict[str, object]) -> set[str]:
    special = {
        "owner_id": "project:update:owner",
        "assignee_id": "project:update:assignee",
        "source_storage": "project:update:associated_storage",
        "target_storage": "project:update:associated_storage",
    }
    return {special.get(name, "project:update") for name in changes}


@router.delete("/projects/{int:project_id}", operation_id="projects_destroy", response={204: None})
def delete_project(request: Request, project_id: int) -> HttpResponse:
    """Remove a project with its tasks."""
    project = queries.get_project(project_id)
    permit(request.actor, "project:delete", project)
    actions.delete_project(request.actor, project)
    return HttpResponse(status=204)


@router.get(
    "/projects/{int:project_id}/preview",
    operation_id="projects_retrieve_preview",
    openapi_extra=PREVIEW,
)
def preview_project(request: Request, project_id: int) -> HttpResponseBase:
    """A small JPEG of the project's first picture."""
    project = queries.get_project(project_id)
    permit(request.actor, "project:view", project)
    task_id = list_queries.tasks_summaries([project_id])[project_id].preview_task
    return preview_of(request, queries.get_task(task_id).data if task_id else None)
