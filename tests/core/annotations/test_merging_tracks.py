"""What holds of the join of the tracks of two jobs that overlap, whatever is drawn in them."""

import copy
from collections import Counter
from itertools import count

import msgspec
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from limn.annotations.codec import LabeledData, encoded
from limn.annotations.geometry import points_of, rotation_of
from limn.annotations.merging import _plain, merged
from limn.annotations.preparing import prepare
from limn.annotations.slicing import sliced
from limn.sdk import Skeleton
from limn.sdk.geometry.tracks import visible

FIRST, SECOND, NESTED = (0, 5), (3, 8), (2, 4)
SPANS = FIRST, SECOND
PARTS = (11, 12)
LAST = 8

# Few places, so that objects of both jobs often meet.
place = st.integers(0, 3).map(lambda x: 6.0 * x)
DRAWN = {
    "rectangle": lambda x: [x, 0.0, x + 20, 10.0],
    "polygon": lambda x: [x, 0.0, x + 20, 0.0, x + 20, 10.0, x + 5, 12.0],
    "polyline": lambda x: [0.0, 0.0, 20.0, x],
    "points": lambda x: [x, 5.0],
}


def keyframes(span):
    one = st.tuples(place, st.sampled_from([False, False, False, True]), st.integers(0, 1))
    drawn = st.dictionaries(st.integers(*span), one, min_size=1, max_size=4)
    return drawn.map(lambda found: sorted(found.items()))


def line(drawn, label, kind, ids):
    shapes = [
        {
            "id": next(ids), "frame": frame, "type": kind, "rotation": 0.0, "occluded": False,
            "outside": outside, "z_order": z, "points": DRAWN[kind](x) if kind in DRAWN else [],
            "attributes": [{"spec_id": 7, "value": str(x)}],
        }
        for frame, (x, outside, z) in drawn
    ]  # fmt: skip
    return {
        "id": next(ids), "frame": drawn[0][0], "label_id": label, "group": 0, "source": "manual",
        "attributes": [], "shapes": shapes, "elements": [],
    }  # fmt: skip


def lone(span):
    one = st.tuples(st.integers(1, 2), st.sampled_from(sorted(DRAWN)), keyframes(span))
    return one.map(lambda drawn: lambda ids: line(drawn[2], *drawn[:2], ids))


def skeletons(span):
    parts = st.lists(st.tuples(st.sampled_from(PARTS), keyframes(span)), min_size=1, max_size=2,
                     unique_by=lambda one: one[0])  # fmt: skip

    def whole(drawn):
        def made(ids):
            elements = [line(keys, part, "points", ids) for part, keys in drawn]
            start = min(one["frame"] for one in elements)
            return line([(start, (0.0, False, 0))], 3, "skeleton", ids) | {"elements": elements}

        return made

    return parts.map(whole)


def tracks(span):
    return st.lists(lone(span) | skeletons(span), max_size=4)


def made(drawn, ids):
    return [one(ids) for one in drawn]


def join(parts, deleted=()):
    """The tracks of jobs, given as first and last frame and tracks."""
    whole = [
        (*span, {"tags": [], "shapes": [], "tracks": copy.deepcopy(there), "intervals": []})
        for span, there in parts
    ]
    return merged(whole, deleted=deleted)["tracks"]


def shown(there, frames, deleted=()) -> Counter:
    """What people see on these frames, however often; hidden elements are not seen."""
    return Counter(
        (frame, track["label_id"], repr(seen(shape)))
        for track in there
        for frame, shape in visible(_plain(track, "2d"), frames[0], frames[-1], set(deleted))
        if frame in frames
    )


def seen(shape):
    elements = shape.elements if isinstance(shape, Skeleton) else ()
    below = sorted(seen(one) for one in elements if not one.outside)
    points = [round(one, 6) + 0.0 for one in points_of(shape)]
    return shape.label, points, round(rotation_of(shape), 6), shape.z_order, below


def lines(track):
    return [track, *track["elements"]]


