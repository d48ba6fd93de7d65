"""Deeds that give a task its jobs: cut by size, or as they were planned."""

from collections.abc import Sequence

from limn.tasks import kinds
from limn.tasks.models import Job, Segment, Task, ValidationLayout
from limn.tasks.planning import (
    ANNOTATION,
    GROUND_TRUTH,
    MAX_JOBS,
    REPLICA,
    Plan,
    PlannedJob,
    regular,
)
from limn.tasks.truth import bad
from limn.tasks.vocabulary import JobStage, OperationStatus

KINDS = (ANNOTATION, GROUND_TRUTH, REPLICA)


def cut_jobs(task: Task, *, kind: str, size: int) -> list[Job]:
    """Cut media with `size` frames into segments with a job each, as the task's sizes say.

    Raises:
        BadInput: that makes too many jobs.
    """
    plan = regular(size, kind=kind, segment_size=task.segment_size, overlap=task.overlap)
    return make_jobs(task, plan.with_replicas(task.consensus_replicas), kind=kind, size=size)


def make_jobs(
    task: Task, plan: Plan, *, kind: str, size: int, ids: Sequence[int] | None = None
) -> list[Job]:
    """Give `task`, whose media has `size` frames, exactly these jobs, in this order of ids.

    `ids` are those that were taken for the jobs before, with `take_ids`.

    Raises:
        BadInput: a job is not on the task's frames, or is of no known kind; `fields` says which.
    """
    if not 0 < len(plan.jobs) <= MAX_JOBS:
        raise bad("jobs", f"{len(plan.jobs)} jobs; from 1 to {MAX_JOBS} are possible")
    for number, one in enumerate(plan.jobs):
        _check(one, f"jobs[{number}]", size)
    jobs = make_rows(task, plan.jobs, ids)
    if plan.truth is not None:
        ValidationLayout.objects.create(
            task=task,
            mode=plan.truth.mode,
            frames=list(plan.truth.frames),
            frames_per_job_count=plan.truth.frames_per_job_count,
            disabled_frames=list(plan.truth.disabled_frames),
        )
    task.segment_size, task.overlap = plan.segment_size, plan.overlap
    task.mode, task.dimension = kinds.mode(kind), kinds.dimension(kind)
    task.status = _status(plan.jobs)
    task.save()
    return jobs


def make_rows(
    task: Task, planned: Sequence[PlannedJob], ids: Sequence[int] | None = None
) -> list[Job]:
    """Segments and jobs as planned, which were checked; the task keeps those it has."""
    own = [one for one in planned if one.replica_of is None]
    made = iter(Segment.objects.bulk_create(_segment(task, one) for one in own))
    segments: list[Segment] = []
    for one in planned:
        segments.append(next(made) if one.replica_of is None else segments[one.replica_of])
    jobs = Job.objects.bulk_create(
        Job(pk=pk, segment=segment, assignee=None, type=one.kind, stage=one.stage, state=one.state)
        for pk, segment, one in zip(ids or [None] * len(planned), segments, planned, strict=True)
    )
    replicas: list[Job] = []
    for job, one in zip(jobs, planned, strict=True):
        if one.replica_of is not None:
            job.parent = jobs[one.replica_of]
            replicas.append(job)
    Job.objects.bulk_update(replicas, ["parent"], batch_size=500)
    return jobs


def _segment(task: Task, one: PlannedJob) -> Segment:
    if one.frames is None:
        return Segment(task=task, start_frame=one.start, stop_frame=one.stop)
    return Segment(
        task=task, start_frame=one.start, stop_frame=one.stop, type="specific_frames",
        frames=sorted(one.frames),
    )  # fmt: skip


def _status(planned: Sequence[PlannedJob]) -> str:
    if any(one.stage == "annotation" for one in planned):
        return "annotation"
    done = all((one.stage, one.state) == ("acceptance", "completed") for one in planned)
    return "completed" if done else "validation"


def _check(one: PlannedJob, where: str, size: int) -> None:
    if not 0 <= one.start <= one.stop < size:
        raise bad(where, f"frames {one.start} to {one.stop} of {size} that there are")
    for value, choices, name in (
        (one.kind, KINDS, "type"),
        (one.stage, tuple(JobStage), "stage"),
        (one.state, tuple(OperationStatus), "state"),
    ):
        if value not in choices:
            raise bad(f"{where}.{name}", f"{value!r}: choose from {', '.join(choices)}")
    if one.frames is not None and not set(one.span).issuperset(one.frames):
        raise bad(f"{where}.frames", "a frame is not between the first and the last")
