"""Deeds on the ground truth of a task that reach into what is drawn in its jobs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from limn.annotations import queries
from limn.annotations.actions.recording import Deed
from limn.annotations.actions.writing import at_once, swap
from limn.annotations.codec import LabeledData
from limn.sdk.errors import BadInput
from limn.tasks import actions as tasks
from limn.tasks.queries import Job, Task, every_job, frames_of_job
from limn.tasks.truth import MANUAL, bad


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLayout:
    """What is to change: frames left out of ground truth, and the frames that honeypots show.

    None leaves it as it is; `real_frames` are needed where the `method` is `manual`.
    """

    disabled: Collection[int] | None = None
    method: str | None = None
    real_frames: Sequence[int] | None = None


@at_once
def change_layout(task: Task, new: NewLayout, user_id: int | None, job: Job | None = None) -> None:
    """Change the ground truth of a task, or the honeypots of one `job` of it.

    What was drawn on a honeypot goes with the picture it showed; the history of its job keeps
    it. All jobs are locked meanwhile: nobody saves onto a picture that is about to change.

    Raises:
        BadInput: a frame is not in the pool, or there are not as many as needed.
    """
    if new.real_frames is not None and new.method != MANUAL:
        raise bad("honeypot_real_frames", f"only used when frame_selection_method is {MANUAL}")
    jobs = {one.pk: one for one in every_job(task.pk)}
    locked = {job_id: tasks.lock_job(job_id) for job_id in sorted(jobs)}
    task = tasks.lock_task(task.pk)
    if task.data is None or not task.data.kind:
        raise BadInput(f"task {task.pk} has no media yet")
    if new.disabled is not None:
        tasks.disable(task, task.data, new.disabled)
    if new.method is None:
        return
    changed = tasks.change_honeypots(task, task.data, new.method, new.real_frames, job)
    deed = Deed("delete", user_id, task, queries.labels_of(task))
    for job_id, one in jobs.items():
        if own := set(frames_of_job(one)).intersection(changed):
            swap(locked[job_id], deed, LabeledData(), queries.objects_on(job_id, own))
