"""Writing events down, and telling plugins about them."""

from collections.abc import Iterable, Mapping
from typing import Any

from limn.events.models import Event


def record(name: str, actor: int | None, organization: int | None, **payload: Any) -> None:
    """Write down that `name` (`create:task`) happened, in the caller's transaction.

    Plugins are told after it is committed, at least once; a rolled back event never happened.
    `actor` and `organization` are ids; `payload` holds JSON values.
    """
    record_all(actor, organization, [(name, payload)])


def record_all(
    actor: int | None,
    organization: int | None,
    happened: Iterable[tuple[str, Mapping[str, Any]]],
) -> None:
    """As `record`, for several names with their payloads in one query."""
    Event.objects.bulk_create(
        Event(name=name, actor=actor, organization=organization, payload=dict(payload))
        for name, payload in happened
    )
