"""How a run ends: its row is closed, and everybody concerned is told, in one transaction."""

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from limn.events import actions as events
from limn.runs import declare
from limn.runs.models import CANCELLED, FAILED, FINISHED, STARTED, Run
from limn.sdk.events import EndedRun

log = logging.getLogger(__name__)


def finish(run: Run, state: str, **fields: Any) -> bool:
    """Close the run if this attempt still holds its lease; whether it did."""
    mine = Run.objects.filter(
        pk=run.pk, state=STARTED, lease_owner=run.lease_owner, attempt=run.attempt
    )
    return close(mine, run, state, warnings=run.warnings, **fields)


def close(rows: QuerySet[Run], run: Run, state: str, **fields: Any) -> bool:
    """Close `run` if it is still among `rows`; whether it was."""
    now = timezone.now()
    keep, keep_failed = declare.kept_for(run.job)
    if state == FINISHED:
        fields |= {"progress": 1.0, "expiry_date": now + keep}
        fields.setdefault("message", "")
    elif state == FAILED:
        fields["expiry_date"] = now + keep_failed
    else:
        fields["expiry_date"] = now + timedelta(hours=1)
    with transaction.atomic():
        if not rows.update(state=state, finished_date=now, lease_until=None, **fields):
            return False
        _tell(run, state, fields)
    return True


def _tell(run: Run, state: str, fields: dict[str, Any]) -> None:
    if state in {FINISHED, FAILED, CANCELLED}:
        events.record(
            "completed:request",
            run.owner_id,
            run.organization_id,
            id=run.key,
            run=str(run.pk),
            job=run.job,
            status=state,
            message=fields.get("message", ""),
            project_id=run.project_id,
            task_id=run.task_id,
            job_id=run.job_id,
        )
    since = run.started_date or run.created_date
    seconds = (timezone.now() - since).total_seconds()
    ended = EndedRun(id=str(run.pk), name=run.job, outcome=state, seconds=seconds)
    transaction.on_commit(lambda: _tell_plugins(ended), robust=True)


def _tell_plugins(ended: EndedRun) -> None:
    from limn.host import calls

    calls.tell_run_ended(ended)
