"""How loud a recording is over time, for editors that draw its waveform."""

from typing import Annotated

from ninja import Query, Router
from pydantic import BaseModel, Field

from limn.media.queries import Data
from limn.media.sound.peaks import MOST_BUCKETS
from limn.media.sound.sound_frames import SoundFrames
from limn.permissions.check import permit
from limn.sdk.errors import BadInput, NotFound
from limn.tasks import queries
from limn.wire.answers import json_answer
from limn.wire.requests import Request

router = Router(tags=["data"])


class PeaksAsked(BaseModel):
    """A part of the recording, in ms, `stop` not included; all of it where nothing is said."""

    start: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    stop: Annotated[int | None, Field(ge=0, le=2**31 - 1)] = None
    buckets: Annotated[int, Field(ge=1, le=MOST_BUCKETS)] = 1000


class Peaks(BaseModel):
    """[lowest, highest] within ±1 of stretches of equal length, from `start` to `stop` (ms)."""

    start: int
    stop: int
    peaks: list[tuple[float, float]]


@router.get(
    "/tasks/{int:task_id}/data/peaks", operation_id="tasks_retrieve_data_peaks", response=Peaks
)
def get_task_peaks(request: Request, task_id: int, asked: Query[PeaksAsked]) -> object:
    """The waveform of a task's recording."""
    task = queries.get_task(task_id)
    permit(request.actor, "task:view:data", task)
    data = task.data
    return _answer(data, range(data.size if data else 0), asked)


@router.get(
    "/jobs/{int:job_id}/data/peaks", operation_id="jobs_retrieve_data_peaks", response=Peaks
)
def get_job_peaks(request: Request, job_id: int, asked: Query[PeaksAsked]) -> object:
    """The waveform of a job's part of its recording; times are those of the whole recording."""
    job = queries.get_job(job_id)
    permit(request.actor, "job:view:data", job)
    segment = job.segment
    span = range(segment.start_frame, segment.stop_frame + 1)
    return _answer(segment.task.data, span, asked)


def _answer(data: Data | None, span: range, asked: PeaksAsked) -> object:
    if data is None or data.kind != "audio":
        raise NotFound("this task has no recording")
    start = max(asked.start, span.start)
    stop = span.stop if asked.stop is None else min(asked.stop, span.stop)
    if start >= stop:
        problem = f"there is nothing between {asked.start} and {asked.stop} ms here"
        raise BadInput(problem, fields={"stop": [problem]})
    peaks = SoundFrames(data).loudness(start, stop, asked.buckets)
    answer = json_answer({"start": start, "stop": stop, "peaks": peaks})
    answer["Cache-Control"] = "private, max-age=86400"
    return answer
