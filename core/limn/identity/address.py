"""Where a request comes from."""

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The caller's network address; behind a proxy, the one the proxy saw."""
    if settings.BEHIND_PROXY:
        # Only the last entry is the proxy's own; the ones before it are the caller's word.
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return request.META.get("REMOTE_ADDR", "")
