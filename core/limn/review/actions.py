"""Deeds on issues and comments; each is written down as an event."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from limn.events.actions import record
from limn.permissions.actor import Actor
from limn.review.models import Comment, Issue
from limn.sdk.errors import BadInput
from limn.tasks.queries import Job
from limn.wire.rows import delete, locked


@transaction.atomic
def create_issue(actor: Actor, job: Job, described: dict[str, Any]) -> Issue:
    """A new issue of `actor`'s with its first comment.

    Raises:
        BadInput: the task has no such frame.
    """
    data = job.segment.task.data
    if data is not None and described["frame"] >= data.size:
        problem = f"task {job.segment.task_id} has frames 0 to {data.size - 1}"
        raise BadInput(f"frame: {problem}", fields={"frame": [problem]})
    message = described.pop("message")
    issue = Issue.objects.create(job=job, owner_id=actor.user_id, **described)
    _record(actor, "create", issue)
    create_comment(actor, issue, message)
    return issue


@transaction.atomic
def update_issue(actor: Actor, issue: Issue, changes: dict[str, Any]) -> Issue:
    """Move an issue, give it to somebody, or resolve it."""
    issue = locked(issue)
    if "assignee" in changes:
        changes["assignee_updated_date"] = timezone.now()
    for name, value in changes.items():
        setattr(issue, name, value)
    issue.save(update_fields=[*changes, "updated_date"])
    _record(actor, "update", issue)
    return issue


@transaction.atomic
def delete_issue(actor: Actor, issue: Issue) -> None:
    """Remove an issue with its comments.

    Raises:
        NotFound: it is gone.
    """
    _record(actor, "delete", issue)
    delete(issue)


@transaction.atomic
def create_comment(actor: Actor, issue: Issue, message: str) -> Comment:
    """Say something about an issue."""
    comment = Comment.objects.create(issue=issue, owner_id=actor.user_id, message=message)
    _record_comment(actor, "create", comment)
    return comment


@transaction.atomic
def update_comment(actor: Actor, comment: Comment, message: str) -> Comment:
    """Say it in other words."""
    comment = locked(comment)
    comment.message = message
    comment.save(update_fields=["message", "updated_date"])
    _record_comment(actor, "update", comment)
    return comment


@transaction.atomic
def delete_comment(actor: Actor, comment: Comment) -> None:
    """Take a comment back.

    Raises:
        NotFound: it is gone.
    """
    _record_comment(actor, "delete", comment)
    delete(comment)


def _record(actor: Actor, verb: str, issue: Issue) -> None:
    organization = issue.job.segment.task.organization_id
    record(f"{verb}:issue", actor.user_id, organization, id=issue.pk, job_id=issue.job_id)


def _record_comment(actor: Actor, verb: str, comment: Comment) -> None:
    issue = comment.issue
    record(
        f"{verb}:comment",
        actor.user_id,
        issue.job.segment.task.organization_id,
        id=comment.pk,
        issue_id=issue.pk,
        job_id=issue.job_id,
    )
