"""Which statements PostgreSQL plans once per connection, and what undoes that.

Planning takes longer than reading the few rows of most requests. A statement that came some
times before is prepared: its plan is kept by the connection, and made anew by PostgreSQL when
tables or their statistics change.
"""

from typing import Any, Self

from django.db.backends.postgresql.base import ServerBindingCursor
from psycopg import Connection, errors
from psycopg.abc import Params, Query
from psycopg.pq import TransactionStatus

OFTEN = 3
"""How often a statement comes before it is prepared."""
KEPT = 100
"""Statements that a connection has prepared at most, of about 80 kB each in PostgreSQL; those
unused for longest go."""

_GROWING = ("annotations_", "media_picture")
"""What one request fills with thousands of rows. A plan made before would walk through them all,
until PostgreSQL has counted them."""
_GONE = (errors.FeatureNotSupported, errors.InvalidSqlStatementName)
"""A table got other columns since the statement was prepared, or somebody let go of all."""


def is_worth_preparing(query: Query) -> bool:
    """Whether planning once is safe and saves time: what is read, but not of growing tables."""
    return (
        isinstance(query, str)
        and query.lstrip().startswith(("SELECT", "(SELECT", "WITH"))
        and not any(table in query for table in _GROWING)
    )


def prepare_on(connection: "Connection[Any]") -> None:
    """Let that connection prepare statements, unless a pooler stands between us and PostgreSQL.

    A pooler lends one connection of its own to many clients, whose prepared statements would
    be taken for each other's. It gives itself away by process numbers that are not PostgreSQL's.
    """
    with connection.cursor() as cursor:
        answer = cursor.execute("SELECT pg_backend_pid()").fetchone()
    alone = answer == (connection.info.backend_pid,)
    connection.prepare_threshold = OFTEN if alone else None
    connection.prepared_max = KEPT


class PreparingCursor(ServerBindingCursor):
    """Prepares what `is_worth_preparing`, where its connection prepares at all."""

    def execute(
        self,
        query: Query,
        params: Params | None = None,
        *,
        prepare: bool | None = None,
        binary: bool | None = None,
    ) -> Self:
        """As psycopg's; a prepared statement that is of no use any more is done unprepared.

        Inside a transaction, which the error ended, the next one finds all forgotten.
        """
        if prepare is None and not is_worth_preparing(query):
            prepare = False
        try:
            return super().execute(query, params, prepare=prepare, binary=binary)
        except _GONE:
            if prepare is False or self._is_within_a_transaction():
                raise
            self.connection.execute("DEALLOCATE ALL")
            return super().execute(query, params, prepare=False, binary=binary)

    def _is_within_a_transaction(self) -> bool:
        return self.connection.info.transaction_status != TransactionStatus.IDLE
