"""What an endpoint is handed."""

from collections.abc import Callable

from django.http import HttpRequest

from limn.permissions.actor import Actor


class Request(HttpRequest):
    """A request whose caller is known: `actor` holds the facts policies read.

    `again` asks who the caller is with the same credentials, for answers that last: it raises
    what signing in would by then.
    """

    actor: Actor
    again: Callable[[], Actor]
