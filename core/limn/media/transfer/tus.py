"""TUS 1.0 over HTTP for any target: headers in, headers out; the bytes are `uploads`' affair."""

import base64

from django.http import HttpRequest, HttpResponse

from limn.media.models import Upload
from limn.media.transfer import expiry, uploads
from limn.sdk.errors import BadInput, Conflict
from limn.wire.requests import Request
from limn.wire.urls import absolute

_COMMON = {"Tus-Resumable": uploads.VERSION, "Cache-Control": "no-store"}

_BYTES = "application/offset+octet-stream"


def _answer(status: int, **headers: str) -> HttpResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(status=status, headers=_COMMON | named)


def options() -> HttpResponse:
    """What this server's uploads can do."""
    return _answer(
        204,
        Tus_Version=uploads.VERSION,
        Tus_Extension=uploads.EXTENSIONS,
        Tus_Checksum_Algorithm=uploads.CHECKSUMS,
        Tus_Max_Size=str(uploads.MAX_SIZE),
    )


def create(request: Request, target: str, *, named: bool) -> HttpResponse:
    """Begin an upload for `target`; its address is this one's with the upload's id behind.

    Raises:
        BadInput, Conflict, TooLarge, NoSpace: see `uploads.create`.
    """
    if refusal := _refused(request):
        return refusal
    metadata = uploads.parse_metadata(request.headers.get("Upload-Metadata", ""))
    upload = uploads.create(
        request.actor.user_id or 0,
        target,
        _number(request, "Upload-Length"),
        metadata,
        named=named,
    )
    return _answer(
        201,
        Location=absolute(request, f"{request.path.rstrip('/')}/{upload.pk}"),
        Upload_Filename=upload.filename,
        **_state(upload),
    )


def meant_method(request: HttpRequest) -> str | None:
    """The request's method, or what a client behind a proxy that knows only POST means by it."""
    if request.method == "POST" and "Tus-Resumable" in request.headers:
        meant = request.headers.get("X-HTTP-Method-Override", "").upper()
        return meant if meant in ("PATCH", "DELETE") else "POST"
    return request.method


def head(request: Request, target: str, upload_id: str) -> HttpResponse:
    """How far an upload is."""
    if refusal := _refused(request):
        return refusal
    upload = uploads.head(upload_id, request.actor.user_id or 0, target)
    return _answer(
        200,
        Upload_Length=str(upload.length),
        Upload_Metadata=_metadata(upload),
        **_state(upload),
    )


def patch(request: Request, target: str, upload_id: str) -> HttpResponse:
    """Add bytes to an upload; a wrong offset answers 409 with the right one."""
    if refusal := _refused(request):
        return refusal
    if request.content_type != _BYTES:
        return _answer(415, Accept_Patch=_BYTES)
    length = request.META.get("CONTENT_LENGTH") or ""
    try:
        upload = uploads.patch(
            upload_id,
            request.actor.user_id or 0,
            target,
            _number(request, "Upload-Offset"),
            request,
            content_length=int(length) if length.isdecimal() else None,
            checksum=request.headers.get("Upload-Checksum"),
        )
    except Conflict as error:
        if "offset" not in error.details:
            raise
        return _answer(409, Upload_Offset=str(error.details["offset"]))
    return _answer(204, **_state(upload))


def delete(request: Request, target: str, upload_id: str) -> HttpResponse:
    """Forget an upload."""
    if refusal := _refused(request):
        return refusal
    uploads.delete(upload_id, request.actor.user_id or 0, target)
    return _answer(204)


def go_on(request: Request, target: str, upload_id: str) -> HttpResponse:
    """What a HEAD, PATCH or DELETE of an upload's address asks for."""
    deed = {"HEAD": head, "PATCH": patch, "DELETE": delete}[request.method or ""]
    return deed(request, target, upload_id)


def _refused(request: Request) -> HttpResponse | None:
    """412 for a client of another protocol version; CVAT's own clients may name none."""
    if request.headers.get("Tus-Resumable", uploads.VERSION) == uploads.VERSION:
        return None
    return _answer(412, Tus_Version=uploads.VERSION)


def _metadata(upload: Upload) -> str:
    pairs = {"filename": upload.filename, "filetype": upload.filetype}
    return ",".join(
        f"{name} {base64.b64encode(value.encode()).decode()}"
        for name, value in pairs.items()
        if value
    )


def _state(upload: Upload) -> dict[str, str]:
    expires = expiry.expires(upload).strftime("%a, %d %b %Y %H:%M:%S GMT")
    return {"Upload_Offset": str(upload.offset), "Upload_Expires": expires}


def _number(request: Request, header: str) -> int:
    text = request.headers.get(header, "")
    if not text.isdecimal() or len(text) > 18:
        problem = f"the header {header} must be a number of bytes, not {text!r}"
        raise BadInput(problem, fields={header: [problem]})
    return int(text)
