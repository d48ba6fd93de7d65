"""A task's annotations: cut to its jobs on the way in, joined on the way out."""

import pytest


@pytest.fixture
def halves(make_place):
    return make_place(10, segment_size=5, overlap=0)


@pytest.fixture
def overlapping(make_place):
    return make_place(12, segment_size=6, overlap=3)


def lines(tracks):
    return [
        [(one["frame"], one["outside"], one["points"][0]) for one in it["shapes"]] for it in tracks
    ]


def test_every_object_goes_to_the_job_of_its_frame(halves):
    sent = {
        "tags": [halves.tag(9), halves.tag(0)],
        "shapes": [halves.skeleton(7), halves.box(4), halves.box(5)],
    }
    halves.call("put", halves.task_url, sent)
    assert [one["frame"] for one in halves.get(0)["shapes"]] == [4]
    assert [one["frame"] for one in halves.get(1)["shapes"]] == [5, 7]
    assert len(halves.get(1)["shapes"][1]["elements"]) == 3
    data = halves.call("get", halves.task_url)
    assert [one["frame"] for one in data["shapes"]] == [4, 5, 7]
    assert [one["frame"] for one in data["tags"]] == [0, 9]


def test_created_objects_come_back_in_the_order_sent(halves):
    sent = {"shapes": [halves.box(9), halves.box(1), halves.skeleton(7)]}
    answer = halves.call("patch", f"{halves.task_url}?action=create", sent)
    assert [one["frame"] for one in answer["shapes"]] == [9, 1, 7]
    kept = {one["id"]: one for one in halves.call("get", halves.task_url)["shapes"]}
    assert [kept[one["id"]]["frame"] for one in answer["shapes"]] == [9, 1, 7]
    assert [one["id"] for one in answer["shapes"][2]["elements"]] == [
        one["id"] for one in kept[answer["shapes"][2]["id"]]["elements"]
    ]


def test_a_track_is_cut_where_its_job_ends_without_a_jump(halves):
    track = halves.track(halves.key(1, 10.0), halves.key(9, 90.0))
    halves.call("put", halves.task_url, {"tracks": [track]})
    assert lines(halves.get(0)["tracks"]) == [[(1, False, 10.0), (4, False, 40.0)]]
    assert lines(halves.get(1)["tracks"]) == [[(5, False, 50.0), (9, False, 90.0)]]


def test_a_track_that_stands_still_goes_on_in_the_next_job(halves):
    halves.call("put", halves.task_url, {"tracks": [halves.track(halves.key(2, 10.0))]})
    assert lines(halves.get(0)["tracks"]) == [[(2, False, 10.0)]]
    assert lines(halves.get(1)["tracks"]) == [[(5, False, 10.0)]]


def test_a_track_that_is_hidden_does_not_reach_the_next_job(halves):
    track = halves.track(halves.key(1, 10.0), halves.key(3, 20.0, outside=True))
    halves.call("put", halves.task_url, {"tracks": [track]})
    assert halves.get(1)["tracks"] == []
    late = halves.track(halves.key(1, 5.0), halves.key(3, outside=True), halves.key(8, 7.0))
    halves.call("put", halves.task_url, {"tracks": [late]})
    assert lines(halves.get(1)["tracks"]) == [[(8, False, 7.0)]]


def test_a_cut_track_keeps_the_mutable_answers_given_before(halves):
    plate = [{"spec_id": halves.ids.spec("plate"), "value": "X"}]
    track = halves.track(halves.key(0, attributes=plate), halves.key(2, 5.0), halves.key(9, 40.0))
    halves.call("put", halves.task_url, {"tracks": [track]})
    [cut] = halves.get(1)["tracks"]
    answers = {one["spec_id"]: one["value"] for one in cut["shapes"][0]["attributes"]}
    assert answers[halves.ids.spec("plate")] == "X"


def test_a_track_seen_to_the_end_of_its_job_is_hidden_from_there_on(halves):
    halves.put({"tracks": [halves.track(halves.key(1, 10.0))]}, job=0)
    halves.put({"tracks": [halves.track(halves.key(6, 20.0))]}, job=1)
    [first, second] = halves.call("get", halves.task_url)["tracks"]
    assert lines([first]) == [[(1, False, 10.0), (5, True, 10.0)]]
    assert first["shapes"][0]["id"] == first["shapes"][1]["id"]
    assert lines([second]) == [[(6, False, 20.0)]]


@pytest.mark.parametrize("which", ["halves", "overlapping"])
def test_what_was_read_from_a_task_can_be_put_and_updated_without_change(which, request):
    place = request.getfixturevalue(which)
    place.call("put", place.task_url, {
        "tags": [place.tag(0), place.tag(4)],
        "shapes": [place.box(3), place.box(4), place.skeleton(8)],
        "tracks": [place.track(place.key(1, 10.0), place.key(9, 90.0)), place.track(place.key(0))],
    })  # fmt: skip
    read = place.call("get", place.task_url)
    jobs = [place.get(index) for index in range(len(place.jobs))]

    def still():
        found = place.call("get", place.task_url)
        for kind in ("tags", "shapes"):
            assert found[kind] == read[kind]
        assert lines(found["tracks"]) == lines(read["tracks"])
        for index, job in enumerate(jobs):
            assert len(place.get(index)["tracks"]) == len(job["tracks"])
            if which == "halves":
                assert lines(place.get(index)["tracks"]) == lines(job["tracks"])
            assert len(place.get(index)["shapes"]) == len(job["shapes"])

    place.call("put", place.task_url, read)
    still()
    read = place.call("get", place.task_url)
    place.call("patch", f"{place.task_url}?action=update", read)
    still()


