"""Accounts: made, changed, removed."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from limn.identity.models import PRIVILEGES, Organization, User
from limn.permissions.actor import Privilege
from limn.sdk.errors import BadInput, Conflict


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
    """An account that its owner asked for; only where sign-up is open.

    Raises:
        BadInput: the passwords differ, or a value is not allowed or taken.
    """
    if password1 != password2:
        raise bad_field("password2", "The two password fields didn't match.")
    if len(username) < 5:
        raise bad_field("username", "Ensure this field has at least 5 characters.")
    if User.objects.filter(username__iexact=username).exists():
        raise bad_field("username", "A user with that username already exists.")
    if email and User.objects.filter(email__iexact=email).exists():
        raise bad_field("email", "A user is already registered with this e-mail address.")
    return create_user(
        username, password=password1, email=email, first_name=first_name, last_name=last_name
    )


def update_user(user: User, changes: dict[str, Any]) -> User:
    """Change fields of an account; `groups` is a list of privileges.

    Raises:
        BadInput: a value is not allowed.
        Conflict: the name is taken.
    """
    groups: Sequence[str] | None = changes.pop("groups", None)
    if groups is not None and (strange := sorted(set(groups) - set(PRIVILEGES))):
        raise bad_field("groups", f"{strange[0]!r} is not one of {', '.join(PRIVILEGES)}")
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
