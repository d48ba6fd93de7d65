"""How much people and organizations may have; the operator's settings say it, 0 is no limit."""

from django.conf import settings

from limn.identity.models import Membership, Organization, User
from limn.sdk.errors import Conflict


def refuse_more_organizations(owner: User) -> None:
    """Go on only if `owner` may have one more organization.

    Raises:
        Conflict: they own as many as one person may.
    """
    limit = settings.MAX_ORGANIZATIONS
    if limit and Organization.objects.filter(owner=owner).count() >= limit:
        raise Conflict(f"one person may own {limit} organizations on this server")


def refuse_more_members(organization: Organization) -> None:
    """Go on only if one more person may be invited.

    Raises:
        Conflict: the organization is full; invited people count.
    """
    limit = settings.MAX_MEMBERS
    if limit and Membership.objects.filter(organization=organization).count() >= limit:
        raise Conflict(f"an organization may have {limit} members on this server")
