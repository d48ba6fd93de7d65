"""A new task before there is a row of it: its labels and jobs by the ids they will have.

What is to be written is made ready with these ids while nothing is locked.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from limn.annotations.vocabulary import Labels
from limn.tasks import kinds
from limn.tasks.ids import take_ids
from limn.tasks.label_queries import LabelNode
from limn.tasks.planning import Plan
from limn.tasks.queries import Job, JobSpan
from limn.tasks.truth import GT_POOL


@dataclass(frozen=True, slots=True)
class Ahead:
    """The jobs of the plan, in its order, as `spans` with ids."""

    plan: Plan
    labels: Labels
    spans: Sequence[JobSpan]

    @classmethod
    def of(cls, plan: Plan, labels: Sequence[LabelNode], kind: str) -> "Ahead":
        """A task with these labels and jobs, whose media is of this kind."""
        has_pool = plan.truth is not None and plan.truth.mode == GT_POOL
        ids = take_ids(Job, len(plan.jobs))
        return cls(
            plan,
            Labels(labels, kinds.dimension(kind), has_pool=has_pool),
            [
                JobSpan(pk, one.start, one.stop, one.kind, one.state)
                for pk, one in zip(ids, plan.jobs, strict=True)
            ],
        )

    @property
    def job_ids(self) -> list[int]:
        """The ids of the jobs."""
        return [span.id for span in self.spans]

    def frames(self, number: int) -> Collection[int]:
        """The frames that the job of this number in the plan may annotate."""
        job = self.plan.jobs[number]
        return job.span if job.frames is None else frozenset(job.frames)
