"""Where the files of a project or task come from and go to, as people chose."""

from typing import Any

from limn.permissions.actor import Actor
from limn.permissions.check import permit
from limn.sdk.errors import BadInput
from limn.storage.queries import find_storage
from limn.tasks.models import Project, Task

CHOICES = ("source_storage", "target_storage")


def permit_storage(actor: Actor, storage_id: int | None) -> None:
    """Go on only if the caller may see that storage, or none is named.

    Raises:
        BadInput: there is none. Forbidden: the caller may not see it.
    """
    if storage_id is None:
        return
    storage = find_storage(storage_id)
    if storage is None:
        problem = f"there is no cloud storage {storage_id}"
        raise BadInput(problem, fields={"cloud_storage_id": [problem]})
    permit(actor, "cloudstorage:view", storage)


def permit_choices(actor: Actor, described: dict[str, Any]) -> None:
    """Go on only if the caller may see the storages that are named.

    Raises:
        BadInput: a storage is chosen that is not there, or none is named.
        Forbidden: the caller may not see it.
    """
    for name in CHOICES:
        chosen = described.get(name) or {}
        if chosen.get("location") != "cloud_storage":
            continue
        storage = find_storage(chosen.get("cloud_storage_id"))
        if storage is None:
            problem = "name a cloud storage that is there"
            raise BadInput(problem, fields={f"{name}.cloud_storage_id": [problem]})
        permit(actor, "cloudstorage:view", storage)


def choose(home: Project | Task, described: dict[str, Any]) -> None:
    """Put the choices that were made into the row; null takes one back."""
    for name in CHOICES:
        if name in described:
            chosen = described[name] or {}
            kind = name.removesuffix("_storage")
            in_cloud = chosen.get("location") == "cloud_storage"
            setattr(home, f"{kind}_location", chosen.get("location", "local") if chosen else "")
            number = chosen.get("cloud_storage_id") if in_cloud else None
            setattr(home, f"{kind}_cloud_storage_id", number)


def shown(home: Project | Task) -> dict[str, Any]:
    """Both choices as the wire shows them; null where none was made."""
    return {name: _shown(home, place, name) for place, name in enumerate(CHOICES)}


def _shown(home: Project | Task, place: int, name: str) -> dict[str, Any] | None:
    kind = name.removesuffix("_storage")
    location = getattr(home, f"{kind}_location")
    if not location:
        return None
    # CVAT keeps a row for each choice; its clients want the number, and nothing else uses it.
    number = home.pk * len(CHOICES) + place
    storage_id = getattr(home, f"{kind}_cloud_storage_id")
    return {"id": number, "location": location, "cloud_storage_id": storage_id}
