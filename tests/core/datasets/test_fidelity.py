import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limn.datasets.changes import sentences
from limn.datasets.fidelity import convert, fit, preview
from limn.sdk import SHAPES, Carries, DatasetFormat, Frame, Tag
from limn.sdk.geometry.raster import box_ring, filled, outlines, raster, ring_area
from limn.sdk.shapes import Box, Cuboid3D, Ellipse, Interval, Mask, Points, Polygon, Skeleton
from limn.sdk.testing.fakes import followed, sample, shape_of

FRAME = Frame(index=0, name="a.png", width=100, height=80)


def only(*kinds, **flags):
    return Carries(kinds=frozenset(kinds), **flags)


def format_with(carries_):
    class Some(DatasetFormat):
        name = "Some 1.0"
        carries = carries_

    return Some()


@pytest.mark.parametrize("kind", SHAPES)
def test_what_fits_is_left_as_it_is(kind):
    one = shape_of(kind, label="thing")
    assert convert(one, FRAME, only(*SHAPES)) == [one]


@pytest.mark.parametrize(
    ("kind", "target", "becomes"),
    [
        (Ellipse, {Polygon}, Polygon),
        (Ellipse, {Mask}, Mask),
        (Ellipse, {Box}, Box),
        (Polygon, {Mask}, Mask),
        (Polygon, {Box}, Box),
        (Box, {Polygon}, Polygon),
        (Mask, {Polygon}, Polygon),
        (Mask, {Box}, Box),
        (Skeleton, {Points}, Points),
    ],
)
def test_honest_conversions_keep_label_attributes_and_flags(kind, target, becomes):
    one = shape_of(kind, label="thing", attributes={"a": "b"}, group=4, occluded=True, z_order=3)
    (made,) = convert(one, FRAME, only(*target))
    assert type(made) is becomes
    assert (made.label, made.attributes, made.group) == ("thing", {"a": "b"}, 4)
    assert (made.occluded, made.z_order) == (True, 3)


@pytest.mark.parametrize("kind", [Points, Skeleton, Tag])
def test_nothing_is_invented(kind):
    assert convert(shape_of(kind, label="thing"), FRAME, only(Polygon, Mask, Box)) == []


def test_a_turned_box_becomes_its_four_corners():
    box = Box(label="x", x1=10, y1=10, x2=30, y2=20, rotation=90)
    assert convert(box, FRAME, only(Box, rotation=True)) == [box]
    (polygon,) = convert(box, FRAME, only(Box, Polygon))
    assert np.allclose(polygon.points, [(25, 5), (25, 25), (15, 25), (15, 5)])
    (around,) = convert(box, FRAME, only(Box))
    assert (around.x1, around.y1, around.x2, around.y2) == pytest.approx((15, 5, 25, 25))


def test_an_ellipse_keeps_its_area():
    ellipse = Ellipse(label="x", cx=50, cy=40, rx=30, ry=20, rotation=30)
    (polygon,) = convert(ellipse, FRAME, only(Polygon))
    assert ring_area(polygon.points) == pytest.approx(np.pi * 600, rel=0.01)


@given(
    st.lists(st.lists(st.booleans(), min_size=9, max_size=9), min_size=7, max_size=7).filter(
        lambda rows: any(map(any, rows))
    )
)
def test_outlines_cover_the_mask(rows):
    pixels = np.array(rows, bool)
    found = raster(pixels)
    again = filled(outlines(found), 20, 20)
    covered = np.zeros((20, 20), bool)
    covered[again.top : again.top + again.height, again.left : again.left + again.width] = (
        np.repeat(np.arange(len(again.runs)) % 2 == 1, again.runs).reshape(again.height, -1)
    )
    assert (covered[:7, :9] | ~pixels).all()


def test_parts_of_a_mask_stay_together():
    pixels = np.zeros((5, 20), bool)
    pixels[:, :5] = pixels[:, 10:] = True
    mask = Mask(label="thing", **raster(pixels)._asdict())
    dataset = sample([], frames=1)
    frame = Frame(index=0, name="a.png", width=20, height=5, annotations=(mask, mask))
    fitted = fit(dataset.__class__(labels=dataset.labels, all_frames=(frame,)),
                 format_with(only(Polygon)))  # fmt: skip
    parts = next(fitted.frames()).annotations
    groups = [one.group for one in parts]
    assert len(parts) == 4
    assert groups[0] == groups[1] != groups[2] == groups[3]
    assert 0 not in groups


def test_what_is_lost_is_counted_and_told():
    fitted = fit(sample(frames=3), format_with(only(Polygon)))
    list(fitted.frames())
    told = sentences(fitted.changes, "Some 1.0")
    assert "3 ellipses become polygons" in told
    assert "3 turned boxes become polygons" in told
    assert "3 tags are left out: Some 1.0 has no place for them" in told
    assert "24 objects lose their attributes: Some 1.0 has no place for that" in told
    list(fitted.frames())
    assert sentences(fitted.changes, "Some 1.0") == told


def test_tracks_are_converted_or_left_out():
    dataset = followed()
    (polygons,) = fit(dataset, format_with(only(Polygon))).tracks()
    assert all(isinstance(one.shape, Polygon) for one in polygons.keyframes)
    corners = box_ring(dataset.all_tracks[0].keyframes[0].shape)
    assert np.array_equal(polygons.keyframes[0].shape.points, corners)
    assert list(fit(dataset, format_with(only(Tag))).tracks()) == []


@pytest.mark.parametrize(
    ("kind", "told"),
    [(Interval, "3 intervals are left out"), (Cuboid3D, "3 cuboids of a point cloud are left out")],
)
def test_what_a_format_of_pictures_has_no_place_for_is_told_beforehand(kind, told):
    told_beforehand, complete = preview(sample([kind]), format_with(only(Box)), 5.0)
    assert complete
    assert any(one.startswith(told) for one in told_beforehand)


def test_scores_and_attributes_of_intervals_are_told_of_when_they_are_lost():
    fitted = fit(sample([Interval]), format_with(only(Interval)))
    assert len(list(fitted.intervals())) == 3
    assert sentences(fitted.changes, "Some 1.0") == [
        "3 objects lose their attributes: Some 1.0 has no place for that"
    ]
