"""Questions about what people did."""

from typing import Any

from django.db.models import QuerySet

from limn.activity.models import Activity
from limn.permissions.actor import Actor
from limn.permissions.check import visible

COLUMNS = (
    "scope", "obj_name", "obj_id", "obj_val", "source", "timestamp", "count", "duration",
    "project_id", "task_id", "job_id", "user_id", "user_name", "user_email", "org_id", "org_slug",
    "payload",
)  # fmt: skip


def visible_to(actor: Actor, wanted: dict[str, Any]) -> QuerySet[Activity]:
    """What `actor` may see, as far as it is wanted: ids by column, `from` and `to`.

    What went wrong in clients is for the server's log, not for exports.
    """
    ids = {name: one for name, one in wanted.items() if name.endswith("_id") and one is not None}
    rows = Activity.objects.filter(visible(actor, "event"), **ids).exclude(scope="send:exception")
    if wanted.get("from"):
        rows = rows.filter(timestamp__gte=wanted["from"])
    if wanted.get("to"):
        rows = rows.filter(timestamp__lte=wanted["to"])
    return rows.order_by("timestamp", "pk")
