"""`/api/jobs`."""

from django.http import HttpResponse
from ninja import Router

from limn.identity.people import permit_naming_all
from limn.permissions.check import permit
from limn.sdk.errors import NotFound
from limn.tasks import actions, list_queries, queries
from limn.tasks.answers import JobRead, PaginatedJobReadList
from limn.tasks.kinds import MEDIA_TYPES
from limn.tasks.schemas import JobWriteRequest, PatchedJobWriteRequest, given
from limn.tasks.show import show_job
from limn.tasks.truth import bad
from limn.tasks.vocabulary import JobStage, JobType, OperationStatus
from limn.wire.answers import json_answer
from limn.wire.listing import Listing
from limn.wire.paging import cut_page
from limn.wire.requests import Request

router = Router(tags=["jobs"])
_TASK = "segment__task__"
LISTING = Listing(
    search=(f"{_TASK}name", f"{_TASK}project__name", "assignee__username"),
    filters={
        "task_name": f"{_TASK}name",
        "project_name": f"{_TASK}project__name",
        "assignee": "assignee__username",
        "task_id": f"{_TASK}id",
        "project_id": f"{_TASK}project_id",
        "type": "type",
        "parent_job_id": "parent_id",
        "media_type": f"{_TASK}data__kind",
        "dimension": f"{_TASK}dimension",
        "mode": f"{_TASK}mode",
        "state": "state",
        "stage": "stage",
    },
    terms={"id": "id", "updated_date": "updated_date"},
    meanings={"media_type": MEDIA_TYPES},
    choices={
        "media_type": tuple(MEDIA_TYPES),
        "type": tuple(JobType),
        "state": tuple(OperationStatus),
        "stage": tuple(JobStage),
    },
)


def _show(request: Request, job: queries.Job) -> HttpResponse:
    issues = list_queries.issue_counts([job.pk]).get(job.pk, 0)
    return json_answer(show_job(request, job, issues))


@router.get("/jobs", operation_id="jobs_list", response=PaginatedJobReadList)
def list_jobs(request: Request) -> HttpResponse:
    """The jobs the caller may see."""
    rows = queries.visible_jobs(request.actor)
    cut = cut_page(request, rows, listing=LISTING, shown=list_queries.jobs_shown)
    issues = list_queries.issue_counts([one.pk for one in cut.rows])
    return cut.answer([show_job(request, one, issues.get(one.pk, 0)) for one in cut.rows])


@router.post("/jobs", operation_id="jobs_create", response={201: JobRead})
def create_job(request: Request, body: JobWriteRequest) -> HttpResponse:
    """A ground truth job; other jobs are made with the media of their task."""
    if body.type != JobType.ground_truth:
        raise bad("type", f"only jobs of type {JobType.ground_truth} can be made")
    try:
        task = queries.get_task(body.task_id)
    except NotFound as error:
        raise bad("task_id", str(error)) from error
    permit(request.actor, "task:view", task)
    permit(request.actor, "job:create", task)
    permit_naming_all(request.actor, given(body), organization=task.organization_id)
    job = actions.create_ground_truth(request.actor, task, given(body))
    return json_answer(show_job(request, queries.get_job(job.pk), issues=0), 201)


@router.delete("/jobs/{int:job_id}", operation_id="jobs_destroy", response={204: None})
def delete_job(request: Request, job_id: int) -> HttpResponse:
    """Remove a ground truth job with all that is drawn in it."""
    job = queries.get_job(job_id)
    permit(request.actor, "job:delete", job)
    actions.delete_ground_truth(request.actor, job)
    return HttpResponse(status=204)


@router.get("/jobs/{int:job_id}", operation_id="jobs_retrieve", response=JobRead)
def get_job(request: Request, job_id: int) -> HttpResponse:
    """One job."""
    job = queries.get_job(job_id)
    permit(request.actor, "job:view", job)
    return _show(request, job)


@router.patch("/jobs/{int:job_id}", operation_id="jobs_partial_update", response=JobRead)
def update_job(request: Request, job_id: int, body: PatchedJobWriteRequest) -> HttpResponse:
    """Change who works on a job, its stage, or its state."""
    job, changes = queries.get_job(job_id), given(body)
    permit(request.actor, "job:view", job)
    for name in changes:
        permit(request.actor, f"job:update:{name}", job)
    permit_naming_all(request.actor, changes, organization=job.segment.task.organization_id)
    actions.update_job(job, changes)
    return _show(request, queries.get_job(job_id))
