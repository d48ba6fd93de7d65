"""Which organization a request is about: `org`, `org_id`, `X-Organization`."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def acme(make_user, make_organization):
    return make_organization("acme", owner=make_user("owen"), worker=make_user("wendy"))


def names(answer):
    assert answer.status_code == 200, answer.content
    return [one["username"] for one in answer.json()["results"]]


def test_without_one_a_user_lists_only_themselves(acme, client_of):
    wendy = acme.members.get(role="worker").user
    assert names(client_of(wendy).get("/api/users")) == ["wendy"]


@pytest.mark.parametrize("way", ["slug", "id", "header", "both"])
def test_a_member_sees_the_members(acme, client_of, way):
    client = client_of(acme.members.get(role="worker").user)
    query = {"slug": "?org=acme", "id": f"?org_id={acme.pk}", "both": "?org=acme"}.get(way, "")
    headers = {"X-Organization": "acme"} if way in ("header", "both") else {}
    assert names(client.get(f"/api/users{query}", headers=headers)) == ["wendy", "owen"]


@pytest.mark.parametrize("query", ["?org=", "?org_id="])
def test_an_empty_one_means_the_sandbox(acme, client_of, query):
    assert names(client_of(acme.owner).get(f"/api/users{query}")) == ["owen"]


def test_two_different_ones_are_refused(acme, client_of):
    client = client_of(acme.owner)
    assert client.get(f"/api/users?org=acme&org_id={acme.pk}").status_code == 400
    both = client.get(f"/api/users?org_id={acme.pk}", headers={"X-Organization": "acme"})
    assert both.status_code == 400
    differing = client.get("/api/users?org=acme", headers={"X-Organization": "other"})
    assert differing.status_code == 400


@pytest.mark.parametrize("query", ["?org=nowhere", "?org_id=99999", "?org=acm%00e"])
def test_an_unknown_one_is_not_found(acme, client_of, query):
    assert client_of(acme.owner).get(f"/api/users{query}").status_code == 404


def test_an_id_that_is_no_number_is_refused(acme, client_of):
    assert client_of(acme.owner).get("/api/users?org_id=x").status_code == 400


def test_strangers_see_no_members(acme, make_user, client_of):
    assert client_of(make_user("sam")).get("/api/users?org=acme").status_code == 403


def test_someone_who_left_is_a_stranger(acme, client_of):
    member = acme.members.get(role="worker")
    member.is_active = False
    member.save()
    assert client_of(member.user).get("/api/users?org=acme").status_code == 403


def test_an_administrator_sees_any_organization(acme, admin_client):
    assert names(admin_client.get("/api/users?org=acme&sort=username")) == ["owen", "wendy"]


def test_finding_out_who_asks_takes_one_query(acme, client_of, django_assert_num_queries):
    client = client_of(acme.owner)
    # token, user, groups, memberships and their organizations
    with django_assert_num_queries(1):
        assert client.get("/api/users/self?org=acme").status_code == 200
