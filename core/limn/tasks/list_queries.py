"""What lists show of projects, tasks and jobs, and counts for the ids of one page.

Rows are read without making models of them; they answer as models do for what is named here.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, F

from limn.tasks.models import Job, Project, Task
from limn.wire.fixed import Fixed
from limn.wire.shown import Shown


def _of(name: str, *columns: str) -> tuple[str, ...]:
    return tuple(f"{name}__{column}" for column in columns)


_PERSON = ("pk", "username", "first_name", "last_name")
_STAFFED = (
    "pk", "assignee_updated_date", "created_date", "updated_date", *_of("assignee", *_PERSON),
)  # fmt: skip
_STORED = (
    "source_location", "source_cloud_storage_id", "target_location", "target_cloud_storage_id",
)  # fmt: skip
_DESCRIBED = (
    *_STAFFED, *_STORED, *_of("owner", *_PERSON), "name", "bug_tracker", "status",
    "organization_id", "guide_pk",
)  # fmt: skip
_DATA = (
    "pk", "kind", "size", "image_quality", "chunk_size", "original_chunk_type",
    "compressed_chunk_type", "cloud_storage_id",
)  # fmt: skip
_TASK = (
    *_DESCRIBED, "project_id", "overlap", "segment_size", "subset", "mode", "dimension",
    "consensus_replicas", *_of("project", "pk", "name"), *_of("data", *_DATA),
    *_of("validation_layout", "pk", "mode"),
)  # fmt: skip
_TASK_OF_JOB = (
    "pk", *_STORED, "name", "bug_tracker", "organization_id", "project_id", "mode", "dimension",
    "consensus_replicas", *_of("project", "pk", "name", "bug_tracker"), *_of("data", *_DATA),
)  # fmt: skip
_JOB = (
    *_STAFFED, "type", "stage", "state", "parent_id", "task_guide_pk", "project_guide_pk",
    *_of("segment", "pk", "start_frame", "stop_frame", "type", "frames",
         *_of("task", *_TASK_OF_JOB)),
)  # fmt: skip


projects_shown = Shown(Project.objects.annotate(guide_pk=F("guide")), _DESCRIBED)
tasks_shown = Shown(Task.objects.annotate(guide_pk=F("guide")), _TASK)
jobs_shown = Shown(
    Job.objects.annotate(
        task_guide_pk=F("segment__task__guide"),
        project_guide_pk=F("segment__task__project__guide"),
    ),
    _JOB,
)


@dataclass(frozen=True, slots=True)
class JobCounts:
    """How many jobs a task has, in all and at the later stages."""

    count: int = 0
    completed: int = 0
    validation: int = 0


_STAGES = Fixed(
    lambda ids: (
        Job.objects.filter(segment__task__in=ids)
        .values_list("segment__task", "stage", "state")
        .annotate(Count("pk"))
        .order_by()
    )
)


def job_counts(task_ids: list[int]) -> dict[int, JobCounts]:
    """The job counts of each of these tasks, in one query."""
    counts: defaultdict[int, JobCounts] = defaultdict(JobCounts)
    for task_id, stage, state, count in _STAGES(task_ids):
        known = counts[task_id]
        done = count if (stage, state) == ("acceptance", "completed") else 0
        validated = count if stage == "validation" else 0
        counts[task_id] = JobCounts(
            known.count + count, known.completed + done, known.validation + validated
        )
    return counts


_ISSUES = Fixed(
    lambda ids: (
        Job.objects.filter(pk__in=ids, issues__isnull=False)
        .values_list("pk")
        .annotate(Count("issues"))
    )
)


def issue_counts(job_ids: list[int]) -> dict[int, int]:
    """How many issues were raised in each of these jobs, in one query; none are left out.

    Issues belong to a room above; its table is reached by the name it gives to jobs.
    """
    return dict(_ISSUES(job_ids))


@dataclass(frozen=True, slots=True)
class TasksSummary:
    """The tasks of a project: how many, their subsets, and of what dimension."""

    count: int = 0
    subsets: tuple[str, ...] = ()
    dimension: str | None = None
    preview_task: int | None = None


_TASKS = Fixed(
    lambda ids: (
        Task.objects.filter(project__in=ids)
        .order_by("pk")
        .values_list("project", "pk", "subset", "dimension")
    )
)


def tasks_summaries(project_ids: list[int]) -> dict[int, TasksSummary]:
    """What each of these projects' tasks add up to, in one query."""
    rows = defaultdict[int, list[tuple[int, str, str]]](list)
    for project_id, task_id, subset, dimension in _TASKS(project_ids):
        rows[project_id].append((task_id, subset, dimension))
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
