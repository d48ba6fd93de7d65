"""Every way in, and every way that stays shut."""

import base64
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from limn.identity import actions
from limn.identity.models import AccessToken, ApiKey

pytestmark = pytest.mark.django_db
SELF = "/api/users/self"


@pytest.fixture
def ada(make_user):
    return make_user("ada", password="correct horse", email="ada@example.org")


def login(client, **body):
    return client.post("/api/auth/login", body, content_type="application/json")


def test_a_login_answers_a_key_and_sets_both_cookies(ada):
    client = Client()
    answer = login(client, username="ada", password="correct horse")
    assert answer.status_code == 200
    assert list(answer.json()) == ["key"]
    assert len(answer.json()["key"]) == 40
    assert answer["Content-Type"] == "application/vnd.cvat+json"
    assert {"sessionid", "csrftoken"} <= set(client.cookies)
    assert client.get(SELF).json()["username"] == "ada"


def test_the_key_opens_the_api_and_is_kept_as_a_digest_only(ada):
    key = login(Client(), username="ada", password="correct horse").json()["key"]
    assert Client(headers={"authorization": f"Token {key}"}).get(SELF).status_code == 200
    assert not ApiKey.objects.filter(digest__contains=key).exists()


def test_an_email_address_signs_in_too(ada):
    answer = login(Client(), email="ada@example.org", password="correct horse")
    assert answer.status_code == 200


def test_a_wrong_password_is_refused_as_cvat_refuses_it(ada):
    answer = login(Client(), username="ada", password="wrong")
    assert answer.status_code == 400
    assert answer.json() == {"non_field_errors": ["Unable to log in with provided credentials."]}


def test_nobody_is_told_apart_from_a_wrong_password(ada):
    answers = [login(Client(), username=name, password="wrong") for name in ("ada", "nobody")]
    assert answers[0].content == answers[1].content


def test_nobody_gets_in_without_credentials(db):
    answer = Client().get(SELF)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Token"
    assert answer.json()["detail"] == "Authentication credentials were not provided."


@pytest.mark.parametrize(
    "header", ["Token nonsense", "Bearer abc.def", "Bearer nonsense", "Basic !!", "Token "]
)
def test_wrong_credentials_are_refused_even_where_none_are_needed(db, header):
    answer = Client(headers={"authorization": header}).get("/api/server/about")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Token"


def test_a_session_changes_nothing_without_the_csrf_token(ada):
    client = Client(enforce_csrf_checks=True)
    login(client, username="ada", password="correct horse")
    body = {"first_name": "Ada"}
    bare = client.patch(f"/api/users/{ada.pk}", body, content_type="application/json")
    assert bare.status_code == 403
    assert bare.json()["detail"].startswith("CSRF Failed")
    signed = client.patch(
        f"/api/users/{ada.pk}",
        body,
        content_type="application/json",
        headers={"X-CSRFTOKEN": client.cookies["csrftoken"].value},
    )
    assert signed.status_code == 200
    assert signed.json()["first_name"] == "Ada"


def test_a_login_over_a_live_session_needs_no_csrf_token(ada):
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        assert login(client, username="ada", password="correct horse").status_code == 200


def test_basic_credentials_open_the_api(ada):
    secret = base64.b64encode(b"ada:correct horse").decode()
    assert Client(headers={"authorization": f"Basic {secret}"}).get(SELF).status_code == 200


@pytest.mark.parametrize("way", ["token", "bearer", "session", "basic", "login", "link"])
def test_an_inactive_user_is_refused_on_every_path(ada, way):
    client = Client()
    _, text = actions.create_token(ada.pk, name="t", read_only=False, expiry_date=None)
    key, link = actions.create_key(ada), actions.make_login_link(ada)
    login(client, username="ada", password="correct horse")
    ada.is_active = False
    ada.save()
    basic = base64.b64encode(b"ada:correct horse").decode()
    match way:
        case "session":
            answer = client.get(SELF)
        case "login":
            answer = login(Client(), username="ada", password="correct horse")
        case "link":
            answer = Client().get(link)
        case _:
            header = {
                "token": f"Token {key}",
                "bearer": f"Bearer {text}",
                "basic": f"Basic {basic}",
            }
            answer = Client(headers={"authorization": header[way]}).get(SELF)
    assert answer.status_code == (400 if way == "login" else 401)


def test_a_logout_ends_session_and_key(ada):
    client = Client()
    key = login(client, username="ada", password="correct horse").json()["key"]
    by_key = Client(headers={"authorization": f"Token {key}"})
    assert by_key.post("/api/auth/logout").status_code == 200
    assert by_key.get(SELF).status_code == 401
    assert client.post("/api/auth/logout").status_code == 200
    assert client.get(SELF).status_code == 401


def test_a_forged_logout_ends_nothing(ada):
    client = Client(enforce_csrf_checks=True)
    login(client, username="ada", password="correct horse")
    client.post("/api/auth/logout")
    # without the CSRF token nobody was signed in as far as that request goes
    assert client.get(SELF).status_code == 200


def test_an_access_token_opens_the_api_until_it_is_revoked(ada, client_of):
    client = client_of(ada)
    made = client.post("/api/auth/access_tokens", {"name": "ci"}, content_type="application/json")
    assert made.status_code == 201
    assert made.json()["read_only"] is True
    bearer = Client(headers={"authorization": f"Bearer {made.json()['value']}"})
    own = bearer.get("/api/auth/access_tokens/self")
    assert own.status_code == 200
    assert own.json()["id"] == made.json()["id"]
    assert "value" not in own.json()
    assert client.delete(f"/api/auth/access_tokens/{made.json()['id']}").status_code == 204
    assert bearer.get(SELF).status_code == 401
    assert client.get(f"/api/auth/access_tokens/{made.json()['id']}").status_code == 404


