"""What every write leaves behind: a line of history, and events for whoever wants to know."""

from dataclasses import dataclass
from itertools import islice

from limn.annotations import history
from limn.annotations.history import Delta, Touched
from limn.annotations.vocabulary import Labels
from limn.events import actions as events
from limn.tasks.queries import Job, Task

MOST_IDS = 100
"""Ids that one event names."""
_VERBS = {"created": "create", "updated": "update", "deleted": "delete"}


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done to the jobs of a task, and by whom; `kind` as in the history."""

    kind: str
    user_id: int | None
    task: Task
    labels: Labels


def record(job: Job, deed: Deed, version: int, delta: Delta, touched: Touched) -> None:
    """Write history and events of a write to a locked job, in its transaction."""
    history.record(job.pk, version, deed.user_id, deed.kind, delta, touched)
    events.record_all(
        deed.user_id,
        deed.task.organization_id,
        [
            (
                f"{_VERBS[done]}:{kind}",
                {
                    "job_id": job.pk,
                    "task_id": deed.task.pk,
                    "project_id": deed.task.project_id,
                    "version": version,
                    "by": deed.kind,
                    "count": len(ids),
                    "ids": list(islice(ids, MOST_IDS)),
                },
            )
            for done, kind, ids in touched.each()
            if ids
        ],
    )
