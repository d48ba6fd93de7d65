"""The body that finishes an upload of task media, in JSON or as a form."""

from collections.abc import Mapping

from pydantic import ValidationError

from limn.media import sources
from limn.media.options import DataOptions
from limn.media.sources import Source
from limn.sdk.errors import BadInput
from limn.tasks.layouts import Layout
from limn.tasks.schemas import DataRequest, given
from limn.tasks.truth import Choice, bad
from limn.wire.bodies import decode_any, form_fields
from limn.wire.requests import Request


def data_request(
    request: Request, fields: Mapping[str, list[str]]
) -> tuple[Source, DataOptions, Layout]:
    """Where the files of the task come from, how they are to be read and laid out in jobs.

    `fields` are those of a multipart request, whose body has been read.

    Raises:
        BadInput: a value is wrong, or asks for something this server does not do.
    """
    match request.content_type:
        case "multipart/form-data":
            body = form_fields(fields)
        case "application/x-www-form-urlencoded":
            body = form_fields(dict(request.POST.lists()))
        case _:
            body = decode_any(request, 16 << 20)
    try:
        asked = DataRequest.model_validate(body)
    except ValidationError as error:
        raise BadInput("the upload's options are wrong", fields=_fields(error)) from error
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
