"""What one web process takes away is gone in the other at the very next request."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from faults.test_live import Drawn, admin, drawn, following, signed_in  # noqa: F401  # fixtures
from servers.live import own_server, second_web
from servers.sharing import wait_for

PASSWORD, OTHER = "clear-water-9", "muddy-water-8"
_numbers = itertools.count()
SETTINGS = {"LIMN_OPEN_SIGNUP": "true", "LIMN_LIVE_STREAMS": "4", "LIMN_RATES": "exports=3/hour"}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with own_server(tmp_path_factory.mktemp("two"), **SETTINGS) as server:
        yield server


@pytest.fixture(scope="module")
def elsewhere(server) -> Iterator[str]:
    with second_web(server, **SETTINGS) as url:
        yield url


@pytest.fixture
def bob(server) -> Iterator[httpx.Client]:
    """Somebody new, signed in by a login token at the first process."""
    name = f"robert{next(_numbers)}"
    told = {"username": name, "password1": PASSWORD, "password2": PASSWORD}
    httpx.post(f"{server.url}/api/auth/register", json=told).raise_for_status()
    with signed_in(server, name, PASSWORD) as client:
        client.headers["x-name"] = name
        yield client


def at(url: str, client: httpx.Client, path: str = "/api/users/self") -> int:
    """What the other process answers to the same credentials."""
    headers = {"authorization": client.headers["authorization"]}
    return httpx.get(url + path, headers=headers).status_code


def access_token(client: httpx.Client, **more) -> tuple[int, httpx.Client]:
    made = client.post("/api/auth/access_tokens", json={"name": "t", **more}).json()
    headers = {"authorization": f"Bearer {made['value']}"}
    return made["id"], httpx.Client(base_url=client.base_url, headers=headers, timeout=20)


def test_a_login_token_ends_everywhere(bob, elsewhere):
    assert at(elsewhere, bob) == 200
    bob.post("/api/auth/logout").raise_for_status()
    assert at(elsewhere, bob) == 401


def test_another_password_ends_tokens_and_sessions_everywhere(bob, server, elsewhere):
    login = {"username": bob.headers["x-name"], "password": PASSWORD}
    with httpx.Client(base_url=elsewhere) as browser:
        browser.post("/api/auth/login", json=login).raise_for_status()
        assert browser.get("/api/users/self").status_code == 200
        assert at(elsewhere, bob) == 200
        told = {"old_password": PASSWORD, "new_password1": OTHER, "new_password2": OTHER}
        bob.post("/api/auth/password/change", json=told).raise_for_status()
        assert at(elsewhere, bob) == 401
        assert browser.get("/api/users/self").status_code == 401
    assert httpx.post(f"{elsewhere}/api/auth/login", json=login).status_code == 400


def test_who_is_deactivated_is_out_everywhere(bob, admin, elsewhere):  # noqa: F811
    me = bob.get("/api/users/self").json()["id"]
    assert at(elsewhere, bob) == 200
    admin.patch(f"/api/users/{me}", json={"is_active": False}).raise_for_status()
    assert at(elsewhere, bob) == 401


def test_who_leaves_an_organization_sees_nothing_of_it_anywhere(bob, admin, elsewhere):  # noqa: F811
    slug = f"org{next(_numbers)}"
    home = admin.post("/api/organizations", json={"slug": slug}).json()["id"]
    email = f"{slug}@example.org"
    me = bob.get("/api/users/self").json()["id"]
    admin.patch(f"/api/users/{me}", json={"email": email}).raise_for_status()
    invitation = {"email": email, "role": "worker"}
    admin.post(f"/api/invitations?org={slug}", json=invitation).raise_for_status()
    assert at(elsewhere, bob, f"/api/organizations/{home}") == 200
    [place] = bob.get(f"/api/memberships?org={slug}&user={bob.headers['x-name']}").json()["results"]
    admin.delete(f"/api/memberships/{place['id']}").raise_for_status()
    assert at(elsewhere, bob, f"/api/organizations/{home}") == 403
    assert at(elsewhere, bob, f"/api/tasks?org={slug}") == 403


def test_an_access_token_that_is_revoked_or_over_opens_nothing_anywhere(bob, elsewhere):
    number, revoked = access_token(bob)
    assert at(elsewhere, revoked) == 200
    bob.delete(f"/api/auth/access_tokens/{number}").raise_for_status()
    assert at(elsewhere, revoked) == 401
    soon = datetime.now(UTC) + timedelta(seconds=2)
    _, short = access_token(bob, expiry_date=soon.isoformat())
    assert at(elsewhere, short) == 200
    wait_for(lambda: at(elsewhere, short) == 401, "the token is over", 5)


def test_a_stream_ends_with_the_token_that_opened_it(bob, admin, drawn: Drawn, elsewhere):  # noqa: F811
    me = bob.get("/api/users/self").json()["id"]
    admin.patch(f"/api/jobs/{drawn.job}", json={"assignee": me}).raise_for_status()
    number, guest = access_token(bob)
    with httpx.Client(base_url=elsewhere, headers=guest.headers, timeout=20) as there:
        with following(there, drawn.job) as stream:
            drawn.draw(admin)
            wait_for(stream.changed, "news while the token is good", 5)
            bob.delete(f"/api/auth/access_tokens/{number}").raise_for_status()
            drawn.draw(admin)
            assert stream.ended.wait(10)
            assert len(stream.changed()) == 1
        assert at(elsewhere, bob, f"/api/jobs/{drawn.job}") == 200


def test_what_one_process_counts_the_other_counts_too(bob, elsewhere):
    headers = {"authorization": bob.headers["authorization"]}
    places = [str(bob.base_url).rstrip("/"), elsewhere] * 2
    answers = [httpx.post(f"{url}/api/events/export", headers=headers) for url in places]
    assert [one.status_code for one in answers] == [202, 202, 202, 429]
    assert int(answers[-1].headers["retry-after"]) > 3000
