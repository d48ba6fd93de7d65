"""Questions about people and organizations."""

from collections.abc import Collection, Sequence
from typing import Any, cast

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from limn.identity.callers import Standing, standing_of
from limn.identity.credentials import matches
from limn.identity.models import (
    PRIVILEGES,
    AccessToken,
    Invitation,
    Membership,
    Organization,
    User,
)
from limn.permissions.actor import Actor, Privilege
from limn.permissions.check import visible
from limn.sdk.errors import NotFound
from limn.wire.rows import the_row
from limn.wire.urls import absolute

_MEMBERSHIP = ("user", "organization", "invitation")
_INVITATION = ("owner", "membership__user", "membership__organization")


def get_user(user_id: int) -> User:
    """The user of that id.

    Raises:
        NotFound: there is none.
    """
    return the_row(User.objects.all(), "user", user_id)


def user_named(username: str) -> User | None:
    """The user of that name, if there is one."""
    return User.objects.filter(username=username).first()


def people(user_ids: Collection[int]) -> dict[int, User]:
    """The users of these ids that there are, by id."""
    return User.objects.in_bulk(user_ids) if user_ids else {}


def organization_slugs(ids: Collection[int]) -> dict[int, str]:
    """The short names of these organizations, as far as there are any, by id."""
    return dict(Organization.objects.filter(pk__in=ids).values_list("pk", "slug")) if ids else {}


def user_summary(request: HttpRequest, user: User | None) -> dict[str, Any] | None:
    """A user as other things show them (CVAT's `BasicUser`); None for nobody."""
    if user is None:
        return None
    return {
        "url": absolute(request, f"/api/users/{user.pk}"),
        "id": user.pk,
        "username": user.username,
        "first_name": user.first_name,
        "last_name": user.last_name,
    }


def actor_of(
    user: User,
    *,
    organization: int | None = None,
    organization_specified: bool = False,
    read_only_token: bool | None = None,
    standing: Standing | None = None,
) -> Actor:
    """The facts about `user` that policies read; one query, none if the standing is given."""
    known = standing or standing_of(user)
    return Actor(
        user_id=user.pk,
        username=user.username,
        groups=known.groups,
        privilege=_privilege(user, known.groups),
        roles={one.organization_id: one.role for one in known.places},
        owned=frozenset(one.organization_id for one in known.places if one.owner_id == user.pk),
        organization=organization,
        organization_specified=organization_specified,
        read_only_token=read_only_token,
    )


def administrators() -> list[User]:
    """Everybody who may do everything, by name."""
    rows = User.objects.filter(Q(is_superuser=True) | Q(groups__name="admin"), is_active=True)
    return list(rows.distinct().order_by("username"))


def privilege_of(user: User) -> Privilege | None:
    """The highest of the user's groups; superusers are admins."""
    return _privilege(user, standing_of(user).groups)


def _privilege(user: User, groups: Sequence[str]) -> Privilege | None:
    if user.is_superuser:
        return "admin"
    return cast("Privilege | None", next((name for name in PRIVILEGES if name in groups), None))


def access_token_of(text: str) -> AccessToken | None:
    """The usable personal access token with its owner; None for a wrong or ended one."""
    prefix, _, secret = text.partition(".")
    if not prefix.isalnum():
        return None
    token = usable_tokens().filter(prefix=prefix).select_related("owner").first()
    return (
        token if token and matches(prefix, secret, token.digest) and token.owner.is_active else None
    )


def usable_tokens() -> QuerySet[AccessToken]:
    """Personal access tokens that are neither revoked nor expired."""
    lasting = Q(expiry_date=None) | Q(expiry_date__gt=timezone.now())
    return AccessToken.objects.filter(lasting, revoked=False)


def get_token(token_id: int) -> AccessToken:
    """A usable personal access token.

    Raises:
        NotFound: there is none of that id.
    """
    return the_row(usable_tokens().select_related("owner"), "token", token_id)


def get_organization(organization_id: int) -> Organization:
    """The organization of that id.

    Raises:
        NotFound: there is none.
    """
    rows = Organization.objects.select_related("owner")
    return the_row(rows, "organization", organization_id)


def organization_id_of(*, slug: str | None = None, id: int | None = None) -> int:
    """The id of the organization so named.

    Raises:
        NotFound: there is none.
    """
    condition = Q(pk=id) if slug is None else Q(slug=slug)
    # PostgreSQL takes no zero bytes, not even to say that it found nothing.
    found = None
    if "\0" not in (slug or ""):
        found = Organization.objects.filter(condition).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound(f"there is no organization {slug if slug is not None else id!r}")
    return found


def get_membership(membership_id: int) -> Membership:
    """The membership of that id, with its user.

    Raises:
        NotFound: there is none.
    """
    rows = Membership.objects.select_related(*_MEMBERSHIP)
    return the_row(rows, "membership", membership_id)


def role_in(user_id: int, organization_id: int | None) -> str | None:
    """The active role of a user in an organization."""
    rows = Membership.objects.filter(user_id=user_id, is_active=True)
    return rows.filter(organization_id=organization_id).values_list("role", flat=True).first()


def users_visible_to(actor: Actor) -> QuerySet[User]:
    """The users `actor` may list."""
    return User.objects.filter(visible(actor, "user")).prefetch_related("groups")


def organizations_visible_to(actor: Actor) -> QuerySet[Organization]:
    """The organizations `actor` may list."""
    found = Organization.objects.filter(visible(actor, "organization")).select_related("owner")
    return found.distinct()


def memberships_visible_to(actor: Actor) -> QuerySet[Membership]:
    """The memberships `actor` may list."""
    rows = Membership.objects.filter(visible(actor, "membership"))
    return rows.select_related("user", "invitation")


def get_invitation(key: str) -> Invitation:
    """The invitation of that key, with its membership.

    Raises:
        NotFound: there is none.
    """
    rows = Invitation.objects.filter(pk=key) if "\0" not in key else Invitation.objects.none()
    found = rows.select_related(*_INVITATION).first()
    if found is None:
        raise NotFound("there is no such invitation")
    return found


def invitations_visible_to(actor: Actor) -> QuerySet[Invitation]:
    """The invitations `actor` may list."""
    return Invitation.objects.filter(visible(actor, "invitation")).select_related(*_INVITATION)


def is_invited(user: User) -> bool:
    """Whether an invitation waits for that user's answer."""
    return Invitation.objects.filter(membership__user=user, membership__is_active=False).exists()


def tokens_visible_to(actor: Actor) -> QuerySet[AccessToken]:
    """The personal access tokens `actor` may list."""
    return usable_tokens().filter(visible(actor, "token")).select_related("owner")
