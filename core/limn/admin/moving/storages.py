"""CVAT's cloud storages as rows of ours; what opens them is encrypted on the way in."""

from collections.abc import Iterator
from typing import Any

from limn.admin.moving.dump import Dump, Record
from limn.admin.moving.people import dates
from limn.storage import secrets
from limn.storage.opening import sealed_as

Rows = Iterator[dict[str, Any]]
_SECRETS: dict[tuple[str, str], tuple[str, ...]] = {
    ("AWS_S3_BUCKET", "KEY_SECRET_KEY_PAIR"): ("key", "secret_key"),
    ("AZURE_CONTAINER", "ACCOUNT_NAME_TOKEN_PAIR"): ("account_name", "session_token"),
    ("AZURE_CONTAINER", "CONNECTION_STRING"): ("connection_string",),
    ("AZURE_CONTAINER", "ANONYMOUS_ACCESS"): ("account_name",),
}
"""What CVAT's credentials hold, in their order, by kind of storage and of credentials."""


def cloud_storages(dump: Dump) -> Rows:
    """Every bucket and container, with the manifests in it."""
    manifests: dict[int, list[str]] = {}
    for row in dump.rows("engine.manifest"):
        manifests.setdefault(row["cloud_storage"], []).append(row["filename"])
    for row in dump.rows("engine.cloudstorage"):
        yield {
            "id": row.id,
            "owner_id": dump.person(row, "owner"),
            "organization_id": row["organization"],
            "credentials": _sealed(row),
            "manifests": manifests.get(row.id, []),
            **{
                name: row[name]
                for name in (
                    "provider_type", "resource", "display_name", "description",
                    "credentials_type", "specific_attributes",
                )
            },
            **dates(row),
        }  # fmt: skip


def keys_left_behind(dump: Dump) -> Iterator[str]:
    """A sentence about each storage whose credentials are a file on CVAT's server."""
    for row in dump.rows("engine.cloudstorage"):
        if row["credentials"] and not _names(row):
            name = row["display_name"]
            yield f"the credentials of cloud storage {row.id} ({name}): give them again"


def _names(row: Record) -> tuple[str, ...]:
    return _SECRETS.get((row["provider_type"], row["credentials_type"]), ())


def _sealed(row: Record) -> bytes:
    names = _names(row)
    # CVAT joins them by spaces; a connection string may have spaces of its own.
    values = str(row["credentials"] or "").split(" ", maxsplit=max(len(names) - 1, 0))
    found = {name: value for name, value in zip(names, values, strict=False) if value}
    return secrets.seal(found, sealed_as(row.id)) if found else b""
