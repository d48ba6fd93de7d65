"""Jobs as a backup had them, instead of cut by size."""

from collections.abc import Sequence
from dataclasses import dataclass

from limn.sdk.errors import BadInput
from limn.tasks import kinds
from limn.tasks.actions.tasks import MAX_JOBS
from limn.tasks.models import Job, Segment, Task
from limn.tasks.vocabulary import JobStage, OperationStatus

KINDS = ("annotation", "ground_truth")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedJob:
    """A job to make; frames are task-relative, `stop` included.

    `frames` are those of a job that has only some between `start` and `stop`.
    """

    start: int
    stop: int
    kind: str = "annotation"
    stage: str = "annotation"
    state: str = "new"
    frames: tuple[int, ...] | None = None


def make_jobs(task: Task, planned: Sequence[PlannedJob], *, kind: str, size: int) -> list[Job]:
    """Give `task`, whose media has `size` frames, exactly these jobs, in this order of ids.

    Raises:
        BadInput: a job is not on the task's frames, or is of no known kind; `fields` says which.
    """
    if not 0 < len(planned) <= MAX_JOBS:
        raise _bad("jobs", f"{len(planned)} jobs; from 1 to {MAX_JOBS} are possible")
    for number, one in enumerate(planned):
        _check(one, f"jobs[{number}]", size)
    segments = Segment.objects.bulk_create(_segment(task, one) for one in planned)
    jobs = Job.objects.bulk_create(
        Job(segment=segment, assignee=None, type=one.kind, stage=one.stage, state=one.state)
        for segment, one in zip(segments, planned, strict=True)
    )
    regular = [one for one in planned if one.kind == "annotation"] or list(planned)
    task.segment_size = regular[0].stop - regular[0].start + 1
    task.overlap = max(0, regular[0].stop + 1 - regular[1].start) if len(regular) > 1 else 0
    task.mode, task.dimension = kinds.mode(kind), kinds.dimension(kind)
    task.status = _status(planned)
    task.save()
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
        raise _bad(where, f"frames {one.start} to {one.stop} of {size} that there are")
    for value, choices, name in (
        (one.kind, KINDS, "type"),
        (one.stage, tuple(JobStage), "stage"),
        (one.state, tuple(OperationStatus), "state"),
    ):
        if value not in choices:
            raise _bad(f"{where}.{name}", f"{value!r}: choose from {', '.join(choices)}")
    if one.frames is not None and not set(range(one.start, one.stop + 1)).issuperset(one.frames):
        raise _bad(f"{where}.frames", "a frame is not between the first and the last")


def _bad(where: str, problem: str) -> BadInput:
    return BadInput(f"{where}: {problem}", fields={where: [problem]})
