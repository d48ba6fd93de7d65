"""Moving a task into a project, into another, or out of one: what is drawn gets its labels."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from limn.permissions.actor import Actor
from limn.sdk.errors import BadInput, Conflict
from limn.tasks import label_queries
from limn.tasks.actions.frames import lock_task
from limn.tasks.actions.jobs import lock_jobs
from limn.tasks.actions.labels import create_labels
from limn.tasks.actions.matching import exchange
from limn.tasks.actions.tasks import refuse_mixed
from limn.tasks.actions.transfers import refuse_busy
from limn.tasks.label_queries import LabelNode, described
from limn.tasks.models import Label, Project, Task
from limn.tasks.moments import labels_exchanged


def move_task(
    actor: Actor, task: Task, project: Project | None, mapping: Mapping[str, str] | None = None
) -> None:
    """Put `task` into `project`, or out of the one it is in, with what is drawn in it.

    Labels are exchanged for those of the same name in the project, or of the name `mapping` has
    for theirs; outside of projects the task gets copies of those it had. Of attributes that the
    project does not have, the answers are left out, which the history of each job keeps.

    Raises:
        BadInput: a label is not in the project, or is another there; the project is in another
            organization, or has other media; or work goes on in the background.
        Conflict: somebody else moved the task, or changed the labels, meanwhile.
    """
    home = project.pk if project else None
    if home == task.project_id:
        return
    if project and project.organization_id != task.organization_id:
        problem = f"project {project.pk} is not in the task's organization"
        raise BadInput(problem, fields={"project_id": [problem]})
    try:
        with transaction.atomic():
            _move(actor, task, project, mapping or {})
    except IntegrityError as error:
        raise Conflict("its labels were changed meanwhile; read again and retry") from error


def _move(actor: Actor, task: Task, project: Project | None, mapping: Mapping[str, str]) -> None:
    lock_jobs(task_id=task.pk)
    locked = lock_task(task.pk)
    if (locked.project_id, locked.organization_id) != (task.project_id, task.organization_id):
        raise Conflict(f"task {task.pk} was moved meanwhile; read again and retry")
    refuse_busy(task_id=task.pk)
    old = label_queries.labels_of_task(locked)
    new = _labels_there(locked, project, old)
    exchanged = exchange(old, new, mapping)
    labels_exchanged.send(Task, task=locked, exchange=exchanged, user_id=actor.user_id)
    locked.project = project
    if project and locked.data and locked.data.kind:
        refuse_mixed(locked, locked.data.kind)
    if project:
        Label.objects.filter(task=locked).delete()
    locked.save(update_fields=["project", "updated_date"])
    task.project = project


def _labels_there(task: Task, project: Project | None, old: list[LabelNode]) -> list[LabelNode]:
    """The labels the task will have: the project's, or copies of those it has."""
    if project:
        return label_queries.label_tree(project_id=project.pk)
    create_labels(task, [described(one.plain()) for one in old])
    return label_queries.label_tree(task_id=task.pk)
