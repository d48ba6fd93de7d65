"""What is told about the frames of tasks and jobs, and about their ground truth."""

from typing import Any

from limn.media.images.honeypots import honeypots
from limn.media.queries import Data, data_meta
from limn.sdk.errors import NotFound
from limn.tasks.models import Job, Segment, Task
from limn.tasks.queries import deleted_frames, frames_of_job, validation_layout
from limn.tasks.truth import GT_POOL


def media_of(task: Task) -> Data:
    """The media of a task.

    Raises:
        NotFound: it has none yet.
    """
    if task.data is None or not task.data.kind:
        raise NotFound(f"task {task.pk} has no media yet")
    return task.data


def meta_of_task(task: Task) -> dict[str, Any]:
    """CVAT's `DataMetaRead` of a task."""
    data = media_of(task)
    changed = Segment.objects.filter(task=task, chunks_updated_date__isnull=False)
    dates = [data.chunks_updated_date, *changed.values_list("chunks_updated_date", flat=True)]
    latest = max((date for date in dates if date), default=None)
    return data_meta(data) | {"chunks_updated_date": latest}


def meta_of_job(job: Job) -> dict[str, Any]:
    """CVAT's `DataMetaRead` of a job."""
    segment, task = job.segment, job.segment.task
    data, frames = media_of(task), frames_of_job(job)
    included = frames if segment.type == "specific_frames" else None
    meta = data_meta(data, segment.start_frame, segment.stop_frame, included)
    meta["deleted_frames"] = sorted(deleted_frames(task, job).intersection(frames))
    return meta | {"chunks_updated_date": chunks_updated(job)}


def chunks_updated(job: Job) -> Any:
    """When the pictures of a job last changed."""
    return job.segment.chunks_updated_date or media_of(job.segment.task).chunks_updated_date


def layout_of_task(task: Task) -> dict[str, Any]:
    """CVAT's `TaskValidationLayoutRead`."""
    layout = validation_layout(task)
    if layout is None:
        return {"mode": None}
    shown = {
        "mode": layout.mode,
        "frames_per_job_count": layout.frames_per_job_count,
        "validation_frames": layout.frames,
        "disabled_frames": layout.disabled_frames,
    }
    return shown | (_honeypots(honeypots(media_of(task))) if layout.mode == GT_POOL else {})


def layout_of_job(job: Job) -> dict[str, Any]:
    """CVAT's `JobValidationLayoutRead`."""
    segment, layout = job.segment, validation_layout(job.segment.task)
    if layout is None or layout.mode != GT_POOL:
        return {}
    span = range(segment.start_frame, segment.stop_frame + 1)
    return _honeypots(honeypots(media_of(segment.task), span))


def _honeypots(shown: dict[int, int]) -> dict[str, Any]:
    return {
        "honeypot_count": len(shown),
        "honeypot_frames": list(shown),
        "honeypot_real_frames": list(shown.values()),
    }
