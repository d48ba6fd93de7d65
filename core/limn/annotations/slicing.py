"""A task's annotations cut to its jobs.

Tags and shapes go to every job that has their frame. A track is cut at a job's first and last
frame with interpolated keyframes, so that the job shows what the whole track showed.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from limn.annotations.codec import (
    AttributeVal,
    LabeledData,
    LabeledTrack,
    SubLabeledShape,
    SubLabeledTrack,
    TrackedShape,
)
from limn.annotations.geometry import points_of, rotation_of, shape_of
from limn.sdk.geometry.tracks import interpolated
from limn.sdk.shapes import AnyShape


def sliced(data: LabeledData, start: int, stop: int) -> LabeledData:
    """What of `data` belongs to a job with the frames `start` … `stop` (inclusive).

    All objects are copies, so that one object may get an id in each of several jobs.
    """
    return LabeledData(
        tags=[replace(tag) for tag in data.tags if start <= tag.frame <= stop],
        shapes=[
            replace(shape, elements=_copies(shape.elements))
            for shape in data.shapes
            if start <= shape.frame <= stop
        ],
        tracks=[part for track in data.tracks if (part := _track(track, start, stop))],
    )


def _copies(elements: Iterable[SubLabeledShape]) -> list[SubLabeledShape]:
    return [replace(one) for one in elements]


def _track(track: LabeledTrack, start: int, stop: int) -> LabeledTrack | None:
    if _within(track, start, stop):
        elements = [replace(one, shapes=_keyframes(one, start, stop)) for one in track.elements]
        return replace(track, shapes=_keyframes(track, start, stop), elements=elements)
    shapes = _keyframes(track, start, stop)
    elements = [_element(one, start, stop) for one in track.elements]
    own = [shapes] if track.shapes else []
    below = [one for element in elements for one in element.shapes]
    for keyframes in [*own, below] if track.elements else own:
        if all(one.outside for one in keyframes):
            return None
    frame = max(track.frame, start) if track.elements else shapes[0].frame
    return replace(track, frame=frame, shapes=shapes, elements=elements)


def _element(track: SubLabeledTrack, start: int, stop: int) -> SubLabeledTrack:
    """An element's part; one that is not to be seen stays with its skeleton, hidden."""
    shapes = _keyframes(track, start, stop)
    if not shapes:
        shapes = [replace(one, id=None, frame=start, outside=True) for one in track.shapes[:1]]
    return replace(track, frame=start, shapes=shapes)


def _within(track: LabeledTrack, start: int, stop: int) -> bool:
    frames = [one.frame for line in (track, *track.elements) for one in line.shapes]
    return start <= min(track.frame, *frames) and max(frames) <= stop


def _keyframes(track: SubLabeledTrack, start: int, stop: int) -> list[TrackedShape]:
    """The keyframes of the part, cut ones at its ends where the track is on its way."""
    ordered = sorted(track.shapes, key=lambda one: one.frame)
    inside = [replace(one) for one in ordered if start <= one.frame <= stop]
    before = [one for one in ordered if one.frame < start]
    after = [one for one in ordered if one.frame > stop]
    if before and not before[-1].outside and (not inside or inside[0].frame > start):
        following = inside[0] if inside else after[0] if after else None
        inside.insert(0, _cut(before, following, start))
    last = inside[-1] if inside else None
    if after and last is not None and not last.outside and last.frame < stop:
        following = after[0]
        if (last.points, last.rotation) != (following.points, following.rotation):
            inside.append(_cut([*before, *inside], following, stop))
    return inside


def _cut(before: list[TrackedShape], after: TrackedShape | None, frame: int) -> TrackedShape:
    """What the keyframes around `frame` say of it, as a keyframe of its own."""
    left = before[-1]
    answers = {one.spec_id: one.value for keyframe in before for one in keyframe.attributes}
    points, rotation = left.points, left.rotation
    if after is not None:
        share = (frame - left.frame) / (after.frame - left.frame)
        between = interpolated(_shape(left), _shape(after), share)
        points, rotation = points_of(between), rotation_of(between)
    return replace(
        left,
        id=None,
        frame=frame,
        points=points,
        rotation=rotation,
        attributes=[AttributeVal(*one) for one in answers.items()],
    )


def _shape(keyframe: TrackedShape) -> AnyShape:
    return shape_of(keyframe.type, keyframe.points, keyframe.rotation)
