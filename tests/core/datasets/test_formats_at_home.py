"""What people draw, through each format and back into the database."""

import pytest

from compat import drawings
from core.datasets.test_export_and_import import drawn, plain


def test_every_kind_survives_datumaro(make_desk):
    first, second = drawn(make_desk()), make_desk()
    run = second.load(first.export("Datumaro 1.0").content(), "Datumaro 1.0")
    assert (run.state, run.message, run.warnings) == ("finished", "", [])
    before, after = plain(first), plain(second)
    assert after["tags"] == before["tags"]
    assert after["shapes"] == before["shapes"]


def test_skeletons_and_points_survive_coco_keypoints(make_desk):
    first, second = drawn(make_desk()), make_desk()
    run = second.load(first.export("COCO Keypoints 1.0").content(), "COCO Keypoints 1.0")
    assert run.state == "finished", run.message
    kept = [one for one in plain(first)["shapes"] if one["type"] in {"skeleton", "points"}]
    assert plain(second)["shapes"] == kept


def person_track(ids, *, hide_at):
    """A skeleton of which one element hides earlier than the others."""

    def line(name, hidden):
        def key(frame, x, **more):
            return {"type": "points", "frame": frame, "points": [x, 20.5], "outside": False, **more}

        return {
            "label_id": ids.part(name), "frame": 0,
            "shapes": [key(0, 10.5), key(2, 30.5), key(hidden, 30.5, outside=True)],
        }  # fmt: skip

    elements = [line("head", hide_at), line("knee", hide_at), line("foot", hide_at - 1)]
    own = {"type": "skeleton", "frame": 0, "points": [], "outside": False, "attributes": []}
    return {
        "label_id": ids.label("person"), "frame": 0, "group": 0, "shapes": [own],
        "elements": elements, "attributes": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    "names",
    [
        ("COCO Keypoints 1.0",) * 2,
        ("CVAT for video 1.1", "CVAT 1.1"),
        ("Datumaro 1.0",) * 2,
    ],
)
def test_skeletons_that_move_survive(make_desk, names):
    first, second = make_desk(6), make_desk(6)
    first.set(tracks=[person_track(first.ids, hide_at=4)])
    run = second.load(first.export(names[0]).content(), names[1])
    assert run.state == "finished", run.message
    (before,), (after,) = plain(first)["tracks"], plain(second)["tracks"]
    assert [one["label_id"] for one in after["elements"]] == ["head", "knee", "foot"]
    for old, new in zip(before["elements"], after["elements"], strict=True):
        seen = {one["frame"]: (one["points"], one["outside"]) for one in new["shapes"]}
        kept = {one["frame"]: (one["points"], one["outside"]) for one in old["shapes"]}
        assert seen.items() >= kept.items()
    assert second.get()["shapes"] == []


def seen(desk):
    """What is drawn; of hidden keyframes only that they hide."""
    found = plain(desk)
    for track in found["tracks"]:
        for one in track["shapes"]:
            one["occluded"] = one["occluded"] and not one["outside"]
    return found


@pytest.mark.parametrize("names", [("Datumaro 1.0",) * 2, ("CVAT for video 1.1", "CVAT 1.1")])
def test_tracks_survive(make_desk, names):
    first, second = make_desk(6), make_desk(6)
    first.set(tracks=drawings.tracks(first.ids, last=4))
    run = second.load(first.export(names[0]).content(), names[1])
    assert run.state == "finished", run.message
    assert seen(second) == seen(first)
