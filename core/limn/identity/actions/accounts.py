"""Accounts: made, changed, removed."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from limn.identity.models import PRIVILEGES, Organization, User
from limn.permissions.actor import Privilege
from limn.sdk.errors import BadInput, Conflict, Forbidden
from limn.wire.rows import locked


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
    user.is_staff = user.is_superuser = user.has_analytics_access = privilege == "admin"
    if password is not None:
        check_password(password, user, field="password")
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
    """An account that its owner asked for; where sign-up is closed, only for an invited address.

    The account of an invited address, and every one where the settings ask for it, has to
    confirm its address before it can be used (`email_confirmed`).

    Raises:
        BadInput: the passwords differ, or a value is not allowed or taken.
        Forbidden: sign-up is closed.
    """
    invited = User.objects.filter(email__iexact=email, invited_only=True).first() if email else None
    if not (settings.OPEN_SIGNUP or invited):
        raise Forbidden("this server is closed for sign-up; ask its administrator for an account")
    _check_registration(username, email, password1, password2, invited)
    names: dict[str, Any] = {"first_name": first_name, "last_name": last_name}
    if invited:
        return _taken_over(invited, username, password1, names)
    user = create_user(username, password=password1, email=email, **names)
    if settings.CONFIRM_EMAIL:
        user.email_confirmed = False
        user.save(update_fields=["email_confirmed"])
    return user


def _check_registration(
    username: str, email: str, password1: str, password2: str, invited: User | None
) -> None:
    others = User.objects.exclude(pk=invited.pk) if invited else User.objects.all()
    if password1 != password2:
        raise bad_field("password2", "The two password fields didn't match.")
    if len(username) < 5:
        raise bad_field("username", "Ensure this field has at least 5 characters.")
    if others.filter(username__iexact=username).exists():
        raise bad_field("username", "A user with that username already exists.")
    if settings.CONFIRM_EMAIL and not email:
        raise bad_field("email", "This field is required: the address has to be confirmed.")
    if email and others.filter(email__iexact=email).exists():
        raise bad_field("email", "A user is already registered with this e-mail address.")


def _taken_over(invited: User, username: str, password: str, names: dict[str, Any]) -> User:
    """The account an invited address becomes; whoever made it must still prove the address."""
    check_password(password, invited, field="password1")
    changes = {**names, "username": username, "invited_only": False, "email_confirmed": False}
    with transaction.atomic():
        if not locked(invited).invited_only:
            raise bad_field("email", "A user is already registered with this e-mail address.")
        return update_user(invited, {**changes, "password": make_password(password)})


def update_user(user: User, changes: dict[str, Any]) -> User:
    """Change fields of an account; `groups` is a list of privileges.

    Raises:
        BadInput: a value is not allowed.
        Conflict: the name is taken.
        NotFound: the account is gone.
    """
    groups: Sequence[str] | None = changes.pop("groups", None)
    if groups is not None and (strange := sorted(set(groups) - set(PRIVILEGES))):
        raise bad_field("groups", f"{strange[0]!r} is not one of {', '.join(PRIVILEGES)}")
    try:
        with transaction.atomic():
            user = locked(user)
            for field, value in changes.items():
                setattr(user, field, value)
            _clean(user)
            user.save()
            if groups is not None:
                user.groups.set([Group.objects.get_or_create(name=name)[0] for name in groups])
    except IntegrityError as error:
        raise Conflict(f"there is a user {user.username!r} already") from error
    return user


@transaction.atomic
def delete_user(user: User) -> None:
    """Remove an account; what it owned stays, without an owner.

    Raises:
        BadInput: the user owns organizations; each is a reason of its own.
        NotFound: the account is gone.
    """
    user = locked(user)
    owned = Organization.objects.filter(owner=user).values_list("slug", flat=True)
    if reasons := [f"the user owns the organization {slug!r}" for slug in owned]:
        raise BadInput("; ".join(reasons))
    user.delete()


def check_password(password: str, user: User, *, field: str) -> None:
    """Refuse a weak password, naming `field`."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise BadInput("the password is too weak", fields={field: error.messages}) from error


def _clean(user: User) -> None:
    try:
        user.clean_fields(exclude={"password"})
    except ValidationError as error:
        raise BadInput("the account is not valid", fields=error.message_dict) from error


def bad_field(field: str, problem: str) -> BadInput:
    """The error that says what is wrong with one field."""
    return BadInput(f"{field}: {problem}", fields={field: [problem]})
