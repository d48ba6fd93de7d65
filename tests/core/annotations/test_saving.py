"""What is saved in a job comes back as it was, and only what was meant to be changes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

KINDS = {
    "rectangle": [1.0, 2.0, 3.5, 4.25],
    "polygon": [0.0, 0.0, 10.0, 0.0, 5.0, 0.1 + 0.2],
    "polyline": [0.0, 0.0, -3.0, 1e-9],
    "points": [7.0, 8.0, 1.0, 2.0],
    "ellipse": [10.0, 10.0, 15.0, 8.0],
    "cuboid": [float(one) for one in range(16)],
    "mask": [1.0, 3.0, 2.0, 10.0, 20.0, 12.0, 21.0],
}


def stripped(data):
    """Wire objects without ids, for comparing what was sent with what was kept."""
    if isinstance(data, dict):
        return {name: stripped(one) for name, one in data.items() if name != "id"}
    return [stripped(one) for one in data] if isinstance(data, list) else data


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_shape_comes_back_to_the_last_digit(place, kind):
    sent = place.box(
        3, type=kind, points=KINDS[kind], occluded=True, z_order=-2, group=7, score=0.5
    )
    place.put({"shapes": [sent]})
    [shape] = place.get()["shapes"]
    assert shape["points"] == KINDS[kind]
    assert {name: shape[name] for name in sent} == sent
    assert shape["source"] == "manual"
    assert shape["rotation"] == 0
    assert shape["elements"] == []


def test_tags_skeletons_and_tracks_come_back(place):
    track = place.track(place.key(2), place.key(5, 50.0, outside=True))
    place.put({"tags": [place.tag(1)], "shapes": [place.skeleton(4)], "tracks": [track]})
    data = place.get()
    assert (data["version"], data["intervals"]) == (0, [])
    assert data["tags"][0]["frame"] == 1
    assert [one["points"] for one in data["shapes"][0]["elements"]] == [[1, 5], [2, 5], [3, 5]]
    assert [one["label_id"] for one in data["shapes"][0]["elements"]] == [
        place.ids.part(name) for name in ("head", "knee", "foot")
    ]
    assert [(one["frame"], one["outside"]) for one in data["tracks"][0]["shapes"]] == [
        (2, False), (5, True),
    ]  # fmt: skip


def test_the_answer_is_what_a_reader_gets_but_for_defaults(place):
    sent = {"tags": [place.tag(1)], "shapes": [place.skeleton(4)], "tracks": [
        place.track(place.key(2), label_id=place.ids.label("scene"))]}  # fmt: skip
    assert place.put(sent) == place.get()


def test_ids_come_back_in_the_order_sent_and_differ_over_all_kinds(place):
    boxes = [place.box(frame) for frame in (9, 0, 5)]
    answer = place.put(
        {"shapes": boxes, "tags": [place.tag()], "tracks": [place.track(place.key(1))]}
    )
    assert [one["frame"] for one in answer["shapes"]] == [9, 0, 5]
    ids = [one["id"] for kind in ("shapes", "tags", "tracks") for one in answer[kind]]
    ids += [one["id"] for one in answer["tracks"][0]["shapes"]]
    assert len(set(ids)) == 6


def test_put_replaces_everything(place):
    place.put({"shapes": [place.skeleton(), place.box()], "tracks": [place.track(place.key(0))]})
    place.put({"tags": [place.tag(3)]})
    data = place.get()
    assert (len(data["tags"]), data["shapes"], data["tracks"]) == (1, [], [])


def test_what_was_read_can_be_put_back_and_keeps_its_ids(place):
    track = place.track(place.key(0), place.key(3))
    place.put({"shapes": [place.skeleton(), place.box()], "tracks": [track], "tags": [place.tag()]})
    read = place.get()
    place.put(read)
    assert place.get() == read


def test_patch_create_adds(place):
    place.put({"shapes": [place.box(0)]})
    answer = place.patch("create", {"shapes": [place.box(1, id=1), place.box(2)]})
    assert [one["frame"] for one in answer["shapes"]] == [1, 2]
    assert [one["frame"] for one in place.get()["shapes"]] == [0, 1, 2]


def test_patch_update_keeps_the_ids_of_an_object_and_its_parts(place):
    track = place.track(place.key(0), place.key(3))
    old = place.put({"shapes": [place.skeleton()], "tracks": [track]})
    old["shapes"][0]["elements"][1]["points"] = [99.0, 98.0]
    old["tracks"][0]["shapes"][1]["frame"] = 4
    place.patch("update", old)
    new = place.get()
    assert new["shapes"] == old["shapes"]
    assert [one["id"] for one in new["tracks"][0]["shapes"]] == [
        one["id"] for one in old["tracks"][0]["shapes"]
    ]
    assert new["tracks"][0]["shapes"][1]["frame"] == 4


def test_patch_update_of_an_id_that_is_gone_creates_it_anew(place):
    answer = place.patch("update", {"shapes": [place.box(2, id=987654)]})
    assert answer["shapes"][0]["id"] != 987654
    assert len(place.get()["shapes"]) == 1


def test_patch_delete_takes_the_object_with_all_its_parts(place):
    from limn.annotations.models import Shape, Track

    old = place.put({
        "shapes": [place.skeleton(), place.box()], "tags": [place.tag()],
        "tracks": [place.track(place.key(0), place.key(3))],
    })  # fmt: skip
    gone = {"shapes": [old["shapes"][0]], "tracks": old["tracks"], "tags": old["tags"]}
    place.patch("delete", gone)
    data = place.get()
    assert ([one["type"] for one in data["shapes"]], data["tracks"], data["tags"]) == (
        ["rectangle"], [], [],
    )  # fmt: skip
    assert (Shape.objects.count(), Track.objects.count()) == (1, 0)


def test_delete_empties_the_job_and_answers_nothing(place):
    place.put({"shapes": [place.box()], "tags": [place.tag()]})
    place.call("delete", place.job_url(), status=204)
    assert place.get()["shapes"] == []


def test_another_jobs_objects_cannot_be_reached(make_place):
    place = make_place(10, segment_size=5)
    [theirs] = place.put({"shapes": [place.box(7)]}, job=1)["shapes"]
    place.patch("delete", {"shapes": [theirs | {"frame": 1}]}, job=0)
    answer = place.patch("update", {"shapes": [theirs | {"frame": 1}]}, job=0)
    assert answer["shapes"][0]["id"] != theirs["id"]
    assert place.get(1)["shapes"] == [
        theirs | {"attributes": place.get(1)["shapes"][0]["attributes"]}
    ]


def test_an_element_or_keyframe_cannot_be_deleted_as_a_shape(place):
    old = place.put({"shapes": [place.skeleton()], "tracks": [place.track(place.key(0))]})
    element, keyframe = old["shapes"][0]["elements"][0], old["tracks"][0]["shapes"][0]
    place.patch("delete", {"shapes": [
        place.box(id=element["id"]), place.box(id=keyframe["id"]),
    ]})  # fmt: skip
    assert stripped(place.get()["shapes"][0]["elements"][0])["points"] == [1.0, 5.0]
    assert len(place.get()["tracks"][0]["shapes"]) == 1


def test_an_element_of_another_object_keeps_its_id(place):
    first, second = place.put({"shapes": [place.skeleton(0), place.skeleton(1)]})["shapes"]
    second["elements"][0]["id"] = first["elements"][0]["id"]
    place.patch("update", {"shapes": [second]})
    assert place.get()["shapes"][0] == first


def test_writes_move_the_dates_and_the_version(place):
    from limn.tasks.models import Job, Task

    task = Task.objects.get(pk=place.task.pk).updated_date
    place.put({"tags": [place.tag()]})
    place.patch("create", {"tags": [place.tag()]})
    job = Job.objects.get(pk=place.jobs[0].pk)
    assert job.annotation_version == 2
    assert job.updated_date > task
    assert Task.objects.get(pk=place.task.pk).updated_date > task


def test_doing_nothing_is_no_write(place):
    from limn.tasks.models import Job

    place.patch("create", {})
    place.patch("delete", {"shapes": [place.box(id=5)]})
    assert Job.objects.get(pk=place.jobs[0].pk).annotation_version == 0


def test_an_unchanged_job_answers_304(place):
    place.put({"tags": [place.tag()]})
    first = place.client.get(place.job_url())
    assert first["ETag"].startswith('"v1.')
    again = place.client.get(place.job_url(), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    place.put({})
    assert (
        place.client.get(place.job_url(), headers={"if-none-match": first["ETag"]}).status_code
        == 200
    )


def test_a_new_default_is_a_new_etag(place):
    from limn.tasks.models import AttributeSpec

    place.put({"shapes": [place.box()]})
    first = place.client.get(place.job_url())["ETag"]
    AttributeSpec.objects.filter(name="plate").update(default_value="new")
    assert place.client.get(place.job_url())["ETag"] != first


def test_exports_are_told_where_they_went(place):
    assert "dataset/export" in place.call("get", f"{place.job_url()}?format=COCO%201.0", status=410)
    assert "dataset/export" in place.call("get", f"{place.task_url}?filename=x", status=410)


def test_a_part_of_the_frames_can_be_read(place):
    track = place.track(place.key(1), place.key(9))
    late = place.track(place.key(8))
    place.put({
        "tags": [place.tag(2), place.tag(6)],
        "shapes": [place.box(0), place.skeleton(5), place.box(7)],
        "tracks": [track, late],
    })  # fmt: skip
    part = place.get(query="?start=4&stop=6")
    assert [one["frame"] for one in part["tags"]] == [6]
    assert [(one["frame"], len(one["elements"])) for one in part["shapes"]] == [(5, 3)]
    assert [[key["frame"] for key in one["shapes"]] for one in part["tracks"]] == [[1, 9]]


@pytest.mark.parametrize("part", ["", "&start=4&stop=6"])
def test_some_kinds_can_be_read_alone(place, part):
    place.put({
        "tags": [place.tag(5)], "shapes": [place.box(5), place.skeleton(5), place.box(9)],
        "tracks": [place.track(place.key(1), place.key(9))],
    })  # fmt: skip
    whole = place.get(query=f"?versions=false{part}")
    for kinds in (["tags"], ["shapes"], ["tracks"], ["tags", "tracks"], ["intervals"]):
        found = place.get(query=f"?kinds={','.join(kinds)}{part}")
        assert found == {
            name: value if name in (*kinds, "version") else [] for name, value in whole.items()
        }
    refused = place.call("get", f"{place.job_url()}?kinds=shapes,blobs", status=400)
    assert list(refused) == ["kinds"]


@pytest.mark.parametrize("part", ["", "&start=4&stop=6"])
def test_some_types_can_be_read_alone_in_as_many_queries(place, part, django_assert_num_queries):
    polygon = {"type": "polygon", "points": [0.0, 0.0, 9.0, 0.0, 9.0, 9.0]}
    walking = place.track(
        place.key(3, type="skeleton", points=[]),
        label_id=place.ids.label("person"),
        elements=[
            place.track(place.key(3, type="points", points=[1.0, 2.0]),
                        label_id=place.ids.part("head"))
        ],
    )  # fmt: skip
    place.put({
        "tags": [place.tag(5)],
        "shapes": [place.box(5), place.skeleton(5), place.box(5, **polygon), place.box(9)],
        "tracks": [
            place.track(place.key(1), place.key(9)),
            place.track(place.key(2, **polygon), place.key(9, **polygon)),
            walking,
        ],
    })  # fmt: skip
    whole = place.get(query=f"?versions=false{part}")
    assert {one["shapes"][0]["type"] for one in whole["tracks"]} == {
        "rectangle",
        "polygon",
        "skeleton",
    }

    def of(kind, *types):
        drawn = {"shapes": lambda one: one["type"], "tracks": lambda one: one["shapes"][0]["type"]}
        return [one for one in whole[kind] if drawn[kind](one) in types]

    with CaptureQueriesContext(connection) as plain:
        place.get(query=f"?kinds=shapes,tracks{part}")
        queries = len(plain)
    for words, shapes, tracks, tags in (
        ("rectangle", of("shapes", "rectangle"), of("tracks", "rectangle"), []),
        ("polygon,skeleton", of("shapes", "polygon", "skeleton"),
         of("tracks", "polygon", "skeleton"), []),
        ("points", [], [], []),
        ("shapes,skeleton", of("shapes", "skeleton"), [], []),
        ("tags,tracks,polygon", [], of("tracks", "polygon"), whole["tags"]),
        ("tags,rectangle", of("shapes", "rectangle"), of("tracks", "rectangle"), whole["tags"]),
    ):  # fmt: skip
        found = place.get(query=f"?kinds={words}{part}")
        assert (found["shapes"], found["tracks"], found["tags"]) == (shapes, tracks, tags), words
    with django_assert_num_queries(queries):
        place.get(query=f"?kinds=polygon,skeleton{part}")


def test_saving_and_reading_take_a_fixed_number_of_queries(place, django_assert_max_num_queries):
    def many(count):
        return {"shapes": [place.box(frame % 10) for frame in range(count)]}

    place.put(many(10))
    for count in (10, 2000):
        with django_assert_max_num_queries(24):
            place.put(many(count))
        with django_assert_max_num_queries(20):
            place.get()
