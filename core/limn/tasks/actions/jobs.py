"""Deeds on jobs."""

from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from limn.sdk.errors import BadInput, Conflict
from limn.tasks.actions.people import named_person
from limn.tasks.models import Job, Project, Task
from limn.tasks.vocabulary import JobStage, OperationStatus
from limn.wire.rows import locked, locked_row


def lock_job(job_id: int) -> Job:
    """The job, its row locked until the transaction ends.

    Raises:
        NotFound: it is gone.
    """
    return locked_row(Job, job_id)


def lock_jobs(*, task_id: int) -> list[int]:
    """The ids of all jobs of a task, their rows locked until the transaction ends."""
    rows = Job.objects.select_for_update(of=("self",)).filter(segment__task=task_id)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def bump_annotations(job: Job, task: Task) -> int:
    """Count one more write to the annotations of a job of `task`; returns its new version.

    The dates of the job, its task and its project move on, which makes earlier exports stale.

    Raises:
        Conflict: the task is in another project, with other labels, than when it was read.
    """
    now = timezone.now()
    Job.objects.filter(pk=job.pk).update(
        annotation_version=F("annotation_version") + 1, updated_date=now
    )
    if not Task.objects.filter(pk=task.pk, project=task.project_id).update(updated_date=now):
        raise Conflict(f"task {task.pk} was moved meanwhile; read again and retry")
    if task.project_id:
        Project.objects.filter(pk=task.project_id).update(updated_date=now)
    job.annotation_version += 1
    return job.annotation_version


@transaction.atomic
def update_job(job: Job, changes: dict[str, Any]) -> Job:
    """Change a job's assignee, stage or state; a new stage starts in state `new`.

    Raises:
        BadInput: no such person, stage or state.
        NotFound: it is gone.
    """
    job = locked(job)
    if "assignee" in changes:
        job.assignee = named_person(changes["assignee"], "assignee")
        job.assignee_updated_date = timezone.now()
    if stage := changes.get("stage"):
        _one_of(stage, JobStage, "stage")
        if stage != job.stage and not changes.get("state"):
            job.state = "new"
        job.stage = stage
    if state := changes.get("state"):
        _one_of(state, OperationStatus, "state")
        job.state = state
    job.save()
    refresh_status(job)
    return job


def refresh_status(job: Job) -> None:
    """A task is as far as the least advanced of its jobs."""
    jobs = Job.objects.filter(segment__task__segments=job.segment_id)
    if jobs.filter(stage="annotation").exists():
        status = "annotation"
    elif jobs.exclude(stage="acceptance", state="completed").exists():
        status = "validation"
    else:
        status = "completed"
    now = timezone.now()
    Task.objects.filter(segments=job.segment_id).update(status=status, updated_date=now)


def _one_of(value: str, choices: type[StrEnum], field: str) -> None:
    if value not in list(choices):
        raise BadInput(
            f"{value!r} is no {field}", fields={field: [f"choose from {', '.join(choices)}"]}
        )