@settings(max_examples=200, deadline=None)
@given(tracks(FIRST), tracks(SECOND), st.sets(st.integers(0, LAST), max_size=3))
def test_what_one_job_alone_can_show_is_shown_as_it_has_it(drawn, more, deleted):
    ids = count(1)
    first, second = made(drawn, ids), made(more, ids)
    whole = join([(FIRST, first), (SECOND, second)], deleted)
    assert whole == join([(SECOND, second), (FIRST, first)], deleted)
    for own, alone in ((first, range(3)), (second, range(6, 9))):
        assert shown(whole, alone, deleted) == shown(own, alone, deleted)


@settings(max_examples=80, deadline=None)
@given(tracks(FIRST), tracks(NESTED))
def test_after_a_job_within_another_all_is_as_the_other_has_it(drawn, more):
    ids = count(1)
    first, second = made(drawn, ids), made(more, ids)
    whole = join([(FIRST, first), (NESTED, second)])
    joined = {one["id"] for one in whole} & {one["id"] for one in first}
    assert joined == {one["id"] for one in first}
    of_first = [one for one in whole if one["id"] in joined]
    for alone in (range(2), range(5, 6)):
        assert shown(of_first, alone) == shown(first, alone)


@settings(max_examples=200, deadline=None)
@given(tracks(FIRST), tracks(SECOND))
def test_keyframes_of_both_jobs_are_one_tracks_and_the_earlier_jobs_count(drawn, more):
    ids = count(1)
    first, second = made(drawn, ids), made(more, ids)
    kept = {one["id"]: one for one in join([(FIRST, first), (SECOND, second)])}
    assert kept.keys() >= {one["id"] for one in first}
    gone = [one for one in second if one["id"] not in kept]
    assert len(gone) <= len(first)
    assert all(FIRST[1] >= one["frame"] >= SECOND[0] for one in gone)
    for one in first:
        for before, after in zip(lines(one), lines(kept[one["id"]]), strict=False):
            assert all(keyframe in after["shapes"] for keyframe in before["shapes"])
    for one in kept.values():
        for each in lines(one):
            frames = [keyframe["frame"] for keyframe in each["shapes"]]
            assert frames == sorted(set(frames))


@settings(max_examples=200, deadline=None)
@given(tracks(FIRST), tracks(SECOND))
def test_a_task_that_is_read_put_back_and_read_again_shows_the_same(drawn, more):
    ids = count(1)
    whole = join([(FIRST, made(drawn, ids)), (SECOND, made(more, ids))])
    again = join([(span, cut(whole, span)) for span in SPANS])
    assert shown(again, range(LAST + 1)) == shown(whole, range(LAST + 1))


def cut(whole, span):
    """What a job keeps of the tracks of its task, as it answers with them."""
    data = msgspec.json.decode(orjson.dumps({"tracks": whole}), type=LabeledData)
    part = sliced(data, *span)
    prepare(part)
    answer = orjson.loads(encoded(part))["tracks"]
    for one in answer:
        one.setdefault("elements", [])
    return answer


@pytest.mark.parametrize("kind", sorted(DRAWN))
def test_a_track_on_its_way_through_both_jobs_gets_no_keyframe_of_its_own(kind):
    ids = count(1)
    at = (6.0, False, 0)
    first = line([(0, at), (5, at)], 1, kind, ids)
    second = line([(3, at), (4, at)], 1, kind, ids)
    [whole] = join([(FIRST, [first]), (SECOND, [second])])
    assert [one["frame"] for one in whole["shapes"]] == [0, 3, 4, 5]


def test_a_track_that_the_earlier_job_hid_at_its_end_is_there_for_the_later_one():
    ids = count(1)
    first = line([(0, (0.0, False, 0)), (5, (0.0, True, 0))], 1, "rectangle", ids)
    second = line([(3, (0.0, False, 0))], 1, "rectangle", ids)
    [whole] = join([(FIRST, [first]), (SECOND, [second])])
    keyframes = [(one["frame"], one["outside"]) for one in whole["shapes"]]
    assert keyframes == [(0, False), (3, False), (5, True), (6, False)]
