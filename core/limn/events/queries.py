"""Questions about what happened."""

from django.db.models import QuerySet

from limn.events.models import Event

__all__ = ["Event", "newest_first"]


def newest_first(*, name: str = "", after: int = 0) -> QuerySet[Event]:
    """Events with a greater id than `after`, of that name if one is given."""
    events = Event.objects.filter(pk__gt=after).order_by("-pk")
    return events.filter(name=name) if name else events
