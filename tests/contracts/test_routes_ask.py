"""No route answers before it asked: read in its code, and tried without credentials."""

import ast
import inspect
import re
import sys
import textwrap
from pathlib import Path
from types import FunctionType, ModuleType

import pytest
from django.test import Client

import limn
from contracts.routes import ROUTES
from limn.permissions import check
from limn.permissions.policies import sources
from limn.wire.listing import Listing

QUESTIONS = {check.permit, check.allowed, check.visible}
DEEPEST = 4
PUBLIC = {
    "GET /api/auth/account-confirm-email/{}",
    "POST /api/auth/password/reset",
    "POST /api/auth/password/reset/confirm",
    "GET /api/assets/{}",
    "GET /api/guides/{}",
    "GET /api/auth/rules",
    "GET /api/auth/signup",
    "GET /api/schema",
    "GET /api/server/about",
    "GET /api/server/health",
    "POST /api/auth/login",
    "POST /api/auth/logout",
    "POST /api/auth/register",
}
SUBJECTS = (
    "project|task|job|label|guide|issue|comment|request|user|organization|membership"
    "|invitation|event|token|plugin|server"
)
SCOPE = re.compile(rf"({SUBJECTS}):[a-z_@]+(:[a-z_]+)?")


def called(function):
    """What the function calls, as far as names tell."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    known = {**function.__globals__, **inspect.getclosurevars(function).nonlocals}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        names, target = [], node.func
        while isinstance(target, ast.Attribute):
            names.append(target.attr)
            target = target.value
        if isinstance(target, ast.Name) and (found := known.get(target.id)) is not None:
            for name in reversed(names):
                found = getattr(found, name, None) if isinstance(found, ModuleType) else None
            if found is not None:
                yield found


def asks(function, depth=0):
    for found in called(function):
        if found in QUESTIONS:
            return True
        ours = isinstance(found, FunctionType) and found.__module__.startswith("limn.")
        if ours and depth < DEEPEST and asks(found, depth + 1):
            return True
    return False


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_every_route_asks_or_says_why_not(route):
    assert route.is_public or asks(inspect.unwrap(route.view)), (
        f"{route} ({route.view.__module__}.{route.view.__qualname__}) never calls permit, "
        "visible or allowed, and is not marked @public"
    )


def test_the_walk_finds_who_does_not_ask():
    from limn.wire.answers import json_answer

    def careless(request):
        return json_answer({})

    def careful(request):
        check.permit(request.actor, "task:list")
        return json_answer({})

    assert not asks(careless)
    assert asks(careful)


def test_what_is_public_is_known():
    assert {str(route) for route in ROUTES if route.is_public} == PUBLIC


@pytest.mark.django_db
@pytest.mark.parametrize("route", [one for one in ROUTES if not one.is_public], ids=str)
def test_without_credentials_nothing_is_said(route):
    for slash in ("", "/"):
        answer = Client().generic(route.method, route.address + slash)
        assert answer.status_code == 401, answer.content
        assert answer["WWW-Authenticate"] == "Token"


def scopes_in_code():
    for path in Path(limn.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in ("permit", "allowed"):
                    yield from (
                        (path.name, text)
                        for text in texts
                        if isinstance(text, str) and SCOPE.fullmatch(text)
                    )


def test_every_scope_that_code_asks_for_is_in_a_policy():
    policies = "\n".join(sources().values())
    administrators_only = {"plugin:update"}
    asked = set(scopes_in_code())
    assert len(asked) > 20
    unknown = {(file, text) for file, text in asked if f'"{text}"' not in policies}
    assert {text for _, text in unknown} <= administrators_only, unknown


def listings():
    for name, module in list(sys.modules.items()):
        if name.startswith("limn."):
            yield from (one for one in vars(module).values() if isinstance(one, Listing))


def test_no_list_can_be_searched_for_secrets():
    found = list(listings())
    assert len(found) > 5
    lookups = {
        lookup
        for one in found
        for lookup in (*one.search, *one.filters.values(), *one.terms.values(),
                       *(one.sort or {}).values())
    }  # fmt: skip
    assert not [one for one in lookups if re.search("password|digest|secret|prefix|session", one)]


@pytest.mark.django_db
def test_what_is_asked_for_is_never_told_as_a_page():
    evil = "%3Csvg%20onload%3D1%3E"
    for path in (
        f"/api/{evil}",
        f"/api/tasks/{evil}",
        f"/api/users?filter={evil}",
        f"/login/{evil}",
    ):
        answer = Client(headers={"authorization": f"Token {evil}"}).get(path)
        assert b"<svg" not in answer.content or "html" not in answer["Content-Type"]
        assert answer["X-Content-Type-Options"] == "nosniff"