def test_an_object_that_moves_to_another_job_leaves_its_own(halves):
    [box] = halves.put({"shapes": [halves.box(1)]}, job=0)["shapes"]
    halves.call("patch", f"{halves.task_url}?action=update", {"shapes": [box | {"frame": 7}]})
    assert halves.get(0)["shapes"] == []
    assert [one["frame"] for one in halves.get(1)["shapes"]] == [7]


@pytest.mark.parametrize("which", ["halves", "overlapping"])
def test_objects_are_deleted_from_every_job(which, request):
    place = request.getfixturevalue(which)
    place.call("put", place.task_url, {"shapes": [place.box(4), place.box(2), place.box(9)]})
    gone = place.call("get", place.task_url)["shapes"][1:]
    place.call("patch", f"{place.task_url}?action=delete", {"shapes": gone})
    assert [one["frame"] for one in place.call("get", place.task_url)["shapes"]] == [2]
    place.call("delete", place.task_url, status=204)
    assert all(place.get(index)["shapes"] == [] for index in range(len(place.jobs)))


def test_an_object_in_two_jobs_is_shown_once(overlapping):
    far = {"points": [500.0, 500.0, 600.0, 600.0]}
    overlapping.put({"shapes": [overlapping.box(4)], "tags": [overlapping.tag(4)]}, job=0)
    overlapping.put({
        "shapes": [overlapping.box(4, **far), overlapping.box(4, points=[2, 2, 30, 40])],
        "tags": [overlapping.tag(4), overlapping.tag(5)],
    }, job=1)  # fmt: skip
    data = overlapping.call("get", overlapping.task_url)
    assert [one["points"] for one in data["shapes"]] == [
        [1.5, 2.25, 30.0, 40.125], [500.0, 500.0, 600.0, 600.0],
    ]  # fmt: skip
    assert [one["frame"] for one in data["tags"]] == [4, 5]


def test_other_labels_and_kinds_are_never_one(overlapping):
    ellipse = {"type": "ellipse", "points": [10.0, 10.0, 20.0, 5.0]}
    overlapping.put({"shapes": [overlapping.box(4), overlapping.box(4, **ellipse)]}, job=0)
    overlapping.put({"shapes": [
        overlapping.box(4, label_id=overlapping.ids.label("scene")),
        overlapping.box(4, type="points", points=ellipse["points"]),
        overlapping.box(4, **ellipse, rotation=1.0),
    ]}, job=1)  # fmt: skip
    assert len(overlapping.call("get", overlapping.task_url)["shapes"]) == 5


def test_of_other_kinds_what_is_the_same_to_the_last_digit_is_one(overlapping):
    ellipse = overlapping.box(4, type="ellipse", points=[10.0, 10.0, 20.0, 5.0])
    for job in (0, 1):
        overlapping.put({"shapes": [ellipse, overlapping.skeleton(4)]}, job=job)
    assert len(overlapping.call("get", overlapping.task_url)["shapes"]) == 2


def test_like_polygons_are_one(overlapping):
    ring = {"type": "polygon", "points": [0.0, 0.0, 40.0, 0.0, 40.0, 40.0, 0.0, 40.0]}
    moved = {"type": "polygon", "points": [2.0, 0.0, 42.0, 0.0, 42.0, 40.0, 2.0, 40.0]}
    overlapping.put({"shapes": [overlapping.box(4, **ring)]}, job=0)
    overlapping.put({"shapes": [overlapping.box(4, **moved)]}, job=1)
    assert len(overlapping.call("get", overlapping.task_url)["shapes"]) == 1


def test_a_track_goes_on_with_its_match_in_the_next_job(overlapping):
    overlapping.put({"tracks": [
        overlapping.track(overlapping.key(0, 0.0), overlapping.key(5, 50.0)),
        overlapping.track(overlapping.key(2, 900.0)),
    ]}, job=0)  # fmt: skip
    overlapping.put({"tracks": [
        overlapping.track(overlapping.key(3, 31.0), overlapping.key(8, 80.0)),
    ]}, job=1)  # fmt: skip
    data = overlapping.call("get", overlapping.task_url)
    assert lines(data["tracks"]) == [
        # On 2 and 6, which one job alone has, the track is where this job has it.
        [
            (0, False, 0.0),
            (2, False, 20.0),
            (3, False, 31.0),
            (5, False, 50.0),
            (6, False, 60.4),
            (8, False, 80.0),
            (9, True, 80.0),
        ],
        [(2, False, 900.0), (6, True, 900.0)],
    ]


def test_a_task_without_media_has_no_annotations(make_place):
    from limn.tasks.models import Task

    place = make_place()
    Task.objects.filter(pk=place.task.pk).update(data=None)
    place.call("get", place.task_url, status=400)


def test_a_wrong_value_leaves_all_jobs_as_they_were(halves):
    halves.call("put", halves.task_url, {"shapes": [halves.box(1), halves.box(7)]})
    before = halves.call("get", halves.task_url)
    halves.call("put", halves.task_url, {"shapes": [halves.box(1), halves.box(10)]}, 400)
    assert halves.call("get", halves.task_url) == before


def test_jobs_that_get_nothing_are_not_written_to(halves):
    halves.call("patch", f"{halves.task_url}?action=create", {"tags": [halves.tag(7)]})
    for job in halves.jobs:
        job.refresh_from_db()
    assert [job.annotation_version for job in halves.jobs] == [0, 1]
