"""Proving an e-mail address, and choosing a new password by mail."""

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.http import HttpRequest
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode

from limn.identity import mails, throttle
from limn.identity.actions.accounts import bad_field, check_password
from limn.identity.models import ApiKey, User
from limn.sdk.errors import Unauthenticated


def ask_confirmation(request: HttpRequest, user: User) -> None:
    """Send the mail that lets `user` prove their address.

    Raises:
        NotReady: it was sent too often within the hour.
    """
    throttle.spend("confirmation mails", user.pk)
    mails.queue(request, "confirmation", user)


def confirm_email(token: str) -> User:
    """Note that the address is proven; following the link twice does no harm.

    Raises:
        Unauthenticated: the link is wrong or too old.
    """
    user = mails.confirmed_by(token)
    if user is None:
        raise Unauthenticated("this link is too old, or was cut off; sign in to get another one")
    if not user.email_confirmed:
        User.objects.filter(pk=user.pk).update(email_confirmed=True)
    return user


def ask_reset(request: HttpRequest, address: str, email: str) -> None:
    """Send every account with that address a mail to choose a new password; say nothing else.

    Raises:
        NotReady: too many were asked for, from there or for that address.
    """
    throttle.spend("password mails from one place", address)
    throttle.spend("password mails", email)
    if "\0" in email or not email:
        return
    for user in User.objects.filter(email__iexact=email, is_active=True, invited_only=False)[:10]:
        mails.queue(request, "password-reset", user)


@transaction.atomic
def reset(*, uid: str, token: str, new: str, again: str) -> User:
    """Give the account of a mail's link another password; its sessions and login tokens end.

    Raises:
        BadInput: the link is wrong, old or used, the passwords differ or are too weak.
    """
    user = _user_of(uid)
    if user is None or not default_token_generator.check_token(user, token):
        raise bad_field("token", "Invalid value: the link is wrong, too old or was used already")
    if new != again:
        raise bad_field("new_password2", "The two password fields didn't match.")
    check_password(new, user, field="new_password2")
    user.set_password(new)
    user.email_confirmed = True  # who reads the mail has the address
    user.save(update_fields=["password", "email_confirmed"])
    ApiKey.objects.filter(user=user).delete()
    return user


def _user_of(uid: str) -> User | None:
    """The account, locked: of two that follow one link the second finds it used."""
    try:
        key = int(force_str(urlsafe_base64_decode(uid)))
    except (ValueError, OverflowError):
        return None
    if abs(key) >= 2**63:
        return None
    return User.objects.select_for_update().filter(pk=key, is_active=True).first()
