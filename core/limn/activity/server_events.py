"""What the server itself did for people, as lines of the same log."""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson
from django.db.models import F, Q, QuerySet

from limn.events.queries import Event, newest_first
from limn.identity.queries import organization_slugs, people
from limn.permissions.actor import Actor
from limn.permissions.check import visible

_AT_ONCE = 500
_THINGS = ("project", "task", "job")


def lines(
    actor: Actor, wanted: dict[str, Any], columns: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    """Lines of events that `actor` may see, the oldest first; `wanted` as in `queries`."""
    batch: list[Event] = []
    for event in _events(actor, wanted).iterator(chunk_size=_AT_ONCE):
        batch.append(event)
        if len(batch) == _AT_ONCE:
            yield from _told(batch, columns)
            batch = []
    yield from _told(batch, columns)


def _events(actor: Actor, wanted: dict[str, Any]) -> "QuerySet[Event]":
    # The policy's filter speaks of the columns of `Activity`.
    rows = newest_first().alias(org_id=F("organization"), user_id=F("actor"))
    rows = rows.filter(visible(actor, "event")).order_by("at", "pk")
    for thing in _THINGS:
        if number := wanted.get(f"{thing}_id"):
            itself = Q(name__endswith=f":{thing}", payload__id=number)
            rows = rows.filter(itself | Q(**{f"payload__{thing}_id": number}))
    if wanted.get("user_id"):
        rows = rows.filter(actor=wanted["user_id"])
    if wanted.get("from"):
        rows = rows.filter(at__gte=wanted["from"])
    if wanted.get("to"):
        rows = rows.filter(at__lte=wanted["to"])
    return rows


def _told(events: Sequence[Event], columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    users = people({one.actor for one in events if one.actor})
    slugs = organization_slugs({one.organization for one in events if one.organization})
    for one in events:
        user = users.get(one.actor or 0)
        kind, itself = one.name.partition(":")[2], one.payload.get("id")
        told = {
            "scope": one.name,
            "obj_name": kind,
            "obj_id": itself if isinstance(itself, int) else None,
            "obj_val": itself if isinstance(itself, str) else None,
            "source": "server",
            "timestamp": one.at,
            "count": one.payload.get("count"),
            "duration": 0,
            **{f"{thing}_id": one.payload.get(f"{thing}_id") for thing in _THINGS},
            "user_id": one.actor,
            "user_name": user.username if user else None,
            "user_email": user.email if user else None,
            "org_id": one.organization,
            "org_slug": slugs.get(one.organization or 0),
            "payload": orjson.dumps(one.payload).decode(),
        }
        if kind in _THINGS:
            told[f"{kind}_id"] = itself
        yield tuple(told.get(name) for name in columns)
