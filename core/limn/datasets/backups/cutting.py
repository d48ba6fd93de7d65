"""The jobs of a backup, its ground truth and honeypots: checked, and planned to be made again."""

from collections.abc import Sequence
from dataclasses import replace

from limn.datasets.backups.layout import JobFile, TaskFile, ValidationFile
from limn.media.images.honeypots import rearranged
from limn.media.restoring import Waiting
from limn.sdk.errors import BadDataset
from limn.tasks.planning import ANNOTATION, GROUND_TRUTH, REPLICA, Plan, PlannedJob, Truth, measured
from limn.tasks.truth import GT, GT_POOL

_KINDS = ("", ANNOTATION, GROUND_TRUTH, REPLICA)
_STAGES = {
    "annotation": ("annotation", "new"),
    "validation": ("validation", "new"),
    "completed": ("acceptance", "completed"),
}


def planned(task: TaskFile, size: int, where: str) -> Plan:
    """The jobs that `task.json`, called `where`, describes, for media with `size` frames.

    A replica repeats the annotation job before it that has its frames.

    Raises:
        BadDataset: a job is not on the frames, or ground truth does not fit the jobs.
    """
    jobs: list[PlannedJob] = []
    parents: dict[range, int] = {}
    for number, file in enumerate(task.jobs):
        place = f"{where}: jobs[{number}]"
        job = _planned(file, size, place)
        if job.kind == REPLICA:
            if job.span not in parents:
                raise BadDataset("there is no annotation job that it repeats", where=place)
            job = replace(job, replica_of=parents[job.span])
        elif job.kind == ANNOTATION:
            parents.setdefault(job.span, number)
        jobs.append(job)
    plan = Plan(jobs=jobs, truth=_truth(task, jobs, where))
    custom = task.data.custom_segments or (plan.truth and plan.truth.mode == GT_POOL)
    segment_size, overlap = (None if custom else measured(plan.spans)) or (0, 0)
    return replace(plan, segment_size=segment_size, overlap=overlap)


def _planned(job: JobFile, size: int, where: str) -> PlannedJob:
    if not job.start_frame <= job.stop_frame < size:
        problem = f"frames {job.start_frame} to {job.stop_frame} of {size} that there are"
        raise BadDataset(problem, where=where)
    if job.type not in _KINDS:
        raise BadDataset(f"{job.type!r} is no type of job", where=f"{where}.type")
    if job.status and job.status not in _STAGES:
        raise BadDataset(f"{job.status!r} is no status", where=f"{where}.status")
    stage, state = _STAGES[job.status or "annotation"]
    return PlannedJob(
        start=job.start_frame,
        stop=job.stop_frame,
        kind=job.type or ANNOTATION,
        stage=job.stage or stage,
        state=job.state or state,
        frames=None if job.frames is None else tuple(job.frames),
    )


def _truth(task: TaskFile, jobs: Sequence[PlannedJob], where: str) -> Truth | None:
    """Ground truth as its job has it; without one there is none."""
    found = [job for job in jobs if job.kind == GROUND_TRUTH]
    if not found:
        return None
    if len(found) > 1:
        raise BadDataset("there is more than one ground truth job", where=f"{where}: jobs")
    (job,) = found
    given = task.data.validation_layout
    described = given if isinstance(given, ValidationFile) else ValidationFile()
    frames = job.span if job.frames is None else sorted(job.frames)
    unknown = set(described.disabled_frames).difference(frames)
    if unknown:
        place = f"{where}: data.validation_layout.disabled_frames"
        raise BadDataset(f"frame {min(unknown)} is no ground truth", where=place)
    return Truth(
        mode=described.mode or GT,
        frames=list(frames),
        frames_per_job_count=described.frames_per_job_count,
        disabled_frames=described.disabled_frames,
    )


def with_honeypots(media: Waiting, plan: Plan, where: str) -> Waiting:
    """The media, with frames of jobs that show a picture of the pool marked as honeypots.

    Raises:
        BadDataset: the media can have no honeypots, or a picture is in the pool twice.
    """
    if plan.truth is None or plan.truth.mode != GT_POOL:
        return media
    probed = media.probed
    if probed.kind != "image":
        raise BadDataset("only pictures can be honeypots", where=f"{where}: data")
    names = probed.names
    pool = {names[frame]: frame for frame in plan.truth.frames}
    if len(pool) < len(plan.truth.frames):
        raise BadDataset("a picture is in the pool twice", where=f"{where}: data")
    shown = set(plan.truth.frames)
    outside = (frame for frame in range(len(names)) if frame not in shown)
    real = {frame: pool[names[frame]] for frame in outside if names[frame] in pool}
    return replace(media, probed=rearranged(probed, range(len(names)), real))
