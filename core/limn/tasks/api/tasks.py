"""`/api/tasks`."""

from django.db import transaction
from django.http import HttpResponse
from ninja import Router

from limn.identity.people import permit_naming_all
from limn.permissions.check import permit
from limn.runs.keys import RequestKey
from limn.runs.queries import get_run
from limn.sdk.errors import BadInput, NotFound
from limn.tasks import actions, list_queries, queries
from limn.tasks.answers import PaginatedTaskReadList, RqStatus, TaskRead
from limn.tasks.api.moves import transfer
from limn.tasks.kinds import MEDIA_TYPES
from limn.tasks.models import Project, Task
from limn.tasks.schemas import PatchedTaskWriteRequest, TaskWriteRequest, given
from limn.tasks.show import show_task
from limn.tasks.storages import permit_choices
from limn.tasks.vocabulary import ValidationMode
from limn.wire.answers import json_answer
from limn.wire.listing import Listing
from limn.wire.paging import cut_page
from limn.wire.requests import Request

router = Router(tags=["tasks"])
LISTING = Listing(
    search=(
        "project__name",
        "name",
        "owner__username",
        "assignee__username",
        "subset",
        "bug_tracker",
    ),
    filters={
        "project_name": "project__name",
        "name": "name",
        "owner": "owner__username",
        "assignee": "assignee__username",
        "subset": "subset",
        "tracker_link": "bug_tracker",
        "project_id": "project_id",
        "status": "status",
        "mode": "mode",
        "media_type": "data__kind",
        "dimension": "dimension",
        "validation_mode": "validation_layout__mode",
    },
    terms={"id": "id", "updated_date": "updated_date"},
    meanings={"media_type": MEDIA_TYPES},
    choices={"media_type": tuple(MEDIA_TYPES), "validation_mode": tuple(ValidationMode)},
)


def _show(request: Request, task: Task, status: int = 200) -> HttpResponse:
    return json_answer(
        show_task(request, task, list_queries.job_counts([task.pk])[task.pk]), status
    )


@router.get("/tasks", operation_id="tasks_list", response=PaginatedTaskReadList)
def list_tasks(request: Request) -> HttpResponse:
    """The tasks the caller may see."""
    rows = queries.visible_tasks(request.actor)
    cut = cut_page(request, rows, listing=LISTING, shown=list_queries.tasks_shown)
    counts = list_queries.job_counts([one.pk for one in cut.rows])
    return cut.answer([show_task(request, one, counts[one.pk]) for one in cut.rows])


@router.post("/tasks", operation_id="tasks_create", response={201: TaskRead})
def create_task(request: Request, body: TaskWriteRequest) -> HttpResponse:
    """A new task, without media yet."""
    project = _project(body.project_id)
    if project:
        permit(request.actor, "project:view", project)
        permit(request.actor, "task:create@project", None, **_facts_within(project))
    else:
        permit(request.actor, "task:create")
    permit_choices(request.actor, given(body))
    home = project.organization_id if project else request.actor.organization
    permit_naming_all(request.actor, given(body), organization=home)
    return _show(request, actions.create_task(request.actor, given(body), project), 201)


def _project(project_id: int | None) -> Project | None:
    if project_id is None:
        return None
    try:
        return queries.get_project(project_id)
    except NotFound as error:
        raise BadInput(str(error), fields={"project_id": [str(error)]}) from error


def _facts_within(project: Project) -> dict[str, object]:
    return {"project": project.facts(), "organization": project.organization_id}


@router.get("/tasks/{int:task_id}", operation_id="tasks_retrieve", response=TaskRead)
def get_task(request: Request, task_id: int) -> HttpResponse:
    """One task."""
    task = queries.get_task(task_id)
    permit(request.actor, "task:view", task)
    return _show(request, task)


@router.patch("/tasks/{int:task_id}", operation_id="tasks_partial_update", response=TaskRead)
def update_task(request: Request, task_id: int, body: PatchedTaskWriteRequest) -> HttpResponse:
    """Change a task."""
    task, changes = queries.get_task(task_id), given(body)
    permit(request.actor, "task:view", task)
    if "organization_id" in changes:
        transfer(request.actor, task, changes)
        return _show(request, queries.get_task(task_id))
    for scope in _scopes(changes):
        permit(request.actor, scope, task)
    mapping = changes.pop("label_mapping", None) or {}
    if mapping and changes.get("project_id") is None:
        problem = "says which labels of a project stand for these: name the project"
        raise BadInput(f"label_mapping {problem}", fields={"label_mapping": [problem]})
    project = _project(changes.get("project_id"))
    if project:
        permit(request.actor, "project:view", project)
    permit_choices(request.actor, changes)
    permit_naming_all(request.actor, changes, organization=task.organization_id)
    with transaction.atomic():
        if "project_id" in changes:
            actions.move_task(request.actor, task, project, mapping)
        actions.update_task(request.actor, queries.get_task(task_id), changes)
    return _show(request, queries.get_task(task_id))


def _scopes(changes: dict[str, object]) -> set[str]:
    special = {
        "owner_id": "task:update:owner",
        "project_id": "task:update:project",
        "label_mapping": "task:update:project",
        "assignee_id": "task:update:assignee",
        "source_storage": "task:update:associated_storage",
        "target_storage": "task:update:associated_storage",
    }
    return {special.get(name, "task:update") for name in changes}


@router.delete("/tasks/{int:task_id}", operation_id="tasks_destroy", response={204: None})
def delete_task(request: Request, task_id: int) -> HttpResponse:
    """Remove a task with its jobs, annotations and media."""
    task = queries.get_task(task_id)
    permit(request.actor, "task:delete", task)
    actions.delete_task(request.actor, task)
    return HttpResponse(status=204)


@router.get(
    "/tasks/{int:task_id}/status",
    operation_id="tasks_retrieve_status",
    response=RqStatus,
    deprecated=True,
)
def task_status(request: Request, task_id: int) -> HttpResponse:
    """How far the reading of the task's media is; `/api/requests` tells more."""
    task = queries.get_task(task_id)
    permit(request.actor, "task:view", task)
    answer = json_answer(_status(task))
    answer["Deprecation"] = "true"
    return answer


def _status(task: Task) -> dict[str, object]:
    try:
        run = get_run(RequestKey(action="create", target="task", target_id=task.pk))
    except NotFound:
        ready = task.data is not None and bool(task.data.kind)
        return {"state": "Finished" if ready else "Queued", "message": "", "progress": 0.0}
    state, progress = run.state.capitalize(), float(run.progress or 0.0)
    return {"state": state, "message": run.message, "progress": progress}
