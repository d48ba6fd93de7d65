"""Inviting people into organizations."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from limn.identity import mails, throttle
from limn.identity.actions.accounts import bad_field, create_user
from limn.identity.actions.limits import refuse_more_members
from limn.identity.models import Invitation, Membership, Organization, User
from limn.sdk.errors import BadInput
from limn.wire.rows import locked_row


@transaction.atomic
def invite(
    request: HttpRequest, inviter: User, organization: Organization, *, email: str, role: str
) -> Invitation:
    """Offer the person with that address a membership, by mail.

    Who has an account is a member at once where the operator's settings say so; who has none
    gets one that becomes theirs when they sign up with that address.

    Raises:
        BadInput: it is no address, or that person is a member or invited already.
        Conflict: the organization is full.
    """
    invitee = _person(email)
    refuse_more_members(organization)
    at_once = not (invitee.invited_only or settings.CONFIRM_INVITATIONS)
    now = timezone.now()
    try:
        with transaction.atomic():
            membership = Membership.objects.create(
                user=invitee, organization=organization, role=role,
                is_active=at_once, joined_date=now if at_once else None,
            )  # fmt: skip
    except IntegrityError as error:
        raise bad_field("email", f"{email} is a member or is invited already") from error
    key = secrets.token_urlsafe(48)[:64]
    invitation = Invitation.objects.create(key=key, owner=inviter, membership=membership)
    if not at_once:
        _send(request, invitation)
    return invitation


def _person(email: str) -> User:
    try:
        validate_email(email)
    except ValidationError as error:
        raise bad_field("email", "Enter a valid email address.") from error
    # Of several accounts with one address, the one that proved it and is used counts.
    known = User.objects.filter(email__iexact=email, is_active=True)
    found = known.order_by("-email_confirmed", "invited_only", "pk").first()
    return found or _placeholder(email)


def _placeholder(email: str) -> User:
    name = email if not User.objects.filter(username=email).exists() else secrets.token_hex(12)
    try:
        user = create_user(name[:150], email=email)
    except BadInput as error:
        raise bad_field("email", "this address cannot be invited") from error
    user.invited_only, user.email_confirmed = True, False
    user.save(update_fields=["invited_only", "email_confirmed"])
    return user


@transaction.atomic
def resend(request: HttpRequest, invitation: Invitation) -> None:
    """Send the mail again; the days to accept it begin anew.

    Raises:
        BadInput: it is accepted already.
        NotReady: it was sent too often within the hour.
        NotFound: it was withdrawn or declined.
    """
    # Who accepts, declines or withdraws it locks the membership, too.
    if locked_row(Membership, invitation.membership_id).is_active:
        raise BadInput("the invitation is accepted already")
    _send(request, invitation)


def _send(request: HttpRequest, invitation: Invitation) -> None:
    throttle.spend("invitation mails", invitation.key)
    invitation.sent_date = timezone.now()
    invitation.save(update_fields=["sent_date"])
    mails.queue(request, "invitation", invitation.membership.user, invitation=invitation.key)


def expired(invitation: Invitation) -> bool:
    """Whether it was not accepted in time."""
    since = invitation.sent_date or invitation.created_date
    return since < timezone.now() - timedelta(days=settings.INVITATION_DAYS)


@transaction.atomic
def accept(invitation: Invitation) -> Organization:
    """Make the invitee a member.

    Raises:
        BadInput: they are one already, or it is too late.
        NotFound: it was withdrawn or declined.
    """
    membership = locked_row(Membership, invitation.membership_id)
    if membership.is_active:
        raise BadInput("Your invitation is already accepted.")
    if expired(invitation):
        raise BadInput("Your invitation is expired. Please contact organization owner to renew it.")
    membership.is_active, membership.joined_date = True, timezone.now()
    membership.save(update_fields=["is_active", "joined_date"])
    return invitation.membership.organization


@transaction.atomic
def withdraw(invitation: Invitation) -> None:
    """Take an invitation back, or decline it; a membership that came of it stays.

    Raises:
        NotFound: it was withdrawn or declined already.
    """
    membership = locked_row(Membership, invitation.membership_id)
    if membership.is_active:
        invitation.delete()
        return
    invitee = membership.user
    membership.delete()
    if invitee.invited_only and not invitee.memberships.exists():
        invitee.delete()
