"""Addresses as the caller sees them."""

from urllib.parse import quote_plus

from django.http import HttpRequest


def absolute(request: HttpRequest, path: str, **query: str | int) -> str:
    """The full address of `path` (`/api/users/1`) on the host the caller used."""
    if not query:
        return _base(request) + path
    asked = [f"{name}={_quoted(value)}" for name, value in query.items()]
    return f"{_base(request)}{path}?{'&'.join(asked)}"


def _quoted(value: str | int) -> str | int:
    return quote_plus(value) if isinstance(value, str) else value


def _base(request: HttpRequest) -> str:
    """`https://limn.example`, found out once: a page of a list has fifty addresses in it."""
    base: str | None = getattr(request, "base_address", None)
    if base is None:
        base = f"{request.scheme}://{request.get_host()}"
        request.base_address = base  # type: ignore[attr-defined]
    return base
