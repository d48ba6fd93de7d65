"""See the package. Django loads `DatabaseWrapper` from a module of this name."""

import select
from typing import Any

from django.db.backends.postgresql.base import DatabaseWrapper as Wrapper
from psycopg import Connection, OperationalError


def refuse_dead(connection: "Connection[Any]") -> None:
    """Go on only if the server has not closed the connection.

    A server that ends says so and closes its sockets, which the operating system knows without
    a round trip; on a connection at rest nothing else is there to be read.

    Raises:
        OperationalError: it has, or the connection was left in the middle of something.
    """
    if connection.closed:
        raise OperationalError("the connection is closed")
    readable, _, _ = select.select([connection.fileno()], [], [], 0)
    if readable:
        raise OperationalError("the server closed the connection")


class DatabaseWrapper(Wrapper):
    """As Django's, with the cheaper check before a connection is lent."""

    @property
    def pool(self) -> Any:
        """The pool of this process."""
        made = super().pool
        if made is not None and self.settings_dict["CONN_HEALTH_CHECKS"]:
            made._check = refuse_dead  # noqa: SLF001  # Django passes one of its own
        return made
