"""What `hostctl up` does before it serves: tables brought up to date, somebody who can sign in."""

from importlib import import_module

from django.core.management import call_command

from limn.identity import actions, queries
from limn.permissions.actor import SYSTEM
from limn.storage import media_bucket

FIRST = "admin"


def migrate() -> None:
    """Bring the database's tables up to date."""
    call_command("migrate", verbosity=0, interactive=False)


def demand_media_store() -> None:
    """Make sure that the bucket for originals can be used, where one is chosen.

    Raises:
        Unavailable: it cannot.
    """
    media_bucket.demand()


def load_application() -> None:
    """Load what the web server will load, so that a fault in it is told before it is served."""
    import_module("limn.config.wsgi")


def first_login_link() -> str | None:
    """The path of a one-time page that signs the first administrator in.

    None once anybody has signed in, or where `LIMN_ADMIN_USERNAME` names an administrator.
    """
    if actions.create_admin_from_env() is not None:
        return None
    users = queries.users_visible_to(SYSTEM)
    if users.exclude(last_login=None).exists():
        return None
    user = queries.user_named(FIRST)
    if user is None:
        if users.exists():
            return None
        user = actions.create_user(FIRST, privilege="admin")
    # Somebody who set a password for this account knows how to enter it.
    return None if user.has_usable_password() else actions.make_login_link(user)
