"""Somebody of one organization walks through the whole API with the ids of another.

Everything there carries a word that stands nowhere else. No answer may hold it, nothing may
change, whatever the route: ids in addresses, bodies, filters, searches, sorts and bulk calls.
"""

import json
import uuid

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from contracts.routes import ROUTES
from limn.activity.models import Activity
from limn.identity import actions as identity
from limn.identity.models import Invitation, SignInFailures
from limn.media.models import Data, Picture
from limn.review.models import Comment, Issue
from limn.runs.models import Run
from limn.storage.models import CloudStorage
from limn.tasks import actions, queries
from limn.tasks.models import Asset, AttributeSpec, Guide, Job, Label

pytestmark = pytest.mark.django_db
WORD = "kanarienvogel"


@pytest.fixture
def ada(make_user):
    return make_user("ada", first_name=WORD, last_name=WORD, email=f"{WORD}@example.org")


@pytest.fixture
def eve(make_user, make_organization):
    eve = make_user("eve")
    make_organization("evil", owner=eve)
    return eve


@pytest.fixture
def secret(ada, make_user, make_organization, actor_of):
    """The ids of everything the other organization has, by the parameters of routes."""
    bob = make_user("bob", first_name=WORD)
    organization = make_organization("acme", owner=ada, worker=bob)
    identity.update_organization(organization, {"name": WORD, "description": WORD})
    actor = actor_of(ada, organization=organization.pk)
    labels = [{"name": WORD, "type": "any", "attributes": []}]
    project = actions.create_project(actor, {"name": WORD, "labels": labels})
    task = actions.create_task(actor, {"name": WORD, "subset": WORD}, project)
    task.data = Data.objects.create(kind="image", size=3, stop_frame=2, chunk_size=3)
    task.save()
    Picture.objects.create(data=task.data, frame=0, path=f"{WORD}.jpg", width=9, height=9)
    actions.cut_jobs(task, kind="image", size=3)
    job = Job.objects.get()
    job.assignee = bob
    job.save()
    issue = Issue.objects.create(job=job, frame=0, owner=ada, assignee=bob)
    comment = Comment.objects.create(issue=issue, owner=ada, message=WORD)
    guide = Guide.objects.create(project=project, markdown=WORD)
    asset = Asset.objects.create(
        guide=guide, owner=ada, filename=f"{WORD}.png", content_type="image/png", content_size=1
    )
    member = organization.members.get(user=bob)
    key = Invitation.objects.create(key="k" * 20 + WORD, owner=ada, membership=member).pk
    token, _ = identity.create_token(ada.pk, name=WORD, read_only=False, expiry_date=None)
    storage = CloudStorage.objects.create(
        provider_type="AWS_S3_BUCKET", resource=WORD, display_name=WORD, owner=ada,
        organization=organization, credentials_type="ANONYMOUS_ACCESS",
    )  # fmt: skip
    run = Run.objects.create(
        key=f"action=export&target=task&target_id={task.pk}&format={WORD}", job="dataset:export",
        queue="export", action="export", target="task", target_id=task.pk, owner=ada,
        task_id=task.pk, state="finished", message=WORD, finished_date=timezone.now(),
    )  # fmt: skip
    Activity.objects.create(
        scope=WORD, timestamp=timezone.now(), user_id=ada.pk, user_name=ada.username,
        org_id=organization.pk,
    )  # fmt: skip
    label = Label.objects.get()
    AttributeSpec.objects.create(label=label, name=WORD, input_type="text")
    return {
        "project_id": project.pk, "task_id": task.pk, "job_id": job.pk, "label_id": label.pk,
        "issue_id": issue.pk, "comment_id": comment.pk, "guide_id": guide.pk, "uuid": asset.pk,
        "organization_id": organization.pk, "membership_id": member.pk, "key": key,
        "user_id": ada.pk, "token_id": token.pk, "storage_id": storage.pk, "id": run.key,
        "upload_id": uuid.uuid4(), "version": "1", "number": 0, "name": "coco",
    }  # fmt: skip


def picture():
    """Every row there is, but for those that count requests."""
    own = [one for one in apps.get_models() if one.__module__.startswith("limn.")]
    return {
        (model._meta.label, row[model._meta.pk.attname]): str(row)
        for model in own
        if model is not SignInFailures
        for row in model.objects.values()
    }


def say(client, method, path, body=None):
    answer = client.generic(method, path, json.dumps(body or {}), content_type="application/json")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, content.decode(errors="replace")


def told(text, path):
    """Whether an answer tells the word, other than by repeating the question."""
    for asked in (path, path.replace("&", "\\u0026")):
        text = text.replace(asked, "")
    return WORD in text


def with_ids():
    return [one for one in ROUTES if "{}" in one.path and "plugins" not in one.path]


