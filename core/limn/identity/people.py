"""People that a request names: whom its caller may know of."""

from collections.abc import Mapping
from typing import Any

from limn.identity.models import User
from limn.identity.queries import get_user, role_in
from limn.permissions.actor import Actor
from limn.permissions.check import permit
from limn.sdk.errors import BadInput, NotFound


def permit_viewing(actor: Actor, user: User, *, organization: int | None) -> None:
    """Go on only if `actor` may see `user` from that organization.

    Raises:
        Forbidden: they may not.
    """
    membership = {"role": role_in(user.pk, organization)}
    permit(actor, "user:view", user, membership=membership, organization=organization)


def permit_naming(
    actor: Actor, user_id: int | None, field: str, *, organization: int | None
) -> User | None:
    """The user to be put into `field` of something in that organization; None for nobody.

    Raises:
        BadInput: there is no such user.
        Forbidden: the caller may not see them: outside of organizations only oneself.
    """
    if user_id is None:
        return None
    try:
        user = get_user(user_id)
    except NotFound as error:
        raise BadInput(str(error), fields={field: [str(error)]}) from error
    permit_viewing(actor, user, organization=organization)
    return user


def permit_naming_all(
    actor: Actor, changes: Mapping[str, Any], *, organization: int | None
) -> None:
    """As `permit_naming`, for whatever fields of a request hold ids of people."""
    for field in ("owner_id", "assignee_id", "assignee"):
        if changes.get(field) not in (None, actor.user_id):
            permit_naming(actor, changes[field], field, organization=organization)
