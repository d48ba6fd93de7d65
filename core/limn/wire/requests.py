"""What an endpoint is handed."""

from django.http import HttpRequest

from limn.permissions.actor import Actor


class Request(HttpRequest):
    """A request whose caller is known: `actor` holds the facts policies read."""

    actor: Actor
