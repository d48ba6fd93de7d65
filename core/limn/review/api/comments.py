"""`/api/comments`."""

from django.http import HttpResponse
from ninja import Router

from limn.permissions.check import permit
from limn.review import actions, queries
from limn.review.models import Issue
from limn.review.schemas import (
    CommentRead,
    CommentWriteRequest,
    PaginatedCommentReadList,
    PatchedCommentWriteRequest,
)
from limn.review.show import show_comment
from limn.sdk.errors import BadInput, NotFound
from limn.wire.answers import json_answer
from limn.wire.bodies import refuse_nulls
from limn.wire.listing import Listing
from limn.wire.paging import page
from limn.wire.requests import Request

router = Router(tags=["comments"])
LISTING = Listing(
    search=("owner__username",),
    filters={
        "owner": "owner__username",
        "issue_id": "issue_id",
        "job_id": "issue__job_id",
        "frame_id": "issue__frame",
    },
    terms={"id": "id"},
)


@router.get("/comments", operation_id="comments_list", response=PaginatedCommentReadList)
def list_comments(request: Request) -> HttpResponse:
    """The comments the caller may see."""
    rows = queries.visible_comments(request.actor)
    return page(request, rows, lambda one: show_comment(request, one), listing=LISTING)


@router.post("/comments", operation_id="comments_create", response={201: CommentRead})
def create_comment(request: Request, body: CommentWriteRequest) -> HttpResponse:
    """Say something about an issue."""
    issue = _issue(body.issue)
    permit(request.actor, "comment:create@issue", issue)
    comment = actions.create_comment(request.actor, issue, body.message)
    return json_answer(show_comment(request, comment), 201)


def _issue(issue_id: int) -> Issue:
    try:
        return queries.get_issue(issue_id)
    except NotFound as error:
        raise BadInput(str(error), fields={"issue": [str(error)]}) from error


@router.get("/comments/{int:comment_id}", operation_id="comments_retrieve", response=CommentRead)
def get_comment(request: Request, comment_id: int) -> HttpResponse:
    """One comment."""
    comment = queries.get_comment(comment_id)
    permit(request.actor, "comment:view", comment)
    return json_answer(show_comment(request, comment))


@router.patch(
    "/comments/{int:comment_id}", operation_id="comments_partial_update", response=CommentRead
)
def update_comment(
    request: Request, comment_id: int, body: PatchedCommentWriteRequest
) -> HttpResponse:
    """Say it in other words."""
    comment, changes = queries.get_comment(comment_id), body.model_dump(exclude_unset=True)
    permit(request.actor, "comment:update", comment)
    refuse_nulls(changes, "message")
    if changes:
        comment = actions.update_comment(request.actor, comment, changes["message"])
    return json_answer(show_comment(request, comment))


@router.delete("/comments/{int:comment_id}", operation_id="comments_destroy", response={204: None})
def delete_comment(request: Request, comment_id: int) -> HttpResponse:
    """Take a comment back."""
    comment = queries.get_comment(comment_id)
    permit(request.actor, "comment:delete", comment)
    actions.delete_comment(request.actor, comment)
    return HttpResponse(status=204)
