"""Users, organizations, memberships and tokens over the API, and the first administrator."""

import pytest
from django.test import Client

from limn.identity import actions
from limn.identity.actions import sessions
from limn.identity.models import AccessToken, ApiKey, LoginLink, User
from limn.sdk.errors import BadInput, Conflict

pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json"}


def test_oneself_is_shown_in_full_and_others_in_brief(make_user, make_organization, client_of):
    ada, bob = make_user("ada", email="ada@example.org"), make_user("bob")
    make_organization("acme", owner=ada, worker=bob)
    own = client_of(ada).get("/api/users/self").json()
    assert (own["email"], own["groups"]) == ("ada@example.org", ["user"])
    seen = client_of(bob).get(f"/api/users/{ada.pk}?org=acme").json()
    assert seen == {
        "url": f"http://testserver/api/users/{ada.pk}",
        "id": ada.pk,
        "username": "ada",
        "first_name": "",
        "last_name": "",
    }


def test_names_are_ones_own_to_change_and_rights_are_not(make_user, client_of, admin_client):
    ada = make_user("ada")
    url, own = f"/api/users/{ada.pk}", client_of(ada)
    assert own.patch(url, {"last_name": "L"}, **JSON).json()["last_name"] == "L"
    for change in ({"groups": ["admin"]}, {"is_superuser": True}, {"email": "x@example.org"}):
        assert own.patch(url, change, **JSON).status_code == 403
    # one forbidden field refuses all of them
    both = own.patch(url, {"last_name": "Z", "is_superuser": True}, **JSON)
    assert both.status_code == 403
    ada.refresh_from_db()
    assert (ada.last_name, ada.is_superuser) == ("L", False)
    raised = admin_client.patch(url, {"groups": ["admin", "user"]}, **JSON)
    assert raised.json()["groups"] == ["admin", "user"]


@pytest.mark.parametrize("body", [{"username": ""}, {"username": "a b"}, {"username": None},
                                  {"groups": ["king"]}, {"is_active": "maybe"}])  # fmt: skip
def test_a_bad_change_names_the_field(admin, admin_client, body):
    answer = admin_client.patch(f"/api/users/{admin.pk}", body, **JSON)
    assert answer.status_code == 400
    assert next(iter(answer.json())).startswith(next(iter(body)))


def test_a_name_is_taken_once(make_user, admin_client):
    make_user("ada")
    bob = make_user("bob")
    answer = admin_client.patch(f"/api/users/{bob.pk}", {"username": "ada"}, **JSON)
    assert answer.status_code == 409
    with pytest.raises(Conflict):
        actions.create_user("ada")


@pytest.mark.parametrize("name", ["", "a b", "x" * 151, "né\0"])
def test_an_account_needs_a_proper_name(db, name):
    with pytest.raises(BadInput) as caught:
        actions.create_user(name)
    assert "username" in caught.value.fields


def test_an_account_needs_a_proper_password(db):
    with pytest.raises(BadInput) as caught:
        actions.create_user("ada", password="password")
    assert "password" in caught.value.fields
    assert not User.objects.exists()


def test_without_a_password_nobody_signs_in_by_one(make_user):
    make_user("ada")
    for password in ("", "!", "None"):
        body = {"username": "ada", "password": password}
        assert Client().post("/api/auth/login", body, **JSON).status_code == 400


def test_an_owner_of_an_organization_is_not_deleted(make_user, make_organization, client_of):
    ada = make_user("ada")
    make_organization("acme", owner=ada)
    answer = client_of(ada).delete(f"/api/users/{ada.pk}")
    assert answer.status_code == 400
    assert "acme" in answer.json()["detail"]


def test_a_user_may_leave(make_user, client_of):
    ada, bob = make_user("ada"), make_user("bob")
    client = client_of(ada)
    assert client.delete(f"/api/users/{bob.pk}").status_code == 403
    assert client.delete(f"/api/users/{ada.pk}").status_code == 204
    assert client.get("/api/users/self").status_code == 401


def test_an_organization_is_made_with_its_owner_in_it(make_user, client_of):
    client = client_of(make_user("ada"))
    body = {"slug": "acme", "name": "Acme", "contact": {"email": "acme@example.org"}}
    made = client.post("/api/organizations", body, **JSON)
    assert made.status_code == 201
    assert made.json()["owner"]["username"] == "ada"
    assert client.get(f"/api/organizations/{made.json()['id']}").json() == made.json()
    members = client.get("/api/memberships?org=acme").json()["results"]
    assert [(one["role"], one["user"]["username"]) for one in members] == [("owner", "ada")]
    assert client.get(f"/api/memberships/{members[0]['id']}").json() == members[0]
    again = client.post("/api/organizations", body, **JSON)
    assert again.status_code == 400
    assert "slug" in again.json()


