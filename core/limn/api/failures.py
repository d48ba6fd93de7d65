"""What goes wrong on the way through an endpoint, as an answer."""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import IntegrityError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from limn.sdk.errors import (
    Away,
    BadInput,
    Conflict,
    Forbidden,
    LimnError,
    NotFound,
    NotReady,
    TooLarge,
)
from limn.wire.answers import json_answer
from limn.wire.errors import answer

log = logging.getLogger(__name__)


def handle(api: NinjaAPI) -> None:
    """Let `api` answer every exception in one shape."""
    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        LimnError: _ours,
        ValidationError: _invalid,
        HttpError: _http,
        Http404: lambda request, error: answer(NotFound("Not found.")),
        RequestDataTooBig: lambda request, error: answer(TooLarge(str(error))),
        SuspiciousOperation: _malformed,
        MultiPartParserError: _malformed,
        OperationalError: _database,
        IntegrityError: _clash,
        Exception: _unexpected,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, cast(Any, handler))


def _ours(request: HttpRequest, error: LimnError) -> HttpResponse:
    if error.status >= 500:
        log.error("%s %s: %s", request.method, request.path, error, exc_info=error)
    return answer(error)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Ninja's findings, by the path of each bad value; strange fields of a PATCH as CVAT has it."""
    if request.method == "PATCH":
        strange = [_path(one["loc"]) for one in error.errors if one["type"] == "extra_forbidden"]
        if strange:
            named = ", ".join(strange)
            return answer(Forbidden(f"Attempted to update an unknown field: {named}"))
    fields: dict[str, list[str]] = {}
    for finding in error.errors:
        fields.setdefault(_path(finding["loc"]), []).append(finding["msg"])
    return answer(BadInput("the request is not valid", fields=fields))


def _path(location: Sequence[str | int]) -> str:
    """`("body", "wanted", "labels", 0, "name")` as `labels[0].name`."""
    source, *parts = location
    if source in ("body", "form", "file") and len(parts) > 1:
        parts = parts[1:]
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return text.removeprefix(".") or "non_field_errors"


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error.__cause__, LimnError):  # ninja wraps what our body parser raises
        return _ours(request, error.__cause__)
    return json_answer({"detail": str(error)}, status=error.status_code)


def _malformed(request: HttpRequest, error: Exception) -> HttpResponse:
    return answer(BadInput(f"the request is malformed: {error}"))


def _database(request: HttpRequest, error: OperationalError) -> HttpResponse:
    if "locked" in str(error) or "lock timeout" in str(error):
        return answer(NotReady("the resource is busy; try again", retry_after=2))
    if _is_away(error):
        log.warning("%s %s: the database is away: %s", request.method, request.path, error)
        return answer(Away("the database is away; try again", retry_after=2))
    return _unexpected(request, error)


def _is_away(error: OperationalError) -> bool:
    """Whether PostgreSQL cannot be reached, is going down, or takes no more connections."""
    if connection.vendor != "postgresql":
        return False
    state: str | None = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(("08", "53", "57P"))


def _clash(request: HttpRequest, error: IntegrityError) -> HttpResponse:
    """Somebody took the name, or removed what it belongs to, while this was on its way."""
    text = str(error).lower()
    if "unique constraint" in text or "foreign key constraint" in text:
        log.warning("%s %s: %s", request.method, request.path, error)
        return answer(Conflict("somebody changed this meanwhile; read again and retry"))
    return _unexpected(request, error)


def _unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    name = getattr(request, "request_id", "")
    log.error("%s %s (request %s)", request.method, request.path, name, exc_info=error)
    body: Mapping[str, Any] = {
        "detail": f"Something of ours failed. Look for request {name} in the server's log.",
        "code": LimnError.code,
    }
    return json_answer(body, status=500)
