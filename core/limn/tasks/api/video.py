"""Videos as our own web app plays them: the packets as they were uploaded, decoded by browsers."""

from collections.abc import Sequence

from django.http.response import HttpResponseBase
from ninja import Router

from limn.media.queries import Data
from limn.media.serving.deleted import told_when_deleted
from limn.media.video import native
from limn.media.video.fragments import MIME
from limn.permissions.check import permit
from limn.sdk.errors import NotFound
from limn.tasks import queries
from limn.tasks.models import Task
from limn.tasks.video_answers import NativeVideo
from limn.wire.answers import JSON, file_answer, json_answer
from limn.wire.describing import described, file
from limn.wire.requests import Request

router = Router(tags=["data"])
_FRAGMENT = described(file(MIME, about="packets in decoding order, see the documentation"))
_FILE = described(file("video/*", about="the video as it was uploaded; ranges are answered"))


@router.get("/tasks/{int:task_id}/video", operation_id="tasks_video", response=NativeVideo)
def describe_task_video(request: Request, task_id: int) -> HttpResponseBase:
    """What a task's video holds: how to decode it, and where its frames are."""
    task = queries.get_task_seen(task_id)
    permit(request.actor, "task:view:data", task)
    data = _video(task)
    return _described(request, data, range(data.size))


@router.get("/jobs/{int:job_id}/video", operation_id="jobs_video", response=NativeVideo)
def describe_job_video(request: Request, job_id: int) -> HttpResponseBase:
    """The same for the frames of a job."""
    job = queries.get_job_seen(job_id)
    permit(request.actor, "job:view:data", job)
    return _described(request, _video(job.segment.task), queries.frames_of_job(job))


@router.get(
    "/tasks/{int:task_id}/video/{str:version}/fragments/{int:number}",
    operation_id="tasks_video_fragment",
    openapi_extra=_FRAGMENT,
)
def get_task_fragment(
    request: Request, task_id: int, version: str, number: int
) -> HttpResponseBase:
    """One fragment of a task's video; the same address always answers the same."""
    task = queries.get_task_seen(task_id)
    permit(request.actor, "task:view:data", task)
    data = _video(task)
    return _fragment(request, data, range(data.size), version, number)


@router.get(
    "/jobs/{int:job_id}/video/{str:version}/fragments/{int:number}",
    operation_id="jobs_video_fragment",
    openapi_extra=_FRAGMENT,
)
def get_job_fragment(request: Request, job_id: int, version: str, number: int) -> HttpResponseBase:
    """One fragment that frames of a job need."""
    job = queries.get_job_seen(job_id)
    permit(request.actor, "job:view:data", job)
    return _fragment(request, _video(job.segment.task), queries.frames_of_job(job), version, number)


@router.get(
    "/tasks/{int:task_id}/video/{str:version}/file",
    operation_id="tasks_video_file",
    openapi_extra=_FILE,
)
def get_task_file(request: Request, task_id: int, version: str) -> HttpResponseBase:
    """The video as it was uploaded, whole or the range of bytes asked for."""
    task = queries.get_task_seen(task_id)
    permit(request.actor, "task:view:data", task)
    data = _video(task)
    with told_when_deleted(data):
        path, kind = native.original(data, version)
        return file_answer(request, path, kind, etag=version, immutable=True)


def _described(request: Request, data: Data, frames: Sequence[int]) -> HttpResponseBase:
    home = request.path.rstrip("/")
    with told_when_deleted(data):
        found = json_answer(native.describe(data, frames, home)).content
    return file_answer(request, found, JSON)


def _fragment(
    request: Request, data: Data, frames: Sequence[int], version: str, number: int
) -> HttpResponseBase:
    with told_when_deleted(data):
        content = native.fragment(data, frames, version, number)
        return file_answer(request, content, MIME, etag=f"{version}-{number}", immutable=True)


def _video(task: Task) -> Data:
    if task.data is None or task.data.kind != "video":
        raise NotFound(f"task {task.pk} has no video")
    return task.data
