"""Previews, and what is answered where there is no picture."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from limn.media.queries import Data
from limn.media.serving.deleted import told_when_deleted
from limn.media.serving.frames import Encoded, frame_source
from limn.sdk.errors import NotFound
from limn.wire.answers import file_answer
from limn.wire.describing import described, empty, file, parameter
from limn.wire.requests import Request

PREVIEW = described(
    parameter("Prefer", "string", "`handling=empty`: 204 without a picture", place="header"),
    file("image/jpeg", about="the picture"),
    empty(204, "there is no picture, and the caller prefers an empty answer"),
)
"""The `openapi_extra` of a preview."""


def preview_of(request: Request, data: Data | None, number: int | None = None) -> HttpResponseBase:
    """The small picture of that frame (None: the first not deleted), if there is media yet.

    Raises:
        NotFound: as `preview_answer`, or the media is being deleted.
    """
    if data is None or not data.kind:
        return preview_answer(request, None)
    with told_when_deleted(data):
        return preview_answer(request, frame_source(data).preview(number))


def preview_answer(request: Request, picture: Encoded | None) -> HttpResponseBase:
    """The picture; without one 204 if the caller prefers that (`Prefer: handling=empty`).

    Raises:
        NotFound: there is no picture and the caller did not say so.
    """
    if picture is not None:
        answer = file_answer(request, picture.content, picture.mime)
    elif "handling=empty" in request.headers.get("Prefer", ""):
        answer = HttpResponse(status=204, headers={"Preference-Applied": "handling=empty"})
    else:
        raise NotFound("there is no picture to show yet")
    patch_vary_headers(answer, ["Prefer"])
    return answer
