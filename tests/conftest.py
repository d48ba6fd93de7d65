"""What most tests need: a database file of their own, people, and clients that are signed in."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from limn.identity import actions, queries
from limn.identity.models import Organization, User
from limn.media.readers import ground
from limn.permissions.actor import Actor, Privilege

# Playwright leaves an event loop running in this thread, which Django would take for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

pytest_plugins = [
    "servers.buckets", "servers.databases", "servers.live", "servers.scheduling",
]  # fmt: skip


@pytest.fixture(scope="session", autouse=True)
def data_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of this test process, instead of the developer's own."""
    root = tmp_path_factory.mktemp("data")
    django_settings.DATA_ROOT = root
    return root


@pytest.fixture(scope="session", autouse=True)
def _readers_see_files_of_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """One reader serves many tests, each with a folder of its own."""
    ground.also.append(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> None:
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, data_root: Path
) -> None:
    """SQLite tests run on a file, as deployments do, so that threads and processes share it."""
    database = django_settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        database.setdefault("TEST", {})["NAME"] = str(data_root / "limn.sqlite3")


@pytest.fixture
def make_user(db: None) -> Callable[..., User]:
    """Accounts: `make_user("ada", privilege="worker", password=…)`."""

    def make(username: str = "ada", *, privilege: Privilege = "user", **more: Any) -> User:
        return actions.create_user(username, privilege=privilege, **more)

    return make


@pytest.fixture
def admin(make_user: Callable[..., User]) -> User:
    return make_user("root", privilege="admin")


@pytest.fixture
def user(make_user: Callable[..., User]) -> User:
    return make_user("ada")


@pytest.fixture
def make_organization(db: None) -> Callable[..., Organization]:
    """Organizations: `make_organization("acme", owner=ada, worker=bob)`."""

    def make(slug: str = "acme", *, owner: User, **members: User) -> Organization:
        organization = actions.create_organization(owner, slug=slug)
        for role, member in members.items():
            actions.add_member(organization, member, role)
        return organization

    return make


@pytest.fixture
def actor_of() -> Callable[..., Actor]:
    """The facts about a user, as the API gathers them."""
    return queries.actor_of


@pytest.fixture
def client_of(db: None) -> Callable[[User], Client]:
    """A test client whose requests come from that user, by login token."""

    def client(user: User) -> Client:
        return Client(headers={"authorization": f"Token {actions.create_key(user)}"})

    return client


@pytest.fixture
def admin_client(admin: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(admin)
