"""Who did what when, and bringing it back."""

from collections.abc import Callable

import pytest

from limn.events.models import Event
from limn.tasks import actions as tasks
from limn.tasks.models import AttributeSpec, Label

NONE = {"tags": 0, "shapes": 0, "tracks": 0, "intervals": 0}


def test_every_write_is_in_the_history(place):
    [box] = place.put({"shapes": [place.box()]})["shapes"]
    place.patch("create", {"tags": [place.tag(), place.tag(1)]})
    place.change({"update": {"shapes": [box]}, "create": {"tracks": [place.track(place.key(2))]}})
    place.call("delete", place.job_url(), status=204)
    page = place.history()
    assert page["count"] == 4
    rows = page["results"]
    assert [(one["version"], one["kind"]) for one in rows] == [
        (4, "delete"), (3, "changes"), (2, "create"), (1, "put"),
    ]  # fmt: skip
    assert {one["user"]["id"] for one in rows} == {place.admin_id}
    assert [one["counts"] for one in rows] == [
        {"created": NONE, "updated": NONE, "deleted": NONE | {"tags": 2, "shapes": 1, "tracks": 1}},
        {"created": NONE | {"tracks": 1}, "updated": NONE | {"shapes": 1}, "deleted": NONE},
        {"created": NONE | {"tags": 2}, "updated": NONE, "deleted": NONE},
        {"created": NONE | {"shapes": 1}, "updated": NONE, "deleted": NONE},
    ]


def test_a_put_tells_apart_what_came_what_stayed_and_what_went(place):
    first, _ = place.put({"shapes": [place.box(), place.box(1)]})["shapes"]
    place.put({"shapes": [first, place.box(2), place.box(3)], "tags": [place.tag()]})
    assert place.history()["results"][0]["counts"] == {
        "created": NONE | {"tags": 1, "shapes": 2},
        "updated": NONE | {"shapes": 1},
        "deleted": NONE | {"shapes": 1},
    }


def test_the_history_is_paged_and_filtered(place, make_user, client_of):
    bob = make_user("bob", privilege="admin")
    for _ in range(3):
        place.patch("create", {"tags": [place.tag()]})
    body = {"create": {"tags": [place.tag()]}}
    client_of(bob).post(f"{place.job_url()}/changes", body, content_type="application/json")

    def versions(query):
        return [one["version"] for one in place.history(query)["results"]]

    assert versions("?page_size=2") == [4, 3]
    assert versions("?page_size=2&page=2") == [2, 1]
    assert versions(f"?user_id={bob.pk}") == [4]
    assert versions("?since=2") == [4, 3]
    assert versions("?kind=create&since=1&sort=version") == [2, 3]
    assert versions('?filter={"<":[{"var":"version"},3]}') == [2, 1]
    assert list(place.history("?since=x", 400)) == ["since"]


def test_a_user_who_is_gone_leaves_writes_behind(place, make_user, client_of):
    bob = make_user("bob", privilege="admin")
    client_of(bob).put(place.job_url(), {}, content_type="application/json")
    bob.delete()
    assert place.history()["results"][0]["user"] is None


def test_a_version_shows_before_and_after(place):
    box, other = place.put({"shapes": [place.box(), place.box(1)]})["shapes"]
    place.change({"update": {"shapes": [box | {"points": [0, 0, 5, 5]}]}})
    shown = place.history("/2")
    assert (shown["version"], shown["kind"]) == (2, "changes")
    assert [one["points"] for one in shown["before"]["shapes"]] == [box["points"]]
    assert [one["points"] for one in shown["after"]["shapes"]] == [[0.0, 0.0, 5.0, 5.0]]
    assert other["id"] not in {one["id"] for one in shown["after"]["shapes"]}
    assert place.history("/3", 404)["code"] == "not_found"


def test_an_object_has_a_history_of_its_own(place):
    box, other = place.put({"shapes": [place.box(), place.box(1)]})["shapes"]
    place.change({"update": {"shapes": [other]}})
    place.change({"update": {"shapes": [box | {"points": [0, 0, 5, 5]}]}})
    place.change({"delete": {"shapes": [box["id"]]}})
    rows = place.history(f"?object=shape:{box['id']}")
    assert rows["count"] == 3
    assert [
        (one["version"], one["object"] and one["object"]["points"]) for one in rows["results"]
    ] == [(4, None), (3, [0.0, 0.0, 5.0, 5.0]), (1, box["points"])]
    assert place.history(f"?object=shape:{box['id']}&page_size=1&page=2")["results"] == [
        rows["results"][1]
    ]
    assert list(place.history("?object=box:1", 400)) == ["object"]
    assert place.history("?object=shape:99999")["count"] == 0


