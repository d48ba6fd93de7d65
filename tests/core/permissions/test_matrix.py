"""Every row of the table, asked over HTTP: each route and scope, as people of each kind."""

import re
import shutil
from unittest.mock import patch

import pytest
from django.test import override_settings

from contracts.routes import ROUTES
from core.permissions.opa import Noting, decided_otherwise
from core.permissions.table import Case, edges, granted, grants, questions
from core.permissions.world import World, undone
from limn.permissions.evaluate import evaluator
from limn.permissions.policies import sources
from servers.opa import opa_server

pytestmark = pytest.mark.django_db
ASKED_ELSEWHERE = {
    "GET /api/users/self": "everybody's own account",
    "POST /api/auth/password/change": "everybody's own password",
    "GET /api/auth/access_tokens/self": "the token that asks",
    "GET /api/live/jobs/{}": "it lets its connection go; test_live.py",
    "POST /api/assets": "a form; test_guides.py sends it",
}
ASKED_ELSEWHERE |= {
    f"GET /api/{one}/download": "who exported it only: test_elsewhere.py, test_activity.py"
    for one in (
        "projects/{}/dataset", "projects/{}/backup", "tasks/{}/dataset", "tasks/{}/backup",
        "jobs/{}/dataset", "events",
    )
}  # fmt: skip
NO_ROUTE = {"event:list"}
"""What only background work asks for."""

DENIED = {403}


OPA = shutil.which("opa")


@pytest.fixture(scope="module", params=["in process", *(["opa"] if OPA else [])])
def evaluator_url(request, tmp_path_factory):
    """Where decisions are made; in an OPA server too, where there is an `opa` to start."""
    if request.param != "opa":
        yield ""
        return
    with opa_server(OPA, tmp_path_factory.mktemp("opa")) as url:
        yield url


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory, evaluator_url):
    folder = tmp_path_factory.mktemp("share")
    there = {"SHARE_ROOT": folder, "STORAGE_FOLDERS": [str(folder)], "OPA_URL": evaluator_url}
    noting = patch("limn.permissions.embedded.EmbeddedRego", Noting)
    with django_db_blocker.unblock(), override_settings(**there), noting, undone():
        evaluator.cache_clear()
        yield World(str(folder))
    evaluator.cache_clear()


def asked_of(question):
    """Who asks: all whom a scope tells apart, and of its further routes two on either side."""
    first = next(one for one in questions() if one.scope == question.scope)
    every = [one for one in edges(question.scope) if not impossible(question.scope, one)]
    if first is question:
        return every
    sides = {(granted(question.scope, one), one.organization): one for one in every}
    return list(sides.values())


def impossible(scope: str, case: Case) -> bool:
    """No member without a role, no owner who leaves, and nobody invited who is in already."""
    if scope.startswith("membership") and case.relation == "self":
        return case.role in (None, "owner")
    return case.relation == "invitee" and case.role is not None


@pytest.mark.parametrize("question", questions(), ids=str)
def test_everybody_may_what_the_table_grants_and_no_more(question, world):
    wrong, every = [], asked_of(question)
    for case in every:
        status = world.ask(question, case)
        if status not in (question.statuses if granted(question.scope, case) else DENIED):
            wrong.append((case, status))
    assert wrong == []
    assert every


def reads(scope: str) -> bool:
    return scope.split(":")[1] in ("list", "view", "export")


@pytest.mark.parametrize("question", questions(), ids=str)
def test_tokens_take_away_what_they_are_not_for(question, world):
    admin = Case("admin", organization=True)
    subject = question.scope.partition(":")[0]
    of_token = question.statuses if reads(question.scope) else DENIED
    assert world.ask(question, admin, "reading") in of_token
    personal = subject in ("user", "token") and not reads(question.scope)
    assert world.ask(question, admin, "writing") in (DENIED if personal else question.statuses)


def test_open_policy_agent_decides_as_the_evaluator_in_process(world, evaluator_url):
    if evaluator_url:
        return  # it is what decided
    for question in questions()[::20]:  # the rest was asked above, unless this test runs alone
        for case in asked_of(question):
            world.ask(question, case)
    decisions = evaluator().decisions
    assert len(decisions) > 100
    assert True in decisions.values()
    assert False in decisions.values()
    assert decided_otherwise(decisions) == {}


def test_every_route_has_a_question():
    known = {str(route) for route in ROUTES if not route.is_public} - set(ASKED_ELSEWHERE)
    public = {str(route) for route in ROUTES if route.is_public}
    asked = {one.route for one in questions()}
    assert known - asked == set()
    assert asked - known - public == set()


def test_every_scope_of_a_policy_is_in_the_table_and_asked():
    scopes = re.compile(r'"([a-z]+:[a-z_@]+(?::[a-z_]+)?)"')
    policies = {one for text in sources().values() for one in scopes.findall(text)}
    table = {one.partition("=")[0] for one in grants()}
    assert len(policies) > 90
    assert policies - table == set()
    asked = {scope for one in questions() for scope in one.scope.split("+")}
    assert asked - set(grants()) == set()
    assert set(grants()) - asked == NO_ROUTE
