"""What clients tell of their users' work: kept by the server's clock, counted, exported."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest

from limn.activity.models import Activity
from limn.activity.schemas import EventRequest
from limn.activity.working_time import working_times
from limn.runs.carrying import carry_out
from limn.runs.models import Run
from limn.tasks import actions

pytestmark = pytest.mark.django_db(transaction=True)
START = datetime(2026, 1, 1, 12, tzinfo=UTC)


def at(seconds, scope="draw:object", **more):
    moment = (START + timedelta(seconds=seconds)).isoformat()
    return {"scope": scope, "timestamp": moment, **more}


def tell(client, *events, sent=START, org="", **more):
    body = {"events": list(events), "timestamp": sent.isoformat(), **more}
    return client.post(f"/api/events{org}", json.dumps(body), content_type="application/json")


def exported(client, query=""):
    """What clients told, as a log holds it."""
    return [one for one in logged(client, query) if one["source"] != "server"]


def logged(client, query=""):
    asked = client.post(f"/api/events/export{query}")
    assert asked.status_code == 202, asked.content
    carry_out(str(Run.objects.get(key=asked.json()["rq_id"]).pk))
    run = client.get(f"/api/requests/{asked.json()['rq_id']}").json()
    assert run["status"] == "finished", run
    content = b"".join(client.get(run["result_url"]).streaming_content)
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_what_is_told_is_kept_as_the_callers_by_the_servers_clock(user, client_of):
    late = START + timedelta(seconds=5)
    answer = tell(client_of(user), at(0, obj_val="box", user_id=99, job_id=3), sent=late)
    assert answer.status_code == 201
    assert answer.json()["events"][0]["scope"] == "draw:object"
    kept = Activity.objects.get()
    assert (kept.user_id, kept.user_name, kept.job_id) == (user.pk, "ada", 3)
    before = datetime.now(UTC) - timedelta(seconds=5)
    assert abs(kept.timestamp - before) < timedelta(seconds=60)


def test_nobody_tells_without_an_account(client, db):
    assert tell(client, at(0)).status_code == 401


def test_gaps_below_a_hundred_seconds_are_work(user, client_of):
    events = [at(0, job_id=1), at(10, job_id=1), at(200, job_id=1), at(205, job_id=2)]
    tell(client_of(user), *events)
    worked = Activity.objects.filter(scope="send:working_time")
    assert [(one.job_id, one.duration) for one in worked] == [(1, 15_000)]


def test_work_goes_on_from_what_was_told_before():
    before, now = (EventRequest(**at(seconds, job_id=1)) for seconds in (0, 30))
    assert working_times([now], before) == {(1, None, None): timedelta(seconds=30)}
    played = EventRequest(**at(31, "change:frame", job_id=1, duration=4_000))
    assert working_times([played], now)[(1, None, None)] == timedelta(seconds=5)


def test_a_log_holds_ones_own_and_what_was_asked_for(user, make_user, client_of):
    mine, theirs = client_of(user), client_of(make_user("bob"))
    tell(mine, at(0, task_id=1), at(500, task_id=2, obj_val="=HYPERLINK(1)"))
    tell(mine, at(0, "send:exception"))
    tell(theirs, at(0, task_id=1))
    assert [one["task_id"] for one in exported(mine)] == ["1", "2"]
    assert exported(mine)[1]["obj_val"] == "'=HYPERLINK(1)"
    assert len(exported(mine, "?task_id=1")) == 1
    assert exported(mine, "?to=2020-01-01T00:00:00Z") == []
    assert exported(theirs)[0]["user_name"] == "bob"


def test_who_runs_an_organization_sees_all_of_its_log(make_user, make_organization, client_of):
    ada, bob = make_user("ada"), make_user("bob")
    make_organization(owner=ada, worker=bob)
    tell(client_of(bob), at(0), org="?org=acme")
    tell(client_of(bob), at(0))
    assert len(exported(client_of(ada), "?org=acme")) == 1
    assert len(exported(client_of(bob), "?org=acme")) == 1
    assert len(exported(client_of(bob), "?org=")) == 1
    assert len(exported(client_of(bob))) == 2
    assert client_of(make_user("eve")).post("/api/events/export?org=acme").status_code == 403


def test_logs_are_their_owners(user, make_user, client_of):
    asked = client_of(user).post("/api/events/export").json()["rq_id"]
    path = "/api/events/download"
    eve = client_of(make_user("eve")).get(path, {"rq_id": asked})
    assert eve.status_code == 403
    early = client_of(user).get(path, {"rq_id": asked})
    assert early.status_code == 400
    assert client_of(user).get(path, {"rq_id": "action=export&target=events"}).status_code == 400


def test_the_older_way_to_a_log(user, client_of):
    client = client_of(user)
    tell(client, at(0))
    asked = client.get("/api/events")
    assert asked.status_code == 202
    query = asked.json()
    assert client.get("/api/events", query).status_code == 202
    carry_out(str(Run.objects.get().pk))
    ready = client.get("/api/events", query)
    assert ready.status_code == 201
    assert ready["Deprecation"].startswith("@")
    file = client.get("/api/events", {**query, "action": "download"})
    assert b"draw:object" in b"".join(file.streaming_content)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"scope": ""}, "events[0].scope"),
        ({"timestamp": "yesterday"}, "events[0].timestamp"),
        ({"timestamp": "0001-01-01T00:00:00Z"}, None),
        ({"obj_id": 2**70}, "events[0].obj_id"),
        ({"payload": "x" * 200_000}, "events[0].payload"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_kept(user, client_of, wrong, field):
    answer = tell(client_of(user), {**at(0), **wrong})
    if field is None:
        assert answer.status_code == 201
        return
    assert answer.status_code == 400
    assert list(answer.json()) == [field]
    assert not Activity.objects.exists()


def test_a_log_holds_what_the_server_did_for_people_in_order_of_time(
    user, make_user, client_of, actor_of
):
    client = client_of(user)
    task = actions.create_task(actor_of(user), {"name": "t"})
    tell(client, at(0))
    actions.update_task(actor_of(user), task, {"name": "u"})
    actions.create_task(actor_of(make_user("eve")), {"name": "hers"})
    lines = [one for one in logged(client) if not one["scope"].endswith(":request")]
    assert [one["scope"] for one in lines if one["source"] == "server"] == [
        "create:task", "update:task",
    ]  # fmt: skip
    assert lines == sorted(lines, key=lambda one: one["timestamp"])
    made = next(one for one in lines if one["scope"] == "create:task")
    assert (made["task_id"], made["obj_name"], made["obj_id"]) == (
        str(task.pk), "task", str(task.pk),
    )  # fmt: skip
    assert (made["user_id"], made["user_name"]) == (str(user.pk), "ada")
    only = logged(client, f"?task_id={task.pk}")
    assert [one["scope"] for one in only] == ["create:task", "update:task"]
    assert logged(client, f"?task_id={task.pk + 10}") == []


def test_who_runs_an_organization_sees_what_the_server_did_in_it(
    make_user, make_organization, client_of, actor_of
):
    ada, bob = make_user("ada"), make_user("bob")
    organization = make_organization("acme", owner=ada, worker=bob)
    actions.create_task(actor_of(bob, organization=organization.pk), {"name": "t"})
    for person, seen in ((ada, 1), (bob, 1), (make_user("eve"), 0)):
        query = "?org=acme" if seen else ""
        lines = logged(client_of(person), query)
        found = [one for one in lines if one["scope"] == "create:task"]
        assert [one["org_slug"] for one in found] == ["acme"] * seen
