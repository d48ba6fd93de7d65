"""The body that finishes an upload of task media, in JSON or as a form."""

import re
from typing import Any

from django.http import QueryDict
from pydantic import ValidationError

from limn.media import sources
from limn.media.options import DataOptions
from limn.media.sources import Source
from limn.sdk.errors import BadInput
from limn.tasks.schemas import DataRequest
from limn.wire.bodies import decode_any
from limn.wire.requests import Request

_LIST_ITEM = re.compile(r"(\w+)\[(\d*)\]")
_NOT_HERE = {
    "cloud_storage_id": "this server reads no media from cloud storages",
    "job_file_mapping": "jobs cannot be made from lists of files",
    "validation_params": "ground truth cannot be chosen while uploading",
}


def data_request(request: Request) -> tuple[Source, DataOptions]:
    """Where the files of the task come from, and how they are to be read.

    Raises:
        BadInput: a value is wrong, or asks for something this server does not do.
    """
    form = request.content_type in ("multipart/form-data", "application/x-www-form-urlencoded")
    given = _from_form(request.POST) if form else decode_any(request, 16 << 20)
    try:
        asked = DataRequest.model_validate(given)
    except ValidationError as error:
        raise BadInput("the upload's options are wrong", fields=_fields(error)) from error
    for name, problem in _NOT_HERE.items():
        if getattr(asked, name):
            raise BadInput(problem, fields={name: [problem]})
    return _source(asked), DataOptions(
        image_quality=asked.image_quality,
        chunk_size=asked.chunk_size or None,
        start_frame=asked.start_frame,
        stop_frame=asked.stop_frame,
        frame_filter=asked.frame_filter,
        sorting_method=asked.sorting_method,
        use_zip_chunks=asked.use_zip_chunks,
        file_order=tuple(asked.upload_file_order),
    )


def _source(asked: DataRequest) -> Source:
    named = {"server_files": asked.server_files, "remote_files": asked.remote_files}
    if all(named.values()):
        problem = "take files of the share or files of addresses, not both"
        raise BadInput(problem, fields={name: [problem] for name in named})
    if asked.server_files:
        return sources.on_share(
            asked.server_files,
            excluded=asked.server_files_exclude,
            pattern=asked.filename_pattern or "",
            copied=asked.copy_data,
        )
    return sources.at_addresses(asked.remote_files) if asked.remote_files else sources.client()


def _from_form(form: QueryDict) -> dict[str, Any]:
    """A form's fields; `name[0]`, `name[1]` … and repeated names become lists."""
    given: dict[str, Any] = {}
    for key in form:
        if item := _LIST_ITEM.fullmatch(key):
            given.setdefault(item[1], []).extend(form.getlist(key))
        else:
            given[key] = form[key]
    return given


def _fields(error: ValidationError) -> dict[str, list[str]]:
    return {".".join(map(str, one["loc"])): [one["msg"]] for one in error.errors()}
