"""Writing events down, and telling plugins about them."""

from typing import Any

from limn.events.models import Event


def record(name: str, actor: int | None, organization: int | None, **payload: Any) -> None:
    """Write down that `name` (`create:task`) happened, in the caller's transaction.

    Plugins are told after it is committed, at least once; a rolled back event never happened.
    `actor` and `organization` are ids; `payload` holds JSON values.
    """
    Event.objects.create(name=name, actor=actor, organization=organization, payload=payload)
