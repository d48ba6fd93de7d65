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


@pytest.mark.parametrize("names", [("Datumaro 1.0",) * 2, ("CVAT for video 1.1", "CVAT 1.1")])
def test_tracks_survive(make_desk, names):
    first, second = make_desk(6), make_desk(6)
    first.set(tracks=drawings.tracks(first.ids, last=4))
    run = second.load(first.export(names[0]).content(), names[1])
    assert run.state == "finished", run.message
    assert plain(second) == plain(first)
