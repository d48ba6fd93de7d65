"""Who may come in, what decides about it, and what is switched off."""

from collections.abc import Iterator

from django.conf import settings

from limn.admin.doctor.finding import Check, Finding, advice, unsafe
from limn.host.catalogue import report
from limn.identity.queries import administrators
from limn.permissions.actor import SYSTEM
from limn.permissions.check import allowed

GUESSED = ("admin", "password", "limn", "changeme", "12345678", "administrator")
MOST = 20
"""Administrators whose passwords are tried; each takes a good part of a second."""


def passwords() -> Iterator[Finding]:
    """Administrators with a password that is tried first."""
    for user in administrators()[:MOST]:
        tried = {*GUESSED, user.username, user.email}
        if user.has_usable_password() and any(map(user.check_password, filter(None, tried))):
            remedy = f"hostctl users password {user.username}"
            yield unsafe(user.username, "this administrator's password is easily guessed", remedy)


def decisions() -> Iterator[Finding]:
    """Whether anything at all would be permitted."""
    if not allowed(SYSTEM, "server:view"):
        problem = f"the policies at {settings.OPA_URL or 'this process'} deny everything"
        yield unsafe("LIMN_OPA", problem, "see that the server runs and fetches /api/auth/rules")


def plugins() -> Iterator[Finding]:
    """Plugins that are on, but not in."""
    for one in report():
        if one.state in ("failed", "missing") or (one.state == "off" and one.reason):
            yield advice(
                f"plugin {one.name}", one.reason or one.state, f"hostctl plugins info {one.name}"
            )


CHECKS: tuple[Check, ...] = (passwords, decisions, plugins)
