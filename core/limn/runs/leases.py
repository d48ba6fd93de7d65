"""Who may work on a run: one attempt at a time, for as long as its lease is renewed.

Every write of a worker names its lease owner and its attempt in the WHERE clause. One that lost
its lease, because it was slow or thought dead, changes nothing any more.
"""

import os
import socket
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import psutil
from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from limn.runs.models import QUEUED, STARTED, Run


@cache
def machine() -> str:
    """A name for all processes that can see each other's process ids."""
    namespace = Path("/proc/self/ns/pid")
    number = namespace.readlink().name.strip("pid:[]") if namespace.is_symlink() else ""
    return f"{socket.gethostname()}/{number}"


def this_process() -> str:
    """The name under which this process holds leases; no other process ever had it."""
    return f"{machine()}/{os.getpid()}/{psutil.Process().create_time():.2f}"


def is_dead(owner: str) -> bool:
    """Whether `owner` was a process of this machine that is gone."""
    if not owner.startswith(f"{machine()}/"):
        return False
    pid, born = owner.removeprefix(f"{machine()}/").split("/")
    try:
        process = psutil.Process(int(pid))
        alive = process.status() != psutil.STATUS_ZOMBIE
        return not (alive and f"{process.create_time():.2f}" == born)
    except psutil.NoSuchProcess:
        return True


def claim(run_id: UUID | str, owner: str) -> Run | None:
    """The run, now this owner's, or None if it is another's, ended, or out of attempts."""
    now = timezone.now()
    free = Q(state=QUEUED) | Q(state=STARTED, lease_until__lt=now)
    claimed = Run.objects.filter(free, pk=run_id, attempt__lt=F("max_attempts")).update(
        state=STARTED,
        attempt=F("attempt") + 1,
        lease_owner=owner,
        lease_until=_lease_end(),
        heartbeat_at=now,
        started_date=now,
        progress=None,
        message="",
        warnings=[],
    )
    return Run.objects.get(pk=run_id) if claimed else None


def write(run: Run, **changes: Any) -> bool:
    """Change the run's row if the lease is still this attempt's; else nothing, and False."""
    return bool(
        Run.objects.filter(
            pk=run.pk, state=STARTED, lease_owner=run.lease_owner, attempt=run.attempt
        ).update(**changes)
    )


def renew(run: Run, **changes: Any) -> bool:
    """Keep the lease for another term, writing `changes` along with it."""
    return write(run, lease_until=_lease_end(), heartbeat_at=timezone.now(), **changes)


def held(run: Run) -> bool:
    """Whether the lease is still this attempt's."""
    return Run.objects.filter(
        pk=run.pk, state=STARTED, lease_owner=run.lease_owner, attempt=run.attempt
    ).exists()


def was_cancelled(run: Run) -> bool:
    """Whether somebody stopped the run, or its row is gone."""
    return not Run.objects.filter(pk=run.pk, cancel_requested=False).exists()


def release(run: Run, *, forgiven: bool = True) -> bool:
    """Give the run back to the queue; a forgiven attempt (an orderly shutdown) does not count."""
    more = {"max_attempts": F("max_attempts") + 1} if forgiven else {}
    return write(run, state=QUEUED, lease_owner="", lease_until=None, **more)


def _lease_end() -> datetime:
    return timezone.now() + timedelta(seconds=settings.RUN_LEASE_SECONDS)
