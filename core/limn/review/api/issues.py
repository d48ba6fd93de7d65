"""`/api/issues`."""

from django.http import HttpResponse
from ninja import Router

from limn.identity.people import permit_naming
from limn.permissions.check import permit
from limn.review import actions, queries
from limn.review.models import Issue
from limn.review.schemas import (
    IssueRead,
    IssueWriteRequest,
    PaginatedIssueReadList,
    PatchedIssueWriteRequest,
)
from limn.review.show import show_issue
from limn.sdk.errors import BadInput, NotFound
from limn.tasks.queries import Job, get_job
from limn.wire.answers import json_answer
from limn.wire.bodies import refuse_nulls
from limn.wire.listing import Listing
from limn.wire.paging import cut_page
from limn.wire.requests import Request

router = Router(tags=["issues"])
_PEOPLE = {"owner": "owner__username", "assignee": "assignee__username"}
LISTING = Listing(
    search=tuple(_PEOPLE.values()),
    filters={
        **_PEOPLE,
        "job_id": "job_id",
        "task_id": "job__segment__task_id",
        "resolved": "resolved",
        "frame_id": "frame",
    },
    terms={"id": "id"},
)


def _show(request: Request, issue: Issue, status: int = 200) -> HttpResponse:
    comments = queries.comment_counts([issue.pk]).get(issue.pk, 0)
    return json_answer(show_issue(request, issue, comments), status)


@router.get("/issues", operation_id="issues_list", response=PaginatedIssueReadList)
def list_issues(request: Request) -> HttpResponse:
    """The issues the caller may see."""
    cut = cut_page(request, queries.visible_issues(request.actor), listing=LISTING)
    comments = queries.comment_counts([one.pk for one in cut.rows])
    return cut.answer([show_issue(request, one, comments.get(one.pk, 0)) for one in cut.rows])


@router.post("/issues", operation_id="issues_create", response={201: IssueRead})
def create_issue(request: Request, body: IssueWriteRequest) -> HttpResponse:
    """A new issue with its first comment."""
    job = _job(body.job)
    permit(request.actor, "issue:create@job", None, **_within(job))
    described = body.model_dump(exclude={"job", "assignee"})
    described["assignee"] = permit_naming(
        request.actor, body.assignee, "assignee", organization=job.segment.task.organization_id
    )
    return _show(request, actions.create_issue(request.actor, job, described), 201)


def _job(job_id: int) -> Job:
    try:
        return get_job(job_id)
    except NotFound as error:
        raise BadInput(str(error), fields={"job": [str(error)]}) from error


def _within(job: Job) -> dict[str, object]:
    """The facts of an issue that is to be made in `job`."""
    facts = job.facts()
    return {**facts, "id": None, "assignee": None, "job": {"assignee": facts["assignee"]}}


@router.get("/issues/{int:issue_id}", operation_id="issues_retrieve", response=IssueRead)
def get_issue(request: Request, issue_id: int) -> HttpResponse:
    """One issue."""
    issue = queries.get_issue(issue_id)
    permit(request.actor, "issue:view", issue)
    return _show(request, issue)


@router.patch("/issues/{int:issue_id}", operation_id="issues_partial_update", response=IssueRead)
def update_issue(request: Request, issue_id: int, body: PatchedIssueWriteRequest) -> HttpResponse:
    """Move an issue, give it to somebody, or resolve it."""
    issue, changes = queries.get_issue(issue_id), body.model_dump(exclude_unset=True)
    permit(request.actor, "issue:update", issue)
    refuse_nulls(changes, "position", "resolved")
    if "assignee" in changes:
        organization = issue.facts()["organization"]
        changes["assignee"] = permit_naming(
            request.actor, changes["assignee"], "assignee", organization=organization
        )
    return _show(request, actions.update_issue(request.actor, issue, changes))


@router.delete("/issues/{int:issue_id}", operation_id="issues_destroy", response={204: None})
def delete_issue(request: Request, issue_id: int) -> HttpResponse:
    """Remove an issue with its comments."""
    issue = queries.get_issue(issue_id)
    permit(request.actor, "issue:delete", issue)
    actions.delete_issue(request.actor, issue)
    return HttpResponse(status=204)
