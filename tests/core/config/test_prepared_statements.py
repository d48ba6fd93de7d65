"""What is read often is planned once per connection, and never answered by an outdated plan."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Self

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from limn.config.postgresql.preparing import OFTEN, PreparingCursor, prepare_on
from servers.databases import own_database

READ = "SELECT name FROM thing WHERE id = %s"
PREPARED = "TABLE pg_prepared_statements"


@pytest.fixture(scope="module")
def database(postgres) -> Iterator[str]:
    with own_database(postgres) as url:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE thing AS SELECT 1::bigint AS id, 'a'::text AS name")
            connection.execute("CREATE TABLE annotations_shape AS TABLE thing")
        yield url


@pytest.fixture
def connection(database) -> "Iterator[psycopg.Connection[Any]]":
    with connected(database) as connection:
        prepare_on(connection)
        yield connection


def connected(url: str) -> "psycopg.Connection[Any]":
    return psycopg.connect(url, autocommit=True, cursor_factory=PreparingCursor)


def often(connection: "psycopg.Connection[Any]", statement: str = READ) -> list[Any]:
    found = [connection.execute(statement, [1]).fetchall() for _ in range(OFTEN + 1)]
    assert found[1:] == found[:-1]
    return found[0]


def prepared(connection: "psycopg.Connection[Any]") -> int:
    return len(connection.execute(PREPARED).fetchall())


def test_what_is_read_often_is_prepared(connection):
    assert often(connection) == [("a",)]
    assert prepared(connection) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT name FROM annotations_shape WHERE id = %s",
        "UPDATE thing SET name = 'a' WHERE id = %s RETURNING name",
    ],
)
def test_what_is_written_and_tables_that_grow_fast_are_planned_each_time(connection, statement):
    assert often(connection, statement) == [("a",)]
    assert prepared(connection) == 0


def test_a_table_that_is_changed_meanwhile_is_read_as_it_is_then(connection, database):
    often(connection)
    with psycopg.connect(database, autocommit=True) as other:
        other.execute("ALTER TABLE thing ALTER name TYPE bytea USING name::bytea")
        assert often(connection) == [(b"a",)]
        other.execute("ALTER TABLE thing ALTER name TYPE text USING encode(name, 'escape')")
    with pytest.raises(psycopg.errors.FeatureNotSupported), connection.transaction():
        often(connection)
    with connection.transaction():
        assert often(connection) == [("a",)]


def test_statements_that_somebody_let_go_of_are_prepared_again(connection):
    often(connection)
    connection.pgconn.exec_(b"DISCARD ALL")
    assert often(connection) == [("a",)]
    assert prepared(connection) == 1


def test_nothing_is_prepared_through_a_pooler(database):
    with (
        Pooler(conninfo_to_dict(database)) as pooler,
        connected(make_conninfo(database, port=pooler.port)) as connection,
    ):
        prepare_on(connection)
        assert often(connection) == [("a",)]
        assert prepared(connection) == 0


class Pooler:
    """Stands between one client and PostgreSQL, and names a process of its own, as poolers do."""

    def __init__(self, behind: dict[str, Any]) -> None:
        self._door = socket.create_server(("127.0.0.1", 0))
        self._behind = str(behind["host"]), int(behind["port"])
        self.port: int = self._door.getsockname()[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._carry, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._door.close()

    def _carry(self) -> None:
        client, server = self._door.accept()[0], socket.create_connection(self._behind)
        threading.Thread(target=self._pass_on, args=(client, server), daemon=True).start()
        self._pass_on(server, client, key=b"K\x00\x00\x00\x0c")

    def _pass_on(self, source: socket.socket, target: socket.socket, key: bytes = b"") -> None:
        with source, target, suppress(OSError):
            while data := source.recv(65536):
                if key and (at := data.find(key)) >= 0:
                    data = data[: at + 5] + b"\x7f\xff\xff\xff" + data[at + 9 :]
                target.sendall(data)
