"""Overlaps and the cheapest pairing."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from limn.sdk.geometry import boxes, polygons
from limn.sdk.geometry.assignment import cheapest_pairs

COSTS = arrays(
    np.float64, array_shapes(min_dims=2, max_dims=2, max_side=6), elements=st.integers(-50, 50)
)


def cheapest(cost):
    """By trying every pairing."""
    if cost.shape[0] > cost.shape[1]:
        cost = cost.T
    return min(
        sum(cost[row, column] for row, column in enumerate(columns))
        for columns in permutations(range(cost.shape[1]), cost.shape[0])
    )


@settings(max_examples=300)
@given(COSTS)
def test_no_other_pairing_is_cheaper(cost):
    pairs = cheapest_pairs(cost)
    assert len(pairs) == min(cost.shape)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert sum(cost[pair] for pair in pairs) == pytest.approx(cheapest(cost))


def test_nothing_pairs_with_nothing():
    assert cheapest_pairs(np.zeros((0, 3))) == []
    assert cheapest_pairs(np.zeros((3, 0))) == []


def test_overlap_of_boxes():
    one = np.array([(0.0, 0.0, 10.0, 10.0), (5.0, 5.0, 5.0, 5.0)])
    other = np.array([(5.0, 0.0, 15.0, 10.0), (20.0, 20.0, 30.0, 30.0), (0.0, 0.0, 10.0, 10.0)])
    assert boxes.iou(one, other) == pytest.approx(np.array([(1 / 3, 0, 1), (0, 0, 0)]))
    assert boxes.bounding(np.array([(3.0, 1.0), (-1.0, 4.0)])) == (-1.0, 1.0, 3.0, 4.0)


@pytest.mark.parametrize("scale", [0.01, 1.0, 5000.0])
def test_overlap_of_polygons(scale):
    square = np.array([(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]) * scale
    triangle = np.array([(0.0, 0.0), (10.0, 0.0), (0.0, 10.0)]) * scale
    assert polygons.iou(square, square) == 1
    assert polygons.iou(square, triangle) == pytest.approx(0.5, abs=0.01)
    assert polygons.iou(square, square + np.array((5.0 * scale, 0.0))) == pytest.approx(
        1 / 3, abs=0.01
    )
    assert polygons.iou(square, square + np.array((11.0 * scale, 0.0))) == 0
