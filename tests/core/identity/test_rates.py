"""How often things may be done is a setting, and the same for all processes."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from limn.config.rates import DEFAULTS, Rate, rates
from limn.identity import throttle
from limn.sdk.errors import NotReady
from limn.tasks import actions

MAIL = "ada@example.org"
RESET = {"uid": "x", "token": "y", "new_password1": "p", "new_password2": "p"}
SIGN_UP = {"username": "u", "email": MAIL, "password1": "p", "password2": "p",
           "first_name": "", "last_name": ""}  # fmt: skip
DEEDS = {
    "signups": ("/api/auth/register", SIGN_UP),
    "password mails": ("/api/auth/password/reset", {"email": MAIL}),
    "password mails from one place": ("/api/auth/password/reset", {"email": MAIL}),
    "password resets": ("/api/auth/password/reset/confirm", RESET),
    "tokens": ("/api/auth/access_tokens", {"name": "t"}),
    "events": ("/api/events", {"events": [], "timestamp": "2026-01-01T00:00:00Z"}),
    "exports": ("/api/events/export", {}),
}


def only(settings, **limited):
    everything = {name: Rate(0, 60) for name in DEFAULTS}
    settings.RATES = everything | {name: Rate(limit, 60) for name, limit in limited.items()}


@pytest.mark.parametrize("name", DEEDS)
@pytest.mark.django_db
def test_more_than_the_rate_is_told_when_to_come_again(name, user, client_of, settings, clock):
    only(settings, **{name: 2})
    path, body = DEEDS[name]

    def ask():
        return client_of(user).post(path, body, content_type="application/json")

    for _ in range(2):
        assert ask().status_code != 429
    clock.wait(20)
    refused = ask()
    assert refused.status_code == 429
    assert refused.json()["detail"] == f"too many {name}; wait and try again"
    assert refused["Retry-After"] == "41"
    clock.wait(41)
    assert ask().status_code != 429


@pytest.mark.django_db
def test_requests_without_an_account_are_counted_by_address(client, user, client_of, settings):
    only(settings, **{"requests without an account": 2})
    about = "/api/server/about"
    assert [client.get(about).status_code for _ in range(3)] == [200, 200, 429]
    assert client.get(about, REMOTE_ADDR="192.0.2.7").status_code == 200
    assert client_of(user).get(about).status_code == 200


@pytest.mark.parametrize("path", ["dataset/export?format=COCO%201.0", "backup/export"])
@pytest.mark.django_db
def test_datasets_backups_and_logs_count_together(path, user, actor_of, client_of, settings):
    only(settings, exports=1)
    task = actions.create_task(actor_of(user), {"name": "t"})
    client = client_of(user)
    assert client.post("/api/events/export").status_code == 202
    assert client.post(f"/api/tasks/{task.pk}/{path}").status_code == 429


@pytest.mark.django_db
def test_one_person_is_not_slowed_down_by_another(user, make_user, client_of, settings):
    only(settings, exports=1)
    for one in (user, make_user("bob")):
        assert client_of(one).post("/api/events/export").status_code == 202


@pytest.mark.django_db(transaction=True)
def test_no_more_pass_when_many_count_at_once(settings):
    only(settings, exports=5)
    barrier = threading.Barrier(8)

    def spend(_):
        try:
            barrier.wait(30)
            throttle.spend("exports", 1)
        except NotReady:
            return 0
        else:
            return 1
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(spend, range(16))) == 5


def test_rates_are_read_from_the_setting():
    found = rates(["exports=3/day", "events=0"])
    assert (found["exports"], found["events"].limit) == (Rate(3, 86_400), 0)
    assert found["tokens"] == DEFAULTS["tokens"]


@pytest.mark.parametrize("wrong", ["export=3", "exports=many", "exports=3/week", "exports"])
def test_a_rate_that_is_none_is_named(wrong):
    with pytest.raises(ImproperlyConfigured, match=wrong):
        rates([wrong])
