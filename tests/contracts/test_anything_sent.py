"""Requests made at random from our own document, by people of each kind: none breaks the server.

Bounded and with a fixed seed: the same requests each time.
"""

from collections import Counter

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings

from contracts.routes import document
from limn.config.wsgi import application
from limn.identity import actions as identity
from limn.identity.models import Membership, User
from limn.media.models import Data
from limn.review.models import Comment, Issue
from limn.tasks import actions
from limn.tasks.models import Guide, Job, Label, Project, Task

pytestmark = pytest.mark.django_db
EXAMPLES = 2
SCHEMA = schemathesis.openapi.from_dict(
    # Without `security`, which would have credentials made up.
    {name: part for name, part in document().items() if name != "security"}
    | {"components": {"schemas": document()["components"]["schemas"]}}
)
LEFT_OUT = ("/api/live/", "/api/auth/logout")
"""An answer that lasts until the caller leaves, and what ends the caller's own token."""


def operations():
    found = [one.ok() for one in SCHEMA.get_all_operations()]
    return [one for one in found if not one.path.startswith(LEFT_OUT)]


@pytest.fixture(autouse=True)
def _connection_stays():
    """The test's transaction lives on one connection, which the end of a request would close."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def tokens(make_user, make_organization):
    people = {one: make_user(f"the-{one}", privilege=one) for one in ("admin", "user", "worker")}
    people |= {one: make_user(f"the-{one}") for one in ("maintainer", "supervisor")}
    members = {one: people[one] for one in ("maintainer", "supervisor", "worker")}
    make_organization(owner=people["user"], **members)
    identity.create_organization(people["admin"], slug="other")
    return {name: identity.create_key(one) for name, one in people.items()}


@pytest.fixture
def places(tokens, actor_of):
    """Something of each kind, by the first part of its address."""
    owner = User.objects.get(username="the-user")
    project = actions.create_project(actor_of(owner), {"name": "p", "labels": [{"name": "car"}]})
    task = actions.create_task(actor_of(owner), {"name": "t"}, project)
    task.data = Data.objects.create(kind="image", size=3, stop_frame=2, chunk_size=3)
    task.save()
    actions.cut_jobs(task, kind="image", size=3)
    job = Job.objects.get()
    issue = Issue.objects.create(job=job, frame=0, owner=owner)
    member = Membership.objects.filter(role="worker").get()
    return {
        "projects": project.pk, "tasks": task.pk, "jobs": job.pk, "issues": issue.pk,
        "comments": Comment.objects.create(issue=issue, owner=owner, message="m").pk,
        "labels": Label.objects.get().pk, "guides": Guide.objects.create(project=project).pk,
        "memberships": member.pk, "organizations": member.organization_id,
    }  # fmt: skip


@pytest.mark.parametrize("role", ["admin", "user", "worker", ""])
def test_no_request_breaks_the_server(role, tokens, places):
    ask_everything({"Authorization": f"Token {tokens[role]}"} if role else {}, places)


@pytest.mark.parametrize("role", ["owner", "maintainer", "supervisor", "worker"])
def test_none_of_a_member_of_an_organization_breaks_it(role, tokens, places):
    for kind in (Project, Task):
        kind.objects.update(organization=places["organizations"])
    token = tokens["user" if role == "owner" else role]
    ask_everything({"Authorization": f"Token {token}", "X-Organization": "acme"}, places)


def ask_everything(headers, places):
    """Send each operation some requests made of its description; none may fail on our side."""
    broken, seen = [], Counter[int]()
    for operation in operations():

        @seed(20260101)
        @settings(
            max_examples=EXAMPLES, database=None, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy())
        def ask(case):
            place = places.get(case.path.split("/")[2])
            if place and "id" in case.path_parameters and case.method != "DELETE":
                case.path_parameters["id"] = place
            answer = case.call(app=application, headers=headers, base_url="http://testserver")
            seen[answer.status_code] += 1
            if answer.status_code >= 500:
                broken.append((case.method, case.formatted_path, case.query, case.body,
                               answer.status_code, answer.text[:300]))  # fmt: skip

        ask()
    assert broken == []
    assert sum(seen.values()) > len(operations())
    assert seen[200] > 2
    assert seen[200] + seen[201] > 20 or not headers, seen
