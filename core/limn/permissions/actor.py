"""Who asks: the facts about a caller that policies read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Privilege = Literal["admin", "user", "worker"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A caller: user, privilege, roles by organization id, and the organization asked for.

    `organization` is the id the request named (None: personal sandbox, or not named at all);
    `organization_specified` tells these two apart. `read_only_token` limits a personal
    access token; None when the caller did not come with one.
    """

    user_id: int | None = None
    username: str = ""
    groups: Sequence[str] = ()
    privilege: Privilege | None = None
    roles: Mapping[int, str] = field(default_factory=dict[int, str])
    owned: frozenset[int] = frozenset()
    """Organizations this user owns."""
    organization: int | None = None
    organization_specified: bool = False
    read_only_token: bool | None = None

    def facts(self, organization: int | None) -> dict[str, Any]:
        """The `auth` part of a policy's input, seen from one organization."""
        return {
            "user": {"id": self.user_id, "privilege": self.privilege},
            "organization": None
            if organization is None
            else {
                "id": organization,
                "owner": organization in self.owned,
                "role": self.roles.get(organization),
            },
            "organization_specified": self.organization_specified,
            "token": None if self.read_only_token is None else {"read_only": self.read_only_token},
        }


SYSTEM = Actor(user_id=None, username="system", privilege="admin")
"""The server itself, where no person asked (start-up, clean-up)."""
