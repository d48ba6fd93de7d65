"""A connection that died is not lent to a request."""

import psycopg
import pytest

from limn.config.postgresql.base import refuse_dead


def test_a_live_connection_is_lent_and_a_killed_one_is_not(postgres):
    with psycopg.connect(f"{postgres}/postgres", autocommit=True) as other:
        connection = psycopg.connect(f"{postgres}/postgres", autocommit=True)
        refuse_dead(connection)
        pid = connection.info.backend_pid
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        with pytest.raises(psycopg.OperationalError, match="closed the connection"):
            refuse_dead(connection)
        connection.close()
        with pytest.raises(psycopg.OperationalError, match="is closed"):
            refuse_dead(connection)
