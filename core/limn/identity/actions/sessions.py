"""Signing in and out: passwords, sessions, login tokens, login links."""

from datetime import timedelta

from django.contrib.auth import authenticate, login, logout
from django.db import transaction
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils import timezone

from limn.identity import throttle
from limn.identity.actions.accounts import bad_field, check_password
from limn.identity.credentials import digest, new_key
from limn.identity.models import ApiKey, LoginLink, User
from limn.sdk.errors import Unauthenticated

_BACKEND = "django.contrib.auth.backends.ModelBackend"
_MOST_KEYS = 1000
_LINK_LIFE = timedelta(hours=24)


def check_credentials(address: str, *, name: str, password: str) -> User | None:
    """The active user with that name or e-mail address and password; None if there is none.

    Raises:
        NotReady: too many wrong passwords came from `address`.
    """
    throttle.check(address, name)
    user = None
    if "\0" not in name:  # which PostgreSQL refuses to look for
        user = authenticate(None, username=_username(name), password=password)
    if not isinstance(user, User):
        throttle.failed(address, name)
        return None
    throttle.succeeded(address, name)
    return user


def sign_in(request: HttpRequest, user: User) -> str:
    """Start a session for `user` and give them a login token, which is shown this once."""
    open_session(request, user)
    return create_key(user)


def open_session(request: HttpRequest, user: User) -> None:
    """Start a session for `user`; the answer will carry its cookie and the CSRF cookie."""
    login(request, user, backend=_BACKEND)
    get_token(request)


def create_key(user: User) -> str:
    """A new login token; the oldest of very many are forgotten."""
    secret = new_key()
    ApiKey.objects.create(user=user, digest=digest(secret))
    old = ApiKey.objects.filter(user=user).order_by("-pk").values_list("pk", flat=True)
    if surplus := list(old[_MOST_KEYS : 2 * _MOST_KEYS]):
        ApiKey.objects.filter(pk__in=surplus).delete()
    return secret


def sign_out(request: HttpRequest, *, key: str | None = None) -> None:
    """End the session, and the login token that came with the request."""
    if key:
        ApiKey.objects.filter(digest=digest(key)).delete()
    logout(request)


def change_password(request: HttpRequest, user: User, *, old: str, new: str, again: str) -> None:
    """Give `user` another password; their other sessions and their login tokens end.

    `old` is not asked for where there is none: accounts begin with a login link.

    Raises:
        BadInput: the old password is wrong, the new ones differ or are too weak.
    """
    if user.has_usable_password() and not user.check_password(old):
        raise bad_field("old_password", "Your old password was entered incorrectly.")
    if new != again:
        raise bad_field("new_password2", "The two password fields didn't match.")
    check_password(new, user, field="new_password2")
    with transaction.atomic():
        user.set_password(new)
        user.save(update_fields=["password"])
        ApiKey.objects.filter(user=user).delete()
    if request.user.is_authenticated:
        open_session(request, user)


def make_login_link(user: User) -> str:
    """The path of a page that signs `user` in, once, within a day."""
    secret = new_key()
    LoginLink.objects.create(user=user, digest=digest(secret), expires=timezone.now() + _LINK_LIFE)
    return f"/login/{secret}"


def use_login_link(request: HttpRequest, secret: str) -> User:
    """Sign in the user a link was made for.

    Raises:
        Unauthenticated: there is no such link, it was used, or it is too old.
    """
    now = timezone.now()
    links = LoginLink.objects.filter(digest=digest(secret), used=None, expires__gt=now)
    link = links.filter(user__is_active=True).select_related("user").first()
    # The update decides between two that click at once.
    if link is None or not links.filter(pk=link.pk).update(used=now):
        raise Unauthenticated("this login link was used already or is too old; ask for a new one")
    open_session(request, link.user)
    return link.user


def _username(name: str) -> str:
    """The user name that belongs to an e-mail address, or `name` itself."""
    if "@" in name and not User.objects.filter(username=name).exists():
        found = User.objects.filter(email__iexact=name).values_list("username", flat=True)[:2]
        if len(found) == 1:
            return found[0]
    return name
