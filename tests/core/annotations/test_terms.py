"""If-Match and Idempotency-Key on every call that writes, to jobs and to tasks."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from limn.annotations import replays
from limn.annotations.models import Answer


@pytest.fixture(params=["job", "task", "task of jobs that overlap"])
def door(request, make_place):
    """A place, and the address of its job's or its whole task's annotations."""
    match request.param:
        case "job":
            place = make_place()
            return place, place.job_url()
        case "task":
            place = make_place(10, segment_size=5, overlap=0)
        case _:
            place = make_place(10, segment_size=6, overlap=2)
    return place, place.task_url


WRITES = ["put", "create", "update", "delete", "delete all"]


def send(door, what, status=200, **headers):
    place, url = door
    box = place.box(4)
    match what:
        case "put":
            return place.call("put", url, {"shapes": [box]}, status, **headers)
        case "create":
            body = {"shapes": [box]}
            return place.call("patch", f"{url}?action=create", body, status, **headers)
        case "update" | "delete":
            [old, *_] = place.call("get", url)["shapes"]
            body = {"shapes": [old]}
            return place.call("patch", f"{url}?action={what}", body, status, **headers)
        case _:
            return place.call("delete", url, None, 204 if status == 200 else status, **headers)


def etag(door):
    place, url = door
    return place.client.get(url)["ETag"]


def versions(place):
    found = []
    for job in place.jobs:
        job.refresh_from_db()
        found.append(job.annotation_version)
    return found


@pytest.mark.parametrize("what", WRITES)
def test_a_write_to_what_was_changed_meanwhile_is_refused(door, what):
    place, url = door
    place.call("put", url, {"shapes": [place.box(1), place.box(4)]})
    seen = etag(door)
    [*_, changed] = place.call("get", url)["shapes"]
    place.call("patch", f"{url}?action=update", {"shapes": [changed]})
    before = versions(place)
    refused = send(door, what, 409, if_match=seen)
    assert versions(place) == before
    assert refused["code"] == "conflict"
    assert refused["objects"]["shapes"]
    send(door, what, if_match=etag(door))
    assert versions(place) != before


@pytest.mark.parametrize("what", WRITES)
def test_a_write_that_is_sent_again_is_answered_again_and_not_done(door, what):
    place, url = door
    place.call("put", url, {"shapes": [place.box(1), place.box(4)]})
    seen = etag(door)
    body = None
    if what in ("update", "delete"):
        [one, *_] = place.call("get", url)["shapes"]
        body = {"shapes": [one]}

    def once(key, status=200, **more):
        if body is None:
            return send(door, what, status, idempotency_key=key, **more)
        address = f"{url}?action={what}"
        return place.call("patch", address, body, status, idempotency_key=key, **more)

    first = once("k", if_match=seen)
    after, written = place.call("get", url), versions(place)
    assert once("k", if_match=seen) == first
    assert versions(place) == written
    assert place.call("get", url) == after


def test_a_key_is_for_one_request_only(door):
    place, url = door
    send(door, "put", idempotency_key="k")
    before = versions(place)
    place.call("put", url, {}, 409, idempotency_key="k")
    place.call("patch", f"{url}?action=create", {"shapes": [place.box(4)]}, 409,
               idempotency_key="k")  # fmt: skip
    place.call("delete", url, None, 409, idempotency_key="k")
    place.call("put", url, {}, 400, idempotency_key="k" * 129)
    place.call("put", url, {}, 400, if_match='"x"')
    assert versions(place) == before


def test_a_refused_write_leaves_its_key_free(door):
    seen = etag(door)
    send(door, "put")
    send(door, "create", 409, idempotency_key="k", if_match=seen)
    send(door, "create", idempotency_key="k")


def test_old_answers_are_forgotten(place, monkeypatch):
    place.change({"create": {"tags": [place.tag()]}}, idempotency_key="old")
    Answer.objects.update(at=timezone.now() - replays.KEPT - timedelta(hours=1))
    monkeypatch.setattr(replays, "_next_sweep", 0.0)
    place.change({"create": {"tags": [place.tag()]}}, idempotency_key="new")
    assert list(Answer.objects.values_list("key", flat=True)) == ["new"]


def test_saving_and_reading_take_the_same_few_queries_however_much_there_is(place):
    from django.test.utils import CaptureQueriesContext

    def count(deed):
        with CaptureQueriesContext(connection) as found:
            deed()
        return len(found)

    def counts(boxes):
        body = {"shapes": [place.box(i % 10) for i in range(boxes)]}
        place.put(body)
        return {
            "put": count(lambda: place.put(body)),
            "create": count(lambda: place.patch("create", body)),
            "change": count(lambda: place.change({"create": body})),
            "keyed change": count(
                lambda: place.change({"create": body}, idempotency_key=f"k{boxes}")
            ),
            "get": count(place.get),
            "since": count(lambda: place.call("get", f"{place.job_url()}/changes?since=0")),
        }

    place.change({"create": {"tags": [place.tag()]}}, idempotency_key="sweeps first")
    few, many = counts(2), counts(300)
    assert few == many
    assert few == {
        "put": 19, "create": 14, "change": 14, "keyed change": 16, "get": 9, "since": 12,
    }  # fmt: skip
