"""What requests to this room ask for, and how they are answered.

Bodies and answers bypass pydantic: msgspec reads and rows write JSON ten times faster.
"""

import re
from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse

from limn.annotations.actions import Terms
from limn.annotations.codec import LabeledData
from limn.annotations.replays import Key
from limn.annotations.schemas import LabeledData as Documented
from limn.annotations.wanted import ALL, Wanted
from limn.sdk.errors import BadInput
from limn.wire.answers import JSON, json_answer
from limn.wire.bodies import decode
from limn.wire.describing import parameter, request_body

T = TypeVar("T")
BODY_LIMIT = 256 << 20
"""Bytes of a body with annotations."""
LABELED = request_body(Documented)
ACTION = parameter("action", ["create", "update", "delete"], "what to do; must be given")
TERMS = [
    {"name": "If-Match", "in": "header", "schema": {"type": "string"},
     "description": "an ETag of these annotations; 409 when they were changed since"},
    {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "maxLength": 128},
     "description": "a repeated request gets the first one's answer; 409 for another request"},
]  # fmt: skip
_MOVED = {"format", "filename", "action", "location", "cloud_storage_id"}
_VERSIONS = re.compile(r'(?:W/)?"?v(\d{1,18}(?:-\d{1,18})*)(?:\.[0-9a-f]+)?"?', re.ASCII)


def body(request: HttpRequest, wanted: type[T] = LabeledData) -> T:
    """The annotations that were sent."""
    return decode(request, wanted, BODY_LIMIT)


def reply(content: bytes, etag: str | None = None) -> HttpResponse:
    """JSON that is written already."""
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"} if etag else {}
    return HttpResponse(content, content_type=JSON, headers=headers)


def moved(request: HttpRequest, place: str) -> HttpResponse | None:
    """Exports were asked for here once; their clients are told where they went."""
    if _MOVED.isdisjoint(request.GET):
        return None
    return json_answer(f"This endpoint no longer exports; use POST {place}/dataset/export", 410)


def deed(request: HttpRequest, deeds: dict[str, Callable[..., bytes]]) -> Callable[..., bytes]:
    """What the `action` of a PATCH asks for."""
    action = request.GET.get("action", "")
    if action not in deeds:
        problem = f"choose from {', '.join(deeds)}"
        raise BadInput(f"{action!r} is no action: {problem}", fields={"action": [problem]})
    return deeds[action]


def number(request: HttpRequest, name: str, what: str = "a frame number") -> int | None:
    """A parameter that is a number from 0; None where it is not given."""
    given = request.GET.get(name, "")
    if given and not (given.isascii() and given.isdecimal() and len(given) < 19):
        raise BadInput(f"{name} is {what}", fields={name: [f"{what} is needed"]})
    return int(given) if given else None


def wanted(request: HttpRequest) -> Wanted:
    """The kinds of objects and types of shapes that are asked for; all where nobody says."""
    given = request.GET.get("kinds")
    return ALL if given is None else Wanted.named(given.split(","))


def terms(request: HttpRequest) -> Terms:
    """What `If-Match` and `Idempotency-Key` ask for."""
    return Terms(_key(request), _expected(request))


def _expected(request: HttpRequest) -> tuple[int, ...] | None:
    given = request.headers.get("If-Match", "*")
    if given == "*":
        return None
    found = _VERSIONS.fullmatch(given)
    if found is None:
        raise BadInput(f"If-Match {given[:64]!r} is no ETag of annotations")
    return tuple(int(one) for one in found[1].split("-"))


def _key(request: HttpRequest) -> Key | None:
    given = request.headers.get("Idempotency-Key")
    if given is None:
        return None
    if not 0 < len(given) <= 128:
        raise BadInput("an Idempotency-Key has 1 to 128 characters")
    return Key.of(given, request.method or "", request.get_full_path(), request.body)
