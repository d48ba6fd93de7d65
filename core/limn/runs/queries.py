"""Questions about runs."""

from uuid import UUID

from django.db.models import Q, QuerySet

from limn.permissions.actor import Actor
from limn.permissions.check import visible
from limn.runs.keys import RequestKey
from limn.runs.models import CANCELLED, LIVE, Run
from limn.sdk.errors import BadInput, NotFound


def get_run(key: RequestKey | UUID | str) -> Run:
    """The newest run of that key (in any spelling) or row id; cancelled ones are gone.

    Raises:
        NotFound: there is none.
    """
    runs = Run.objects.exclude(state=CANCELLED).select_related("owner")
    if isinstance(key, UUID):
        found = runs.filter(pk=key).first()
    else:
        found = runs.filter(key=_spelled(key)).order_by("-created_date").first()
    if found is None:
        raise NotFound(f"there is no request {str(key)!r}")
    return found


def is_live(key: RequestKey) -> bool:
    """Whether a run of that key is queued or at work."""
    return Run.objects.filter(key=str(key), state__in=LIVE).exists()


def any_live(*, task_id: int | None = None, project_id: int | None = None) -> bool:
    """Whether anything is queued or at work for the task, or for anything in the project."""
    about = Q(task_id=task_id) if task_id is not None else Q(project_id=project_id)
    return Run.objects.filter(about, state__in=LIVE).exists()


def visible_to(actor: Actor) -> QuerySet[Run]:
    """The runs `actor` may list."""
    return (
        Run.objects.filter(visible(actor, "request"))
        .exclude(state=CANCELLED)
        .select_related("owner")
    )


def _spelled(key: RequestKey | str) -> str:
    try:
        return str(key if isinstance(key, RequestKey) else RequestKey.parse(key))
    except BadInput:
        return str(key)
