"""Run lengths, bitmaps and points are the same mask."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
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


def by_pycocotools(masks):
    """Area and pixels of each mask as pycocotools sees them; it runs elsewhere, with limits."""
    lines = [
        # COCO goes down the columns: the same run lengths are those of the transposed picture.
        json.dumps({"size": [mask.width, mask.height], "counts": mask.runs.tolist()})
        for mask in masks
    ]
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("coco_masks.py")],
        input="\n".join(lines), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_run_lengths_mean_to_pycocotools_what_they_mean_here():
    chance = np.random.default_rng(7)
    bitmaps = [
        chance.random(chance.integers(1, 40, 2)) < share
        for share in (0.02, 0.3, 0.5, 0.9, 1.0)
        for _ in range(60)
    ]
    masks = [raster(one) for one in bitmaps if one.any()]
    seen = by_pycocotools(masks)
    assert len(seen) == len(masks) > 250
    for mask, theirs in zip(masks, seen, strict=True):
        ours = rle.on_picture(mask._replace(left=0, top=0), mask.width, mask.height)
        assert (ours == np.array(theirs["pixels"], bool).T).all()
        assert theirs["area"] == rle.area(mask)


HOSTILE = st.lists(
    st.one_of(st.integers(-2, 60), st.sampled_from([2**31, 2**32, 2**40, 0.5])), max_size=14
)


def test_what_passes_the_door_harms_pycocotools_in_no_way():
    """Most run lengths are refused here; those that are not are safe to hand on."""
    passed = []

    @settings(max_examples=1500, database=None, deadline=None)
    @given(HOSTILE, st.integers(0, 6), st.integers(0, 6))
    def knock(runs, right, bottom):
        try:
            passed.append(rle.from_points([*runs, 0, 0, right, bottom]))
        except BadInput:
            # What almost fits, and so gets further.
            room = (right + 1) * (bottom + 1)
            some = [one for one in runs if isinstance(one, int) and 0 <= one <= room]
            some.append(room - sum(some))
            if some[-1] >= 0:
                passed.append(rle.from_points([*some, 0, 0, right, bottom]))

    knock()
    seen = by_pycocotools(passed)
    assert len(passed) > 100
    assert [one["area"] for one in seen] == [rle.area(one) for one in passed]


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
