"""`/api/requests` in the shapes of the wire reference."""

import json
from urllib.parse import quote

import pytest

from limn.runs import actions, artifacts, keeper
from limn.runs.keys import RequestKey
from limn.runs.queries import get_run
from limn.sdk.errors import NotFound

pytestmark = pytest.mark.django_db


def export_key(user, target="task", number=3, **more) -> RequestKey:
    return RequestKey(
        action="export", target=target, target_id=number, user_id=user.pk,
        format="COCO 1.0", subresource="dataset", **more,
    )  # fmt: skip


def address(run) -> str:
    return f"/api/requests/{quote(run.key, safe='')}"


def test_a_queued_export_in_cvats_shape(user, client_of):
    run = actions.start(
        "testing:anything", key=export_key(user), owner_id=user.pk, owner_bound=True, task_id=3
    )
    answer = client_of(user).get(address(run))

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "queued",
        "message": "",
        "id": f"action=export&target=task&target_id=3&user_id={user.pk}"
        "&format=COCO_1~0&subresource=dataset",
        "operation": {
            "type": "export:dataset",
            "target": "task",
            "project_id": None,
            "task_id": 3,
            "job_id": None,
            "org_id": None,
            "format": "COCO 1.0",
            "function_id": None,
            "lightweight": None,
        },
        "progress": None,
        "created_date": answer.json()["created_date"],
        "started_date": None,
        "finished_date": None,
        "expiry_date": None,
        "owner": {"id": user.pk, "username": "ada"},
        "result_url": None,
        "result_id": None,
    }
    assert "no-cache" in answer["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_a_finished_import_tells_its_result_and_warnings(user, client_of, carried):
    run = carried(
        "testing:anything",
        RequestKey(action="create", target="task", target_id=8),
        owner_id=user.pk,
        task_id=8,
    )
    shown = client_of(user).get(address(run)).json()
    assert (shown["status"], shown["progress"], shown["result_id"]) == ("finished", 1.0, 8)
    assert shown["message"] == "one picture is missing"
    assert shown["operation"]["type"] == "create:task"
    assert shown["result_url"] is None
    assert shown["created_date"] <= shown["started_date"] <= shown["finished_date"]
    assert shown["expiry_date"] > shown["finished_date"]


@pytest.mark.django_db(transaction=True)
def test_a_finished_export_tells_where_its_file_is(user, client_of, carried):
    run = carried(
        "testing:file",
        export_key(user, "project", 4),
        owner_id=user.pk,
        owner_bound=True,
        project_id=4,
    )
    shown = client_of(user).get(address(run)).json()
    assert shown["result_url"] == (
        f"http://testserver/api/projects/4/dataset/download?rq_id={quote(run.key, safe='')}"
    )


def test_others_do_not_see_work_bound_to_its_owner(user, make_user, admin_client, client_of):
    run = actions.start(
        "testing:anything", key=export_key(user), owner_id=user.pk, owner_bound=True, task_id=3
    )
    other = client_of(make_user("bob"))
    assert other.get(address(run)).status_code == 403
    assert other.post(f"{address(run)}/cancel").status_code == 403
    assert other.get("/api/requests").json()["count"] == 0
    assert admin_client.get(address(run)).status_code == 200


def test_one_asks_for_a_request_in_any_order_of_its_members(user, client_of):
    run = actions.start("testing:anything", key=export_key(user), owner_id=user.pk)
    turned = "&".join(reversed(run.key.split("&")))
    assert client_of(user).get(f"/api/requests/{quote(turned, safe='')}").json()["id"] == run.key


@pytest.mark.parametrize("id", ["nonsense", "action=export&target=task&target_id=9", "%F0%9F"])
def test_an_unknown_request_is_not_found(user, client_of, id):
    assert client_of(user).get(f"/api/requests/{quote(id, safe='')}").status_code == 404


def test_a_cancelled_request_is_gone(user, client_of):
    run = actions.start("testing:anything", key=export_key(user), owner_id=user.pk)
    client = client_of(user)
    answer = client.post(f"{address(run)}/cancel")
    assert (answer.status_code, answer.content) == (200, b"")
    assert client.get(address(run)).status_code == 404
    assert client.get("/api/requests").json()["count"] == 0
    assert client.post(f"{address(run)}/cancel").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_finished_request_cannot_be_cancelled(user, client_of, carried):
    run = carried("testing:anything", export_key(user), owner_id=user.pk)
    answer = client_of(user).post(f"{address(run)}/cancel")
    assert answer.status_code == 400
    assert "finished already" in answer.json()["detail"]


@pytest.fixture
def several(user):
    for number, action in enumerate(["create", "import", "import"], start=1):
        actions.start(
            "testing:anything",
            key=RequestKey(action=action, target="task", target_id=number),
            owner_id=user.pk,
            task_id=number,
        )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [3, 2, 1]),
        ("?status=queued", [3, 2, 1]),
        ("?status=finished", []),
        ("?action=create", [1]),
        ("?task_id=2", [2]),
        ("?target=project", []),
        ("?sort=created_date", [1, 2, 3]),
        ("?page_size=2", [3, 2]),
        ("?page_size=2&page=2", [1]),
        ('?filter={"and":[{"==":[{"var":"action"},"import"]},{"<":[{"var":"task_id"},3]}]}', [2]),
        ('?filter={"or":[{"==":[{"var":"task_id"},1]},{"==":[{"var":"task_id"},3]}]}', [3, 1]),
        ('?filter={"!=":[{"var":"action"},"import"]}', [1]),
    ],
)
def test_the_list_is_filtered_sorted_and_paged(user, client_of, several, query, found):
    answer = client_of(user).get(f"/api/requests{query}")
    assert answer.status_code == 200, answer.content
    assert [one["operation"]["task_id"] for one in answer.json()["results"]] == found


