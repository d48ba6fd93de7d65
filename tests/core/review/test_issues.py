"""Issues and comments: raised in a job, discussed, resolved, removed."""

import json

import pytest

from limn.events.queries import newest_first
from limn.tasks import actions, queries

pytestmark = pytest.mark.django_db
BOX = [10.0, 20.5, 30.0, 40.0]


@pytest.fixture
def people(make_user):
    return {name: make_user(name) for name in ("ada", "bob", "eve")}


@pytest.fixture
def job(people, make_organization, actor_of):
    organization = make_organization(owner=people["ada"], worker=people["bob"])
    actor = actor_of(people["ada"], organization=organization.pk)
    task = actions.create_task(actor, {"name": "t"})
    actions.cut_jobs(task, kind="image", size=10)
    (one,) = queries.jobs_of_task(task.pk)
    return actions.update_job(queries.get_job(one.id), {"assignee": people["bob"].pk})


@pytest.fixture
def ask(client_of, people):
    def asking(who, method, path, body=None):
        more = {"data": json.dumps(body), "content_type": "application/json"} if body else {}
        return getattr(client_of(people[who]), method)(path, **more)

    return asking


@pytest.fixture
def issue(ask, job):
    body = {"job": job.pk, "frame": 3, "position": BOX, "message": "missing a wheel"}
    answer = ask("bob", "post", "/api/issues", body)
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_an_issue_begins_with_its_first_comment(ask, issue, job):
    assert (issue["frame"], issue["position"], issue["job"]) == (3, BOX, job.pk)
    assert issue["owner"]["username"] == "bob"
    assert issue["comments"]["count"] == 1
    (comment,) = ask("ada", "get", issue["comments"]["url"]).json()["results"]
    assert comment["message"] == "missing a wheel"
    assert newest_first(name="create:issue").get().payload == {"id": issue["id"], "job_id": job.pk}


def test_a_job_tells_how_many_issues_it_has(ask, issue, job):
    shown = ask("ada", "get", f"/api/jobs/{job.pk}").json()
    assert shown["issues"]["count"] == 1
    listed = ask("ada", "get", "/api/jobs").json()["results"]
    assert [one["issues"]["count"] for one in listed] == [1]


def test_comments_are_added_changed_and_taken_back(ask, issue):
    made = ask("ada", "post", "/api/comments", {"issue": issue["id"], "message": "which one?"})
    assert made.status_code == 201
    path = f"/api/comments/{made.json()['id']}"
    assert ask("ada", "patch", path, {"message": "the left?"}).json()["message"] == "the left?"
    assert ask("ada", "get", f"/api/issues/{issue['id']}").json()["comments"]["count"] == 2
    assert ask("ada", "delete", path).status_code == 204
    assert ask("ada", "get", path).status_code == 404


def test_an_issue_is_moved_given_away_and_resolved(ask, people, issue):
    path = f"/api/issues/{issue['id']}"
    changes = {"position": [1.0, 2.0], "assignee": people["bob"].pk, "resolved": True}
    changed = ask("ada", "patch", path, changes).json()
    assert changed["position"] == [1.0, 2.0]
    assert changed["assignee"]["username"] == "bob"
    assert changed["resolved"]
    assert ask("ada", "patch", path, {"assignee": None}).json()["assignee"] is None


def test_lists_are_filtered(ask, issue, job):
    task = job.segment.task_id
    for asked, found in [
        (f"job_id={job.pk}", 1),
        (f"task_id={task}", 1),
        (f"task_id={task + 1}", 0),
        ("frame_id=3", 1),
        ("resolved=true", 0),
        ("owner=bob", 1),
        ('filter={"==":[{"var":"resolved"},false]}', 1),
        ("search=bo", 1),
    ]:
        assert ask("ada", "get", f"/api/issues?{asked}").json()["count"] == found, asked
    for asked, found in [
        (f"issue_id={issue['id']}", 1),
        ("frame_id=4", 0),
        (f"job_id={job.pk}", 1),
    ]:
        assert ask("ada", "get", f"/api/comments?{asked}").json()["count"] == found, asked


def test_strangers_see_and_change_nothing(ask, issue, job):
    (comment,) = ask("bob", "get", issue["comments"]["url"]).json()["results"]
    for path in (f"/api/issues/{issue['id']}", f"/api/comments/{comment['id']}"):
        for method in ("get", "delete"):
            assert ask("eve", method, path).status_code == 403
        assert ask("eve", "patch", path, {"message": "x"}).status_code == 403
    assert ask("eve", "get", "/api/issues").json()["count"] == 0
    assert ask("eve", "get", "/api/comments").json()["count"] == 0
    body = {"job": job.pk, "frame": 0, "position": BOX, "message": "x"}
    assert ask("eve", "post", "/api/issues", body).status_code == 403
    assert ask("eve", "post", "/api/comments", {"issue": 1, "message": "x"}).status_code in (
        400,
        403,
    )


def test_nobody_from_outside_can_be_named(ask, people, issue):
    path, body = f"/api/issues/{issue['id']}", {"assignee": people["eve"].pk}
    assert ask("ada", "patch", path, body).status_code == 403
    answer = ask("ada", "patch", path, {"assignee": 999_999})
    assert answer.status_code == 400
    assert "assignee" in answer.json()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"frame": -1}, "frame"),
        ({"frame": 2**40}, "frame"),
        ({"position": ["x"]}, "position[0]"),
        ({"position": [1.0] * 3000}, "position"),
        ({"message": ""}, "message"),
        ({"job": 999_999}, "job"),
        ({"job": 2**70}, "job"),
    ],
)
def test_what_cannot_be_is_named(ask, job, wrong, field):
    body = {"job": job.pk, "frame": 0, "position": BOX, "message": "x"}
    answer = ask("bob", "post", "/api/issues", {**body, **wrong})
    assert answer.status_code == 400
    assert list(answer.json()) == [field]


def test_a_null_where_a_value_belongs_is_refused(ask, issue):
    answer = ask("ada", "patch", f"/api/issues/{issue['id']}", {"resolved": None})
    assert answer.status_code == 400
    assert list(answer.json()) == ["resolved"]


def test_an_issue_of_a_frame_that_is_not_there_is_refused(ask, job):
    from limn.media.models import Data
    from limn.tasks.models import Task

    task = Task.objects.get(pk=job.segment.task_id)
    task.data = Data.objects.create(kind="image", size=10, stop_frame=9)
    task.save()
    body = {"job": job.pk, "frame": 10, "position": BOX, "message": "x"}
    answer = ask("bob", "post", "/api/issues", body)
    assert answer.status_code == 400
    assert answer.json() == {"frame": [f"task {task.pk} has frames 0 to 9"]}


def test_issues_go_with_their_job(ask, issue, job):
    assert ask("ada", "delete", f"/api/tasks/{job.segment.task_id}").status_code == 204
    assert ask("ada", "get", f"/api/issues/{issue['id']}").status_code == 404
