"""Organizations and who is in them."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from limn.identity.actions.accounts import bad_field
from limn.identity.actions.limits import refuse_more_organizations
from limn.identity.models import Membership, Organization, User
from limn.sdk.errors import BadInput
from limn.wire.rows import locked


def create_organization(owner: User, **fields: Any) -> Organization:
    """A new organization, with `owner` as its first member.

    Raises:
        BadInput: the slug is taken, or a value is not allowed.
        Conflict: the owner has as many as one person may.
    """
    organization = Organization(owner=owner, **fields)
    try:
        with transaction.atomic():
            refuse_more_organizations(owner)
            organization.save()
            Membership.objects.create(
                user=owner, organization=organization, role="owner", is_active=True,
                joined_date=timezone.now(),
            )  # fmt: skip
    except IntegrityError as error:
        raise bad_field("slug", "organization with this slug already exists.") from error
    return organization


def update_organization(organization: Organization, changes: dict[str, Any]) -> Organization:
    """Change an organization's slug, name, description or contacts.

    Raises:
        BadInput: the slug is taken.
        NotFound: it is gone.
    """
    try:
        with transaction.atomic():
            organization = locked(organization)
            for name, value in changes.items():
                setattr(organization, name, value)
            organization.save()
    except IntegrityError as error:
        raise bad_field("slug", "organization with this slug already exists.") from error
    return organization


def delete_organization(organization: Organization) -> None:
    """Dissolve an organization; what is in it goes to its owners' sandboxes."""
    organization.delete()


@transaction.atomic
def change_role(membership: Membership, role: str) -> Membership:
    """Give a member another role."""
    membership = locked(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    return membership


def remove_member(membership: Membership) -> None:
    """End a membership; from now on the organization's things are hidden from that person.

    Raises:
        BadInput: the organization belongs to them.
    """
    if membership.organization.owner_id == membership.user_id:
        raise BadInput("the owner of an organization cannot leave it")
    membership.delete()


def add_member(organization: Organization, user: User, role: str) -> Membership:
    """Make `user` an active member with that role, or change the role they have."""
    member, _ = Membership.objects.update_or_create(
        organization=organization,
        user=user,
        defaults={"role": role, "is_active": True, "joined_date": timezone.now()},
    )
    return member
