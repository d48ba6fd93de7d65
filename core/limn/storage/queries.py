"""Questions about connected storages."""

from django.db.models import QuerySet

from limn.permissions.actor import Actor
from limn.permissions.check import visible
from limn.storage.models import CloudStorage
from limn.wire.rows import the_row

__all__ = ["CloudStorage", "find_storage", "get_storage", "visible_storages"]
_ROWS = CloudStorage.objects.select_related("owner")


def get_storage(storage_id: int) -> CloudStorage:
    """The storage of that id.

    Raises:
        NotFound: there is none.
    """
    return the_row(_ROWS, "cloud storage", storage_id)


def find_storage(storage_id: int | None) -> CloudStorage | None:
    """As `get_storage`, None where there is none."""
    return _ROWS.filter(pk=storage_id).first() if storage_id is not None else None


def alike(storage_id: int, organization_id: int | None, owner_id: int | None) -> list[int]:
    """The storages of an organization, or of a person in their sandbox, that are the same place."""
    same = CloudStorage.objects.filter(pk=storage_id).values(
        "provider_type", "resource", "specific_attributes"
    )
    rows = CloudStorage.objects.filter(organization=organization_id)
    if organization_id is None:
        rows = rows.filter(owner=owner_id)
    found = (rows.filter(**one).order_by("pk").values_list("pk", flat=True) for one in same)
    return [pk for pks in found for pk in pks]


def visible_storages(actor: Actor) -> QuerySet[CloudStorage]:
    """The storages this actor may see."""
    return _ROWS.filter(visible(actor, "cloudstorage")).distinct()
