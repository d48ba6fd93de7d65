"""Issues and comments as the wire shows them."""

from typing import Any

from django.http import HttpRequest

from limn.identity.queries import user_summary
from limn.review.models import Comment, Issue
from limn.wire.urls import absolute


def show_issue(request: HttpRequest, issue: Issue, comments: int) -> dict[str, Any]:
    """CVAT's `IssueRead`."""
    return {
        "id": issue.pk,
        "frame": issue.frame,
        "position": issue.position,
        "job": issue.job_id,
        "owner": user_summary(request, issue.owner),
        "assignee": user_summary(request, issue.assignee),
        "created_date": issue.created_date,
        "updated_date": issue.updated_date,
        "resolved": issue.resolved,
        "comments": {
            "url": absolute(request, "/api/comments", issue_id=issue.pk),
            "count": comments,
        },
    }


def show_comment(request: HttpRequest, comment: Comment) -> dict[str, Any]:
    """CVAT's `CommentRead`."""
    return {
        "id": comment.pk,
        "issue": comment.issue_id,
        "owner": user_summary(request, comment.owner),
        "message": comment.message,
        "created_date": comment.created_date,
        "updated_date": comment.updated_date,
    }
