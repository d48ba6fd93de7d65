"""Taking a project or task over into another organization, or into the personal sandbox."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from limn.events.actions import record
from limn.permissions.actor import Actor
from limn.runs.queries import any_live
from limn.sdk.errors import BadInput, Conflict
from limn.storage.queries import alike
from limn.tasks.actions.jobs import lock_jobs
from limn.tasks.actions.people import named_person
from limn.tasks.models import Job, Project, Task
from limn.tasks.storages import CHOICES, choose
from limn.wire.rows import locked


def refuse_busy(*, task_id: int | None = None, project_id: int | None = None) -> None:
    """Go on only if no background work is queued or under way for the task or project.

    Raises:
        BadInput: there is.
    """
    if any_live(task_id=task_id, project_id=project_id):
        raise BadInput("Background processes are still running: wait for them, or cancel them")


@transaction.atomic
def transfer(
    actor: Actor, thing: Project | Task, organization_id: int | None, changes: dict[str, Any]
) -> None:
    """Give `thing`, with all tasks and jobs in it, to an organization (None: the sandbox).

    It becomes the caller's and loses its assignees. Its storages become those of the same place
    over there; media in a storage without one like it there is detached, and found again by
    `PATCH …/data/meta`. `changes` may choose storages.

    Raises:
        BadInput: the task is in a project, work goes on in the background, or a storage that
            files of it come from or go to has none like it there, or several.
        Conflict: somebody else took it over meanwhile.
        NotFound: it is gone.
    """
    # Jobs first, as whoever saves annotations does: nobody waits for each other in a ring.
    for pk in Task.objects.filter(_within(thing)).order_by("pk").values_list("pk", flat=True):
        lock_jobs(task_id=pk)
    now = locked(thing)
    if now.organization_id != thing.organization_id:
        raise Conflict("this was taken elsewhere meanwhile; read again and retry")
    if isinstance(now, Task) and now.project_id:
        problem = f"task {now.pk} is in project {now.project_id}: transfer the project"
        raise BadInput(problem, fields={"organization_id": [problem]})
    if organization_id == now.organization_id:
        return
    name = type(now)._meta.model_name or ""
    refuse_busy(**{f"{name}_id": now.pk})
    tasks = Task.objects.select_for_update(of=("self",)).filter(_within(now))
    for task in [*tasks.order_by("pk").select_related("data")]:
        _take(task, actor, organization_id)
    if isinstance(now, Project):
        _own(now, actor, organization_id)
    now.refresh_from_db()
    choose(now, {one: changes[one] for one in CHOICES if one in changes})
    now.save()
    record(f"delete:{name}", actor.user_id, thing.organization_id, id=now.pk)
    record(f"create:{name}", actor.user_id, organization_id, id=now.pk)


def _within(thing: Project | Task) -> Q:
    return Q(project=thing) if isinstance(thing, Project) else Q(pk=thing.pk)


def _take(task: Task, actor: Actor, organization_id: int | None) -> None:
    _own(task, actor, organization_id)
    Job.objects.filter(segment__task=task).update(assignee=None, assignee_updated_date=None)
    if task.data and task.data.cloud_storage_id:
        found = alike(task.data.cloud_storage_id, organization_id, actor.user_id)
        task.data.cloud_storage_id = found[0] if len(found) == 1 else None
        task.data.save(update_fields=["cloud_storage"])


def _own(thing: Project | Task, actor: Actor, organization_id: int | None) -> None:
    thing.organization_id = organization_id
    thing.owner = named_person(actor.user_id, "owner_id")
    thing.assignee = thing.assignee_updated_date = None
    for name in CHOICES:
        column = f"{name.removesuffix('_storage')}_cloud_storage_id"
        if old := getattr(thing, column):
            setattr(thing, column, _the_one_like(old, name, organization_id, actor))
    thing.save()


def _the_one_like(storage_id: int, name: str, organization_id: int | None, actor: Actor) -> int:
    found = alike(storage_id, organization_id, actor.user_id)
    if len(found) != 1:
        problem = f"there are {len(found)} storages like cloud storage {storage_id} there"
        raise BadInput(f"{name}: {problem}", fields={name: [problem]})
    return found[0]
