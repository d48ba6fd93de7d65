"""Boxes in point clouds."""

import json
from math import pi
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limn.annotations.geometry import points_of, shape_of
from limn.sdk import Cuboid3D, Keyframe, Track
from limn.sdk.geometry import cuboids3d
from limn.sdk.geometry.tracks import interpolated, shape_at

VECTORS = json.loads((Path(__file__).parents[3] / "vectors/cuboids3d.json").read_text())
NUMBERS = st.floats(-100, 100)
SIZES = st.floats(0.1, 50)


def cuboid(**given: float) -> Cuboid3D:
    return Cuboid3D(label="car", **{"x": 0, "y": 0, "z": 0, "sx": 4, "sy": 2, "sz": 1} | given)


CUBOIDS = st.builds(
    cuboid, x=NUMBERS, y=NUMBERS, z=NUMBERS, sx=SIZES, sy=SIZES, sz=SIZES,
    rx=st.floats(-pi, pi), ry=st.floats(-pi, pi), rz=st.floats(-pi, pi),
)  # fmt: skip


@pytest.mark.parametrize("case", VECTORS["cases"])
def test_a_cuboid_moves_as_the_shared_vectors_say(case):
    left, right = (shape_of("cuboid", case[side], dimension="3d") for side in ("left", "right"))
    found = points_of(interpolated(left, right, case["share"]))
    assert found == pytest.approx(case["expected"], abs=VECTORS["tolerance"])


def test_a_track_of_cuboids_is_interpolated_between_its_keyframes():
    keyframes = (
        Keyframe(frame=0, shape=cuboid(x=0, rz=3.0)),
        Keyframe(frame=4, shape=cuboid(x=8, rz=-3.0)),
    )
    shown = shape_at(Track(label="car", keyframes=keyframes), 1)
    assert isinstance(shown, Cuboid3D)
    assert (shown.x, round(shown.rz, 6)) == (2, round(3.0 + (2 * pi - 6) / 4, 6))


def test_a_quarter_turn_about_z_swaps_length_and_width():
    corners = cuboids3d.corners(cuboid(rz=pi / 2))
    assert np.ptp(corners, axis=0) == pytest.approx([2, 4, 1])


def test_corners_are_turned_about_x_first_seen_from_the_clouds_axes():
    # Turned about z by its own axes first, then all of it about x: length points along z.
    corners = cuboids3d.corners(cuboid(rx=pi / 2, rz=pi / 2))
    assert np.ptp(corners, axis=0) == pytest.approx([2, 1, 4])


@given(CUBOIDS)
def test_a_cuboid_is_like_itself_alone(one):
    assert cuboids3d.likeness(one, one) == pytest.approx(1, abs=1e-6)


@given(CUBOIDS, CUBOIDS)
def test_likeness_is_the_same_both_ways_and_a_share(one, other):
    there, back = cuboids3d.likeness(one, other), cuboids3d.likeness(other, one)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 1


def test_half_of_the_footprint_and_all_of_the_height_is_the_product_of_both_views():
    # From above and from the side, 2 of 4 m are shared: a third of the union each.
    assert cuboids3d.likeness(cuboid(), cuboid(x=2)) == pytest.approx(1 / 9)


def test_cuboids_one_above_the_other_are_not_alike():
    assert cuboids3d.likeness(cuboid(), cuboid(z=5)) == 0


def test_a_flat_cuboid_is_like_nothing():
    assert cuboids3d.likeness(cuboid(sz=0), cuboid(sz=0)) == 0


def test_far_from_the_origin_likeness_is_as_exact():
    far = {"x": 4_000_000.0, "y": 5_000_000.0}
    moved = {"x": 4_000_002.0, "y": 5_000_000.0}
    assert cuboids3d.likeness(cuboid(**far), cuboid(**moved)) == pytest.approx(1 / 9)
