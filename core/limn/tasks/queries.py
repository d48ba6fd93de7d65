"""Questions about projects, tasks and jobs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from limn.media.images.honeypots import honeypots
from limn.permissions.actor import Actor
from limn.permissions.check import visible
from limn.tasks.models import (
    Job,
    Project,
    Segment,
    Task,
    ValidationLayout,
)
from limn.wire.rows import the_row

# A task's and a project's own guide, and whose names are shown with them.
_PROJECTS = Project.objects.select_related("owner", "assignee").annotate(guide_pk=F("guide"))
_TASKS = Task.objects.select_related(
    "owner",
    "assignee",
    "data",
    "validation_layout",
    "project",
    "project__owner",
    "project__assignee",
).annotate(guide_pk=F("guide"))
_JOBS = Job.objects.select_related(
    "assignee",
    "segment",
    "segment__task",
    "segment__task__data",
    "segment__task__validation_layout",
    "segment__task__project",
).annotate(
    task_guide_pk=F("segment__task__guide"), project_guide_pk=F("segment__task__project__guide")
)
# What permission to look at frames is decided by, and the frames: people look at many.
_TASKS_SEEN = Task.objects.select_related("data", "project")
_JOBS_SEEN = Job.objects.select_related(
    "segment", "segment__task", "segment__task__data", "segment__task__project"
)


def get_project(project_id: int) -> Project:
    """The project of that id.

    Raises:
        NotFound: there is none.
    """
    return the_row(_PROJECTS, "project", project_id)


def get_task(task_id: int) -> Task:
    """The task of that id, with its project and media.

    Raises:
        NotFound: there is none.
    """
    return the_row(_TASKS, "task", task_id)


def get_task_seen(task_id: int) -> Task:
    """The task of that id with its project and media, but nobody's account.

    Raises:
        NotFound: there is none.
    """
    return the_row(_TASKS_SEEN, "task", task_id)


def get_job(job_id: int) -> Job:
    """The job of that id, with its segment, task, media and project.

    Raises:
        NotFound: there is none.
    """
    return the_row(_JOBS, "job", job_id)


def get_job_seen(job_id: int) -> Job:
    """The job of that id with its segment, task, project and media, but nobody's account.

    Raises:
        NotFound: there is none.
    """
    return the_row(_JOBS_SEEN, "job", job_id)


def visible_projects(actor: Actor) -> QuerySet[Project]:
    """The projects this actor may see."""
    return Project.objects.filter(visible(actor, "project"))


def visible_tasks(actor: Actor) -> QuerySet[Task]:
    """The tasks this actor may see."""
    return Task.objects.filter(visible(actor, "task"))


def visible_jobs(actor: Actor) -> QuerySet[Job]:
    """The jobs this actor may see."""
    return Job.objects.filter(visible(actor, "job"))


@dataclass(frozen=True, slots=True)
class JobSpan:
    """A job and the task-relative frames it covers, first and last included."""

    id: int
    start: int
    stop: int
    type: str
    state: str


def jobs_of_task(task_id: int) -> list[JobSpan]:
    """The jobs that a task's annotations are in, in order of id: see `_of_task`."""
    rows = _of_task(task_id)
    fields = ("pk", "segment__start_frame", "segment__stop_frame", "type", "state")
    return [JobSpan(*row) for row in rows.values_list(*fields)]


def frames_of_job(job: Job) -> Sequence[int]:
    """The task-relative frames of a job, ascending."""
    segment = job.segment
    if segment.type == "specific_frames":
        return sorted(segment.frames)
    return range(segment.start_frame, segment.stop_frame + 1)


def validation_layout(task: Task) -> ValidationLayout | None:
    """Which frames of a task are ground truth, if any."""
    return getattr(task, "validation_layout", None)


def pool_of(task: Task) -> Collection[int]:
    """The frames that are there to be shown by honeypots; none in most tasks."""
    layout = validation_layout(task)
    return frozenset(layout.frames if layout and layout.mode == "gt_pool" else ())


