"""Questions about issues and comments."""

from collections.abc import Sequence

from django.db.models import Count, QuerySet

from limn.permissions.actor import Actor
from limn.permissions.check import visible
from limn.review.models import Comment, Issue
from limn.wire.rows import the_row

_FOR_POLICY = ("job__segment__task__project", "owner", "assignee")


def get_issue(issue_id: int) -> Issue:
    """The issue of that id, with its job, task and project.

    Raises:
        NotFound: there is none.
    """
    return the_row(Issue.objects.select_related(*_FOR_POLICY), "issue", issue_id)


def get_comment(comment_id: int) -> Comment:
    """The comment of that id, with its issue.

    Raises:
        NotFound: there is none.
    """
    rows = Comment.objects.select_related("owner", *(f"issue__{one}" for one in _FOR_POLICY))
    return the_row(rows, "comment", comment_id)


def visible_issues(actor: Actor) -> QuerySet[Issue]:
    """The issues this actor may see."""
    return Issue.objects.filter(visible(actor, "issue")).select_related("owner", "assignee")


def visible_comments(actor: Actor) -> QuerySet[Comment]:
    """The comments this actor may see."""
    return Comment.objects.filter(visible(actor, "comment")).select_related("owner")


def comment_counts(issue_ids: Sequence[int]) -> dict[int, int]:
    """How many comments each of these issues has, in one query; none are left out."""
    rows = Comment.objects.filter(issue__in=issue_ids).values_list("issue")
    return dict(rows.annotate(Count("pk")))
