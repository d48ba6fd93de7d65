"""Work in the background: what people did and the server did for them, as CSV."""

import csv
import heapq
from operator import itemgetter
from typing import Any

from django.utils import timezone

from limn.activity import server_events
from limn.activity.queries import COLUMNS, visible_to
from limn.identity.queries import actor_of, get_user
from limn.runs import artifacts
from limn.runs.declare import job
from limn.runs.live import LiveRun

_AT_ONCE = 2_000
_WHEN = itemgetter(COLUMNS.index("timestamp"))


@job("activity:export", queue="export")
def export(run: LiveRun, *, wanted: dict[str, Any], in_organization: bool, filename: str) -> None:
    """Write what the owner of the run may see, line by line."""
    row = run.row
    actor = actor_of(
        get_user(row.owner_id or 0),
        organization=row.organization_id,
        organization_specified=in_organization,
    )
    path = run.scratch / "events.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        told = visible_to(actor, wanted).values_list(*COLUMNS).iterator(chunk_size=_AT_ONCE)
        lines = heapq.merge(told, server_events.lines(actor, wanted, COLUMNS), key=_WHEN)
        writer.writerows(tuple(map(_harmless, line)) for line in lines)
    name = filename or f"logs_{timezone.now():%Y_%m_%d_%H_%M_%S}.csv"
    kept = artifacts.keep(run, path, filename=name)
    with run.publish() as result:
        result.update(kept)


def _harmless(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula begins with an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value
