"""Accounts as an administrator handles them."""

from dataclasses import dataclass
from datetime import datetime

from limn.identity import actions, queries
from limn.permissions.actor import SYSTEM, Privilege
from limn.sdk.errors import NotFound


@dataclass(frozen=True, slots=True)
class Account:
    """A line of `hostctl users list`."""

    username: str
    email: str
    privilege: str
    is_active: bool
    last_login: datetime | None


def accounts() -> list[Account]:
    """Every account, by name."""
    return [
        Account(
            user.username,
            user.email,
            queries.privilege_of(user) or "none",
            user.is_active,
            user.last_login,
        )
        for user in queries.users_visible_to(SYSTEM).order_by("username")
    ]


def create(
    username: str, *, password: str | None = None, email: str = "", privilege: Privilege = "user"
) -> None:
    """Make an account; without a password it is entered by a login link.

    Raises:
        BadInput: a value is not allowed.
        Conflict: the name is taken.
    """
    actions.create_user(username, password=password, email=email, privilege=privilege)


def login_link(username: str) -> str:
    """The path of a page that signs this user in, once, within a day.

    Raises:
        NotFound: there is no such user.
    """
    return actions.make_login_link(_user(username))


def set_password(username: str, password: str) -> None:
    """Give a user another password; their sessions and tokens end.

    Raises:
        NotFound: there is no such user.
        BadInput: the password is too weak.
    """
    actions.set_password(_user(username), password)


def _user(username: str):  # its type is a table of another room
    user = queries.user_named(username)
    if user is None:
        raise NotFound(f"there is no user {username!r}; `hostctl users list` names them all")
    return user
