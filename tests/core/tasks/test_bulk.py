"""One change of many tasks or jobs, each judged by itself; and lists as lines."""

import json

import pytest

from limn.tasks import actions, queries
from limn.tasks.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(make_user, make_organization):
    people = {name: make_user(name) for name in ("ada", "bob", "eve")}
    people["acme"] = make_organization(owner=people["ada"], worker=people["bob"])
    return people


@pytest.fixture
def tasks(people, actor_of):
    actor = actor_of(people["ada"], organization=people["acme"].pk)
    return [actions.create_task(actor, {"name": f"t{n}"}) for n in range(3)]


@pytest.fixture
def foreign(people, actor_of):
    return actions.create_task(actor_of(people["eve"]), {"name": "hers"})


@pytest.fixture
def change(people, client_of):
    def changing(what, who="ada", status=200, **body):
        answer = client_of(people[who]).post(
            f"/api/{what}/bulk", json.dumps(body), content_type="application/json"
        )
        assert answer.status_code == status, answer.content
        return answer.json().get("results")

    return changing


def test_each_task_is_judged_by_itself(change, people, tasks, foreign):
    ids = [tasks[0].pk, foreign.pk, 999_999, tasks[1].pk]
    results = change("tasks", ids=ids, update={"assignee_id": people["bob"].pk})
    assert [one["id"] for one in results] == ids
    assert [one["status"] for one in results] == [200, 403, 404, 200]
    assert results[1]["error"]["code"] == "forbidden"
    assigned = Task.objects.filter(assignee=people["bob"]).order_by("pk")
    assert list(assigned) == tasks[:2]


def test_tasks_are_deleted_together(change, tasks, foreign):
    results = change("tasks", ids=[*(one.pk for one in tasks), foreign.pk], delete=True)
    assert [one["status"] for one in results] == [200, 200, 200, 403]
    assert list(Task.objects.all()) == [foreign]


def test_jobs_change_stage_state_and_assignee(change, people, tasks):
    for task in tasks:
        actions.cut_jobs(task, kind="image", size=3)
    ids = [queries.jobs_of_task(task.pk)[0].id for task in tasks]
    update = {"state": "completed", "stage": "acceptance", "assignee": people["bob"].pk}
    assert [one["status"] for one in change("jobs", ids=ids, update=update)] == [200] * 3
    assert {queries.get_task(task.pk).status for task in tasks} == {"completed"}
    mine = change("jobs", who="bob", ids=ids, update={"stage": "annotation"})
    assert [one["status"] for one in mine] == [403] * 3


def test_nobody_is_named_who_is_not_known_there(change, people, tasks):
    (one,) = change("tasks", ids=[tasks[0].pk], update={"assignee_id": people["eve"].pk})
    assert one["status"] == 403
    assert not Task.objects.filter(assignee=people["eve"]).exists()


@pytest.mark.parametrize(
    "body",
    [
        {"ids": []},
        {"ids": [1]},
        {"ids": [1], "update": {"name": "x"}, "delete": True},
        {"ids": [1], "update": {"id": 3}},
        {"ids": list(range(501)), "delete": True},
        {"ids": [2**80], "delete": True},
        {"ids": [1], "delete": True, "update": None, "more": 1},
    ],
)
def test_what_cannot_be_is_refused_as_a_whole(change, body):
    change("tasks", status=400, **body)


def test_a_list_comes_as_lines_to_those_who_ask(people, client_of, tasks):
    client = client_of(people["ada"])
    lines = client.get("/api/tasks?page_size=2&sort=id", headers={"accept": "application/x-ndjson"})
    assert lines["Content-Type"] == "application/x-ndjson"
    assert lines["X-Total-Count"] == "3"
    assert lines["Link"] == '<http://testserver/api/tasks?page_size=2&sort=id&page=2>; rel="next"'
    names = [json.loads(line)["name"] for line in lines.content.splitlines()]
    assert names == ["t0", "t1"]
