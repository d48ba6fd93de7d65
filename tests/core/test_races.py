"""However many ask at once, no more get in than may: on PostgreSQL, where they do meet."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import connections
from django.test import RequestFactory
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from limn.identity import actions as identity
from limn.identity import throttle
from limn.identity.actions import invitations, passwords
from limn.identity.actions.tokens import create_token
from limn.identity.models import AccessToken, Membership, Organization, User
from limn.media.models import Upload
from limn.media.transfer import uploads
from limn.sdk.errors import BadInput, Conflict, LimnError, NotReady, TooLarge
from servers.databases import own_database
from servers.workers import deployed

AT_ONCE = 6


@pytest.fixture(scope="module")
def tables(postgres, tmp_path_factory, django_db_blocker):
    root = tmp_path_factory.mktemp("races")
    with own_database(postgres) as url, deployed(root, database=url, blocker=django_db_blocker):
        yield


@pytest.fixture
def ada(tables, django_db_blocker, monkeypatch):
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend")
    with django_db_blocker.unblock():
        user = identity.create_user("ada", email="ada@example.org", password="long and winding")
        yield user
        Organization.objects.all().delete()
        User.objects.all().delete()
        Upload.objects.all().delete()


def at_once(deed: Callable[[int], Any], count: int = AT_ONCE) -> list[Any]:
    """What `deed` answers or raises to each of so many that call it at the same moment."""
    barrier = Barrier(count)

    def call(number: int) -> Any:
        connections["default"].ensure_connection()
        barrier.wait(30)
        try:
            return deed(number)
        except LimnError as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(call, range(count)))


def refused(answers: list[Any]) -> set[type]:
    return {type(one) for one in answers if isinstance(one, LimnError)}


def test_nobody_owns_more_organizations_than_one_may(ada, monkeypatch):
    monkeypatch.setattr(settings, "MAX_ORGANIZATIONS", 2)
    answers = at_once(lambda n: identity.create_organization(ada, slug=f"acme{n}"))
    assert refused(answers) == {Conflict}
    assert Organization.objects.filter(owner=ada).count() == 2


def test_no_organization_has_more_members_than_it_may(ada, monkeypatch):
    acme = identity.create_organization(ada, slug="acme")
    monkeypatch.setattr(settings, "MAX_MEMBERS", 3)
    request = RequestFactory().get("/")
    answers = at_once(
        lambda n: invitations.invite(request, ada, acme, email=f"n{n}@example.org", role="worker")
    )
    assert refused(answers) == {Conflict}
    assert Membership.objects.filter(organization=acme).count() == 3


def test_nobody_has_more_access_tokens_than_one_may(ada):
    AccessToken.objects.bulk_create(
        AccessToken(owner=ada, name="t", prefix=f"p{n}", digest=f"d{n}") for n in range(48)
    )
    answers = at_once(lambda n: create_token(ada.pk, name="t", read_only=True, expiry_date=None))
    assert refused(answers) == {BadInput}
    assert AccessToken.objects.filter(owner=ada).count() == 50


def test_no_more_bytes_wait_than_may(ada, monkeypatch):
    monkeypatch.setattr(settings, "UPLOAD_QUOTA", 100)
    answers = at_once(lambda n: uploads.create(ada.pk, "task:1:data", 60, {"filename": f"{n}.png"}))
    assert refused(answers) == {TooLarge}
    assert Upload.objects.count() <= 1


def test_a_link_to_choose_a_password_is_used_once(ada):
    link = {
        "uid": urlsafe_base64_encode(force_bytes(ada.pk)),
        "token": default_token_generator.make_token(ada),
    }
    words = [f"clear water {n} running" for n in range(AT_ONCE)]
    answers = at_once(lambda n: passwords.reset(**link, new=words[n], again=words[n]))
    assert sum(isinstance(one, User) for one in answers) == 1
    assert refused(answers) == {BadInput}


def test_who_gets_an_organization_is_not_deleted_meanwhile(ada):
    def deed(number: int) -> Any:
        if number:
            return identity.create_organization(ada, slug=f"acme{number}")
        return identity.delete_user(User.objects.get(pk=ada.pk))

    at_once(deed)
    assert not Organization.objects.filter(owner=None).exists()


def test_after_a_wait_one_password_is_tried(ada, monkeypatch):
    for _ in range(5):
        throttle.failed("192.0.2.1", "ada")
    row = throttle.SignInFailures.objects.order_by("last").first()
    throttle.SignInFailures.objects.update(last=row.last - throttle.timedelta(minutes=20))
    answers = at_once(lambda n: throttle.check("192.0.2.1", "ada"))
    assert answers.count(None) == 1
    assert refused(answers) == {NotReady}
