"""A label that is deleted takes its objects with it, as a write that the history shows."""

from typing import Any

from limn.annotations import queries
from limn.annotations.actions.recording import Deed
from limn.annotations.actions.writing import swap
from limn.annotations.codec import LabeledData
from limn.tasks.actions import lock_job
from limn.tasks.queries import get_job


def forget_label(sender: Any, instance: Any, origin: Any, **more: Any) -> None:
    """Delete what is drawn with a label that is about to go (Django's `pre_delete`).

    Where the label goes with its task or project, so do the jobs and their history.
    """
    if getattr(origin, "model", type(origin)) is not sender or instance.parent_id is not None:
        return
    for job_id in queries.jobs_using(instance.pk):
        locked, task = lock_job(job_id), get_job(job_id).segment.task
        deed = Deed("label", None, task, queries.labels_of(task))
        swap(locked, deed, LabeledData(), queries.objects_labelled(job_id, instance.pk))
