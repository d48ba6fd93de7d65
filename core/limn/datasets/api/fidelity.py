"""What an export will change, over HTTP."""

from django.http import HttpResponse
from ninja import Router
from pydantic import BaseModel

from limn.datasets import actions
from limn.datasets.actions import Target
from limn.datasets.fidelity import preview
from limn.datasets.source import dataset_of
from limn.datasets.unseen import unseen
from limn.host.catalogue import format_named
from limn.permissions.check import permit
from limn.tasks.queries import get_job, get_project, get_task
from limn.wire.answers import json_answer
from limn.wire.requests import Request

router = Router(tags=["datasets"])

_PREVIEW_SECONDS = 2.0


class DatasetFidelity(BaseModel):
    """What an export will change or leave out; `complete` where everything was looked at."""

    changes: list[str]
    complete: bool


def _fidelity(request: Request, target: Target, format: str) -> HttpResponse:
    permit(request.actor, f"{actions.kind_of(target)}:export:annotations", target)
    chosen = format_named(format)
    changes, complete = preview(dataset_of(target), chosen, _PREVIEW_SECONDS)
    return json_answer({"changes": [*changes, *unseen(target, chosen)], "complete": complete})


@router.get(
    "/projects/{int:project_id}/dataset/fidelity",
    operation_id="projects_retrieve_dataset_fidelity",
    response=DatasetFidelity,
)
def fidelity_of_project(request: Request, project_id: int, format: str) -> HttpResponse:
    """What an export of a project in this format will change or leave out."""
    return _fidelity(request, get_project(project_id), format)


@router.get(
    "/tasks/{int:task_id}/dataset/fidelity",
    operation_id="tasks_retrieve_dataset_fidelity",
    response=DatasetFidelity,
)
def fidelity_of_task(request: Request, task_id: int, format: str) -> HttpResponse:
    """What an export of a task in this format will change or leave out."""
    return _fidelity(request, get_task(task_id), format)


@router.get(
    "/jobs/{int:job_id}/dataset/fidelity",
    operation_id="jobs_retrieve_dataset_fidelity",
    response=DatasetFidelity,
)
def fidelity_of_job(request: Request, job_id: int, format: str) -> HttpResponse:
    """What an export of a job in this format will change or leave out."""
    return _fidelity(request, get_job(job_id), format)
