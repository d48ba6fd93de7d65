"""CVAT's users, organizations and tokens as rows of ours; passwords and tokens keep working."""

from collections.abc import Iterator
from typing import Any, get_args

from limn.admin.moving.dump import Dump, Record
from limn.identity.credentials import digest
from limn.permissions.actor import Privilege

Rows = Iterator[dict[str, Any]]
_AS_THEY_ARE = (
    "username", "first_name", "last_name", "email", "password", "is_staff", "is_superuser",
    "is_active", "date_joined", "last_login",
)  # fmt: skip


def groups(dump: Dump) -> Rows:
    """The groups that give privilege."""
    return ({"id": key, "name": name} for name, key in _groups(dump).items())


def users(dump: Dump) -> Rows:
    """Every account, with the digest of its password."""
    profiles = {dump.person(row, "user"): row for row in dump.rows("engine.profile")}
    for row in dump.rows("auth.user"):
        profile = profiles.get(row.id)
        yield {
            "id": row.id,
            "has_analytics_access": bool(profile and profile["has_analytics_access"]),
            **{name: row[name] for name in _AS_THEY_ARE},
        }


def user_groups(dump: Dump) -> Rows:
    """Who is in which group."""
    known = _groups(dump)
    number = 0
    for row in dump.rows("auth.user"):
        for group in row["groups"]:
            number += 1
            key = known.get(group[0]) if isinstance(group, list) else group
            if key not in known.values():
                raise row.wrong(f"is in the group {group!r}, which is not in the dump")
            yield {"id": number, "user_id": row.id, "group_id": key}


def organizations(dump: Dump) -> Rows:
    """Every organization."""
    for row in dump.rows("organizations.organization"):
        yield {
            "id": row.id,
            "owner_id": dump.person(row, "owner"),
            **{name: row[name] for name in ("slug", "name", "description", "contact")},
            **dates(row),
        }


def memberships(dump: Dump) -> Rows:
    """Who belongs to which organization; places that wait for nobody are left out."""
    for row in dump.rows("organizations.membership"):
        if person := dump.person(row, "user"):
            yield {
                "id": row.id,
                "user_id": person,
                "organization_id": row["organization"],
                **{name: row[name] for name in ("role", "is_active", "joined_date")},
            }


def invitations(dump: Dump) -> Rows:
    """Offers of memberships that were made."""
    places = {row["id"] for row in memberships(dump)}
    for row in dump.rows("organizations.invitation"):
        if row["membership"] in places:
            yield {
                "key": row.id,
                "owner_id": dump.person(row, "owner"),
                "membership_id": row["membership"],
                "created_date": row["created_date"],
                "sent_date": row.fields.get("sent_date"),
            }


def api_keys(dump: Dump) -> Rows:
    """Login tokens; CVAT keeps them readable, we keep digests."""
    for number, row in enumerate(dump.rows("authtoken.token"), start=1):
        yield {
            "id": number,
            "user_id": dump.person(row, "user"),
            "digest": digest(str(row.id)),
            "created_date": row["created"],
        }


def access_tokens(dump: Dump) -> Rows:
    """Personal access tokens, with the digests that CVAT made."""
    for row in dump.rows("access_tokens.accesstoken"):
        yield {
            "id": row.id,
            "owner_id": dump.person(row, "owner"),
            "digest": row["hashed_key"],
            "created_date": row["created"],
            **{
                name: row[name]
                for name in (
                    "name", "prefix", "read_only", "expiry_date", "revoked", "updated_date",
                    "last_used_date",
                )
            },
        }  # fmt: skip


def dates(row: Record) -> dict[str, Any]:
    """When a row was made and last changed."""
    return {name: row[name] for name in ("created_date", "updated_date")}


def _groups(dump: Dump) -> dict[str, int]:
    found = {row["name"]: row.id for row in dump.rows("auth.group")}
    for name in get_args(Privilege):
        found.setdefault(name, max(found.values(), default=0) + 1)
    return found
