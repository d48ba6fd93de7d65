"""Every API route, with and without a trailing slash.

Several rooms may answer for one address with different methods (`GET tasks/1/annotations` reads,
`POST tasks/1/annotations` imports), so routes that differ only in the names of their parameters
are one route here.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path
from ninja import NinjaAPI

from limn.media.transfer import tus
from limn.sdk.errors import NotFound
from limn.wire.errors import answer

_PARAMETER = re.compile(r"<(?:[^:>]+:)?([^>]+)>")


def patterns(api: NinjaAPI) -> list[URLPattern | URLResolver]:
    """The URL patterns of `api`, to be included under its prefix.

    Django tries one after the other, so those that begin with the same word are behind one.
    """
    alone: list[URLPattern | URLResolver] = []
    below: dict[str, list[URLPattern]] = {}
    for route, view in _routes(api):
        word, slash, rest = route.partition("/")
        if slash:
            below.setdefault(word + slash, []).append(path(rest, view))
        else:
            alone.append(path(route, view))
    return alone + [path(word, include(routes)) for word, routes in below.items()]


def _routes(api: NinjaAPI) -> Iterator[tuple[str, Callable[..., HttpResponseBase]]]:
    found, _, _ = api.urls
    routes: dict[str, list[URLPattern]] = {}
    for pattern in found:
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            routes.setdefault(_PARAMETER.sub("<>", str(pattern.pattern)), []).append(pattern)
    for doors in routes.values():
        view = _one_of(doors)
        for slash in ("", "/"):
            yield str(doors[0].pattern) + slash, view


def _one_of(doors: Sequence[URLPattern]) -> Callable[..., HttpResponseBase]:
    names = [_PARAMETER.findall(str(door.pattern)) for door in doors]

    def view(request: HttpRequest, **parameters: object) -> HttpResponseBase:
        request.method = tus.meant_method(request)
        methods: set[str] = set()
        for door, own in zip(doors, names, strict=True):
            renamed = dict(zip(own, parameters.values(), strict=True))
            reply = _called(door.callback, request, renamed)
            if not isinstance(reply, HttpResponseNotAllowed):
                return reply
            methods.update(reply["Allow"].split(", "))
        return _no_such_method(request, methods)

    view.csrf_exempt = True  # type: ignore[attr-defined]  # sessions check it in limn.api.auth
    return view


def _called(
    view: Callable[..., HttpResponseBase], request: HttpRequest, parameters: dict[str, object]
) -> HttpResponseBase:
    """The view's answer; one that knows GET but not HEAD is asked for GET (servers cut bodies)."""
    reply = view(request, **parameters)
    if request.method != "HEAD" or not isinstance(reply, HttpResponseNotAllowed):
        return reply
    if "GET" not in reply["Allow"].split(", "):
        return reply
    request.method = "GET"
    try:
        return view(request, **parameters)
    finally:
        request.method = "HEAD"


def no_such_route(request: HttpRequest, *_: str) -> HttpResponse:
    """For addresses under `/api` that nothing answers."""
    return answer(NotFound(f"there is no {request.path}"))


def _no_such_method(request: HttpRequest, methods: set[str]) -> HttpResponse:
    allow = ", ".join(sorted(methods | {"OPTIONS"}))
    if request.method != "OPTIONS":
        return HttpResponse(status=405, headers={"Allow": allow})
    answer = tus.options() if "HEAD" in methods or "POST" in methods else HttpResponse(status=204)
    answer["Allow"] = allow
    return answer
