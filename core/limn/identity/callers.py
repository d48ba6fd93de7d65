"""Callers of the API, each with all that policies read of them, in one query.

Every request begins with this, so it is written by hand: the groups and places of a user come
as JSON beside the user's row, in the words of both databases.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
from django.db import connection

from limn.identity.credentials import digest
from limn.identity.models import User
from limn.wire.fixed import Converters

_WORDS = {
    "postgresql": {"list": "json_agg", "row": "json_build_array"},
    "sqlite": {"list": "json_group_array", "row": "json_array"},
}
_STANDING = """
    CAST((SELECT {list}(name) FROM (
        SELECT auth_group.name FROM auth_group
        JOIN identity_user_groups ON identity_user_groups.group_id = auth_group.id
        WHERE identity_user_groups.user_id = identity_user.id ORDER BY auth_group.id
    ) AS groups) AS text) AS group_list,
    CAST((SELECT {list}({row}(organization_id, role, slug, owner_id)) FROM (
        SELECT organization_id, role, slug, owner_id FROM identity_membership
        JOIN identity_organization ON identity_organization.id = organization_id
        WHERE identity_membership.user_id = identity_user.id AND is_active
        ORDER BY identity_membership.id
    ) AS places) AS text) AS place_list
"""
_BY_KEY = """
    SELECT {person}, {standing} FROM identity_user
    JOIN identity_apikey ON identity_apikey.user_id = identity_user.id
    WHERE identity_apikey.digest = %s AND identity_user.is_active
"""
_BY_ID = "SELECT {standing} FROM identity_user WHERE identity_user.id = %s"
_PERSON = tuple(one.attname for one in User._meta.concrete_fields)


@dataclass(frozen=True, slots=True)
class Place:
    """An active membership, and who owns the organization."""

    organization_id: int
    role: str
    slug: str
    owner_id: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The groups a user is in, and their places in organizations."""

    groups: Sequence[str]
    places: Sequence[Place]


def of_key(secret: str) -> tuple[User, Standing] | None:
    """Whose login token that is; None for a wrong one, or an inactive user's."""
    # The digest of a guess says nothing about a token, and the database compares digests only.
    row = _asked(_BY_KEY, digest(secret))
    if row is None:
        return None
    person = _converters(connection.vendor)(row[:-2])
    return User.from_db(connection.alias, _PERSON, person), _standing(*row[-2:])


def standing_of(user: User) -> Standing:
    """The groups and places of a user."""
    row = _asked(_BY_ID, user.pk)
    return _standing(*row) if row else Standing((), ())


def _asked(query: str, key: str | int) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(_written(query, connection.vendor), [key])
        return cursor.fetchone()


@cache
def _written(query: str, vendor: str) -> str:
    person = ", ".join(f"identity_user.{one.column}" for one in User._meta.concrete_fields)
    return query.format(person=person, standing=_STANDING.format(**_WORDS[vendor]))


@cache
def _converters(vendor: str) -> Converters:
    del vendor  # only one of each is in use
    return Converters.of(User.objects.values_list(*_PERSON))


def _standing(groups: str | None, places: str | None) -> Standing:
    found = orjson.loads(places or "[]")
    return Standing(orjson.loads(groups or "[]"), [Place(*one) for one in found])