@pytest.mark.parametrize("route", with_ids(), ids=str)
def test_ids_in_addresses_open_nothing(route, secret, eve, client_of):
    client, before = client_of(eve), picture()
    bodies = [{}, {"name": "mine"}] if route.method in ("POST", "PATCH", "PUT") else [None]
    for org in ("", "?org=evil", "?org=acme"):
        path = route.filled(secret) + org
        for body in bodies:
            status, text = say(client, route.method, path, body)
            assert status >= 400 or route.is_public, (path, status, text)
            assert status < 500, (path, text)
            assert not told(text, path.partition("?")[0]), (path, text)
    after = picture()
    assert {key: after.get(key) for key in before} == before


def lists():
    return [
        one
        for one in ROUTES
        if one.method == "GET" and "{}" not in one.path
        and not {"events", "plugins"} & set(one.path.split("/"))
        and (one.operation.operation_id or "").endswith(("_list", "_list_access_tokens"))
    ]  # fmt: skip


def questions(secret):
    rule = json.dumps({"or": [{"in": [WORD, {"var": "name"}]}, {"!!": [{"var": "id"}]}]})
    yield from (
        "",
        "?org=acme",
        "?org=evil",
        "?page_size=all",
        f"?search={WORD}",
        f"?filter={rule}",
    )
    yield f"?sort=-id&org_id={secret['organization_id']}"
    for name in ("project_id", "task_id", "job_id", "issue_id", "user_id"):
        yield f"?{name}={secret[name]}"


@pytest.mark.parametrize("route", lists(), ids=str)
def test_lists_tell_nothing_whatever_they_are_asked(route, secret, eve, client_of):
    client = client_of(eve)
    for question in questions(secret):
        status, text = say(client, "GET", route.path + question)
        assert status < 500, (route.path + question, text)
        assert not told(text, question.replace("?", "")), (route.path + question, text)


def test_who_belongs_there_is_told(secret, ada, client_of):
    told_by = [
        one.path for one in lists() if WORD in say(client_of(ada), "GET", one.path)[1]
    ]  # fmt: skip
    assert len(told_by) >= 11, told_by
    opened = [
        str(one)
        for one in with_ids()
        if one.method == "GET"
        and "/live/" not in one.path
        and WORD in say(client_of(ada), "GET", one.filled(secret))[1]
    ]
    assert len(opened) >= 11, opened


def test_ids_in_bodies_open_nothing(secret, eve, ada, client_of, actor_of):
    own = actions.create_task(actor_of(eve), {"name": "own"})
    client, before = client_of(eve), picture()
    task, project = secret["task_id"], secret["project_id"]
    storage = {"location": "cloud_storage", "cloud_storage_id": secret["storage_id"]}
    for method, path, body in [
        ("POST", "/api/issues", {"job": secret["job_id"], "frame": 0, "position": [],
                                 "message": "x"}),
        ("POST", "/api/comments", {"issue": secret["issue_id"], "message": "x"}),
        ("POST", "/api/guides", {"task_id": task}),
        ("POST", "/api/guides", {"project_id": project}),
        ("POST", "/api/tasks", {"name": "x", "project_id": project}),
        ("POST", "/api/tasks", {"name": "x", "assignee_id": ada.pk}),
        ("POST", "/api/tasks", {"name": "x", "owner_id": ada.pk}),
        ("POST", "/api/tasks", {"name": "x", "source_storage": storage}),
        ("POST", "/api/projects", {"name": "x", "target_storage": storage}),
        ("POST", "/api/projects", {"name": "x", "assignee_id": ada.pk}),
        ("PATCH", f"/api/tasks/{own.pk}", {"assignee_id": ada.pk}),
        ("PATCH", f"/api/tasks/{own.pk}", {"target_storage": storage}),
        ("PATCH", f"/api/tasks/{own.pk}", {"labels": [{"id": secret["label_id"], "name": "x"}]}),
        ("POST", "/api/jobs", {"type": "ground_truth", "task_id": task, "frames": [0],
                               "frame_selection_method": "manual"}),
        ("POST", "/api/invitations?org=acme", {"email": "eve@example.org", "role": "worker"}),
        ("POST", f"/api/tasks/{own.pk}/data", {"cloud_storage_id": secret["storage_id"],
                                               "server_files": ["x"], "image_quality": 70}),
    ]:  # fmt: skip
        status, text = say(client, method, path, body)
        assert 400 <= status < 500, (path, body, status, text)
        assert WORD not in text, (path, text)
    form = {"guide_id": secret["guide_id"], "file": SimpleUploadedFile("a.png", b"x")}
    assert client.post("/api/assets", form).status_code == 403
    for what, change in (("tasks", {"delete": True}), ("tasks", {"update": {"name": "x"}}),
                         ("jobs", {"update": {"state": "new"}})):  # fmt: skip
        ids = [secret["task_id"], secret["job_id"]]
        status, text = say(client, "POST", f"/api/{what}/bulk", {"ids": ids, **change})
        assert {one["status"] for one in json.loads(text)["results"]} <= {403, 404}
        assert WORD not in text
    after = picture()
    assert {key: after.get(key) for key in before} == before
    assert queries.get_task(own.pk).name == "own"
