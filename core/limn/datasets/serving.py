"""What doors of datasets and backups share: files of forms, refusals, files to download."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal
from urllib.parse import unquote

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from limn.media.transfer import uploads
from limn.media.transfer.forms import FormBody
from limn.permissions.check import permit
from limn.runs import artifacts
from limn.runs.queries import get_run
from limn.sdk.errors import BadInput, Conflict, Forbidden, NotFound
from limn.wire.answers import file_answer, json_answer
from limn.wire.requests import Request

Location = Literal["local", "cloud_storage"]


def still_at_work(error: Conflict) -> HttpResponse:
    """The answer that names the request which does this already."""
    if "rq_id" not in error.details:
        raise error
    return json_answer({"rq_id": error.details["rq_id"]}, 409)


def received(request: Request, place: str, field: str) -> str | None:
    """The name under which the file in that field of a form waits; None if none was sent.

    Raises:
        TooLarge: with what waits it is more than its sender may have waiting.
        NoSpace: it does not fit. BadInput: the form cannot be read.
    """
    for file in FormBody(request):
        if file.field == field:
            size = int(request.META.get("CONTENT_LENGTH") or 0)
            return uploads.receive_one(place, file, owner_id=request.actor.user_id or 0, size=size)
    return None


@contextmanager
def dropped_if_refused(place: str, sent: str | None) -> Iterator[None]:
    """Let go of a file that a form brought if it is not taken: nobody knows its name."""
    try:
        yield
    except Exception:
        if sent is not None:
            uploads.discard(place, sent)
        raise


def download(
    request: Request, kind: str, target_id: int, rq_id: str, *, backup: bool = False
) -> HttpResponseBase:
    """The file that an export left, for whoever started it.

    Raises:
        BadInput: there is no such export of this target, or it has not finished yet.
        Forbidden: it was started by somebody else.
        NotFound: the file has expired.
    """
    try:
        run = get_run(unquote(rq_id))
    except NotFound as error:
        raise BadInput("Unknown export request id") from error
    found = (run.action, run.target, run.target_id, run.subresource == "backup")
    if found != ("export", kind, target_id, backup):
        raise BadInput("Unknown export request id")
    permit(request.actor, "request:view", run)
    if run.owner_id != request.actor.user_id:
        raise Forbidden("this was exported by somebody else")
    if run.finished_date is None:
        raise BadInput("the export has not finished yet")
    path = artifacts.path_of(run)
    return file_answer(
        request, path, "application/zip", filename=artifacts.filename_of(run), etag=f"{run.pk}"
    )
