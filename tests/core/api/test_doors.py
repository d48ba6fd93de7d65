"""Addresses, methods, headers and failures of the API as a whole."""

import gzip
import secrets
import uuid

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from limn.api.guard import NeverAsked
from limn.api.middleware import JsonGZipMiddleware
from limn.identity.models import User
from limn.wire.answers import JSON

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slash", ["", "/"])
def test_a_trailing_slash_is_optional(admin_client, slash):
    assert admin_client.get(f"/api/users/self{slash}").status_code == 200
    assert admin_client.get(f"/api/users{slash}?page_size=1").status_code == 200


def test_every_answer_names_its_request(admin_client):
    answers = [admin_client.get(path) for path in ("/api/users/self", "/api/nothing", "/tasks")]
    assert len({uuid.UUID(answer["X-Request-Id"]) for answer in answers}) == 3


def test_an_unknown_address_answers_json(admin_client):
    answer = admin_client.get("/api/nothing/here")
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


def test_an_unknown_method_names_the_known_ones(admin_client):
    answer = admin_client.put("/api/users")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, OPTIONS"


def test_options_is_always_allowed():
    answer = Client().options("/api/auth/access_tokens")
    assert answer.status_code == 204
    assert answer["Allow"] == "GET, OPTIONS, POST"


def test_head_answers_wherever_get_does(admin_client):
    answer = admin_client.head("/api/users/self")
    assert answer.status_code == 200
    assert answer.content == b""


def test_broken_json_is_told_as_cvat_tells_it(admin_client):
    answer = admin_client.post("/api/organizations", "{nope", content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("JSON parse error")


def test_json_nested_without_end_is_refused(admin_client):
    deep = '{"slug":' + "[" * 200_000 + "]" * 200_000 + "}"
    answer = admin_client.post("/api/organizations", deep, content_type="application/json")
    assert answer.status_code == 400


def test_a_body_over_the_limit_is_refused(admin_client):
    big = '{"slug": "a", "description": "' + "x" * (8 << 20) + '"}'
    answer = admin_client.post("/api/organizations", big, content_type="application/json")
    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"


def test_a_wrong_value_is_named(admin_client):
    body = {"slug": "no spaces please", "contact": 5}
    answer = admin_client.post("/api/organizations", body, content_type="application/json")
    assert answer.status_code == 400
    assert set(answer.json()) == {"slug", "contact"}


def test_an_unknown_field_of_a_patch_is_refused_as_cvat_refuses_it(admin, client_of):
    url = f"/api/users/{admin.pk}"
    answer = client_of(admin).patch(url, {"shoe": 43}, content_type="application/json")
    assert answer.status_code == 403
    assert "unknown field" in answer.json()["detail"]


def test_somebody_elses_thing_is_forbidden_not_hidden(make_user, client_of):
    ada, bob = make_user("ada"), make_user("bob")
    assert client_of(ada).get(f"/api/users/{bob.pk}").status_code == 403
    assert client_of(ada).get("/api/users/999999").status_code == 404


def test_an_absurd_id_is_not_found(admin_client):
    assert admin_client.get(f"/api/users/{10**30}").status_code == 404


@pytest.fixture
def careless(monkeypatch):
    """Let the endpoint of `users/self` be written by somebody who forgot to ask."""

    def put(view):
        from limn.identity.api import users

        monkeypatch.setattr(users, "permit", view)

    return put


def test_an_endpoint_that_never_asked_answers_nothing(careless, admin_client, caplog):
    careless(lambda *_: None)
    answer = admin_client.get("/api/users/self")
    assert answer.status_code == 500
    assert answer.json()["code"] == NeverAsked.code
    assert "get_self asked for no permission" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_an_endpoint_that_never_asked_writes_nothing(careless, admin, client_of):
    careless(lambda *_: User.objects.update(first_name="overwritten"))
    assert client_of(admin).get("/api/users/self").status_code == 500
    admin.refresh_from_db()
    assert admin.first_name == ""


def test_a_failure_of_ours_names_the_request_and_hides_the_rest(careless, admin_client):
    def fail(*_):
        raise ZeroDivisionError("secret of the house")

    careless(fail)
    answer = admin_client.get("/api/users/self")
    assert answer.status_code == 500
    assert answer["X-Request-Id"] in answer.json()["detail"]
    assert b"secret" not in answer.content


def test_routes_that_share_an_address_are_one(admin_client):
    """Two routers with other names for the same parameter answer for their own methods."""
    from django.urls import URLResolver
    from django.urls.resolvers import RoutePattern
    from ninja import NinjaAPI, Router

    from limn.api.routes import patterns

    one, two = Router(), Router()

    @one.get("/things/{int:thing_id}")
    def read(request, thing_id: int):
        return {"read": thing_id}

    @two.post("/things/{int:id}")
    def write(request, id: int):
        return {"written": id}

    api = NinjaAPI(urls_namespace="shared", docs_url=None, openapi_url=None)
    api.add_router("", one)
    api.add_router("", two)
    found = [
        URLResolver(RoutePattern(""), patterns(api)).resolve(one)
        for one in ("things/1", "things/1/")
    ]
    assert [one.route for one in found] == ["things/<int:thing_id>", "things/<int:thing_id>/"]
    view = found[0].func
    request = Client().get("/api/users").wsgi_request
    assert view(request, thing_id=3).content == b'{"read": 3}'
    request.method = "POST"
    assert view(request, thing_id=4).content == b'{"written": 4}'


def test_json_is_packed_for_those_who_take_it(admin_client):
    plain = admin_client.get("/api/server/annotation/formats")
    packed = admin_client.get("/api/server/annotation/formats", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in plain
    assert int(plain["Content-Length"]) == len(plain.content)
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert int(packed["Content-Length"]) == len(packed.content)


def through_the_packer(body, **headers):
    answer = HttpResponse(body, JSON, headers={"ETag": '"v5"'})
    return JsonGZipMiddleware(lambda _: answer)(RequestFactory().get("/", headers=headers))


def test_the_etag_of_what_is_packed_is_weak():
    body = b"[1]" * 100
    assert through_the_packer(body)["ETag"] == '"v5"'
    packed = through_the_packer(body, accept_encoding="br, gzip")
    assert (packed["ETag"], gzip.decompress(packed.content)) == ('W/"v5"', body)
    assert packed["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("body", [b"[1]", secrets.token_bytes(400)], ids=["short", "random"])
def test_what_gets_no_shorter_is_not_packed(body):
    answer = through_the_packer(body, accept_encoding="gzip")
    assert (answer["ETag"], answer.content) == ('"v5"', body)
    assert "Content-Encoding" not in answer
