"""Every fault test runs on both deployments: SQLite alone, and PostgreSQL with Valkey."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

import faults.working.jobs  # noqa: F401 (declares them for this process)
from servers.databases import own_database, own_valkey
from servers.workers import Deployment, deployed

QUICK = {"LIMN_RUN_LEASE_SECONDS": "3", "LIMN_RUN_REAP_SECONDS": "0.5"}


BOTH = pytest.fixture(params=["embedded", "server"])


@BOTH
def deployment(
    request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker
) -> Iterator[Deployment]:
    """One whose workers know only the jobs of `faults.working`."""
    with _deployment(request, tmp_path, django_db_blocker) as deployment:
        yield deployment


@BOTH
def whole_deployment(
    request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker
) -> Iterator[Deployment]:
    """One whose workers do all the work of Limn."""
    whole = {"DJANGO_SETTINGS_MODULE": "limn.config.settings"}
    with _deployment(request, tmp_path, django_db_blocker, **whole) as deployment:
        yield deployment


@contextmanager
def _deployment(request, root: Path, blocker, **more: str) -> Iterator[Deployment]:
    more |= QUICK
    if request.param == "embedded":
        shutil.copy(request.getfixturevalue("sqlite_tables"), root / "limn.sqlite3")
        with deployed(root, migrated=True, blocker=blocker, **more) as deployment:
            yield deployment
        return
    address = request.getfixturevalue("postgres")
    template = request.getfixturevalue("postgres_tables")
    with (
        own_database(address, template) as database,
        own_valkey() as queue,
        deployed(
            root, database=database, queue=queue, migrated=True, blocker=blocker, **more
        ) as deployment,
    ):
        yield deployment


@pytest.fixture(scope="session")
def sqlite_tables(tmp_path_factory: pytest.TempPathFactory, django_db_blocker) -> Path:
    """A database file with all tables, to be copied."""
    root = tmp_path_factory.mktemp("tables")
    with deployed(root, blocker=django_db_blocker):
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return root / "limn.sqlite3"


@pytest.fixture(scope="session")
def postgres_tables(
    postgres: str, tmp_path_factory: pytest.TempPathFactory, django_db_blocker
) -> Iterator[str]:
    """The name of a database with all tables, to be copied."""
    with own_database(postgres) as address:
        root = tmp_path_factory.mktemp("tables")
        with deployed(root, database=address, blocker=django_db_blocker):
            pass
        yield address.rpartition("/")[2]
