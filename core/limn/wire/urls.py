"""Addresses as the caller sees them."""

from urllib.parse import urlencode

from django.http import HttpRequest


def absolute(request: HttpRequest, path: str, **query: str | int) -> str:
    """The full address of `path` (`/api/users/1`) on the host the caller used."""
    text = f"{path}?{urlencode(query)}" if query else path
    # `path` is ours: joining is all that `build_absolute_uri` would do, at a tenth of its price.
    return f"{request.scheme}://{request.get_host()}{text}"
