"""Organizations and their members: changed, given roles, left, dissolved."""

import json

import pytest

from limn.identity.models import Membership
from limn.tasks import actions, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(make_user, make_organization):
    people = {name: make_user(name) for name in ("ada", "bob", "cyd", "dan", "eve")}
    people["acme"] = make_organization(
        owner=people["ada"], maintainer=people["bob"], supervisor=people["cyd"],
        worker=people["dan"],
    )  # fmt: skip
    return people


@pytest.fixture
def ask(people, client_of):
    def asking(who, method, path, body=None):
        return getattr(client_of(people[who]), method)(
            path, data=json.dumps(body or {}) if method != "get" else None,
            content_type="application/json",
        )  # fmt: skip

    return asking


def place(people, who):
    return f"/api/memberships/{Membership.objects.get(user=people[who]).pk}"


def test_owners_and_maintainers_change_an_organization(ask, people):
    path = f"/api/organizations/{people['acme'].pk}"
    changed = ask("bob", "patch", path, {"name": "Acme", "contact": {"email": "x@example.org"}})
    assert (changed.json()["name"], changed.json()["slug"]) == ("Acme", "acme")
    for who in ("cyd", "dan", "eve"):
        assert ask(who, "patch", path, {"name": "Mine"}).status_code == 403
    ask("ada", "post", "/api/organizations", {"slug": "other"})
    taken = ask("ada", "patch", path, {"slug": "other"})
    assert taken.status_code == 400
    assert list(taken.json()) == ["slug"]
    assert list(ask("ada", "patch", path, {"slug": "a b"}).json()) == ["slug"]


def test_only_the_owner_dissolves_and_nothing_in_it_is_lost(ask, people, actor_of):
    actor = actor_of(people["dan"], organization=people["acme"].pk)
    task = actions.create_task(actor, {"name": "t"})
    path = f"/api/organizations/{people['acme'].pk}"
    assert ask("bob", "delete", path).status_code == 403
    assert ask("ada", "delete", path).status_code == 204
    assert ask("ada", "get", path).status_code == 404
    kept = queries.get_task(task.pk)
    assert (kept.organization_id, kept.owner_id) == (None, people["dan"].pk)


def test_roles_are_given_by_those_above(ask, people):
    for who, whose, role, status in [
        ("bob", "dan", "supervisor", 200),
        ("bob", "dan", "maintainer", 403),
        ("bob", "bob", "worker", 403),
        ("bob", "ada", "worker", 403),
        ("ada", "bob", "worker", 200),
        ("ada", "cyd", "owner", 403),
        ("ada", "ada", "worker", 403),
        ("cyd", "dan", "worker", 403),
        ("eve", "dan", "worker", 403),
    ]:
        answer = ask(who, "patch", place(people, whose), {"role": role})
        assert answer.status_code == status, (who, whose, role, answer.content)
    assert Membership.objects.get(user=people["dan"]).role == "supervisor"
    strange = ask("ada", "patch", place(people, "dan"), {"is_active": False})
    assert strange.status_code == 403


def test_members_leave_and_are_removed_and_owners_stay(ask, people):
    for who, whose, status in [
        ("cyd", "dan", 403),
        ("bob", "ada", 403),
        ("ada", "ada", 403),
        ("dan", "dan", 204),
        ("bob", "cyd", 204),
        ("ada", "bob", 204),
    ]:
        assert ask(who, "delete", place(people, whose)).status_code == status, (who, whose)
    assert [one.user for one in Membership.objects.all()] == [people["ada"]]


def test_who_is_removed_sees_nothing_from_the_next_request_on(ask, people, actor_of):
    actor = actor_of(people["ada"], organization=people["acme"].pk)
    task = actions.create_task(actor, {"name": "t", "assignee_id": people["dan"].pk})
    assert ask("dan", "get", f"/api/tasks/{task.pk}").status_code == 200
    assert ask("ada", "delete", place(people, "dan")).status_code == 204
    assert ask("dan", "get", f"/api/tasks/{task.pk}").status_code == 403
    assert ask("dan", "get", "/api/tasks?org=acme").status_code == 403


def test_how_many_organizations_one_may_own_is_a_setting(ask, settings):
    settings.MAX_ORGANIZATIONS = 1
    assert ask("eve", "post", "/api/organizations", {"slug": "one"}).status_code == 201
    full = ask("eve", "post", "/api/organizations", {"slug": "two"})
    assert full.status_code == 409
    assert "1 organizations" in full.json()["detail"]


@pytest.mark.parametrize(
    ("least", "privilege", "status"),
    [("worker", "worker", 201), ("user", "worker", 403), ("admin", "user", 403),
     ("admin", "admin", 201)],
)  # fmt: skip
def test_who_may_make_organizations_is_a_setting(
    make_user, client_of, settings, least, privilege, status
):
    settings.ORGANIZATIONS_NEED = least
    client = client_of(make_user("zoe", privilege=privilege))
    answer = client.post("/api/organizations", {"slug": "x"}, content_type="application/json")
    assert answer.status_code == status
