"""The parts of a track show together what the whole track shows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from limn.annotations.codec import (
    AttributeVal,
    LabeledData,
    LabeledTrack,
    TrackedShape,
    numbers,
    written,
)
from limn.annotations.geometry import shape_of
from limn.annotations.preparing import prepare
from limn.annotations.slicing import sliced
from limn.sdk import Keyframe, Track
from limn.sdk.geometry.tracks import visible


@st.composite
def box_tracks(draw):
    frames = draw(st.lists(st.integers(0, 29), min_size=1, max_size=6, unique=True))
    shapes = []
    for frame in frames:
        x = float(draw(st.integers(-50, 50)))
        shapes.append(
            TrackedShape(
                frame=frame,
                type="rectangle",
                points=written([x, 0.0, x + 10, 10.0]),
                rotation=float(draw(st.integers(0, 80))),
                outside=draw(st.booleans()),
            )
        )
    return LabeledTrack(frame=min(frames), label_id=1, shapes=shapes)


def shown(tracks, start, stop):
    frames = {}
    for track in tracks:
        keyframes = tuple(
            Keyframe(frame=one.frame, outside=one.outside,
                     shape=shape_of(one.type, numbers(one.points), one.rotation))
            for one in track.shapes
        )  # fmt: skip
        for frame, shape in visible(Track(label="", keyframes=keyframes), start, stop):
            assert frame not in frames
            frames[frame] = (shape.x1, shape.rotation)
    return frames


@settings(max_examples=300, deadline=None)
@given(box_tracks(), st.lists(st.integers(1, 29), max_size=4, unique=True))
def test_parts_show_what_the_whole_shows(track, cuts):
    data = LabeledData(tracks=[track])
    starts = [0, *sorted(cuts)]
    stops = [one - 1 for one in sorted(cuts)] + [29]
    found = {}
    for start, stop in zip(starts, stops, strict=True):
        part = sliced(data, start, stop)
        prepare(part)
        for one in part.tracks:
            assert start <= one.frame
            assert all(start <= key.frame <= stop for key in one.shapes)
        found |= shown(part.tracks, start, stop)
    prepare(data)
    whole = shown(data.tracks, 0, 29)
    assert found.keys() == whole.keys()
    for frame, (x, rotation) in whole.items():
        assert found[frame] == (pytest.approx(x, abs=1e-9), pytest.approx(rotation, abs=1e-9))


@pytest.mark.parametrize("hidden", [False, True])
def test_a_part_that_begins_with_a_keyframe_keeps_what_was_answered_before(hidden):
    def keyframe(frame, *answers, **more):
        given = [AttributeVal(*one) for one in answers]
        points = written([0.0, 0.0, 1.0, 1.0])
        return TrackedShape(frame=frame, type="rectangle", points=points, attributes=given, **more)

    first = keyframe(0, (1, "left"), (2, "near"), outside=hidden)
    track = LabeledTrack(frame=0, label_id=1, shapes=[first, keyframe(5, (2, "far"))])
    [part] = sliced(LabeledData(tracks=[track]), 5, 9).tracks
    assert [(one.spec_id, one.value) for one in part.shapes[0].attributes] == [
        (1, "left"), (2, "far"),
    ]  # fmt: skip
    assert len(track.shapes[1].attributes) == 1
