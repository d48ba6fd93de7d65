"""Run lengths, bitmaps and points are the same mask."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.extra.numpy import array_shapes, arrays

from limn.sdk import BadInput
from limn.sdk.geometry import rle
from limn.sdk.geometry.raster import Raster, raster

BITMAPS = arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, max_side=24))


@settings(max_examples=300)
@given(BITMAPS)
def test_bitmaps_points_and_run_lengths_are_the_same_to_the_bit(bitmap):
    mask = raster(bitmap)
    if mask is None:
        assert not bitmap.any()
        return
    again = rle.from_points(rle.to_points(mask).tolist())
    assert (rle.on_picture(again, bitmap.shape[1], bitmap.shape[0]) == bitmap).all()
    assert rle.area(mask) == bitmap.sum()
    rows, columns = np.nonzero(bitmap)
    assert (mask.left, mask.top) == (columns.min(), rows.min())
    assert (mask.width, mask.height) == (np.ptp(columns) + 1, np.ptp(rows) + 1)


@given(BITMAPS)
def test_run_lengths_mean_to_pycocotools_what_they_mean_here(bitmap):
    coco = pytest.importorskip("pycocotools.mask")
    mask = raster(bitmap)
    if mask is None:
        return
    # COCO goes down the columns: the same run lengths are those of the transposed picture.
    sideways = {"size": [mask.width, mask.height], "counts": mask.runs.tolist()}
    packed = coco.frPyObjects(sideways, mask.width, mask.height)
    tight = bitmap[mask.top :, mask.left :][: mask.height, : mask.width]
    assert (coco.decode(packed).T.astype(bool) == tight).all()
    assert coco.area(packed) == rle.area(mask)


def test_what_lies_outside_of_the_picture_is_cut_off():
    mask = Raster(np.array([0, 9]), -1, -2, 3, 3)
    assert rle.on_picture(mask, 4, 4).sum() == 2
    assert rle.on_picture(Raster(np.array([0, 1]), 9, 9, 1, 1), 4, 4).sum() == 0


@pytest.mark.parametrize(
    ("points", "reason"),
    [
        ([1, 0, 0, 0], "whole numbers"),
        ([0, 5, 0, 0, 1, 1], "sum up to 5"),
        ([-1, 5, 0, 0, 1, 1], "from 0"),
        ([0.5, 3.5, 0, 0, 1, 1], "whole numbers"),
        ([0, 4, 1, 1, 0, 0], "0 × 0"),
        ([0, 4, float("nan"), 0, 1, 1], "whole numbers"),
    ],
)
def test_run_lengths_that_do_not_fill_their_box_are_refused(points, reason):
    with pytest.raises(BadInput, match=reason):
        rle.from_points(points)
