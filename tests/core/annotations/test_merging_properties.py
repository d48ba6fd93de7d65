"""What holds of the join of any two jobs of a task that overlap, whatever is drawn in them."""

import copy
from itertools import count

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from limn.annotations.merging import LIKE_ENOUGH, merged
from limn.sdk.geometry.boxes import iou

FIRST, SECOND = range(6), range(3, 9)
OVERLAP = range(3, 6)

# Few places, so that objects of both jobs often meet.
corner = st.integers(0, 6).map(lambda x: 10.0 * x)
side = st.sampled_from([10.0, 12.0, 30.0])


def boxes(frames: range):
    box = st.tuples(st.sampled_from(frames), st.integers(1, 2), corner, corner, side, side)
    return st.lists(box, max_size=12)


def job(drawn, ids):
    shapes = [
        {
            "id": next(ids), "frame": frame, "label_id": label, "type": "rectangle",
            "points": [x, y, x + width, y + height], "rotation": 0.0, "elements": [],
        }
        for frame, label, x, y, width, height in drawn
    ]  # fmt: skip
    return {"version": 0, "tags": [], "shapes": shapes, "tracks": [], "intervals": []}


def join(first, second):
    parts = [(0, 5, copy.deepcopy(first)), (3, 8, copy.deepcopy(second))]
    return merged(parts)["shapes"]


def alike(one, other):
    if (one["frame"], one["label_id"]) != (other["frame"], other["label_id"]):
        return 0.0
    return float(iou(np.array([one["points"]]), np.array([other["points"]]))[0, 0])


@settings(max_examples=150, deadline=None)
@given(boxes(FIRST), boxes(SECOND))
def test_the_earlier_job_keeps_all_and_the_later_one_loses_only_twins(drawn, more):
    ids = count(1)
    first, second = job(drawn, ids), job(more, ids)
    kept = {one["id"] for one in join(first, second)}
    assert kept.issuperset(one["id"] for one in first["shapes"])
    lost = [one for one in second["shapes"] if one["id"] not in kept]
    ours = [one for one in first["shapes"] if one["frame"] in OVERLAP]
    assert len(lost) <= len(ours)
    for one in lost:
        assert one["frame"] in OVERLAP
        assert max(alike(one, other) for other in ours) >= LIKE_ENOUGH


box = st.tuples(st.just(4), st.integers(1, 2), corner, corner, side, side)


@settings(max_examples=150, deadline=None)
@given(box, box)
def test_two_that_are_alone_are_one_if_they_are_alike(ours, theirs):
    ids = count(1)
    first, second = job([ours], ids), job([theirs], ids)
    likeness = alike(first["shapes"][0], second["shapes"][0])
    assert len(join(first, second)) == (1 if likeness >= LIKE_ENOUGH else 2)


@settings(max_examples=100, deadline=None)
@given(boxes(OVERLAP))
def test_a_job_drawn_twice_is_there_once(drawn):
    unlike = []
    for one in job(drawn, count(1))["shapes"]:
        if all(alike(one, other) < LIKE_ENOUGH for other in unlike):
            unlike.append(one)
    first = job([], count()) | {"shapes": unlike}
    again = job([], count()) | {"shapes": [one | {"id": one["id"] + 1000} for one in unlike]}
    assert [one["id"] for one in join(first, again)] == [one["id"] for one in unlike]


@settings(max_examples=60, deadline=None)
@given(boxes(range(3)), boxes(range(6, 9)))
def test_what_only_one_job_can_show_stays_as_it_is(drawn, more):
    ids = count(1)
    first, second = job(drawn, ids), job(more, ids)
    assert join(first, second) == [*first["shapes"], *second["shapes"]]
