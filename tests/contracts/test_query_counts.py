"""A list takes as many queries for twenty rows as for two."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts.routes import ROUTES
from limn.identity import actions
from limn.identity.models import Invitation
from limn.media.models import Data
from limn.review.models import Comment, Issue
from limn.runs.models import Run
from limn.storage.models import CloudStorage
from limn.tasks.models import AttributeSpec, Job, Label, Project, Segment, Task

pytestmark = pytest.mark.django_db


def fill(owner, make_user, numbers):
    """A few of everything, each with relations of its own."""
    for number in numbers:
        person = make_user(f"person{number}")
        organization = actions.create_organization(owner, slug=f"org{number}")
        member = actions.add_member(organization, person, "worker")
        Invitation.objects.create(key=f"k{number}", owner=owner, membership=member)
        actions.create_token(owner.pk, name=f"t{number}", read_only=True, expiry_date=None)
        project = Project.objects.create(name=f"p{number}", owner=owner, assignee=person)
        data = Data.objects.create(size=5, stop_frame=4)
        task = Task.objects.create(
            name=f"t{number}", project=project, owner=owner, assignee=person, data=data,
            organization=None, mode="annotation", dimension="2d", segment_size=5,
        )  # fmt: skip
        CloudStorage.objects.create(
            provider_type="SHARE", resource="/", display_name="s", owner=person,
            organization=organization, credentials_type="ANONYMOUS_ACCESS",
        )  # fmt: skip
        segment = Segment.objects.create(task=task, start_frame=0, stop_frame=4)
        job = Job.objects.create(segment=segment, assignee=person)
        issue = Issue.objects.create(job=job, frame=0, owner=owner, assignee=person)
        Comment.objects.create(issue=issue, owner=person, message="look")
        label = Label.objects.create(project=project, name="car", color="#ff0000")
        AttributeSpec.objects.create(label=label, name="colour", input_type="text")
        Label.objects.create(project=project, parent=label, name="wheel")
        Run.objects.create(
            key=f"action=export&target=task&target_id={task.pk}", job="dataset:export",
            queue="export", action="export", target="task", target_id=task.pk, owner=owner,
            task_id=task.pk, subresource="dataset", format="COCO 1.0", state="finished",
        )  # fmt: skip


LISTS = sorted(
    route.path
    for route in ROUTES
    if route.method == "GET"
    and (route.operation.operation_id or "").endswith(("_list", "_list_access_tokens"))
    and "{}" not in route.path
    and not route.operation.deprecated
)


def queries(client, path):
    with CaptureQueriesContext(
        connection,
    ) as found:
        answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return len(found), answer.json()["count"], [one["sql"] for one in found.captured_queries]


@pytest.mark.parametrize("path", LISTS)
def test_lists_do_not_ask_row_by_row(path, admin, client_of, make_user):
    client = client_of(admin)
    fill(admin, make_user, range(2))
    path += "?page_size=all"
    client.get(path)
    few, _, _ = queries(client, path)
    fill(admin, make_user, range(2, 20))
    many, count, asked = queries(client, path)
    assert count >= 2
    assert many == few, "\n".join(asked)


def test_the_lists_are_found():
    assert {"/api/tasks", "/api/projects", "/api/jobs", "/api/users"} <= set(LISTS)
