"""What is drawn goes with its label, job or task."""

from typing import Any

from limn.annotations import queries, store
from limn.annotations.actions.recording import Deed
from limn.annotations.actions.writing import swap
from limn.annotations.codec import LabeledData
from limn.tasks.actions import lock_job, lock_jobs, lock_label
from limn.tasks.queries import get_job


def forget_label(sender: Any, instance: Any, origin: Any, **more: Any) -> None:
    """Delete what is drawn with a label that is about to go, as a write that the history shows.

    Where the label goes with its task or project, so do the jobs and their history.
    """
    if _started_by(origin) is not sender or instance.parent_id is not None:
        return
    # Saves that use it hold it; what they bring is looked for once they are done.
    lock_label(instance.pk)
    for job_id in queries.jobs_using(instance.pk):
        locked, task = lock_job(job_id), get_job(job_id).segment.task
        deed = Deed("label", None, task, queries.labels_of(task))
        swap(locked, deed, LabeledData(), queries.objects_labelled(job_id, instance.pk))


def forget_task(sender: Any, instance: Any, **more: Any) -> None:
    """Delete what is drawn in the jobs of a task that is about to go."""
    store.delete_jobs(lock_jobs(task_id=instance.pk))


def forget_job(sender: Any, instance: Any, origin: Any, **more: Any) -> None:
    """Delete what is drawn in a job that is about to go without its task."""
    if _started_by(origin).__name__ not in ("Task", "Project"):
        store.delete_jobs([lock_job(instance.pk).pk])


def _started_by(origin: Any) -> Any:
    """The model of the object, or of the rows, whose deletion brought this one about."""
    return getattr(origin, "model", type(origin))
