"""A connection that died is not lent to a request, nor kept."""

from functools import partial
from typing import Any

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from limn.config.postgresql.base import refuse_dead


def pool_of(postgres: str, size: int) -> "ConnectionPool[Any]":
    pool: ConnectionPool[Any] = ConnectionPool(
        f"{postgres}/postgres", kwargs={"autocommit": True}, min_size=size, open=False
    )
    pool._check = partial(refuse_dead, pool)  # as the backend does
    pool.open(wait=True)
    return pool


def test_a_live_connection_is_lent_and_a_killed_one_is_not(postgres):
    with (
        pool_of(postgres, 1) as pool,
        psycopg.connect(f"{postgres}/postgres", autocommit=True) as other,
        pool.connection() as connection,
    ):
        refuse_dead(pool, connection)
        pid = connection.info.backend_pid
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        with pytest.raises(psycopg.OperationalError, match="closed the connection"):
            refuse_dead(pool, connection)
        with pytest.raises(psycopg.OperationalError, match="is closed"):
            refuse_dead(pool, connection)


def test_all_connections_of_a_server_that_went_away_are_made_anew(postgres):
    size = 6
    with pool_of(postgres, size) as pool:
        old = [pool.getconn() for _ in range(size)]
        pids = [one.info.backend_pid for one in old]
        for one in old:
            pool.putconn(one)
        with psycopg.connect(f"{postgres}/postgres", autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(pid, 5000) FROM unnest(%s) AS pid", [pids])
        # Asked one after another, with a wait that doubles, six would take half a minute.
        lent = [pool.getconn(timeout=10) for _ in range(size)]
        assert not {one.info.backend_pid for one in lent} & set(pids)
        for one in lent:
            assert one.execute("SELECT 1").fetchone() == (1,)
            pool.putconn(one)
