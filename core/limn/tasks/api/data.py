"""Media of tasks and jobs: uploading it, and reading frames, chunks and facts about it."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router

from limn.media.actions import change_storage
from limn.media.queries import Data, chunk_numbers
from limn.media.serving.deleted import told_when_deleted
from limn.media.serving.frames import ChunkKind, Quality, checksum, frame_source
from limn.media.transfer import tus
from limn.permissions.check import permit
from limn.runs.shapes import RqId
from limn.sdk.errors import BadInput, NotFound
from limn.tasks import actions, queries
from limn.tasks.actions.tasks import refuse_if_filled, upload_target
from limn.tasks.answers import DataMetaRead
from limn.tasks.meta import chunks_updated, media_of, meta_of_job, meta_of_task
from limn.tasks.models import Job
from limn.tasks.preview import PREVIEW, preview_of
from limn.tasks.schemas import DataRequest, PatchedDataMetaWriteRequest
from limn.tasks.storages import permit_storage
from limn.tasks.upload import begun, data_request
from limn.wire.answers import file_answer, json_answer
from limn.wire.describing import FORM, JSON, described, file, parameter, request_body
from limn.wire.requests import Request

router = Router(tags=["data"])
_UPLOAD = described(
    request_body(DataRequest, JSON, FORM),
    parameter("Upload-Start", "boolean", "files will follow", place="header"),
    parameter("Upload-Multiple", "boolean", "the form has files, not the last", place="header"),
    parameter("Upload-Finish", "boolean", "all files are there: read them", place="header"),
)
_FRAMES = described(
    parameter("type", ["frame", "chunk", "context_image", "preview"], "what is wanted"),
    parameter("number", "integer", "of the frame, or of the chunk among the task's"),
    parameter("quality", ["compressed", "original"], "compressed if left out"),
    parameter("as", ["imageset", "video"], "how a chunk of a video is packed"),
    file("image/jpeg", "image/png", "application/zip", "video/mp4", about="the picture or chunk"),
)
_FRAMES_OF_JOB = described(
    _FRAMES, parameter("index", "integer", "of the chunk among the job's, in place of `number`")
)


@router.post(
    "/tasks/{int:task_id}/data",
    operation_id="tasks_create_data",
    response={202: RqId},
    openapi_extra=_UPLOAD,
)
def upload_data(request: Request, task_id: int) -> HttpResponse:
    """Give a task its media: files by TUS or multipart, then `Upload-Finish` with the options."""
    task = queries.get_task(task_id)
    permit(request.actor, "task:upload:data", task)
    refuse_if_filled(task)
    form = begun(request, upload_target(task_id))
    if isinstance(form, HttpResponse):
        return form
    source, options, layout = data_request(request, form.fields)
    permit_storage(request.actor, source.get("storage_id"))
    run = actions.start_data(request.actor, task, source, options, layout)
    return json_answer({"rq_id": run.key}, 202)


@router.get("/tasks/{int:task_id}/data", operation_id="tasks_retrieve_data", openapi_extra=_FRAMES)
def get_task_data(request: Request, task_id: int) -> HttpResponseBase:
    """A frame, a chunk or the preview of a task (`type=frame|chunk|preview`)."""
    task = queries.get_task_seen(task_id)
    permit(request.actor, "task:view:data", task)
    data = media_of(task)
    with told_when_deleted(data):
        return _answer_data(request, data, range(data.size))


@router.get(
    "/jobs/{int:job_id}/data", operation_id="jobs_retrieve_data", openapi_extra=_FRAMES_OF_JOB
)
def get_job_data(request: Request, job_id: int) -> HttpResponseBase:
    """A frame or a chunk of a job; `index` counts the job's own chunks."""
    job = queries.get_job_seen(job_id)
    permit(request.actor, "job:view:data", job)
    data = media_of(job.segment.task)
    with told_when_deleted(data):
        return _answer_data(request, data, queries.frames_of_job(job), job)


@router.get(
    "/tasks/{int:task_id}/data/meta", operation_id="tasks_retrieve_data_meta", response=DataMetaRead
)
def get_task_meta(request: Request, task_id: int) -> HttpResponse:
    """Names and sizes of a task's frames, and how they were cut from the media."""
    task = queries.get_task(task_id)
    permit(request.actor, "task:view:metadata", task)
    return json_answer(meta_of_task(task))


@router.get(
    "/jobs/{int:job_id}/data/meta", operation_id="jobs_retrieve_data_meta", response=DataMetaRead
)
def get_job_meta(request: Request, job_id: int) -> HttpResponse:
    """Names and sizes of a job's frames."""
    job = queries.get_job(job_id)
    permit(request.actor, "job:view:metadata", job)
    return json_answer(meta_of_job(job))


@router.patch(
    "/tasks/{int:task_id}/data/meta",
    operation_id="tasks_partial_update_data_meta",
    response=DataMetaRead,
)
def update_task_meta(
    request: Request, task_id: int, body: PatchedDataMetaWriteRequest
) -> HttpResponse:
    """Delete or restore frames of a task."""
    task = queries.get_task(task_id)
    permit(request.actor, "task:update:metadata", task)
    if body.deleted_frames is not None:
        actions.delete_frames(task, body.deleted_frames)
    if body.cloud_storage_id is not None:
        permit_storage(request.actor, body.cloud_storage_id)
        change_storage(media_of(task), body.cloud_storage_id)
    return json_answer(meta_of_task(queries.get_task(task_id)))


