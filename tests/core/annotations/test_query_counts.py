"""What a request asks the database does not grow with what is drawn, nor with the history."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

SIZES = (20, 700)


@pytest.fixture
def places(make_place):
    """Two tasks of two jobs, one with little and one with much in it."""
    found = [make_place(10, segment_size=5, overlap=0) for _ in SIZES]
    for place, size in zip(found, SIZES, strict=True):
        place.call("put", place.task_url, drawn(place, size))
    return found


def drawn(place, size, **more):
    return {
        "tags": [place.tag(number % 10, **more) for number in range(size)],
        "shapes": [
            *(place.box(number % 10, **more) for number in range(size)),
            *(place.skeleton(number % 10, **more) for number in range(size)),
        ],
        "tracks": [
            place.track(place.key(number % 5), place.key(9, 7.0), **more) for number in range(size)
        ],
    }  # fmt: skip


def in_job(place, size):
    data = drawn(place, size)
    data["tags"] = [one for one in data["tags"] if one["frame"] < 5]
    data["shapes"] = [one for one in data["shapes"] if one["frame"] < 5]
    data["tracks"] = [place.track(place.key(0), place.key(4, 7.0)) for _ in range(size)]
    return data


def ids(data):
    return {kind: [one["id"] for one in data[kind]] for kind in ("tags", "shapes", "tracks")}


def updated(place):
    data = place.get()
    data["shapes"] = [one | {"z_order": 3} for one in data["shapes"]]
    return data


OF_A_JOB = {
    "get": lambda p, size: ("get", p.job_url(), None),
    "get with versions": lambda p, size: ("get", f"{p.job_url()}?versions=true", None),
    "get a part": lambda p, size: ("get", f"{p.job_url()}?start=1&stop=3", None),
    "put": lambda p, size: ("put", p.job_url(), in_job(p, size)),
    "create": lambda p, size: ("patch", f"{p.job_url()}?action=create", in_job(p, size)),
    "update": lambda p, size: ("patch", f"{p.job_url()}?action=update", updated(p)),
    "delete some": lambda p, size: ("patch", f"{p.job_url()}?action=delete", p.get()),
    "change": lambda p, size: ("post", f"{p.job_url()}/changes", {
        "create": in_job(p, size), "delete": ids(p.get()),
    }),
    "changes since": lambda p, size: ("get", f"{p.job_url()}/changes?since=0", None),
    "history": lambda p, size: ("get", history(p), None),
    "a version": lambda p, size: ("get", f"{history(p)}/1", None),
    "delete all": lambda p, size: ("delete", p.job_url(), None),
}  # fmt: skip
OF_A_TASK = {
    "get": lambda p, size: ("get", p.task_url, None),
    "put": lambda p, size: ("put", p.task_url, drawn(p, size)),
    "create": lambda p, size: ("patch", f"{p.task_url}?action=create", drawn(p, size)),
    "update": lambda p, size: ("patch", f"{p.task_url}?action=update",
                               p.call("get", p.task_url)),
    "delete some": lambda p, size: ("patch", f"{p.task_url}?action=delete",
                                    p.call("get", p.task_url)),
    "delete all": lambda p, size: ("delete", p.task_url, None),
}  # fmt: skip


def history(place):
    return f"/api/jobs/{place.jobs[0].pk}/history"


def count(place, method, path, body):
    with CaptureQueriesContext(connection) as found:
        place.call(method, path, body, 204 if method == "delete" else 200)
    return len(found)


@pytest.mark.parametrize("deed", OF_A_JOB)
def test_a_job_takes_as_many_queries_for_much_as_for_little(places, deed):
    few, many = (
        count(place, *OF_A_JOB[deed](place, size))
        for place, size in zip(places, SIZES, strict=True)
    )
    assert few == many <= 45


@pytest.mark.parametrize("deed", OF_A_TASK)
def test_a_task_takes_as_many_queries_for_much_as_for_little(places, deed):
    few, many = (
        count(place, *OF_A_TASK[deed](place, size))
        for place, size in zip(places, SIZES, strict=True)
    )
    assert few == many <= 80


@pytest.mark.parametrize("whole", [True, False], ids=["all of it", "some objects"])
def test_a_restore_takes_as_many_queries_for_much_as_for_little(places, whole):
    found = []
    for place in places:
        kept = ids(place.get())
        place.call("delete", place.job_url(), status=204)
        names = [f"{kind[:-1]}:{one}" for kind in kept for one in kept[kind]]
        body = (
            {"version": 1}
            if whole
            else {"version": 1, "objects": names[:: max(len(names) // 500, 1)]}
        )
        found.append(count(place, "post", f"/api/jobs/{place.jobs[0].pk}/restore", body))
    few, many = found
    assert few == many <= 45


def test_a_history_of_many_writes_is_restored_with_as_many_queries_as_one_of_few(places):
    for _ in range(12):
        places[1].change({"create": {"tags": [places[1].tag()]}})
    few, many = (
        count(place, "post", f"/api/jobs/{place.jobs[0].pk}/restore", {"version": 1})
        for place in places
    )
    assert many <= few + 40, "no more than a change at a time is read"
