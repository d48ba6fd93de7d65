"""See the package. Django loads `DatabaseWrapper` from a module of this name."""

import select
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.db.backends.postgresql.base import DatabaseWrapper as Wrapper
from psycopg import Connection, OperationalError, postgres
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.pq import Format
from psycopg_pool import ConnectionPool

from limn.config.postgresql.preparing import PreparingCursor, prepare_on

TIMESTAMPTZ_OID = postgres.types["timestamptz"].oid


def refuse_dead(pool: "ConnectionPool[Any]", connection: "Connection[Any]") -> None:
    """Go on only if the server has not closed the connection; else the pool makes new ones.

    A server that ends says so and closes its sockets, which the operating system knows without
    a round trip; on a connection at rest nothing else is there to be read. Its other
    connections ended with it: the pool would take each for alive, and wait longer after each.

    Raises:
        OperationalError: it has, or the connection was left in the middle of something.
    """
    if connection.closed:
        raise OperationalError("the connection is closed")
    asked = select.poll()
    asked.register(connection.fileno(), select.POLLIN)
    if asked.poll(0):
        connection.close()
        pool.drain()
        raise OperationalError("the server closed the connection")


class Moment(Loader):
    """A `timestamptz` in UTC; Django's takes the text apart in Python, 25 for a page of tasks."""

    timezone = UTC
    """In which Django asks a loader to answer."""

    def load(self, data: Buffer) -> datetime:
        return datetime.fromisoformat(str(data, "ascii")).astimezone(UTC)


class DatabaseWrapper(Wrapper):
    """As Django's, with the cheaper check before a connection is lent, and prepared statements.

    The option `prepare` says whether statements may be prepared.
    """

    @property
    def pool(self) -> Any:
        """The pool of this process."""
        made = super().pool
        if made is not None and self.settings_dict["CONN_HEALTH_CHECKS"]:
            made._check = partial(refuse_dead, made)  # noqa: SLF001  # Django passes its own
        return made

    def get_connection_params(self) -> dict[str, Any]:
        params = super().get_connection_params()
        params.pop("prepare", None)
        adapters = params["context"]
        if adapters.get_loader(TIMESTAMPTZ_OID, Format.TEXT) is not Moment:
            adapters.register_loader(TIMESTAMPTZ_OID, Moment)
        return params | {"cursor_factory": PreparingCursor}

    def _configure_connection(self, connection: "Connection[Any]") -> bool:
        if self.settings_dict["OPTIONS"].get("prepare"):
            prepare_on(connection)
        return super()._configure_connection(connection)
