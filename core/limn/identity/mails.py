"""Mails to people: what they say, and when they are sent.

A mail is background work of the queue `notifications`, queued with what it tells of; its secret
is made while it is written, so that no row ever holds one.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.core.mail import send_mail
from django.http import HttpRequest
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from limn.identity.models import Invitation, User
from limn.runs.actions import start
from limn.runs.keys import RequestKey
from limn.sdk.errors import Conflict
from limn.wire.urls import absolute

CONFIRMING_DAYS = 3
_CONFIRMING = "limn.identity.confirm-email"
_SIGNATURE = "\n\n-- \nLimn at {base}\nNobody reads answers to this address.\n"


def queue(request: HttpRequest, kind: str, user: User, **about: Any) -> None:
    """Send `user` the mail called `kind`, once the transaction commits; once if asked twice."""
    key = RequestKey(
        action="notify", target="user", target_id=user.pk, id=" ".join([kind, *about.values()])
    )
    try:
        start(
            "identity:mail", key=key, owner_id=None, owner_bound=True,
            kind=kind, user_id=user.pk, base=settings.PUBLIC_URL or absolute(request, ""), **about,
        )  # fmt: skip
    except Conflict:
        return  # the same mail waits already


def send(kind: str, user: User, base: str, **about: Any) -> None:
    """Write the mail of that kind and hand it to Django's mail backend."""
    subject, text = _KINDS[kind](user, base, **about)
    send_mail(subject, text + _SIGNATURE.format(base=base), None, [user.email])


def confirmed_by(token: str) -> User | None:
    """Whose address a confirmation's link proves; None for a wrong or old link."""
    try:
        known = signing.loads(token, salt=_CONFIRMING, max_age=CONFIRMING_DAYS * 86_400)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=known["user"], email=known["email"]).first()


def _confirmation(user: User, base: str) -> tuple[str, str]:
    token = signing.dumps({"user": user.pk, "email": user.email}, salt=_CONFIRMING)
    return "Confirm your e-mail address", (
        f"Hello {user.get_full_name() or user.username},\n\n"
        f"please confirm that this is your address, within {CONFIRMING_DAYS} days:\n\n"
        f"{base}/api/auth/account-confirm-email/{token}\n\n"
        "If you did not sign up there, do nothing."
    )


def _password_reset(user: User, base: str) -> tuple[str, str]:
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    query = urlencode({"uid": uid, "token": default_token_generator.make_token(user)})
    return "Choose a new password", (
        f"Hello {user.get_full_name() or user.username},\n\n"
        f"a new password was asked for your account {user.username}. Choose it here:\n\n"
        f"{base}/auth/password/reset/confirm?{query}\n\n"
        "If it was not you who asked, do nothing: the old password stays."
    )


def _invitation(user: User, base: str, *, invitation: str) -> tuple[str, str]:
    found = Invitation.objects.select_related("membership__organization", "owner").get(
        pk=invitation
    )
    organization, inviter = found.membership.organization, found.owner
    page = "/auth/register/invitation" if user.invited_only else "/invitations"
    query = urlencode({"email": user.email, "key": invitation})
    return f"You are invited to {organization.name or organization.slug}", (
        f"{inviter.get_full_name() or inviter.username if inviter else 'Somebody'} invites you to "
        f"the organization {organization.name or organization.slug} as {found.membership.role}.\n\n"
        f"Look at the invitation within {settings.INVITATION_DAYS} days:\n\n"
        f"{base}{page}?{query}"
    )


_KINDS: dict[str, Callable[..., tuple[str, str]]] = {
    "confirmation": _confirmation,
    "password-reset": _password_reset,
    "invitation": _invitation,
}
