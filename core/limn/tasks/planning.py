"""How frames are cut into jobs, decided before there is a row; frames are task-relative."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from limn.sdk.errors import BadInput
from limn.tasks import kinds
from limn.tasks.truth import GT, GT_POOL, bad

MAX_JOBS = 5000
ANNOTATION, GROUND_TRUTH, REPLICA = "annotation", "ground_truth", "consensus_replica"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedJob:
    """A job to make; `stop` is included.

    `frames` are those of a job that has only some between `start` and `stop`; `replica_of` is
    the place in the plan of the job that a consensus replica repeats.
    """

    start: int
    stop: int
    kind: str = ANNOTATION
    stage: str = "annotation"
    state: str = "new"
    frames: tuple[int, ...] | None = None
    replica_of: int | None = None

    @property
    def span(self) -> range:
        """From the first frame to the last."""
        return range(self.start, self.stop + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """Which frames are ground truth, and how many honeypots a job has in mode `gt_pool`."""

    mode: str
    frames: Sequence[int]
    frames_per_job_count: int | None = None
    disabled_frames: Sequence[int] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The jobs of a task, in order of their ids-to-be.

    `segment_size` is 0 where jobs are not cut by size.
    """

    jobs: Sequence[PlannedJob]
    segment_size: int = 0
    overlap: int = 0
    truth: Truth | None = None

    @property
    def spans(self) -> list[range]:
        """The spans of the annotation jobs."""
        return [one.span for one in self.jobs if one.kind == ANNOTATION]

    @property
    def replicas(self) -> int:
        """How many consensus replicas an annotation job has at most."""
        repeated = Counter(one.replica_of for one in self.jobs if one.replica_of is not None)
        return max(repeated.values(), default=0)

    def with_replicas(self, replicas: int) -> "Plan":
        """Each annotation job followed by so many consensus replicas of it.

        Raises:
            BadInput: that makes too many jobs.
        """
        self._refuse_too_many(len(self.spans) * (1 + replicas) + bool(self.truth))
        jobs: list[PlannedJob] = []
        for one in self.jobs:
            copied = one.kind == ANNOTATION and replicas
            replica = replace(one, kind=REPLICA, replica_of=len(jobs)) if copied else one
            jobs += [one, *[replica] * (replicas if copied else 0)]
        return replace(self, jobs=jobs)

    def with_truth(self, truth: Truth, size: int) -> "Plan":
        """With a ground truth job at the end; the task has `size` frames."""
        frames = tuple(sorted(truth.frames))
        job = PlannedJob(start=0, stop=size - 1, kind=GROUND_TRUTH, frames=frames)
        if truth.mode == GT_POOL:
            job = PlannedJob(start=frames[0], stop=frames[-1], kind=GROUND_TRUTH)
        return replace(self, jobs=[*self.jobs, job], truth=truth)

    def _refuse_too_many(self, jobs: int) -> None:
        if jobs > MAX_JOBS:
            raise bad("segment_size", f"too small: it makes {jobs} jobs; {MAX_JOBS} are allowed")


def regular(size: int, *, kind: str, segment_size: int, overlap: int | None) -> Plan:
    """Jobs of `segment_size` frames each (0: one job), the last maybe with fewer.

    Jobs of a video or recording share some (`kinds.overlap`) unless told otherwise, never more
    than half.

    Raises:
        BadInput: that makes too many jobs.
    """
    length = segment_size if 0 < segment_size < size else size
    usual = kinds.overlap(kind) if length < size else 0
    shared = min(usual if overlap is None else overlap, length // 2)
    starts = range(0, max(1, size - shared), length - shared)
    if len(starts) > MAX_JOBS:
        raise BadInput(
            f"{size} frames cut by {length} make {len(starts)} jobs; {MAX_JOBS} are allowed",
            fields={"segment_size": ["too small"]},
        )
    return Plan(
        jobs=[PlannedJob(start=one, stop=min(one + length, size) - 1) for one in starts],
        segment_size=length,
        overlap=shared if len(starts) > 1 else 0,
    )


def sized(lengths: Sequence[int]) -> Plan:
    """Jobs with so many frames each, one after the other."""
    jobs: list[PlannedJob] = []
    start = 0
    for length in lengths:
        jobs.append(PlannedJob(start=start, stop=start + length - 1))
        start += length
    return Plan(jobs=jobs)


def moved(job: PlannedJob, frames: int) -> PlannedJob:
    """The job, so many frames later."""
    return replace(job, start=job.start + frames, stop=job.stop + frames)


def measured(spans: Sequence[range]) -> tuple[int, int] | None:
    """Size and overlap of jobs with these spans, if equal steps cut them."""
    length = len(spans[0]) if spans else 0
    step = spans[1].start - spans[0].start if len(spans) > 1 else length
    if step <= 0 or length < step:
        return None
    last = spans[-1][-1]
    cut = [range(at * step, min(at * step + length - 1, last) + 1) for at in range(len(spans))]
    return (length, length - step) if list(spans) == cut else None


def chosen(frames: Sequence[int]) -> Truth:
    """Ground truth that looks at frames the annotation jobs have too."""
    return Truth(mode=GT, frames=sorted(frames))
