"""Questions about projects, tasks and jobs."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import models
from django.db.models import Count, F, Q, QuerySet

from limn.identity.queries import User
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

Row = TypeVar("Row", bound=models.Model)


_NAMES = ("id", "username", "first_name", "last_name")


def _unshown(*people: str) -> list[str]:
    """What lists need not load of these people's accounts."""
    columns = [one.name for one in User._meta.concrete_fields if one.name not in _NAMES]
    return [f"{place}__{column}" for place in people for column in columns]


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
_LISTED_PROJECTS = _PROJECTS.defer(*_unshown("owner", "assignee"))
_LISTED_TASKS = (
    Task.objects.select_related("owner", "assignee", "data", "validation_layout", "project")
    .annotate(guide_pk=F("guide"))
    .defer(*_unshown("owner", "assignee"))
)
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
_LISTED_JOBS = _JOBS.defer(*_unshown("assignee"))


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


def projects_shown(project_ids: Sequence[int]) -> list[Project]:
    """These projects with all that is shown with them, in the order given."""
    return _in_order(_LISTED_PROJECTS, project_ids)


def tasks_shown(task_ids: Sequence[int]) -> list[Task]:
    """These tasks with all that is shown with them, in the order given."""
    return _in_order(_LISTED_TASKS, task_ids)


def jobs_shown(job_ids: Sequence[int]) -> list[Job]:
    """These jobs with all that is shown with them, in the order given."""
    return _in_order(_LISTED_JOBS, job_ids)


def _in_order(rows: QuerySet[Row], ids: Sequence[int]) -> list[Row]:
    found = {row.pk: row for row in rows.filter(pk__in=ids)}
    return [found[one] for one in ids if one in found]


@dataclass(frozen=True, slots=True)
class JobCounts:
    """How many jobs a task has, in all and at the later stages."""

    count: int = 0
    completed: int = 0
    validation: int = 0


def job_counts(task_ids: list[int]) -> dict[int, JobCounts]:
    """The job counts of each of these tasks, in one query."""
    rows = Job.objects.filter(segment__task__in=task_ids)
    stages = rows.values_list("segment__task", "stage", "state").annotate(Count("pk"))
    counts: defaultdict[int, JobCounts] = defaultdict(JobCounts)
    for task_id, stage, state, count in stages.order_by():
        known = counts[task_id]
        done = count if (stage, state) == ("acceptance", "completed") else 0
        validated = count if stage == "validation" else 0
        counts[task_id] = JobCounts(
            known.count + count, known.completed + done, known.validation + validated
        )
    return counts


def issue_counts(job_ids: list[int]) -> dict[int, int]:
    """How many issues were raised in each of these jobs, in one query; none are left out.

    Issues belong to a room above; its table is reached by the name it gives to jobs.
    """
    rows = Job.objects.filter(pk__in=job_ids, issues__isnull=False).values_list("pk")
    return dict(rows.annotate(Count("issues")))


@dataclass(frozen=True, slots=True)
class TasksSummary:
    """The tasks of a project: how many, their subsets, and of what dimension."""

    count: int = 0
    subsets: tuple[str, ...] = ()
    dimension: str | None = None
    preview_task: int | None = None


def tasks_summaries(project_ids: list[int]) -> dict[int, TasksSummary]:
    """What each of these projects' tasks add up to, in one query."""
    rows = defaultdict[int, list[tuple[int, str, str]]](list)
    listed = Task.objects.filter(project__in=project_ids).order_by("pk")
    for project_id, *row in listed.values_list("project", "pk", "subset", "dimension"):
        rows[project_id].append(tuple(row))
    summaries: defaultdict[int, TasksSummary] = defaultdict(TasksSummary)
    for project_id, tasks in rows.items():
        with_media = [(pk, dimension) for pk, _, dimension in tasks if dimension]
        summaries[project_id] = TasksSummary(
            count=len(tasks),
            subsets=tuple(sorted({subset for _, subset, _ in tasks if subset})),
            dimension=with_media[0][1] if with_media else None,
            preview_task=with_media[0][0] if with_media else None,
        )
    return summaries


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


def _of_task(task_id: int) -> QuerySet[Job]:
    """The annotation jobs, and the job of ground truth that has frames of its own; no replicas."""
    own = Q(type="ground_truth", segment__task__validation_layout__mode="gt_pool")
    return Job.objects.filter(Q(type="annotation") | own, segment__task=task_id).order_by("pk")


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
