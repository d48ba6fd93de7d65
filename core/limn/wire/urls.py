"""Addresses as the caller sees them."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpRequest


def absolute(request: HttpRequest, path: str, **query: str | int) -> str:
    """The full address of `path` (`/api/users/1`) on the host the caller used."""
    text = f"{path}?{_encoded(query)}" if query else path
    return f"{_base(request)}{text}"


def _encoded(query: Mapping[str, str | int]) -> str:
    if any(isinstance(value, str) for value in query.values()):
        return urlencode(query)
    return "&".join(f"{name}={value}" for name, value in query.items())


def _base(request: HttpRequest) -> str:
    """`https://limn.example`, found out once: a page of a list has fifty addresses in it."""
    base: str | None = getattr(request, "base_address", None)
    if base is None:
        base = f"{request.scheme}://{request.get_host()}"
        request.base_address = base  # type: ignore[attr-defined]
    return base
