"""The atomic call: create, update and delete together; retries and conflicts."""

import threading
from collections.abc import Callable

import pytest

from limn.annotations.models import Change


def test_all_three_deeds_are_done_at_once(place):
    old = place.put({"shapes": [place.box(0), place.box(1)], "tags": [place.tag(2)]})
    keep, lose = old["shapes"]
    answer = place.change({
        "create": {"shapes": [place.box(5), place.box(4)], "tracks": [place.track(place.key(3))]},
        "update": {"shapes": [keep | {"points": [0, 0, 9, 9]}]},
        "delete": {"shapes": [lose["id"]], "tags": [old["tags"][0]["id"]]},
    })  # fmt: skip
    assert answer["version"] == 2
    assert [one["frame"] for one in answer["create"]["shapes"]] == [5, 4]
    assert [one["id"] for one in answer["update"]["shapes"]] == [keep["id"]]
    data = place.get()
    assert data["tags"] == []
    assert [(one["id"], one["points"]) for one in data["shapes"] if one["frame"] == 0] == [
        (keep["id"], [0.0, 0.0, 9.0, 9.0])
    ]
    assert [one["id"] for one in data["tracks"]] == [answer["create"]["tracks"][0]["id"]]


def test_a_repeated_request_gets_the_first_answer_and_does_nothing(place):
    body = {"create": {"shapes": [place.box()]}}
    first = place.change(body, idempotency_key="k-1")
    assert place.change(body, idempotency_key="k-1") == first
    assert len(place.get()["shapes"]) == 1
    place.change(body, idempotency_key="k-2")
    assert len(place.get()["shapes"]) == 2


def test_a_key_is_for_one_body_only(place):
    place.change({"create": {"shapes": [place.box()]}}, idempotency_key="k")
    answer = place.change({"create": {"tags": [place.tag()]}}, 409, idempotency_key="k")
    assert answer["code"] == "conflict"
    assert place.get()["tags"] == []


def test_the_same_key_in_another_job_is_another_key(make_place):
    place = make_place(10, segment_size=5)
    place.change({"create": {"tags": [place.tag(0)]}}, idempotency_key="k")
    place.change({"create": {"tags": [place.tag(7)]}}, job=1, idempotency_key="k")
    assert len(place.get(1)["tags"]) == 1


def test_an_id_that_is_gone_is_a_conflict_that_names_it(make_place):
    place = make_place(10, segment_size=5)
    [theirs] = place.put({"shapes": [place.box(7)]}, job=1)["shapes"]
    old = place.put({"shapes": [place.skeleton()], "tracks": [place.track(place.key(0))]})
    element = old["shapes"][0]["elements"][0]["id"]
    keyframe = old["tracks"][0]["shapes"][0]["id"]
    for lost in (theirs["id"], element, keyframe, 10**9):
        for body in (
            {"update": {"shapes": [place.box(id=lost)]}, "create": {"tags": [place.tag()]}},
            {"delete": {"shapes": [lost]}, "create": {"tags": [place.tag()]}},
        ):
            answer = place.change(body, 409)
            assert answer["objects"] == {"shapes": [lost]}
            assert answer["version"] == 1
    assert place.get()["tags"] == []
    assert len(place.get(1)["shapes"]) == 1


def test_a_deletion_of_what_was_changed_since_is_a_conflict(place):
    [box] = place.put({"shapes": [place.box()]})["shapes"]
    seen = {"id": box["id"], "version": 1}
    place.change({"update": {"shapes": [box]}})
    answer = place.change({"delete": {"shapes": [seen]}, "create": {"tags": [place.tag()]}}, 409)
    assert answer["objects"] == {"shapes": [box["id"]]}
    assert len(place.get()["shapes"]) == 1
    place.change({"delete": {"shapes": [{**seen, "version": 2}]}})
    assert place.get()["shapes"] == place.get()["tags"] == []


