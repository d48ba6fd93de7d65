"""Deeds on projects."""

from contextlib import suppress
from typing import Any

from django.db import transaction
from django.utils import timezone

from limn.events.actions import record
from limn.permissions.actor import Actor
from limn.sdk.errors import NotFound
from limn.tasks.actions.drafts import LabelDrafts, draft_labels
from limn.tasks.actions.labels import update_labels
from limn.tasks.actions.people import named_person
from limn.tasks.actions.tasks import delete_task
from limn.tasks.models import Project
from limn.tasks.storages import choose
from limn.wire.rows import delete, locked


@transaction.atomic
def create_project(
    actor: Actor, described: dict[str, Any], drafts: LabelDrafts | None = None
) -> Project:
    """A new project of `actor`'s, in the organization they work in.

    Its labels are described, or `drafts` that were made before.

    Raises:
        BadInput: the name or a label is wrong, or there is no such person.
    """
    project = Project.objects.create(
        name=described["name"],
        bug_tracker=described.get("bug_tracker") or "",
        owner=named_person(described.get("owner_id") or actor.user_id, "owner_id"),
        assignee=named_person(described.get("assignee_id"), "assignee_id"),
        organization_id=actor.organization,
    )
    choose(project, described)
    project.save()
    (drafts or draft_labels(described.get("labels") or [])).put(project)
    record("create:project", actor.user_id, actor.organization, id=project.pk)
    return project


@transaction.atomic
def update_project(actor: Actor, project: Project, changes: dict[str, Any]) -> Project:
    """Change a project's name, tracker, owner, assignee or labels.

    Raises:
        BadInput: a label cannot be changed that way, or there is no such person.
        NotFound: it is gone.
    """
    if changes.get("labels"):  # tasks before their project, as whoever saves annotations does
        project.tasks.update(updated_date=timezone.now())
    project = locked(project)
    for name in ("name", "bug_tracker"):
        if changes.get(name) is not None:
            setattr(project, name, changes[name])
    choose(project, changes)
    if "owner_id" in changes:
        project.owner = named_person(changes["owner_id"], "owner_id")
    if "assignee_id" in changes:
        project.assignee = named_person(changes["assignee_id"], "assignee_id")
        project.assignee_updated_date = timezone.now()
    project.save()
    if changes.get("labels"):
        update_labels(project, changes["labels"])
    record("update:project", actor.user_id, project.organization_id, id=project.pk)
    return project


@transaction.atomic
def delete_project(actor: Actor, project: Project) -> None:
    """Remove a project with its tasks, their annotations and media.

    Raises:
        NotFound: it is gone.
    """
    for task in project.tasks.select_related("data"):
        with suppress(NotFound):  # somebody else deleted it meanwhile
            delete_task(actor, task)
    record("delete:project", actor.user_id, project.organization_id, id=project.pk)
    delete(project)
