"""What always holds of tracks, whatever their keyframes."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from limn.sdk import Box, Keyframe, Points, Polygon, Polyline, Skeleton, Track
from limn.sdk.geometry import interpolation
from limn.sdk.geometry.tracks import closed, shape_at, visible

NUMBERS = st.floats(-1e4, 1e4).map(lambda one: round(one, 3))
SHARES = st.floats(0, 1)


def curves(least):
    point = st.tuples(NUMBERS, NUMBERS)
    return st.lists(point, min_size=least, max_size=12).map(
        lambda it: np.array(it, dtype=np.float64)
    )


def box(x, **more):
    return Box(label="", x1=x, y1=0.0, x2=x + 10.0, y2=10.0, **more)


@st.composite
def box_tracks(draw):
    frames = sorted(draw(st.sets(st.integers(0, 30), min_size=1, max_size=6)))
    keyframes = tuple(
        Keyframe(
            frame=frame,
            shape=box(draw(NUMBERS), rotation=draw(st.floats(0, 359.9))),
            outside=draw(st.booleans()),
        )
        for frame in frames
    )
    return Track(label="car", keyframes=keyframes)


@given(box_tracks())
def test_a_keyframe_is_shown_exactly_and_outside_is_absent(track):
    frames = dict(visible(track, 0, 35))
    for keyframe in track.keyframes:
        if keyframe.outside:
            assert keyframe.frame not in frames
        else:
            found = frames[keyframe.frame]
            assert (found.x1, found.rotation) == (keyframe.shape.x1, keyframe.shape.rotation)
            assert found.keyframe
    for frame, shape in frames.items():
        before = [one for one in track.keyframes if one.frame <= frame][-1]
        assert not before.outside
        assert shape.keyframe == (before.frame == frame)


@given(box_tracks(), st.integers(0, 35))
def test_a_keyframe_equal_to_what_is_shown_changes_nothing(track, frame):
    shape = shape_at(track, frame)
    if shape is None:
        return
    others = [one for one in track.keyframes if one.frame != frame]
    more = sorted([*others, Keyframe(frame=frame, shape=shape)], key=lambda one: one.frame)
    added = dict(visible(replace(track, keyframes=tuple(more)), 0, 35))
    for at, expected in visible(track, 0, 35):
        assert added[at].x1 == pytest.approx(expected.x1, abs=1e-6)
        turn = (added[at].rotation - expected.rotation + 180) % 360 - 180
        assert turn == pytest.approx(0, abs=1e-6)


@given(st.floats(0, 359), st.floats(0, 359), SHARES)
def test_rotation_takes_the_shorter_arc_and_is_the_same_backwards(left, right, share):
    found = interpolation.rotation(left, right, share)
    assert 0 <= found < 360 + 1e-9
    total = abs((right - left + 180) % 360 - 180)
    gone = abs((found - left + 180) % 360 - 180)
    assert gone == pytest.approx(total * share, abs=1e-6)
    if total < 179.999:
        back = interpolation.rotation(right, left, 1 - share)
        assert (back - found + 180) % 360 - 180 == pytest.approx(0, abs=1e-6)


@settings(max_examples=300)
@given(curves(3), curves(3), SHARES)
def test_rings_are_finite_and_not_larger_than_both_together(left, right, share):
    found = interpolation.ring(left, right, share)
    assert np.isfinite(found).all()
    assert 3 <= len(found) <= len(left) + len(right) + 1
    both = np.vstack((left, right))
    assert (found >= both.min(axis=0) - 1e-6).all()
    assert (found <= both.max(axis=0) + 1e-6).all()


@settings(max_examples=300)
@given(curves(2), curves(2), SHARES)
def test_lines_are_finite_and_keep_their_ends_on_the_way(left, right, share):
    found = interpolation.line(left, right, share)
    assert np.isfinite(found).all()
    assert 2 <= len(found) <= len(left) + len(right)


@given(curves(3), SHARES)
def test_equal_keyframes_stand_still(curve, share):
    assert np.array_equal(interpolation.ring(curve, curve, share), curve)
    assert np.array_equal(interpolation.line(curve, curve, share), curve)


@given(curves(3), curves(3), st.integers(0, 64).map(lambda one: one / 64), st.integers(-4000, 4000))
def test_what_is_moved_is_interpolated_alike(left, right, share, far):
    # Whole pixels and shares that binary has, so that all stays the same to the last bit.
    left, right = left.round(), right.round()
    here = interpolation.ring(left, right, share)
    there = interpolation.ring(left + far, right + far, share)
    assert np.array_equal(there, here + far)


@given(curves(2), curves(2), SHARES, st.sampled_from([0.5, 2.0, 8.0]))
def test_what_is_scaled_is_interpolated_alike(left, right, share, scale):
    here = interpolation.line(left, right, share)
    there = interpolation.line(left * scale, right * scale, share)
    assert there == pytest.approx(here * scale, abs=1e-5)


def test_many_vertices_take_little_time_and_memory():
    angle = np.linspace(0, 2 * np.pi, 50_000, endpoint=False)
    ring = np.column_stack((np.cos(angle), np.sin(angle))) * 100
    found = interpolation.ring(ring, ring[::2] + 5, 0.5)
    assert len(found) >= 25_000


def test_shapes_of_other_kinds_stay_until_the_next_keyframe():
    ring = np.array([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)])
    track = Track(label="", keyframes=(
        Keyframe(frame=0, shape=Polygon(label="", points=ring)),
        Keyframe(frame=4, shape=Polyline(label="", points=ring + 9)),
    ))  # fmt: skip
    frames = dict(visible(track, 0, 5))
    assert frames[3].points is ring
    assert isinstance(frames[4], Polyline)


def test_shapes_carry_what_belongs_to_the_track():
    track = Track(
        label="car", attributes={"make": "x"}, group=3, source="auto", number=7,
        keyframes=(Keyframe(frame=2, shape=box(0.0, attributes={"lit": "true"}, z_order=5)),),
    )  # fmt: skip
    shape = shape_at(track, 4)
    assert (shape.label, shape.group, shape.source, shape.track) == ("car", 3, "auto", 7)
    assert shape.attributes == {"make": "x", "lit": "true"}
    assert (shape.z_order, shape.keyframe) == (5, False)


def skeleton(head, foot, *own):
    def line(label, *keys):
        return Track(label=label, keyframes=tuple(
            Keyframe(frame=frame, outside=outside,
                     shape=Points(label=label, points=np.array([(x, 0.0)])))
            for frame, x, outside in keys
        ))  # fmt: skip

    keyframes = tuple(
        Keyframe(frame=frame, shape=Skeleton(label="person"), outside=outside)
        for frame, outside in own
    )
    elements = (line("head", *head), line("foot", *foot))
    return Track(label="person", keyframes=keyframes, elements=elements)


def test_a_skeleton_is_shown_while_one_element_is():
    track = skeleton(
        [(0, 0.0, False), (4, 8.0, True)], [(0, 1.0, False), (6, 1.0, True)], (0, False)
    )
    frames = dict(visible(track, 0, 8))
    assert list(frames) == [0, 1, 2, 3, 4, 5]
    assert [one.outside for one in frames[5].elements] == [True, False]
    assert frames[2].elements[0].points.tolist() == [[4.0, 0.0]]
    assert [frames[at].keyframe for at in (0, 1, 4)] == [True, False, True]


def test_a_skeleton_hides_with_its_own_keyframe():
    track = skeleton([(0, 0.0, False)], [(0, 1.0, False)], (0, False), (2, True), (5, False))
    assert [frame for frame, _ in visible(track, 0, 6)] == [0, 1, 5, 6]


def test_a_skeleton_without_keyframes_of_its_own_goes_by_its_elements():
    track = skeleton([(1, 0.0, False)], [(3, 1.0, False), (4, 1.0, True)])
    frames = dict(visible(track, 0, 5))
    assert [len(one.elements) for one in frames.values()] == [1, 1, 2, 2, 2]


def test_a_closed_track_is_hidden_from_there_on():
    track = skeleton([(0, 0.0, False)], [(0, 1.0, False), (2, 1.0, True)], (0, False))
    assert [frame for frame, _ in visible(closed(track, 3), 0, 9)] == [0, 1, 2]
    assert closed(closed(track, 3), 5) == closed(track, 3)
