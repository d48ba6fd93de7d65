"""Deeds on connected storages: connect, change, forget, seal anew."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from limn.events.actions import record
from limn.host.catalogue import storage_kind
from limn.permissions.actor import Actor
from limn.sdk.errors import BadInput, Conflict, Forbidden, NotFound
from limn.sdk.storages import Storage, StorageKind, StorageStatus
from limn.storage import secrets
from limn.storage.models import CloudStorage
from limn.storage.opening import open_place, place_of, sealed_to
from limn.wire.rows import delete, locked

_PLAIN = (
    "provider_type", "resource", "display_name", "description", "credentials_type",
    "specific_attributes", "manifests",
)  # fmt: skip
_PROBLEMS = {
    StorageStatus.not_found: "Could not connect to the resource {resource}: there is no such "
    "bucket, container or folder",
    StorageStatus.forbidden: "Could not connect to the resource {resource}: the credentials do "
    "not open it",
}


def connect(actor: Actor, described: Mapping[str, Any]) -> CloudStorage:
    """A new storage of `actor`'s, known to work.

    Raises:
        BadInput: a value is wrong, the storage cannot be used, or a manifest is not there.
    """
    row = CloudStorage(owner_id=actor.user_id, organization_id=actor.organization)
    found = _changed(row, described, {})
    _verify(row, found)
    with transaction.atomic():
        row.save()
        _keep(row, found)
        record("create:cloudstorage", actor.user_id, row.organization_id, id=row.pk)
    return row


def update(actor: Actor, row: CloudStorage, changes: Mapping[str, Any]) -> CloudStorage:
    """Change a storage; at another place its secrets have to be given anew.

    Raises:
        BadInput: as `connect`.
        Conflict: somebody else changed it meanwhile.
        NotFound: it is gone.
    """
    known = secrets.unseal(bytes(row.credentials), sealed_to(row))
    before = _place(row)
    found = _changed(row, changes, known)
    if known != found or before != _place(row) or "manifests" in changes:
        _verify(row, found)
    with transaction.atomic():
        # The place was tried without a lock: only what was tried may be kept.
        if locked(row).updated_date != row.updated_date:
            raise Conflict(f"storage {row.pk} was changed meanwhile; read again and retry")
        _keep(row, found)
        record("update:cloudstorage", actor.user_id, row.organization_id, id=row.pk)
    return row


@transaction.atomic
def forget(actor: Actor, row: CloudStorage) -> None:
    """Disconnect a storage; nothing in it is touched.

    Raises:
        NotFound: it is gone.
    """
    record("delete:cloudstorage", actor.user_id, row.organization_id, id=row.pk)
    delete(row)


def seal_anew() -> int:
    """Seal the secrets of all storages with the newest key; how many were sealed with another."""
    changed = 0
    for pk in CloudStorage.objects.values_list("pk", flat=True):
        with transaction.atomic():
            row = CloudStorage.objects.select_for_update().filter(pk=pk).first()
            sealed = bytes(row.credentials) if row else b""
            if row and not secrets.is_current(sealed):
                row.credentials = secrets.seal(
                    secrets.unseal(sealed, sealed_to(row)), sealed_to(row)
                )
                row.save(update_fields=["credentials"])
                changed += 1
    return changed


def _changed(
    row: CloudStorage, changes: Mapping[str, Any], known: Mapping[str, str]
) -> dict[str, str]:
    """Put the changes into the row, and the secrets it has from now on."""
    before = _place(row)
    for name in _PLAIN:
        if name in changes:
            setattr(row, name, changes[name])
    kind = storage_kind(row.provider_type)
    given = {name: changes[name] for name in _secret_names(kind) if changes.get(name)}
    # Old secrets are not sent to a new place: whoever may edit could read them there.
    kept = known if before == _place(row) else {}
    ways = [way for way in kind.credentials if way.name == row.credentials_type]
    asked = {one.name for way in ways for one in way.fields}
    return {name: value for name, value in {**kept, **given}.items() if name in asked}


def _place(row: CloudStorage) -> tuple[str, ...]:
    return row.provider_type, row.resource, row.credentials_type, row.specific_attributes


def _keep(row: CloudStorage, found: Mapping[str, str]) -> None:
    row.credentials = secrets.seal(found, sealed_to(row)) if found else b""
    row.save()


def _secret_names(kind: StorageKind) -> set[str]:
    return {one.name for way in kind.credentials for one in way.fields}


def _verify(row: CloudStorage, found: Mapping[str, str]) -> None:
    storage = open_place(row.provider_type, place_of(row, found))
    status = storage.status()
    if status in _PROBLEMS:
        problem = _PROBLEMS[status].format(resource=row.resource)
        raise BadInput(problem, fields={"resource": [problem]})
    for manifest in row.manifests:
        _demand_manifest(storage, row.resource, manifest)


def _demand_manifest(storage: Storage, resource: str, manifest: str) -> None:
    try:
        storage.head(manifest)
    except (NotFound, Forbidden) as error:
        problem = f"The manifest {manifest!r} is not in the resource {resource}: {error}"
        raise BadInput(problem, fields={"manifests": [problem]}) from error