@pytest.mark.parametrize("query", ["status=lost", "filter={}", 'filter={"==":[{"var":"x"},1]}'])
def test_a_filter_that_cannot_be_is_named(user, client_of, query):
    answer = client_of(user).get(f"/api/requests?{query}")
    assert answer.status_code == 400
    assert query.partition("=")[0] in answer.json()


def test_the_list_is_read_with_few_queries(user, client_of, several, django_assert_max_num_queries):
    client = client_of(user)
    client.get("/api/requests")
    with django_assert_max_num_queries(8):
        client.get("/api/requests")


@pytest.mark.django_db(transaction=True)
def test_a_request_counts_once_though_its_key_was_used_before(user, carried, client_of):
    key = RequestKey(action="import", target="task", target_id=1)
    first = carried("testing:anything", key, owner_id=user.pk)
    second = carried("testing:anything", key, owner_id=user.pk)
    with pytest.raises(NotFound):
        get_run(first.pk)
    listed = client_of(user).get("/api/requests").json()
    assert [one["id"] for one in listed["results"]] == [second.key]
    assert json.dumps(listed)


@pytest.mark.django_db(transaction=True)
def test_an_ended_request_is_forgotten_with_its_file(user, make_user, client_of, carried):
    run = carried(
        "testing:file", export_key(user), owner_id=user.pk, owner_bound=True, project_id=4
    )
    path = artifacts.path_of(run)
    assert client_of(make_user("bob")).delete(address(run)).status_code == 403
    assert client_of(user).delete(address(run)).status_code == 204
    assert client_of(user).get(address(run)).status_code == 404
    keeper.sweep()
    assert not path.exists()


def test_what_has_not_ended_is_neither_forgotten_nor_retried(user, client_of):
    run = actions.start("testing:anything", key=export_key(user), owner_id=user.pk)
    client = client_of(user)
    assert client.delete(address(run)).status_code == 409
    answer = client.post(f"{address(run)}/retry")
    assert answer.status_code == 400
    assert "only failed ones" in answer.json()["detail"]
    assert client.get(address(run)).json()["status"] == "queued"
