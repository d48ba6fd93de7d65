"""What happens to every request, whatever door it takes."""

import logging
import re
import secrets
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from io import BytesIO

from csp.constants import HEADER
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from isal.igzip import IGzipFile

from limn.wire.answers import JSON

_GZIP = re.compile(r"\bgzip\b")
_FAST = 1
_LEAST = 200
"""Bytes; what is shorter is not packed."""
_PADDING = 100

current_request_id: ContextVar[str] = ContextVar("current_request_id", default="")


class RequestIdMiddleware:
    """Names each request by a UUID: in the answer's `X-Request-Id` and on every log line."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        name = str(uuid.uuid4())
        request.request_id = name  # type: ignore[attr-defined]
        token = current_request_id.set(name)
        try:
            answer = self.get_response(request)
        finally:
            current_request_id.reset(token)
        answer["X-Request-Id"] = name
        return answer


class JsonGZipMiddleware:
    """Packs JSON for callers that take gzip, with random padding against guessing by length.

    Files are compressed already or answered in ranges, and streams leave as they are made. This
    is Django's middleware by another library: zlib takes 0.1 s for what is drawn in one job.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if isinstance(answer, HttpResponse) and _worth_packing(answer):
            patch_vary_headers(answer, ("Accept-Encoding",))
            if _GZIP.search(request.headers.get("Accept-Encoding", "")):
                _pack(answer)
        return answer


def _worth_packing(answer: HttpResponse) -> bool:
    is_json = answer.headers.get("Content-Type", "") == JSON
    return is_json and "Content-Encoding" not in answer and len(answer.content) >= _LEAST


def _pack(answer: HttpResponse) -> None:
    packed = BytesIO()
    padding = "a" * secrets.randbelow(_PADDING)
    with IGzipFile(padding, "wb", _FAST, packed, mtime=0) as file:
        file.write(answer.content)
    if packed.tell() >= len(answer.content):
        return
    answer.content = packed.getvalue()
    answer["Content-Encoding"] = "gzip"
    answer["Content-Length"] = str(len(answer.content))
    # RFC 9110, 8.8.1: a strong ETag would say that the bytes are the same however packed.
    if (etag := answer.get("ETag", "")).startswith('"'):
        answer["ETag"] = f"W/{etag}"


class ContentPolicyMiddleware:
    """Puts the settings' `Content-Security-Policy` on every answer; django-csp writes it, once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        answer.headers.setdefault(HEADER, self.policy)
        return answer


class RequestIdFilter(logging.Filter):
    """Gives log records their `request_id`, `-` outside of requests."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id.get() or "-"
        return True
