"""Every fault test runs on both deployments: SQLite alone, and PostgreSQL with Valkey."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

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
    if request.param == "embedded":
        with deployed(root, blocker=blocker, **QUICK, **more) as deployment:
            yield deployment
        return
    address = request.getfixturevalue("postgres")
    with (
        own_database(address) as database,
        own_valkey() as queue,
        deployed(
            root, database=database, queue=queue, blocker=blocker, **QUICK, **more
        ) as deployment,
    ):
        yield deployment
