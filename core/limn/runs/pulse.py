"""The heartbeat of a run: a thread that keeps its lease and brings news both ways."""

import logging
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, connection

from limn.runs import leases
from limn.runs.live import LeaseLost, LiveRun

log = logging.getLogger(__name__)

GRACE_SECONDS = 30.0
"""How long a stopped job may take to notice before its process is ended."""


@contextmanager
def pulse(live: LiveRun) -> Iterator[None]:
    """Renew the lease of `live` while the block runs."""
    done = threading.Event()
    thread = threading.Thread(target=_beat_until, args=(live, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join(timeout=5)


def _beat_until(live: LiveRun, done: threading.Event) -> None:
    lease = settings.RUN_LEASE_SECONDS
    # SQLite has one writer at a time, so there the pulse is slower.
    tick = min(0.5 if connection.vendor == "postgresql" else 1.0, lease / 5)
    renewed = time.monotonic()
    try:
        while not done.wait(tick) and not live.published and live.stopped is None:
            try:
                renewed = _beat(live, renewed, lease)
            except DatabaseError as error:
                log.warning("no heartbeat for run %s: %s", live.id, error)
                connection.close()
                if live.publishing and connection.vendor == "sqlite":
                    # The lock is held by the run's own transaction, so nobody can take it over.
                    renewed = time.monotonic()
                if time.monotonic() > renewed + lease:
                    live.stopped = LeaseLost(f"run {live.id} could not renew its lease")
        if live.stopped is not None and not done.wait(GRACE_SECONDS):
            log.error("run %s did not stop; ending its process", live.id)
            os.kill(os.getpid(), signal.SIGKILL)
    finally:
        connection.close()


def _beat(live: LiveRun, renewed: float, lease: float) -> float:
    """One beat; the time of the last renewal after it."""
    news = live.take_unsaved()
    started = time.monotonic()
    if news or started > renewed + lease / 3:
        renewed, held = started, leases.renew(live.row, **news)
    else:
        held = leases.held(live.row)
    if not held and not live.published:
        live.lost()
    return renewed
