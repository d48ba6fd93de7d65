"""What can be done with accounts: create, sign in, links, tokens, organizations."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils import timezone

from limn.identity import throttle
from limn.identity.credentials import digest, new_access_token, new_key
from limn.identity.models import (
    PRIVILEGES,
    AccessToken,
    ApiKey,
    LoginLink,
    Membership,
    Organization,
    User,
)
from limn.permissions.actor import Privilege
from limn.sdk.errors import BadInput, Conflict, Unauthenticated

_BACKEND = "django.contrib.auth.backends.ModelBackend"
_MOST_KEYS = 100
_MOST_TOKENS = 50
_LINK_LIFE = timedelta(hours=24)
_USED_EVERY = timedelta(hours=2)


def create_user(
    username: str,
    *,
    password: str | None = None,
    email: str = "",
    first_name: str = "",
    last_name: str = "",
    privilege: Privilege = "user",
) -> User:
    """A new account; without a password it can only be entered by a login link.

    Raises:
        BadInput: a value is not allowed; the fields are named.
        Conflict: the name is taken.
    """
    user = User(username=username, email=email, first_name=first_name, last_name=last_name)
    user.is_staff = user.is_superuser = privilege == "admin"
    if password is not None:
        _check_password(password, user, field="password")
    user.set_password(password)
    _clean(user)
    try:
        with transaction.atomic():
            user.save()
            user.groups.add(Group.objects.get_or_create(name=privilege)[0])
    except IntegrityError as error:
        raise Conflict(f"there is a user {username!r} already") from error
    return user


def create_admin_from_env() -> User | None:
    """The administrator that LIMN_ADMIN_USERNAME and LIMN_ADMIN_PASSWORD describe.

    None where they are not set, or somebody of that name is there already.
    """
    username, password = settings.ADMIN_USERNAME, settings.ADMIN_PASSWORD
    if not (username and password) or User.objects.filter(username=username).exists():
        return None
    return create_user(username, password=password, privilege="admin")


def register(
    *, username: str, email: str, password1: str, password2: str, first_name: str, last_name: str
) -> User:
    """An account that its owner asked for; only where sign-up is open.

    Raises:
        BadInput: the passwords differ, or a value is not allowed or taken.
    """
    if password1 != password2:
        raise _bad("password2", "The two password fields didn't match.")
    if len(username) < 5:
        raise _bad("username", "Ensure this field has at least 5 characters.")
    if User.objects.filter(username__iexact=username).exists():
        raise _bad("username", "A user with that username already exists.")
    if email and User.objects.filter(email__iexact=email).exists():
        raise _bad("email", "A user is already registered with this e-mail address.")
    return create_user(
        username, password=password1, email=email, first_name=first_name, last_name=last_name
    )


def check_credentials(address: str, *, name: str, password: str) -> User | None:
    """The active user with that name or e-mail address and password; None if there is none.

    Raises:
        NotReady: too many wrong passwords came from `address`.
    """
    throttle.check(address, name)
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

    Raises:
        BadInput: the old password is wrong, the new ones differ or are too weak.
    """
    if not user.check_password(old):
        raise _bad("old_password", "Your old password was entered incorrectly.")
    if new != again:
        raise _bad("new_password2", "The two password fields didn't match.")
    _check_password(new, user, field="new_password2")
    with transaction.atomic():
        user.set_password(new)
        user.save(update_fields=["password"])
        ApiKey.objects.filter(user=user).delete()
    if request.user.is_authenticated:
        open_session(request, user)


def set_password(user: User, password: str) -> None:
    """Give `user` another password as an administrator; their sessions and login tokens end.

    Raises:
        BadInput: the password is too weak.
    """
    _check_password(password, user, field="password")
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        ApiKey.objects.filter(user=user).delete()


def update_user(user: User, changes: dict[str, Any]) -> User:
    """Change fields of an account; `groups` is a list of privileges.

    Raises:
        BadInput: a value is not allowed.
        Conflict: the name is taken.
    """
    groups: Sequence[str] | None = changes.pop("groups", None)
    if groups is not None and (strange := sorted(set(groups) - set(PRIVILEGES))):
        raise _bad("groups", f"{strange[0]!r} is not one of {', '.join(PRIVILEGES)}")
    for field, value in changes.items():
        setattr(user, field, value)
    _clean(user)
    try:
        with transaction.atomic():
            user.save()
            if groups is not None:
                user.groups.set([Group.objects.get_or_create(name=name)[0] for name in groups])
    except IntegrityError as error:
        raise Conflict(f"there is a user {user.username!r} already") from error
    return user


def delete_user(user: User) -> None:
    """Remove an account; what it owned stays, without an owner.

    Raises:
        BadInput: the user owns an organization.
    """
    if owned := Organization.objects.filter(owner=user).first():
        raise BadInput(f"the user owns organization {owned.slug!r}; give it to somebody else first")
    user.delete()


def make_login_link(user: User) -> str:
    """The path of a page that signs `user` in, once, within a day."""
    secret = new_key()
    LoginLink.objects.create(
        user=user, digest=digest(secret), expires=timezone.now() + _LINK_LIFE
    )
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


def create_token(
    owner_id: int, *, name: str, read_only: bool, expiry_date: datetime | None
) -> tuple[AccessToken, str]:
    """A personal access token, and its text, which is shown this once.

    Raises:
        BadInput: the user has too many.
    """
    live = AccessToken.objects.filter(owner_id=owner_id, revoked=False)
    if live.exclude(expiry_date__lt=timezone.now()).count() >= _MOST_TOKENS:
        raise BadInput(f"a user can have {_MOST_TOKENS} access tokens; delete one first")
    prefix, kept, text = new_access_token()
    token = AccessToken.objects.create(
        owner_id=owner_id, name=name, read_only=read_only, expiry_date=expiry_date,
        prefix=prefix, digest=kept,
    )  # fmt: skip
    return token, text


def update_token(token: AccessToken, changes: dict[str, Any]) -> AccessToken:
    """Change a token's name, end or rights."""
    for field, value in changes.items():
        setattr(token, field, value)
    token.save()
    return token


def revoke_token(token: AccessToken) -> None:
    """End a token for good."""
    token.revoked = True
    token.save(update_fields=["revoked", "updated_date"])


def note_token_use(token: AccessToken) -> None:
    """Remember that the token is in use, at most every two hours."""
    now = timezone.now()
    if token.last_used_date is None or token.last_used_date < now - _USED_EVERY:
        AccessToken.objects.filter(pk=token.pk).update(last_used_date=now)


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
        raise _bad("slug", "organization with this slug already exists.") from error
    return organization


def add_member(organization: Organization, user: User, role: str) -> Membership:
    """Make `user` an active member with that role, or change the role they have."""
    member, _ = Membership.objects.update_or_create(
        organization=organization,
        user=user,
        defaults={"role": role, "is_active": True, "joined_date": timezone.now()},
    )
    return member


def _username(name: str) -> str:
    """The user name that belongs to an e-mail address, or `name` itself."""
    if "@" in name and not User.objects.filter(username=name).exists():
        found = User.objects.filter(email__iexact=name).values_list("username", flat=True)[:2]
        if len(found) == 1:
            return found[0]
    return name


def _check_password(password: str, user: User, *, field: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise BadInput("the password is too weak", fields={field: error.messages}) from error


def _clean(user: User) -> None:
    try:
        user.clean_fields(exclude={"password"})
    except ValidationError as error:
        raise BadInput("the account is not valid", fields=error.message_dict) from error


def _bad(field: str, problem: str) -> BadInput:
    return BadInput(f"{field}: {problem}", fields={field: [problem]})
