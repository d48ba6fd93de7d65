"""Uploads of task media, and the body that finishes one, in JSON or as a form."""

from collections.abc import Mapping
from typing import TypeVar

from django.http import HttpResponse
from pydantic import BaseModel, ValidationError

from limn.media.options import DataOptions
from limn.media.places import sources
from limn.media.places.sources import Source
from limn.media.transfer import tus, uploads
from limn.media.transfer.forms import FormBody
from limn.sdk.errors import BadInput
from limn.tasks.layouts import Layout
from limn.tasks.schemas import AppendRequest, DataRequest, given
from limn.tasks.truth import Choice, bad
from limn.wire.bodies import decode_any, form_fields
from limn.wire.requests import Request

Asked = TypeVar("Asked", bound=BaseModel)


def begun(request: Request, target: str) -> HttpResponse | FormBody:
    """The answer to a request that is not the last of an upload of media; else its form.

    The files of the form were received.

    Raises:
        BadInput, Conflict, TooLarge, NoSpace: see `limn.media.transfer.uploads`.
    """
    if "Upload-Length" in request.headers:
        return tus.create(request, target, named=True)
    form = FormBody(request)
    if "Upload-Multiple" in request.headers:
        _receive(request, target, form)
        return HttpResponse(status=200)
    if "Upload-Start" in request.headers and "Upload-Finish" not in request.headers:
        return HttpResponse(status=202)
    _receive(request, target, form)
    return form


def _receive(request: Request, target: str, form: FormBody) -> None:
    size = int(request.META.get("CONTENT_LENGTH") or 0) if form.has_files else 0
    uploads.receive(target, form, owner_id=request.actor.user_id, size=size)


def data_request(
    request: Request, fields: Mapping[str, list[str]]
) -> tuple[Source, DataOptions, Layout]:
    """Where the files of the task come from, how they are to be read and laid out in jobs.

    `fields` are those of a multipart request, whose body has been read.

    Raises:
        BadInput: a value is wrong, or asks for something this server does not do.
    """
    asked = _asked(request, fields, DataRequest)
    options = DataOptions(
        image_quality=asked.image_quality,
        chunk_size=asked.chunk_size or None,
        start_frame=asked.start_frame,
        stop_frame=asked.stop_frame,
        frame_filter=asked.frame_filter,
        sorting_method=asked.sorting_method,
        use_zip_chunks=asked.use_zip_chunks,
        file_order=tuple(asked.upload_file_order),
    )
    return _source(asked), options, _layout(asked)


def append_request(request: Request, fields: Mapping[str, list[str]]) -> tuple[DataOptions, bool]:
    """How further files are to be read, and whether the last job gets some of their frames.

    Raises:
        BadInput: a value is wrong.
    """
    asked = _asked(request, fields, AppendRequest)
    options = DataOptions(
        sorting_method=asked.sorting_method, file_order=tuple(asked.upload_file_order)
    )
    return options, asked.fill_last_job


def _asked(request: Request, fields: Mapping[str, list[str]], model: type[Asked]) -> Asked:
    match request.content_type:
        case "multipart/form-data":
            body = form_fields(fields)
        case "application/x-www-form-urlencoded":
            body = form_fields(dict(request.POST.lists()))
        case _:
            body = decode_any(request, 16 << 20)
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise BadInput("the upload's options are wrong", fields=_fields(error)) from error


def _layout(asked: DataRequest) -> Layout:
    for name in ("server_files_exclude", "filename_pattern"):
        if asked.job_file_mapping is not None and getattr(asked, name):
            raise bad("job_file_mapping", f"cannot be used with {name}")
    chosen = asked.validation_params
    return Layout(
        job_files=asked.job_file_mapping,
        validation=Choice.from_json(given(chosen)) if chosen else None,
    )


def _source(asked: DataRequest) -> Source:
    named = {"server_files": asked.server_files, "remote_files": asked.remote_files}
    if all(named.values()):
        problem = "take files of the share or files of addresses, not both"
        raise BadInput(problem, fields={name: [problem] for name in named})
    if asked.cloud_storage_id is not None:
        return sources.in_storage(
            asked.cloud_storage_id,
            asked.server_files,
            excluded=asked.server_files_exclude,
            pattern=asked.filename_pattern or "",
        )
    if asked.server_files:
        return sources.on_share(
            asked.server_files,
            excluded=asked.server_files_exclude,
            pattern=asked.filename_pattern or "",
            copied=asked.copy_data,
        )
    return sources.at_addresses(asked.remote_files) if asked.remote_files else sources.client()


def _fields(error: ValidationError) -> dict[str, list[str]]:
    return {".".join(map(str, one["loc"])): [one["msg"]] for one in error.errors()}
