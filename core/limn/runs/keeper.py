"""The keeper: finds runs whose process died or whose message got lost, and clears up.

Any number of keepers may work at once; each change is a fenced UPDATE.
"""

import logging
import re
import shutil
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils import timezone

from limn.runs import ending, leases, queue
from limn.runs.folders import artifacts_root, scratch_root
from limn.runs.models import FAILED, FINISHED, LIVE, QUEUED, STARTED, Run

log = logging.getLogger(__name__)
_RUN = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ATTEMPT = re.compile(rf"({_RUN.pattern})-(\d{{1,6}})")


def end_leases_of_the_dead() -> None:
    """End the leases of processes of this machine that are gone, without waiting for them."""
    mine = Run.objects.filter(state=STARTED, lease_owner__startswith=f"{leases.machine()}/")
    for run in mine.filter(lease_until__gt=timezone.now()):
        if leases.is_dead(run.lease_owner):
            log.warning("the process of run %s (attempt %d) died", run.pk, run.attempt)
            leases.write(run, lease_until=timezone.now())


def reap() -> None:
    """Queue the runs whose lease has ended again; give up those that had their attempts."""
    for run in Run.objects.filter(state=STARTED, lease_until__lte=timezone.now()):
        expired = Run.objects.filter(
            pk=run.pk, state=STARTED, attempt=run.attempt, lease_until__lte=timezone.now()
        )
        if run.attempt < run.max_attempts:
            again = {"state": QUEUED, "lease_owner": "", "lease_until": None}
            if expired.update(**again, carried_at=timezone.now()):
                queue.carry(run)
                _remove_unless(scratch_root() / f"{run.pk}-{run.attempt}", keep=False)
        else:
            _give_up(run, expired)


def carry_the_lost() -> None:
    """Carry queued runs again whose message is not in their queue (it was lost, or never sent)."""
    for run in Run.objects.filter(state=QUEUED, attempt__gte=F("max_attempts")):
        _give_up(run, Run.objects.filter(pk=run.pk, state=QUEUED))
    before = timezone.now() - timedelta(seconds=settings.RUN_REAP_SECONDS)
    late = Run.objects.filter(state=QUEUED, carried_at__lt=before).order_by("created_date")
    for name in set(late.values_list("queue", flat=True).order_by()):
        waiting = queue.waiting(name)
        for run in late.filter(queue=name):
            if str(run.pk) not in waiting:
                Run.objects.filter(pk=run.pk, state=QUEUED).update(carried_at=timezone.now())
                queue.carry(run)


def sweep() -> None:
    """Remove expired runs, and files that belong to no run."""
    Run.objects.exclude(state__in=LIVE).filter(expiry_date__lt=timezone.now()).delete()
    for folder in _children(scratch_root()):
        if found := _ATTEMPT.fullmatch(folder.name):
            at_work = Run.objects.filter(pk=found[1], state=STARTED, attempt=found[2])
            _remove_unless(folder, keep=at_work.exists())
    for folder in _children(artifacts_root()):
        if _RUN.fullmatch(folder.name):
            run = Run.objects.filter(pk=folder.name).first()
            _remove_unless(folder, keep=run is not None)
            for attempt in _children(folder):
                _remove_unless(attempt, keep=_may_keep(run, attempt.name))


def _remove_unless(folder: Path, *, keep: bool) -> None:
    if not keep:
        shutil.rmtree(folder, ignore_errors=True)


def _may_keep(run: Run | None, attempt: str) -> bool:
    """Whether files of that attempt are the run's result, or may become so."""
    if run is None:
        return False
    if run.state == FINISHED:
        return str((run.result or {}).get("artifact", "")).split("/")[1:2] == [attempt]
    return run.state == STARTED and attempt == str(run.attempt)


def _children(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _give_up(run: Run, rows: QuerySet[Run]) -> None:
    ending.close(
        rows,
        run,
        FAILED,
        error_code="worker_died",
        message=f"the work was begun {run.attempt} times, and each time its process died "
        "or fell silent; it may need more memory than the server has",
    )
