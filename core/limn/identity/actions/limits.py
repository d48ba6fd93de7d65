"""How much people and organizations may have; the operator's settings say it, 0 is no limit.

Who has it is locked before it is counted: of two that ask at once the second sees what the first
one got. Call these in the transaction that adds one more.
"""

from django.conf import settings
from django.utils import timezone

from limn.identity.models import AccessToken, Membership, Organization, User
from limn.sdk.errors import BadInput, Conflict
from limn.wire.rows import locked, locked_row

_MOST_TOKENS = 50


def refuse_more_organizations(owner: User) -> None:
    """Go on only if `owner` may have one more organization.

    Raises:
        Conflict: they own as many as one person may.
    """
    if not (limit := settings.MAX_ORGANIZATIONS):
        return
    locked(owner)
    if Organization.objects.filter(owner=owner).count() >= limit:
        raise Conflict(f"one person may own {limit} organizations on this server")


def refuse_more_members(organization: Organization) -> None:
    """Go on only if one more person may be invited.

    Raises:
        Conflict: the organization is full; invited people count.
    """
    if not (limit := settings.MAX_MEMBERS):
        return
    locked(organization)
    if Membership.objects.filter(organization=organization).count() >= limit:
        raise Conflict(f"an organization may have {limit} members on this server")


def refuse_more_tokens(owner_id: int) -> None:
    """Go on only if this person may have one more access token.

    Raises:
        BadInput: they have as many as one person may; those that ended do not count.
    """
    locked_row(User, owner_id)
    live = AccessToken.objects.filter(owner_id=owner_id, revoked=False)
    if live.exclude(expiry_date__lt=timezone.now()).count() >= _MOST_TOKENS:
        raise BadInput(f"a user can have {_MOST_TOKENS} access tokens; delete one first")
