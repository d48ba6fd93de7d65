"""What happens to every request, whatever door it takes."""

import logging
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from limn.wire.answers import JSON

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


class JsonGZipMiddleware(GZipMiddleware):
    """Packs JSON for callers that take gzip, with random padding against guessing by length.

    Files are compressed already or answered in ranges, and streams leave as they are made.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.streaming or response.headers.get("Content-Type", "") != JSON:
            return response
        return super().process_response(request, response)


class RequestIdFilter(logging.Filter):
    """Gives log records their `request_id`, `-` outside of requests."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id.get() or "-"
        return True