def honeypots_of(task: Task) -> dict[int, int]:
    """The honeypots of a task, each with the frame of the pool that it shows, ascending."""
    return honeypots(task.data) if task.data and pool_of(task) else {}


def deleted_frames(task: Task, job: Job | None = None) -> set[int]:
    """The deleted frames of a task; to its ground truth job those left out of it are, too."""
    deleted = set[int](task.data.deleted_frames if task.data else ())
    layout = validation_layout(task)
    if job is not None and job.type == "ground_truth" and layout is not None:
        deleted.update(layout.disabled_frames)
    return deleted


def find_job(job_id: int) -> Job | None:
    """As `get_job`, None where there is none."""
    return _JOBS.filter(pk=job_id).first()


def versions_of_jobs(job_ids: Sequence[int]) -> dict[int, int]:
    """The version of the annotations of each of these jobs that there are."""
    return dict(Job.objects.filter(pk__in=job_ids).values_list("pk", "annotation_version"))


def annotation_version(job_id: int) -> int:
    """The version of the annotations of a job as it is now; 0 if the job is gone."""
    return Job.objects.filter(pk=job_id).values_list("annotation_version", flat=True).first() or 0


def annotation_versions(task_id: int) -> list[int]:
    """The version of the annotations of each of `jobs_of_task`, in this order."""
    return list(_of_task(task_id).values_list("annotation_version", flat=True))


_DRAWN = Q(type="annotation") | Q(
    type="ground_truth", segment__task__validation_layout__mode="gt_pool"
)


def _of_task(task_id: int) -> QuerySet[Job]:
    """The annotation jobs, and the job of ground truth that has frames of its own; no replicas."""
    return Job.objects.filter(_DRAWN, segment__task=task_id).order_by("pk")


def jobs_shown(target: Project | Task | Job) -> QuerySet[Job]:
    """The jobs whose annotations are those of a project, task or job, for use in a query."""
    match target:
        case Job():
            return Job.objects.filter(pk=target.pk)
        case Task():
            return _of_task(target.pk)
        case Project():
            media = Q(segment__task__data__size__gt=0)
            return Job.objects.filter(_DRAWN & media, segment__task__project=target.pk)


def deleted_frames_of(target: Project | Task | Job) -> dict[int, frozenset[int]]:
    """The deleted frames of each task in `target` that has some, as `deleted_frames`."""
    match target:
        case Job():
            found = {target.segment.task_id: deleted_frames(target.segment.task, target)}
        case Task():
            found = {target.pk: deleted_frames(target)}
        case Project():
            tasks = Task.objects.filter(project=target.pk, data__size__gt=0)
            found = dict(tasks.values_list("pk", "data__deleted_frames"))
    return {task_id: frozenset(frames) for task_id, frames in found.items() if frames}


def tasks_of_project(project_id: int) -> list[Task]:
    """The tasks of a project that have media, in order of id."""
    return list(_TASKS.filter(project=project_id, data__size__gt=0).order_by("pk"))


def every_job(task_id: int) -> list[Job]:
    """All jobs of a task, of whatever type, with their segments, in order of id."""
    return list(_JOBS.filter(segment__task=task_id).order_by("pk"))


def names_without_media(project_id: int) -> list[str]:
    """The names of a project's tasks that have no media."""
    rows = Task.objects.filter(project=project_id).exclude(data__size__gt=0).order_by("pk")
    return list(rows.values_list("name", flat=True))


def segments_of_task(task_id: int) -> list[Segment]:
    """The segments of a task in order of their first frame."""
    return list(Segment.objects.filter(task=task_id).order_by("start_frame"))


def job_status(job: Job) -> str:
    """A job's older, single word: annotation, validation or completed."""
    if job.stage == "annotation":
        return "annotation"
    done = job.stage == "acceptance" and job.state == "completed"
    return "completed" if done else "validation"