def test_workers_make_no_organizations(make_user, client_of):
    wendy = client_of(make_user("wendy", privilege="worker"))
    assert wendy.post("/api/organizations", {"slug": "w"}, **JSON).status_code == 403


def test_organizations_are_listed_once_and_to_their_members(
    make_user, make_organization, client_of
):
    ada, bob, cleo = make_user("ada"), make_user("bob"), make_user("cleo")
    make_organization("acme", owner=ada, worker=bob, maintainer=cleo)
    for person in (ada, bob, cleo):
        found = client_of(person).get("/api/organizations").json()
        assert [one["slug"] for one in found["results"]] == ["acme"]
        assert found["count"] == 1
    assert client_of(make_user("sam")).get("/api/organizations").json()["count"] == 0


def test_only_maintainers_see_who_left(make_user, make_organization, client_of):
    ada, bob, cleo = make_user("ada"), make_user("bob"), make_user("cleo")
    acme = make_organization("acme", owner=ada, worker=bob, maintainer=cleo)
    acme.members.filter(user=bob).update(is_active=False)
    assert client_of(cleo).get("/api/memberships?org=acme").json()["count"] == 3
    acme.members.filter(user=cleo).update(role="supervisor")
    assert client_of(cleo).get("/api/memberships?org=acme").json()["count"] == 2


def test_tokens_are_their_owners_alone(make_user, client_of, admin_client):
    ada, bob = make_user("ada"), make_user("bob")
    token, _ = actions.create_token(ada.pk, name="t", read_only=True, expiry_date=None)
    url = f"/api/auth/access_tokens/{token.pk}"
    assert client_of(bob).get(url).status_code == 403
    assert client_of(bob).get("/api/auth/access_tokens").json()["count"] == 0
    assert client_of(bob).delete(url).status_code == 403
    assert client_of(ada).patch(url, {"name": "other"}, **JSON).json()["name"] == "other"
    assert admin_client.get("/api/auth/access_tokens").json()["count"] == 1


def test_a_user_has_a_limited_number_of_tokens(make_user, client_of):
    ada = make_user("ada")
    for number in range(50):
        actions.create_token(ada.pk, name=str(number), read_only=True, expiry_date=None)
    answer = client_of(ada).post("/api/auth/access_tokens", {"name": "more"}, **JSON)
    assert answer.status_code == 400
    assert "50" in answer.json()["detail"]


@pytest.mark.parametrize("body", [{"name": ""}, {"name": "  "}, {}, {"name": "x" * 51}])
def test_a_token_needs_a_name(make_user, client_of, body):
    answer = client_of(make_user("ada")).post("/api/auth/access_tokens", body, **JSON)
    assert answer.status_code == 400
    assert "name" in answer.json()


def test_no_secret_is_kept(make_user):
    ada = make_user("ada", password="correct horse")
    _, text = actions.create_token(ada.pk, name="t", read_only=True, expiry_date=None)
    key, link = actions.create_key(ada), actions.make_login_link(ada)
    kept = str([list(table.objects.values()) for table in (AccessToken, ApiKey, LoginLink, User)])
    for secret in (text.partition(".")[2], key, link.removeprefix("/login/"), "correct horse"):
        assert secret not in kept


def test_very_many_logins_forget_the_oldest(make_user, monkeypatch):
    monkeypatch.setattr(sessions, "_MOST_KEYS", 10)
    ada = make_user("ada")
    keys = [actions.create_key(ada) for _ in range(12)]
    assert ApiKey.objects.count() == 10
    first, last = (Client(headers={"authorization": f"Token {key}"}) for key in (keys[0], keys[-1]))
    assert first.get("/api/users/self").status_code == 401
    assert last.get("/api/users/self").status_code == 200


def test_the_first_administrator_comes_from_the_environment(db, settings):
    assert actions.create_admin_from_env() is None
    settings.ADMIN_USERNAME, settings.ADMIN_PASSWORD = "root", "correct horse"
    made = actions.create_admin_from_env()
    assert made is not None
    assert made.is_superuser
    body = {"username": "root", "password": "correct horse"}
    assert Client().post("/api/auth/login", body, **JSON).status_code == 200
    # and a later start leaves the account alone
    settings.ADMIN_PASSWORD = "battery staple"
    assert actions.create_admin_from_env() is None
    assert User.objects.get().check_password("correct horse")


def test_access_to_analytics_is_kept_and_told(admin, user, client_of):
    def told(person):
        return client_of(person).get("/api/users/self").json()["has_analytics_access"]

    assert told(admin)
    assert not told(user)
    user.has_analytics_access = True
    user.save()
    assert told(user)