def test_a_stale_if_match_is_a_conflict_that_names_what_changed(place):
    first, second = place.put({"shapes": [place.box(0), place.box(1)]})["shapes"]
    seen = place.client.get(place.job_url())["ETag"]
    place.change({"update": {"shapes": [second]}}, if_match=seen)
    answer = place.change({"update": {"shapes": [first]}}, 409, if_match=seen)
    assert (answer["version"], answer["objects"]["shapes"]) == (2, [second["id"]])
    place.change(
        {"update": {"shapes": [first]}}, if_match=place.client.get(place.job_url())["ETag"]
    )
    place.put({}, 409, if_match=seen)
    place.patch("create", {"tags": [place.tag()]}, 409, if_match=seen)
    place.change({}, 400, if_match="nonsense")


def test_a_retry_is_answered_even_though_its_if_match_is_stale_by_now(place):
    place.put({})
    body, seen = {"create": {"tags": [place.tag()]}}, place.client.get(place.job_url())["ETag"]
    first = place.change(body, idempotency_key="k", if_match=seen)
    assert place.change(body, idempotency_key="k", if_match=seen) == first


def test_the_version_of_an_object_guards_it_alone(place):
    place.put({"shapes": [place.box(0), place.box(1)]})
    first, second = place.get(query="?versions=true")["shapes"]
    assert first["version"] == second["version"] == 1
    place.change({"update": {"shapes": [second]}})
    place.change({"update": {"shapes": [first]}})
    answer = place.change({"update": {"shapes": [second]}}, 409)
    assert answer["objects"] == {"shapes": [second["id"]]}
    place.patch("update", {"shapes": [second]}, 409)
    assert [one["version"] for one in place.get(query="?versions=true")["shapes"]] == [3, 2]


def test_what_is_ambiguous_is_refused(place):
    [box] = place.put({"shapes": [place.box()]})["shapes"]
    twice = {"update": {"shapes": [box]}, "delete": {"shapes": [box["id"]]}}
    assert list(place.change(twice, 400)) == ["delete.shapes[0]"]
    assert list(place.change({"update": {"shapes": [box, box]}}, 400)) == ["update.shapes[1].id"]
    assert list(place.change({"update": {"tags": [place.tag()]}}, 400)) == ["update.tags[0].id"]
    assert list(place.change({"create": {"tracks": [place.track()]}}, 400)) == [
        "create.tracks[0].shapes"
    ]
    nowhere = {"create": {"shapes": [place.box(77)]}}
    assert list(place.change(nowhere, 400)) == ["create.shapes[0].frame"]


def in_parallel(deeds: list[Callable[[], object]]) -> None:
    """Do all at the same time; the first failure is raised."""
    from django.db import connections

    barrier, failures = threading.Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        try:
            barrier.wait()
            deed()
        except BaseException as error:  # noqa: BLE001
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def never_doubled_never_lost(place):
    boxes = {"shapes": [place.box(frame) for frame in range(10)]}
    for round_ in range(4):
        place.put({})
        in_parallel([lambda: place.put(boxes)] * 4)
        assert len(place.get()["shapes"]) == 10
        in_parallel([lambda: place.patch("create", boxes)] * 4)
        assert len(place.get()["shapes"]) == 50
        one = {"create": {"tags": [place.tag()]}}
        in_parallel([lambda: place.change(one, idempotency_key=f"k{round_}")] * 6)  # noqa: B023
        assert len(place.get()["tags"]) == 1
        shapes = place.get()["shapes"]
        parts = [shapes[index::5] for index in range(5)]
        in_parallel([
            lambda part=part: place.change({"delete": {"shapes": [one["id"] for one in part]}})
            for part in parts
        ])  # fmt: skip
        assert place.get()["shapes"] == []
    versions = list(Change.objects.order_by("version").values_list("version", flat=True))
    assert versions == list(range(1, len(versions) + 1))
    place.jobs[0].refresh_from_db()
    assert place.jobs[0].annotation_version == len(versions)


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_never_double_and_never_lose(place):
    never_doubled_never_lost(place)
