"""Cuboids in point clouds: what is let in, how tracks move, and what jobs have in common."""

import math

import pytest

from limn.annotations import stream
from limn.sdk import Cuboid3D
from limn.tasks.queries import get_task


@pytest.fixture
def cloud(make_place):
    return make_place(10, kind="point_cloud")


def key(frame: int, x: float, turn: float = 0.0, **more):
    points = [x, 0.0, 0.0, 0.0, 0.0, turn, 4.0, 2.0, 1.5, *[0.0] * 7]
    return {"type": "cuboid", "frame": frame, "points": points} | more


def test_a_task_of_point_clouds_is_three_dimensional(cloud):
    task = cloud.call("get", f"/api/tasks/{cloud.task.pk}")
    assert (task["dimension"], task["media_type"], task["mode"]) == (
        "3d", "point_cloud", "annotation",
    )  # fmt: skip


def test_a_cuboid_is_read_back_as_it_was_saved(cloud):
    sent = cloud.cloud_box(2, x=3.25)
    cloud.put({"shapes": [sent], "tags": [cloud.tag()]})
    [found] = cloud.get()["shapes"]
    assert (found["type"], found["points"]) == ("cuboid", sent["points"])


@pytest.mark.parametrize(
    "shape",
    [{"type": "rectangle", "points": [0, 0, 1, 1]}, {"type": "points", "points": [0, 0]},
     {"type": "mask", "points": [0, 1, 0, 0, 0, 0]}],
)  # fmt: skip
def test_what_a_point_cloud_cannot_have_is_refused_with_its_path(cloud, shape):
    assert list(cloud.refusal({"shapes": [cloud.cloud_box(), cloud.cloud_box(**shape)]})) == [
        "shapes[1].type"
    ]


def test_skeletons_tracks_and_intervals_of_pictures_are_refused(cloud):
    assert list(cloud.refusal({"shapes": [cloud.skeleton()]})) == ["shapes[0].type"]
    assert list(cloud.refusal({"tracks": [cloud.track(cloud.key(0))]})) == [
        "tracks[0].shapes[0].type"
    ]
    assert list(cloud.refusal({"intervals": [cloud.interval()]})) == ["intervals[0]"]


@pytest.mark.parametrize(
    ("place", "value", "path"),
    [(0, 1e9, "points[0]"), (4, -1e300, "points[4]"), (7, -1.0, "points"), (15, 1.0, "points")],
)
def test_absurd_numbers_are_refused_with_their_path(cloud, place, value, path):
    box = cloud.cloud_box()
    box["points"][place] = value
    assert list(cloud.refusal({"shapes": [box]})) == [f"shapes[0].{path}"]


def test_sixteen_numbers_are_needed(cloud):
    assert list(cloud.refusal({"shapes": [cloud.cloud_box(points=[0.0] * 9)]})) == [
        "shapes[0].points"
    ]


def test_a_track_moves_in_a_line_and_turns_the_shorter_way(cloud):
    cloud.put({"tracks": [cloud.track(key(0, 0.0, 3.0), key(4, 8.0, -3.0))]})
    shown = dict(stream.frames_of(get_task(cloud.task.pk)))
    [between] = shown[1]
    assert isinstance(between, Cuboid3D)
    assert (between.x, between.rz) == pytest.approx((2.0, 3.0 + (2 * math.pi - 6) / 4))
    assert shown[9][0].x == 8.0


def test_a_track_is_cut_at_a_jobs_end_where_it_is_then(make_place):
    place = make_place(10, kind="point_cloud", segment_size=5)
    place.call(
        "put", place.task_url, {"tracks": [place.track(key(0, 0.0, 3.0), key(8, 8.0, -3.0))]}
    )
    [track] = place.get(job=1)["tracks"]
    first = track["shapes"][0]
    assert first["frame"] == 5
    turn = (3.0 + (2 * math.pi - 6) * 5 / 8 + math.pi) % (2 * math.pi) - math.pi
    assert first["points"][0] == pytest.approx(5.0)
    assert first["points"][5] == pytest.approx(turn)
    assert first["points"][9:] == [0.0] * 7


def test_a_cuboid_drawn_in_two_jobs_is_shown_once(make_place):
    place = make_place(10, kind="point_cloud", segment_size=6, overlap=2)
    near, far = place.cloud_box(4, x=0.5), place.cloud_box(4, x=20.0)
    place.put({"shapes": [place.cloud_box(4)]}, job=0)
    place.put({"shapes": [near, far]}, job=1)
    found = place.call("get", place.task_url)["shapes"]
    assert sorted(one["points"][0] for one in found) == [0.0, 20.0]


def test_a_track_goes_on_in_the_next_job(make_place):
    place = make_place(10, kind="point_cloud", segment_size=6, overlap=2)
    sent = place.track(key(0, 0.0), key(9, 9.0))
    place.call("put", place.task_url, {"tracks": [sent]})
    [track] = place.call("get", place.task_url)["tracks"]
    assert {one["frame"] for one in track["shapes"]} >= {0, 9}
    assert not any(one["outside"] for one in track["shapes"])


def test_a_cuboid_of_a_picture_stays_as_it_is(place):
    corners = [float(one) for one in range(16)]
    place.put({"shapes": [place.box(type="cuboid", points=corners)]})
    assert place.get()["shapes"][0]["points"] == corners
