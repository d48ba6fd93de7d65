"""Organizations and who is in them."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from limn.identity.actions.accounts import bad_field
from limn.identity.models import Membership, Organization, User


def create_organization(owner: User, **fields: Any) -> Organization:
    """A new organization, with `owner` as its first member.

    Raises:
        BadInput: the slug is taken, or a value is not allowed.
    """
    organization = Organization(owner=owner, **fields)
    try:
        with transaction.atomic():
            organization.save()
            Membership.objects.create(
                user=owner, organization=organization, role="owner", is_active=True,
                joined_date=timezone.now(),
            )  # fmt: skip
    except IntegrityError as error:
        raise bad_field("slug", "organization with this slug already exists.") from error
    return organization


def add_member(organization: Organization, user: User, role: str) -> Membership:
    """Make `user` an active member with that role, or change the role they have."""
    member, _ = Membership.objects.update_or_create(
        organization=organization,
        user=user,
        defaults={"role": role, "is_active": True, "joined_date": timezone.now()},
    )
    return member
