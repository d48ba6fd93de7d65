"""Telling plugins what happened: by one process at a time, at least once, in order."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from limn.events.models import Event
from limn.host import calls
from limn.sdk import events as told

_LOCK = 0x4C696D6E  # any number that no other advisory lock of this database uses


def drain(batch: int = 200) -> int:
    """Tell plugins of committed events nobody told them yet; how many there were.

    Returns 0 at once while another process is telling.
    """
    if not Event.objects.filter(told=False).exists():
        return 0
    with _alone() as alone:
        waiting = Event.objects.filter(told=False).order_by("id")[:batch] if alone else ()
        return sum(map(_tell, waiting))


def _tell(event: Event) -> int:
    calls.tell(
        told.Event(
            id=event.pk,
            name=event.name,
            at=event.at,
            actor=event.actor,
            organization=event.organization,
            payload=event.payload,
        )
    )
    return Event.objects.filter(pk=event.pk).update(told=True)


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether this process alone holds the teller's lock, for the time of the block."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
            yield bool(cursor.fetchone()[0])
        return
    # SQLite's only lock would keep every writer out while plugins take their time.
    with (Path(settings.DATA_ROOT) / "events.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
