"""Bad input is refused with the path of the value, and changes nothing."""

import orjson
import pytest

from limn.annotations.api import asked


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"points": [0, 0, 1]}, "points"),
        ({"points": [0, 0, 1, 2, 3]}, "points"),
        ({"points": [0, 2e7, 1, 1]}, "points[1]"),
        ({"points": [0, 0, "1", 1]}, "points[2]"),
        ({"points": None}, "points"),
        ({"type": "polygon"}, "points"),
        ({"type": "polygon", "points": [0.0] * 7}, "points"),
        ({"type": "polygon", "points": [0.0] * 200_002}, "points"),
        ({"type": "cuboid"}, "points"),
        ({"type": "skeleton", "points": []}, "elements"),
        ({"type": "skeleton"}, "elements"),
        ({"type": "blob"}, "type"),
        ({"type": "mask", "points": [1, 2]}, "points"),
        ({"type": "mask", "points": [1, 3, 0, 0, 1, 2]}, "points"),
        ({"type": "mask", "points": [-1, 7, 0, 0, 1, 2]}, "points"),
        ({"type": "mask", "points": [1.5, 4.5, 0, 0, 1, 2]}, "points"),
        ({"type": "mask", "points": [6, 1, 2, 0, 0]}, "points"),
        ({"type": "mask", "points": [0, 1e14 + 2e7 + 1, 0, 0, 1e7, 1e7]}, "points[1]"),
        ({"type": "mask", "points": [0, 1e7, 0, 0, 0, 1e7]}, "points"),
        ({"rotation": 361}, "rotation"),
        ({"rotation": -1}, "rotation"),
        ({"score": 1.1}, "score"),
        ({"z_order": 2**40}, "z_order"),
        ({"occluded": "yes"}, "occluded"),
        ({"frame": 10}, "frame"),
        ({"frame": -1}, "frame"),
        ({"frame": 1.5}, "frame"),
        ({"label_id": 99999}, "label_id"),
        ({"group": -1}, "group"),
        ({"source": "magic"}, "source"),
        ({"id": 2**70}, "id"),
        (
            {"elements": [{"type": "points", "frame": 0, "label_id": 1, "points": [1, 1]}]},
            "elements",
        ),
    ],
)
def test_a_wrong_value_is_named(place, change, path):
    place.put({"tags": [place.tag()]})
    refused = place.refusal({"shapes": [place.box(), place.box(**change)]})
    assert list(refused) == [f"shapes[1].{path}"], refused


def test_a_skeleton_has_no_points_of_its_own(place):
    refused = place.refusal({"shapes": [place.box(), place.skeleton(points=[1, 2])]})
    assert list(refused) == ["shapes[1].points"]


def test_points_are_kept_as_they_came_without_spaces(place):
    box = orjson.dumps({"shapes": [place.box(points=[])]})
    sent = box.replace(b'"points":[]', b'"points":[ 1, 2.50,\n 3e1 ,40]')
    assert place.put(sent)["shapes"][0]["points"] == [1, 2.5, 30, 40]
    assert b'"points":[1,2.50,3e1,40]' in place.client.get(place.job_url()).content


def test_numbers_without_end_are_kept_short(place):
    long = b"0." + b"3" * 5000
    box = orjson.dumps({"shapes": [place.box(points=[0, 0, 0, 0])]})
    place.put(box.replace(b"[0,0,0,0]", b"[%b,0,9,9]" % long))
    assert len(place.client.get(place.job_url()).content) < 1000


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_no_number_that_is_none(place, number):
    box = orjson.dumps({"shapes": [place.box(points=[0, 0, 0, 0])]})
    assert place.refusal(box.replace(b"[0,0,0,0]", f"[0,{number},0,0]".encode()))


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"null", b'{"shapes": {}}', b'{"shapes": [', b'{"shapes": [1]}', b"\xff\xfe",
     b'{"x":' + b"[" * 1_000_000, b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"],
    ids=range(9),
)  # fmt: skip
def test_a_body_of_another_form_is_refused(place, body):
    assert place.refusal(body)


def test_a_source_of_old_is_taken_for_manual_where_the_object_has_an_id(place):
    assert (
        place.put({"shapes": [place.box(source="magic", id=1)]})["shapes"][0]["source"] == "manual"
    )


def test_group_null_is_no_group(place):
    place.put({"shapes": [place.box(group=None)]})
    assert place.get()["shapes"][0]["group"] == 0


def test_elements_must_be_of_their_skeleton(place):
    foreign = place.skeleton()
    foreign["elements"][1]["label_id"] = place.ids.label("car")
    assert list(place.refusal({"shapes": [foreign]})) == ["shapes[0].elements[1].label_id"]
    elsewhere = place.skeleton()
    elsewhere["elements"][2]["frame"] = 3
    assert list(place.refusal({"shapes": [elsewhere]})) == ["shapes[0].elements[2].frame"]
    sublabel = place.box(label_id=place.ids.part("head"))
    assert list(place.refusal({"shapes": [sublabel]})) == ["shapes[0].label_id"]


def test_labels_of_another_task_are_refused(place, make_place):
    other = make_place()
    body = {"shapes": [place.box(label_id=other.ids.label("car"))]}
    assert list(place.refusal(body)) == ["shapes[0].label_id"]


def test_wrong_tracks_are_refused(place):
    def refused(*keys):
        return list(place.refusal({"tracks": [place.track(*keys)]}))

    assert refused(place.key(1), place.key(1)) == ["tracks[0].shapes[1].frame"]
    assert refused(place.key(1), place.key(10)) == ["tracks[0].shapes[1].frame"]
    mask = place.key(1, type="mask", points=[0, 1, 0, 0, 0, 0])
    assert refused(mask) == ["tracks[0].shapes[0].type"]
    polygon = place.key(2, type="polygon", points=[0, 0, 1, 1, 2, 0])
    assert refused(place.key(1), polygon) == ["tracks[0].shapes[1].type"]


def test_a_job_takes_only_frames_of_its_own(make_place):
    place = make_place(10, segment_size=5)
    place.put({"shapes": [place.box(5)]}, job=1)
    place.put({"shapes": [place.box(5)]}, 400, job=0)


def test_pictures_have_no_intervals(place):
    assert list(place.refusal({"intervals": [place.interval()]})) == ["intervals[0]"]


def test_a_body_over_the_limit_is_refused_and_one_below_is_not(place, monkeypatch):
    monkeypatch.setattr(asked, "BODY_LIMIT", 5 << 20)
    boxes = [place.box(i % 10) for i in range(45_000)]
    body = orjson.dumps({"shapes": boxes})
    assert len(body) < 5 << 20
    place.put(body.ljust(5 << 20))
    place.put(body.ljust((5 << 20) + 1), 413)
    assert len(place.get()["shapes"]) == 45_000


def test_actions_and_ids_are_asked_for(place):
    assert "action" in place.patch("", {}, 400)
    assert "action" in place.patch("explode", {}, 400)
    assert list(place.patch("delete", {"shapes": [place.box()]}, 400)) == ["shapes[0].id"]


def test_strangers_get_nothing(place, make_user, client_of):
    place.put({"shapes": [place.box()]})
    stranger = client_of(make_user("eve"))
    for method in ("get", "put", "patch", "delete"):
        assert getattr(stranger, method)(place.job_url()).status_code == 403, method
        assert getattr(stranger, method)(place.task_url).status_code == 403, method
    assert stranger.post(f"{place.job_url()}/changes").status_code == 403
    assert len(place.get()["shapes"]) == 1
