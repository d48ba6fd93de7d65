"""`hostctl openapi`, `hostctl migrate`, and what is said of a folder that nobody has prepared."""

import json
import os
import subprocess
import sys

import pytest
from django.db import OperationalError, ProgrammingError
from psycopg.errors import UndefinedTable

from limn import admin


@pytest.fixture
def hostctl(tmp_path):
    def run(*words: str, ok: bool = True) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "limn_hostctl.main", *words, "--data", str(tmp_path)],
            env={name: value for name, value in os.environ.items() if name[:5] != "LIMN_"},
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert (done.returncode == 0) is ok, done.stdout + done.stderr
        return done.stdout if ok else done.stderr

    return run


def test_a_folder_without_a_database_is_named_and_migrate_makes_one(hostctl):
    problem = hostctl("users", "list", ok=False)
    assert "Traceback" not in problem
    assert "holds no database yet; run `hostctl up` or `hostctl migrate` first" in problem
    hostctl("migrate")
    assert "ada" not in hostctl("users", "list")
    hostctl("users", "create", "ada")
    assert "ada" in hostctl("users", "list")
    hostctl("migrate")
    assert "ada" in hostctl("users", "list")


def test_openapi_prints_the_same_document_every_time(hostctl):
    text = hostctl("openapi")
    document = json.loads(text)
    assert document["openapi"].startswith("3.1")
    assert "/api/tasks/{id}" in document["paths"]
    assert list(document["paths"]) == sorted(document["paths"])
    assert hostctl("openapi") == text


def test_openapi_needs_no_database(hostctl, tmp_path):
    hostctl("openapi")
    assert not list(tmp_path.glob("*.sqlite3"))


def test_missing_tables_are_told_for_both_databases():
    sqlite = OperationalError("no such table: identity_user")
    postgresql = ProgrammingError('relation "identity_user" does not exist')
    postgresql.__cause__ = UndefinedTable()
    for error in (sqlite, postgresql):
        with pytest.raises(admin.LimnError, match="hostctl migrate"), admin.needing_tables():
            raise error


def test_other_errors_of_a_database_are_not_explained_away():
    with pytest.raises(OperationalError, match="disk is full"), admin.needing_tables():
        raise OperationalError("database or disk is full")