def test_strangers_see_no_history_and_restore_nothing(place, make_user, client_of):
    place.put({"shapes": [place.box()]})
    stranger, job = client_of(make_user("eve")), place.jobs[0].pk
    for path in ("", "/1", "?object=shape:1"):
        assert stranger.get(f"/api/jobs/{job}/history{path}").status_code == 403, path
    body = {"version": 0}
    answer = stranger.post(f"/api/jobs/{job}/restore", body, content_type="application/json")
    assert answer.status_code == 403
    assert stranger.get(f"{place.job_url()}/changes").status_code == 403
    assert stranger.get(f"/api/live/jobs/{job}").status_code == 403
    assert len(place.get()["shapes"]) == 1


def test_any_version_can_be_restored_and_so_can_what_was_there_before_that(place):
    states = [place.get()]
    steps: list[Callable[[], object]] = [
        lambda: place.put({"shapes": [place.skeleton(), place.box(2)]}),
        lambda: place.patch("create", {"tracks": [place.track(place.key(1), place.key(4, 8.0))]}),
        lambda: place.change({
            "create": {"tags": [place.tag(3)]},
            "update": {"shapes": [states[-1]["shapes"][1] | {"points": [5, 5, 6, 6]}]},
            "delete": {"tracks": [states[-1]["tracks"][0]["id"]]},
        }),
        lambda: place.put({}),
    ]  # fmt: skip
    for step in steps:
        step()
        states.append(place.get())
    for done, version in enumerate((2, 0, 3, 1, 4, 5, 6), start=5):
        assert place.restore({"version": version})["version"] == done
        states.append(place.get())
        assert states[done] == states[version], version
    place.restore({"version": 99}, 400)
    assert place.history()["results"][0]["kind"] == "restore"


def test_single_objects_are_restored_and_the_others_stay(place):
    old = place.put({
        "shapes": [place.box(), place.skeleton(1)],
        "tracks": [place.track(place.key(0), place.key(5, 3.0))],
    })  # fmt: skip
    before = place.get()
    box, skeleton = old["shapes"]
    [track] = old["tracks"]
    place.change({
        "update": {"shapes": [box | {"points": [0, 0, 5, 5]}]},
        "delete": {"shapes": [skeleton["id"]], "tracks": [track["id"]]},
        "create": {"tags": [place.tag()]},
    })  # fmt: skip
    names = [f"shape:{skeleton['id']}", f"track:{track['id']}"]
    assert place.restore({"version": 1, "objects": names}) == {
        "version": 3, "lost": {}, "adjusted": [],
    }  # fmt: skip
    now = place.get()
    assert now["tracks"] == before["tracks"]
    assert [one for one in now["shapes"] if one["id"] == skeleton["id"]] == [before["shapes"][1]]
    assert [one["points"] for one in now["shapes"] if one["id"] == box["id"]] == [[0, 0, 5, 5]]
    assert len(now["tags"]) == 1
    place.restore({"version": 1, "objects": [f"shape:{box['id']}"]})
    assert place.get()["shapes"] == before["shapes"]


def test_an_object_that_was_not_there_then_is_deleted(place):
    place.put({})
    [box] = place.patch("create", {"shapes": [place.box()]})["shapes"]
    name = f"shape:{box['id']}"
    assert place.restore({"version": 1, "objects": [name]})["version"] == 3
    assert place.get()["shapes"] == []
    assert place.restore({"version": 1, "objects": [name]})["version"] == 3
    place.restore({"version": 2, "objects": [name]})
    assert [one["id"] for one in place.get()["shapes"]] == [box["id"]]


def test_objects_that_never_were_are_named(place):
    [box] = place.put({"shapes": [place.box()]})["shapes"]
    body = {"version": 1, "objects": [f"shape:{box['id']}", "shape:99999"]}
    assert list(place.restore(body, 400)) == ["objects[1]"]
    assert list(place.restore({"version": 1, "objects": ["shape 4"]}, 400)) == ["objects[0]"]


def test_a_restore_keeps_to_if_match_and_repeats_its_answer(place):
    place.put({"shapes": [place.box()]})
    place.put({})
    seen = place.client.get(place.job_url())["ETag"]
    place.patch("create", {"tags": [place.tag()]})
    place.restore({"version": 1}, 409, if_match=seen)
    first = place.restore({"version": 1}, idempotency_key="k")
    assert place.restore({"version": 1}, idempotency_key="k") == first
    assert place.history()["count"] == 4


