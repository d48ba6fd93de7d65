"""Choosing a new password by mail, and what ends with the old one."""

import re

import pytest
from django.core import mail
from django.test import Client

from limn.identity.actions import create_token
from limn.runs.carrying import carry_out
from limn.runs.models import Run

pytestmark = pytest.mark.django_db(transaction=True)
JSON = {"content_type": "application/json"}
OLD, NEW = "w0nderful-day", "an0ther-morning"


@pytest.fixture
def ada(make_user):
    return make_user("ada", email="ada@example.org", password=OLD)


def ask_mail(email="ada@example.org"):
    return Client().post("/api/auth/password/reset", {"email": email}, **JSON)


def letters():
    for run in Run.objects.filter(job="identity:mail", state="queued"):
        carry_out(str(run.pk))
    return mail.outbox


def link():
    found = re.search(r"uid=([^&]+)&token=(\S+)", letters()[-1].body)
    return {"uid": found[1], "token": found[2]}


def choose(password=NEW, **link):
    body = {"new_password1": password, "new_password2": password, **link}
    return Client().post("/api/auth/password/reset/confirm", body, **JSON)


def sign_in(password):
    client = Client()
    body = {"username": "ada", "password": password}
    return client, client.post("/api/auth/login", body, **JSON)


def test_a_mails_link_gives_a_new_password_once(ada):
    assert ask_mail().status_code == 200
    where = link()
    assert choose(**where).status_code == 200
    assert sign_in(OLD)[1].status_code == 400
    assert sign_in(NEW)[1].status_code == 200
    again = choose("s0mething-else", **where)
    assert again.status_code == 400
    assert list(again.json()) == ["token"]


def test_sessions_and_tokens_of_the_old_password_end(ada):
    browser, answer = sign_in(OLD)
    token = Client(headers={"authorization": f"Token {answer.json()['key']}"})
    for client in (browser, token):
        assert client.get("/api/users/self").status_code == 200
    ask_mail()
    assert choose(**link()).status_code == 200
    for client in (browser, token):
        assert client.get("/api/users/self").status_code == 401


def test_nobody_learns_who_has_an_account(ada):
    known, unknown = ask_mail(), ask_mail("nobody@example.org")
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    assert [one.to for one in letters()] == [["ada@example.org"]]


@pytest.mark.parametrize("broken", [{"uid": "x"}, {"uid": "MTIzNDU2Nzg5"}, {"token": "c1-abc"}])
def test_a_wrong_link_does_nothing(ada, broken):
    ask_mail()
    assert choose(**{**link(), **broken}).status_code == 400
    assert sign_in(OLD)[1].status_code == 200


def test_a_weak_password_is_refused(ada):
    ask_mail()
    answer = choose("password", **link())
    assert answer.status_code == 400
    assert list(answer.json()) == ["new_password2"]


def test_mails_for_one_address_have_an_end(ada):
    assert [ask_mail().status_code for _ in range(6)] == [200] * 5 + [429]


def test_links_begin_with_the_address_the_operator_gave(ada, settings):
    settings.PUBLIC_URL = "https://limn.example.org"
    ask_mail()
    assert "https://limn.example.org/auth/password/reset/confirm?uid=" in letters()[-1].body


def test_no_secret_is_written_into_a_row(ada):
    ask_mail()
    token = link()["token"]
    assert token not in str(list(Run.objects.values()))


def test_a_session_gets_another_name_when_somebody_signs_in(ada):
    client = Client()
    first = client.session
    first.save()
    client.cookies["sessionid"] = first.session_key
    client.post("/api/auth/login", {"username": "ada", "password": OLD}, **JSON)
    assert client.cookies["sessionid"].value != first.session_key


def test_an_account_switched_off_is_out_at_once(ada, admin_client):
    browser, answer = sign_in(OLD)
    token = Client(headers={"authorization": f"Token {answer.json()['key']}"})
    off = admin_client.patch(f"/api/users/{ada.pk}", {"is_active": False}, **JSON)
    assert off.status_code == 200
    for client in (browser, token):
        assert client.get("/api/users/self").status_code == 401


def test_who_signs_up_proves_the_address_where_the_operator_wants_it(settings):
    settings.OPEN_SIGNUP = settings.CONFIRM_EMAIL = True
    body = {
        "username": "grace", "email": "grace@example.org", "password1": NEW, "password2": NEW,
    }  # fmt: skip
    made = Client().post("/api/auth/register", body, **JSON).json()
    assert (made["email_verification_required"], made["key"]) == (True, None)
    basic = Client(headers={"authorization": "Basic Z3JhY2U6YW4wdGhlci1tb3JuaW5n"})
    assert basic.get("/api/users/self").status_code == 401
    path = re.search(r"http://testserver(/api/auth/account-confirm\S+)", letters()[-1].body)[1]
    assert Client().get(path)["Location"] == "/login?mail=confirmed"
    assert basic.get("/api/users/self").status_code == 200


def change(client, old, new=NEW):
    body = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post("/api/auth/password/change", body, **JSON)


def test_who_came_by_a_link_chooses_a_first_password(make_user):
    ada = make_user("ada")
    client = Client()
    client.force_login(ada)
    assert change(client, "").status_code == 200
    assert sign_in(NEW)[1].status_code == 200
    assert change(client, "", OLD).status_code == 400
    assert sign_in(OLD)[1].status_code == 400


def test_an_access_token_does_not_choose_a_first_password(make_user):
    ada = make_user("ada")
    _, secret = create_token(ada.pk, name="scripts", read_only=False, expiry_date=None)
    answer = change(Client(headers={"authorization": f"Bearer {secret}"}), "")
    assert answer.status_code == 403
    assert sign_in(NEW)[1].status_code == 400
