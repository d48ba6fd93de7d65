"""Deeds on tasks: making them, giving them media, cutting them into jobs."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from limn.events.actions import record
from limn.media.actions import create_data, delete_data
from limn.media.options import DataOptions
from limn.media.places import sources
from limn.media.places.sources import Source
from limn.media.transfer import uploads
from limn.permissions.actor import Actor
from limn.runs.actions import start
from limn.runs.keys import RequestKey
from limn.sdk.errors import BadInput, BadMedia
from limn.tasks import kinds
from limn.tasks.actions.drafts import LabelDrafts, draft_labels
from limn.tasks.actions.labels import update_labels
from limn.tasks.actions.people import named_person
from limn.tasks.layouts import Layout
from limn.tasks.models import Project, Task
from limn.tasks.storages import choose
from limn.tasks.truth import bad
from limn.wire.rows import delete, locked

REPLICAS = range(2, 12)
"""How many consensus replicas each job of a task can have, if any."""


@transaction.atomic
def create_task(
    actor: Actor,
    described: dict[str, Any],
    project: Project | None = None,
    drafts: LabelDrafts | None = None,
) -> Task:
    """A new task of `actor`'s, without media, in `project` or with labels of its own.

    These are described, or `drafts` that were made before.

    Raises:
        BadInput: the name or a label is wrong, labels come together with a project, there is
            no such person, or nobody could agree with so few or so many replicas.
    """
    labels = described.get("labels") or []
    if project and labels:
        raise BadInput(
            "a task in a project has the project's labels",
            fields={"labels": ["leave them out, or leave out project_id"]},
        )
    task = Task.objects.create(
        name=described["name"],
        project=project,
        organization_id=project.organization_id if project else actor.organization,
        bug_tracker=described.get("bug_tracker") or "",
        subset=described.get("subset") or "",
        overlap=described.get("overlap"),
        segment_size=described.get("segment_size") or 0,
        consensus_replicas=_replicas(described.get("consensus_replicas") or 0),
        owner=named_person(described.get("owner_id") or actor.user_id, "owner_id"),
        assignee=named_person(described.get("assignee_id"), "assignee_id"),
    )
    choose(task, described)
    task.save()
    (drafts or draft_labels(labels)).put(task)
    record("create:task", actor.user_id, task.organization_id, id=task.pk)
    return task


def _replicas(wanted: int) -> int:
    if wanted and wanted not in REPLICAS:
        raise bad("consensus_replicas", f"must be 0, or {REPLICAS[0]} to {REPLICAS[-1]}")
    return wanted


@transaction.atomic
def update_task(actor: Actor, task: Task, changes: dict[str, Any]) -> Task:
    """Change a task's name, tracker, subset, owner, assignee or own labels.

    Raises:
        BadInput: a label cannot be changed that way, or there is no such person.
        NotFound: it is gone.
    """
    task = locked(task)
    for name in ("name", "bug_tracker", "subset"):
        if changes.get(name) is not None:
            setattr(task, name, changes[name])
    choose(task, changes)
    if "owner_id" in changes:
        task.owner = named_person(changes["owner_id"], "owner_id")
    if "assignee_id" in changes:
        task.assignee = named_person(changes["assignee_id"], "assignee_id")
        task.assignee_updated_date = timezone.now()
    if changes.get("labels"):
        if task.project_id:
            raise BadInput(
                "the task has its project's labels",
                fields={"labels": ["change them in the project"]},
            )
        update_labels(task, changes["labels"])
    task.save()
    record("update:task", actor.user_id, task.organization_id, id=task.pk)
    return task


@transaction.atomic
def delete_task(actor: Actor, task: Task) -> None:
    """Remove a task with its jobs, annotations, media and uploads.

    Raises:
        NotFound: it is gone.
    """
    record("delete:task", actor.user_id, task.organization_id, id=task.pk)
    data_id = task.data_id
    uploads.discard(upload_target(task.pk))
    uploads.discard(append_target(task.pk))
    # Not locked before: its jobs come first, as for whoever saves annotations.
    delete(task)
    if data_id:
        delete_data(data_id)


def append_target(task_id: int) -> str:
    """What uploads of further media are for."""
    return f"task:{task_id}:append"


def upload_target(task_id: int) -> str:
    """What uploads of a task's media are for."""
    return f"task:{task_id}:data"


@transaction.atomic
def start_data(
    actor: Actor,
    task: Task,
    source: Source,
    options: DataOptions,
    layout: Layout | None = None,
) -> Any:
    """Start reading the files of `source` for `task`; it gets frames and jobs when that is done.

    Raises:
        BadInput: nothing was uploaded, or besides another source; an option is wrong, or does
            not fit the `layout`; or the
            task has media already.
        Conflict: its media is being read already, or an upload is not complete.
        NotFound: the task is gone.
    """
    task = locked(task)
    refuse_if_filled(task)
    layout = (layout or Layout()).checked(task, options.checked())
    options = layout.options(options)
    _check_uploads(task, source)
    if task.data is None:
        task.data = create_data(options)
        task.save(update_fields=["data"])
    return start(
        "task:create",
        key=RequestKey(action="create", target="task", target_id=task.pk),
        owner_id=actor.user_id,
        organization_id=task.organization_id,
        project_id=task.project_id,
        task_id=task.pk,
        source=source,
        options=options.as_json(),
        layout=layout.as_json(),
    )


def _check_uploads(task: Task, source: Source) -> None:
    uploaded = bool(uploads.finished_files(upload_target(task.pk)))
    if uploaded == (source == sources.client()):
        return
    problem = "files were uploaded besides those named" if uploaded else "nothing was uploaded"
    raise BadInput(problem, fields={"client_files": [problem]})


def refuse_if_filled(task: Task) -> None:
    """Go on only if the task has no media yet.

    Raises:
        BadInput: it has.
    """
    if task.data is not None and task.data.kind:
        raise BadInput("Adding more data is not supported")


def refuse_mixed(task: Task, kind: str) -> None:
    """Go on only if the other tasks of the task's project have media of this kind, too.

    Raises:
        BadMedia: they have other media.
    """
    others = Task.objects.filter(project=task.project_id, data__size__gt=0).exclude(pk=task.pk)
    other = others.values_list("dimension", flat=True).first() if task.project_id else None
    if other and other != kinds.dimension(kind):
        raise BadMedia(
            f"the tasks of project {task.project_id} are {other}, this media is "
            f"{kinds.dimension(kind)}: make another project of it"
        )