def test_a_deleted_label_takes_its_objects_along_and_the_history_tells(place):
    box, _ = place.put({"shapes": [place.box(), place.skeleton()]})["shapes"]
    tasks.delete_label(Label.objects.get(name="car"))
    assert len(place.get()["shapes"]) == 1
    row = place.history()["results"][0]
    assert (row["kind"], row["user"], row["counts"]["deleted"]["shapes"]) == ("label", None, 1)
    refused = place.restore({"version": 1}, 409)
    assert list(refused["lost"]) == [f"shape:{box['id']}"]
    assert "label" in refused["lost"][f"shape:{box['id']}"]
    done = place.restore({"version": 1, "partial": True})
    assert (done["version"], list(done["lost"])) == (3, [f"shape:{box['id']}"])
    assert [one["type"] for one in place.get()["shapes"]] == ["skeleton"]


def test_a_whole_skeleton_goes_with_its_label(place):
    place.put({"shapes": [place.box(), place.skeleton()]})
    tasks.delete_label(Label.objects.get(name="person"))
    assert [one["type"] for one in place.get()["shapes"]] == ["rectangle"]
    assert place.history()["results"][0]["counts"]["deleted"] == NONE | {"shapes": 1}


def test_a_task_that_is_deleted_writes_no_history(place):
    place.put({"shapes": [place.box()]})
    assert place.client.delete(f"/api/tasks/{place.task.pk}").status_code == 204
    assert not Event.objects.filter(name="delete:shapes").exists()


def test_answers_to_attributes_that_are_gone_are_left_out(place):
    spec = AttributeSpec.objects.create(
        label_id=place.ids.label("car"), name="note", input_type="text"
    )
    answer = [{"spec_id": spec.pk, "value": "red"}]
    [box] = place.put({"shapes": [place.box(attributes=answer)]})["shapes"]
    place.put({})
    spec.delete()
    done = place.restore({"version": 1})
    assert done["adjusted"] == [f"shape:{box['id']}"]
    assert [one["id"] for one in place.get()["shapes"]] == [box["id"]]


def test_an_id_that_something_else_has_by_now_is_not_taken_away_from_it(place):
    old = place.put({"tracks": [place.track(place.key(0))]})["tracks"][0]
    keyframe = old["shapes"][0]["id"]
    place.put({"shapes": [place.box(id=keyframe)]})
    place.restore({"version": 1, "objects": [f"track:{old['id']}"]})
    now = place.get()
    assert [one["id"] for one in now["shapes"]] == [keyframe]
    assert [one["id"] for one in now["tracks"]] == [old["id"]]
    assert now["tracks"][0]["shapes"][0]["id"] != keyframe


def test_changes_since_a_version_are_told_at_once(place):
    a, b, c = place.put({"shapes": [place.box(), place.box(1), place.box(2)]})["shapes"]
    place.change({"update": {"shapes": [b]}, "delete": {"shapes": [a["id"]]}})
    place.change({"create": {"tags": [place.tag()]}})
    url = f"{place.job_url()}/changes"
    found = place.call("get", f"{url}?since=1")
    assert found["version"] == 3
    assert [(one["id"], one["version"]) for one in found["changed"]["shapes"]] == [(b["id"], 2)]
    assert len(found["changed"]["tags"]) == 1
    assert found["deleted"] == {"tags": [], "shapes": [a["id"]], "tracks": [], "intervals": []}
    assert place.call("get", f"{url}?since=3")["changed"]["shapes"] == []
    assert len(place.call("get", url)["changed"]["shapes"]) == 2
    place.restore({"version": 1})
    found = place.call("get", f"{url}?since=3")
    assert {one["id"] for one in found["changed"]["shapes"]} == {a["id"], b["id"], c["id"]}
    assert found["deleted"]["shapes"] == []


@pytest.mark.django_db
def test_writes_tell_events_with_counts_and_some_ids(place):
    Event.objects.all().delete()
    made = place.put({"shapes": [place.box(i % 10) for i in range(150)], "tags": [place.tag()]})
    place.change({"delete": {"tags": [made["tags"][0]["id"]]}})
    rows = list(Event.objects.order_by("pk"))
    assert [(row.name, row.payload["count"]) for row in rows] == [
        ("create:tags", 1), ("create:shapes", 150), ("delete:tags", 1),
    ]  # fmt: skip
    shapes = rows[1].payload
    assert (shapes["job_id"], shapes["task_id"]) == (place.jobs[0].pk, place.task.pk)
    assert shapes["ids"] == [one["id"] for one in made["shapes"][:100]]
    assert (shapes["version"], shapes["by"]) == (1, "put")
    assert {row.actor for row in rows} == {place.admin_id}
    place.put({"shapes": [place.box(99)]}, 400)
    assert Event.objects.count() == 3


def test_the_history_takes_as_many_queries_for_many_writes_as_for_few(
    place, django_assert_num_queries
):
    place.put({"shapes": [place.box()]})
    with django_assert_num_queries(5):
        place.history("?page_size=all")
    for _ in range(10):
        place.change({"create": {"tags": [place.tag()]}})
    with django_assert_num_queries(5):
        place.history("?page_size=all")
