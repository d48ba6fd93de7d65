"""Every fault test runs on both deployments: SQLite alone, and PostgreSQL with Valkey."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import faults.working.jobs  # noqa: F401 (declares them for this process)
from servers.databases import own_database, own_valkey
from servers.workers import Deployment, deployed

QUICK = {"LIMN_RUN_LEASE_SECONDS": "3", "LIMN_RUN_REAP_SECONDS": "0.5"}


@pytest.fixture(params=["embedded", "server"])
def deployment(
    request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker
) -> Iterator[Deployment]:
    if request.param == "embedded":
        with deployed(tmp_path, blocker=django_db_blocker, **QUICK) as deployment:
            yield deployment
        return
    address = request.getfixturevalue("postgres")
    with (
        own_database(address) as database,
        own_valkey() as queue,
        deployed(
            tmp_path, database=database, queue=queue, blocker=django_db_blocker, **QUICK
        ) as deployment,
    ):
        yield deployment
