"""Questions about guides and their assets."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from limn.tasks.models import Asset, Guide, Job
from limn.wire.rows import the_row

_TARGETS = ("task", "task__project", "project")


def get_guide(guide_id: int) -> Guide:
    """The guide of that id, with its task or project.

    Raises:
        NotFound: there is none.
    """
    return the_row(Guide.objects.select_related(*_TARGETS), "guide", guide_id)


def get_asset(uuid: UUID) -> Asset:
    """The asset of that id, with its owner and guide.

    Raises:
        NotFound: there is none.
    """
    related = ("owner", "guide", *(f"guide__{one}" for one in _TARGETS))
    return the_row(Asset.objects.select_related(*related), "asset", uuid)


def assets_named(uuids: Iterable[UUID]) -> dict[UUID, Asset]:
    """Those of these assets that there are, each with its guide, by id."""
    related = ("guide", *(f"guide__{one}" for one in _TARGETS))
    return {one.uuid: one for one in Asset.objects.select_related(*related).filter(pk__in=uuids)}


def has_job_in(user_id: int | None, guide: Guide) -> bool:
    """Whether that user is assigned a job in the task or project of this guide."""
    if user_id is None:
        return False
    target = (
        Q(segment__task=guide.task_id)
        if guide.task_id
        else Q(segment__task__project=guide.project_id)
    )
    return Job.objects.filter(target, assignee=user_id).exists()