@router.patch(
    "/jobs/{int:job_id}/data/meta",
    operation_id="jobs_partial_update_data_meta",
    response=DataMetaRead,
)
def update_job_meta(
    request: Request, job_id: int, body: PatchedDataMetaWriteRequest
) -> HttpResponse:
    """Delete or restore frames of a job."""
    job = queries.get_job(job_id)
    permit(request.actor, "job:update:metadata", job)
    if body.deleted_frames is not None:
        actions.delete_frames_of_job(job, body.deleted_frames)
    return json_answer(meta_of_job(queries.get_job(job_id)))


@router.get(
    "/tasks/{int:task_id}/preview", operation_id="tasks_retrieve_preview", openapi_extra=PREVIEW
)
def preview_task(request: Request, task_id: int) -> HttpResponseBase:
    """A small JPEG of the task's first frame."""
    task = queries.get_task(task_id)
    permit(request.actor, "task:view", task)
    return preview_of(request, task.data)


@router.get(
    "/jobs/{int:job_id}/preview", operation_id="jobs_retrieve_preview", openapi_extra=PREVIEW
)
def preview_job(request: Request, job_id: int) -> HttpResponseBase:
    """A small JPEG of the job's first frame."""
    job = queries.get_job(job_id)
    permit(request.actor, "job:view", job)
    return preview_of(request, media_of(job.segment.task), queries.frames_of_job(job)[0])


# After `…/data/meta`, whose last part this one's would match too.
@router.api_operation(
    ["HEAD", "PATCH", "DELETE"],
    "/tasks/{int:task_id}/data/{str:upload_id}",
    operation_id="tasks_data_upload",
    include_in_schema=False,
)
def continue_upload(request: Request, task_id: int, upload_id: str) -> HttpResponse:
    """Ask about, continue or end an upload of task media."""
    permit(request.actor, "task:upload:data", queries.get_task(task_id))
    return tus.go_on(request, upload_target(task_id), upload_id)


def _answer_data(
    request: Request, data: Data, frames: Sequence[int], job: Job | None = None
) -> HttpResponseBase:
    quality = _choice(request, "quality", ("compressed", "original"), "compressed")
    match request.GET.get("type"):
        case "frame":
            picture = frame_source(data).frame(_frame_number(request, frames), quality)
            return file_answer(request, picture.content, picture.mime)
        case "context_image":
            images = frame_source(data).context(_frame_number(request, frames))
            return file_answer(request, images.content, images.mime)
        case "chunk":
            return _answer_chunk(request, data, frames, quality, job)
        case "preview" if job is None:
            return preview_of(request, data)
        case kind:
            raise BadInput(
                "Data type not specified or has wrong value",
                fields={"type": [f"{kind!r}: choose frame or chunk"]},
            )


def _frame_number(request: Request, frames: Sequence[int]) -> int:
    number = _integer(request, "number")
    if number is None:
        raise BadInput("Number is not specified", fields={"number": ["is missing"]})
    if number not in frames:
        raise NotFound(f"there is no frame {number}: they are {frames[0]} to {frames[-1]}")
    return number


def _answer_chunk(
    request: Request, data: Data, frames: Sequence[int], quality: Quality, job: Job | None
) -> HttpResponseBase:
    number, index = _integer(request, "number"), _integer(request, "index")
    if number is not None and index is not None:
        raise BadInput("Number and Index cannot be used together")
    if job is not None and index is not None:
        numbers = chunk_numbers(data, index, frames)
    elif number is not None and data.kind == "audio":
        numbers = chunk_numbers(data, number, range(data.size))
    elif number is not None:
        own = frames if isinstance(frames, range) else frozenset(frames)
        numbers = [one for one in chunk_numbers(data, number, range(data.size)) if one in own]
    else:
        raise BadInput("Number is not specified", fields={"number": ["is missing"]})
    if not numbers:
        raise BadInput(f"Invalid chunk number '{number}'")
    stored = data.original_chunk_type if quality == "original" else data.compressed_chunk_type
    if job is not None and job.segment.type == "specific_frames" and quality == "compressed":
        stored = "imageset"
    chunk = frame_source(data).chunk(numbers, quality, _chunk_kind(request, data, stored))
    answer = file_answer(request, chunk.content, chunk.mime)
    answer["X-Checksum"] = checksum(chunk.content)
    if updated := chunks_updated(job) if job is not None else data.chunks_updated_date:
        answer["X-Updated-Date"] = updated.isoformat()
    return answer


def _chunk_kind(request: Request, data: Data, stored: str) -> ChunkKind:
    """What is `stored`, or `as=imageset` from a browser that cannot play the video."""
    if data.kind == "audio":
        return "audio_mp3"
    wanted = _choice(request, "as", ("imageset", "video"), stored)
    return "imageset" if data.kind != "video" or wanted == "imageset" else "video"


def _choice(request: Request, name: str, choices: tuple[str, ...], default: str) -> Any:
    value = request.GET.get(name) or default
    if value not in choices:
        raise BadInput(f"Wrong {name} value", fields={name: [f"choose {' or '.join(choices)}"]})
    return value


def _integer(request: Request, name: str) -> int | None:
    text = request.GET.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or len(text) > 10:
        raise BadInput(f"{name} must be a whole number", fields={name: [f"{text[:40]!r} is none"]})
    return int(text)
