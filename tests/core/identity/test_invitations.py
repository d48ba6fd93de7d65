"""Invitations: sent by mail, accepted, declined, withdrawn, too old, too many."""

import json
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from limn.identity.models import Invitation, Membership, User
from limn.runs.carrying import carry_out
from limn.runs.models import Run

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(make_user, make_organization):
    people = {name: make_user(name, email=f"{name}@example.org") for name in ("ada", "bob", "eve")}
    make_organization(owner=people["ada"], maintainer=people["eve"])
    return people


@pytest.fixture
def ask(people, client_of):
    def asking(who, method, path, body=None):
        client = client_of(people[who]) if who else Client()
        return getattr(client, method)(
            path, data=json.dumps(body or {}) if method != "get" else None,
            content_type="application/json",
        )  # fmt: skip

    return asking


def invite(ask, email, role="worker", who="ada", org="acme"):
    return ask(who, "post", f"/api/invitations?org={org}", {"email": email, "role": role})


def deliver():
    """What a worker does with the mails that wait."""
    for run in Run.objects.filter(job="identity:mail", state="queued"):
        carry_out(str(run.pk))
        run.refresh_from_db()
        assert run.state == "finished", run.message
    return mail.outbox


def test_who_has_an_account_is_a_member_at_once(ask, people):
    made = invite(ask, "bob@example.org", "supervisor")
    assert made.status_code == 201, made.content
    assert made.json()["accepted"]
    assert made.json()["organization_info"]["slug"] == "acme"
    assert Membership.objects.get(user=people["bob"]).role == "supervisor"
    assert deliver() == []
    again = invite(ask, "BOB@example.org")
    assert again.status_code == 400
    assert list(again.json()) == ["email"]


def test_where_the_operator_wants_it_people_accept_first(ask, people, settings):
    settings.CONFIRM_INVITATIONS = True
    key = invite(ask, "bob@example.org").json()["key"]
    assert ask("bob", "get", "/api/tasks?org=acme").status_code == 403
    (letter,) = deliver()
    assert letter.to == ["bob@example.org"]
    assert key in letter.body
    (seen,) = ask("bob", "get", "/api/invitations").json()["results"]
    assert (seen["key"], seen["accepted"], seen["expired"]) == (key, False, False)
    accepted = ask("bob", "post", f"/api/invitations/{key}/accept")
    assert accepted.json() == {"organization_slug": "acme"}
    assert ask("bob", "get", "/api/tasks?org=acme").status_code == 200
    assert ask("bob", "post", f"/api/invitations/{key}/accept").status_code == 400


def test_an_invitation_is_for_one_person(ask, people, settings):
    settings.CONFIRM_INVITATIONS = True
    key = invite(ask, "bob@example.org").json()["key"]
    for deed in ("accept", "decline"):
        assert ask("eve", "post", f"/api/invitations/{key}/{deed}").status_code == 403
    assert ask("bob", "post", f"/api/invitations/{key}/decline").status_code == 204
    assert not Membership.objects.filter(user=people["bob"]).exists()
    assert not Invitation.objects.exists()


def test_after_seven_days_it_is_too_late_until_sent_again(ask, people, settings):
    settings.CONFIRM_INVITATIONS = True
    key = invite(ask, "bob@example.org").json()["key"]
    Invitation.objects.update(sent_date=timezone.now() - timedelta(days=8))
    late = ask("bob", "post", f"/api/invitations/{key}/accept")
    assert late.status_code == 400
    assert "expired" in late.json()["detail"]
    assert ask("bob", "post", f"/api/invitations/{key}/resend").status_code == 403
    assert ask("ada", "post", f"/api/invitations/{key}/resend").status_code == 204
    assert ask("bob", "post", f"/api/invitations/{key}/accept").status_code == 200


def test_mails_are_not_sent_without_end(ask, people, settings):
    settings.CONFIRM_INVITATIONS = True
    path = f"/api/invitations/{invite(ask, 'bob@example.org').json()['key']}/resend"
    answers = [ask("ada", "post", path).status_code for _ in range(5)]
    assert answers == [204, 204, 204, 204, 429]


def test_maintainers_invite_workers_and_supervisors_only(ask):
    assert invite(ask, "x@example.org", "maintainer", who="eve").status_code == 403
    assert invite(ask, "x@example.org", "supervisor", who="eve").status_code == 201
    assert invite(ask, "y@example.org", "owner").status_code == 403
    assert invite(ask, "y@example.org", "maintainer").status_code == 201
    assert invite(ask, "z@example.org", who="bob").status_code == 403
    assert invite(ask, "z@example.org", org="").status_code == 403


@pytest.mark.parametrize("email", ["nobody", "a b@example.org", "x@", "a@example.org\nBcc: b@c.de"])
def test_what_is_no_address_is_refused(ask, email):
    answer = invite(ask, email)
    assert answer.status_code == 400
    assert list(answer.json()) == ["email"]
    assert Invitation.objects.count() == 0


def test_who_has_no_account_signs_up_proves_the_address_and_accepts(ask, people):
    key = invite(ask, "new@example.org").json()["key"]
    (letter,) = deliver()
    assert "/auth/register/invitation?email=new%40example.org" in letter.body
    assert not User.objects.get(email="new@example.org").has_usable_password()
    body = {
        "username": "newcomer", "email": "new@example.org", "first_name": "N", "last_name": "C",
        "password1": "w0nderful-day", "password2": "w0nderful-day",
    }  # fmt: skip
    made = ask(None, "post", "/api/auth/register", body)
    assert made.status_code == 201, made.content
    assert made.json()["email_verification_required"]
    assert made.json()["key"] is None

    login = {"username": "newcomer", "password": "w0nderful-day"}
    refused = ask(None, "post", "/api/auth/login", login)
    assert refused.status_code == 400
    assert "Unverified email" in refused.content.decode()

    link = re.search(r"http://testserver(/api/auth/account-confirm-email/\S+)", deliver()[-1].body)
    assert Client().get(link[1][:-3])["Location"] == "/login?mail=refused"
    assert Client().get(link[1])["Location"] == "/login?mail=confirmed&next=%2Finvitations"
    token = ask(None, "post", "/api/auth/login", login).json()["key"]
    client = Client(headers={"authorization": f"Token {token}"})
    assert client.post(f"/api/invitations/{key}/accept").status_code == 200
    assert client.get("/api/organizations").json()["count"] == 1


def test_a_withdrawn_invitation_leaves_nothing(ask, people):
    key = invite(ask, "new@example.org").json()["key"]
    assert ask("ada", "delete", f"/api/invitations/{key}").status_code == 204
    assert not User.objects.filter(email="new@example.org").exists()
    assert Membership.objects.count() == 2
    assert ask("ada", "get", f"/api/invitations/{key}").status_code == 404


def test_strangers_learn_nothing_of_invitations(ask, people):
    key = invite(ask, "new@example.org").json()["key"]
    assert ask("bob", "get", f"/api/invitations/{key}").status_code == 403
    assert ask("bob", "get", "/api/invitations").json()["count"] == 0
    assert ask("bob", "get", "/api/invitations?org=acme").status_code == 403


def test_an_organization_is_full_where_the_operator_says_so(ask, settings):
    settings.MAX_MEMBERS = 3
    assert invite(ask, "x@example.org").status_code == 201
    full = invite(ask, "y@example.org")
    assert full.status_code == 409
    assert "3 members" in full.json()["detail"]