def test_an_expired_access_token_opens_nothing(ada):
    yesterday = timezone.now() - timedelta(days=1)
    _, text = actions.create_token(ada.pk, name="old", read_only=False, expiry_date=yesterday)
    assert Client(headers={"authorization": f"Bearer {text}"}).get(SELF).status_code == 401


def test_the_secret_of_another_token_opens_nothing(ada):
    _, one = actions.create_token(ada.pk, name="one", read_only=False, expiry_date=None)
    _, two = actions.create_token(ada.pk, name="two", read_only=False, expiry_date=None)
    mixed = f"{one.partition('.')[0]}.{two.partition('.')[2]}"
    assert Client(headers={"authorization": f"Bearer {mixed}"}).get(SELF).status_code == 401


@pytest.mark.parametrize("read_only", [True, False])
def test_no_access_token_changes_accounts_or_tokens(ada, read_only):
    token, text = actions.create_token(ada.pk, name="t", read_only=read_only, expiry_date=None)
    client = Client(headers={"authorization": f"Bearer {text}"})
    json = {"content_type": "application/json"}
    assert client.patch(f"/api/users/{ada.pk}", {"first_name": "X"}, **json).status_code == 403
    assert client.post("/api/auth/access_tokens", {"name": "more"}, **json).status_code == 403
    assert client.delete(f"/api/auth/access_tokens/{token.pk}").status_code == 403
    assert AccessToken.objects.count() == 1


def test_the_use_of_a_token_is_noted(ada):
    token, text = actions.create_token(ada.pk, name="t", read_only=True, expiry_date=None)
    Client(headers={"authorization": f"Bearer {text}"}).get(SELF)
    token.refresh_from_db()
    assert token.last_used_date is not None


def test_a_login_link_works_once(ada):
    link = actions.make_login_link(ada)
    client = Client()
    assert client.head(link).status_code == 200
    assert client.get(SELF).status_code == 401
    answer = client.get(link)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get(SELF).json()["username"] == "ada"
    again = Client().get(link)
    assert again.status_code == 401
    assert b"used already" in again.content


def test_guessing_is_slowed_down(ada):
    for _ in range(5):
        assert login(Client(), username="ada", password="wrong").status_code == 400
    slowed = login(Client(), username="ada", password="correct horse")
    assert slowed.status_code == 429
    assert int(slowed["Retry-After"]) >= 1
    # another address is not punished for it
    other = Client(REMOTE_ADDR="192.0.2.7")
    assert login(other, username="ada", password="correct horse").status_code == 200


def test_a_right_password_forgives_the_wrong_ones(ada):
    for _ in range(3):
        for _ in range(3):
            login(Client(), username="ada", password="wrong")
        assert login(Client(), username="ada", password="correct horse").status_code == 200


def test_a_changed_password_ends_login_tokens(ada):
    client = Client()
    key = login(client, username="ada", password="correct horse").json()["key"]
    body = {
        "old_password": "correct horse",
        "new_password1": "battery staple",
        "new_password2": "battery staple",
    }
    answer = client.post("/api/auth/password/change", body, content_type="application/json")
    assert answer.status_code == 200
    assert Client(headers={"authorization": f"Token {key}"}).get(SELF).status_code == 401
    assert client.get(SELF).status_code == 200
    assert login(Client(), username="ada", password="battery staple").status_code == 200


def test_sign_up_is_closed_unless_opened(db, settings):
    body = {"username": "grace", "password1": "long enough 1", "password2": "long enough 1"}
    closed = Client().post("/api/auth/register", body, content_type="application/json")
    assert closed.status_code == 403
    settings.OPEN_SIGNUP = True
    opened = Client().post("/api/auth/register", body, content_type="application/json")
    assert opened.status_code == 201
    assert opened.json()["username"] == "grace"
    key = opened.json()["key"]
    shown = Client(headers={"authorization": f"Token {key}"}).get(SELF).json()
    assert shown["groups"] == ["user"]
    assert shown["is_superuser"] is False


@pytest.mark.django_db(transaction=True)
def test_cvat_sdk_signs_in_and_out(live_server, make_user):
    from cvat_sdk import make_client
    from cvat_sdk.api_client.exceptions import UnauthorizedException
    from cvat_sdk.core.client import AccessTokenCredentials

    ada = make_user("ada", password="correct horse", email="ada@example.org")
    with make_client(live_server.url, credentials=("ada", "correct horse")) as client:
        seen = client.users.retrieve_current_user()
        assert (seen.username, seen.email, seen.id) == ("ada", "ada@example.org", ada.pk)
        client.api_client.users_api.partial_update(
            ada.pk, patched_user_request={"first_name": "Ada"}
        )
        made, _ = client.api_client.organizations_api.create({"slug": "acme", "name": "Acme"})
        client.organization_slug = made.slug
        assert [one.slug for one in client.organizations.list()] == ["acme"]
        token, _ = client.api_client.auth_api.create_access_tokens(
            {"name": "ci", "read_only": True}
        )
        own, _ = client.api_client.auth_api.list_access_tokens()
        assert own.count == 1
        client.logout()
        with pytest.raises(UnauthorizedException):
            client.users.retrieve_current_user()
    with make_client(live_server.url, credentials=AccessTokenCredentials(token.value)) as client:
        assert client.users.retrieve_current_user().first_name == "Ada"
        answer, _ = client.api_client.auth_api.retrieve_access_tokens_self()
        assert answer.name == "ci"
