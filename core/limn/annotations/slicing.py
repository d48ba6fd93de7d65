"""A task's annotations cut to its jobs.

Tags and shapes go to every job that has their frame. A track is cut at a job's first and last
frame with interpolated keyframes, so that the job shows what the whole track showed. An
interval is cut where the job begins and ends; one without an end goes on to the end of each
job that has its start.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from limn.annotations.codec import (
    AttributeVal,
    LabeledData,
    LabeledInterval,
    LabeledTrack,
    SubLabeledShape,
    SubLabeledTrack,
    TrackedShape,
    numbers,
    written,
)
from limn.annotations.geometry import points_of, rotation_of, shape_of
from limn.sdk.geometry.tracks import interpolated
from limn.sdk.shapes import AnyShape


def sliced(data: LabeledData, start: int, stop: int, dimension: str = "2d") -> LabeledData:
    """What of `data` belongs to a job with the frames `start` … `stop` (inclusive).

    `dimension` is the task's. All objects are copies, so that one object may get an id in each
    of several jobs.
    """
    cut = _Cut(start, stop, dimension)
    return LabeledData(
        tags=[replace(tag) for tag in data.tags if start <= tag.frame <= stop],
        shapes=[
            replace(shape, elements=_copies(shape.elements))
            for shape in data.shapes
            if start <= shape.frame <= stop
        ],
        tracks=[part for track in data.tracks if (part := cut.track(track))],
        intervals=[part for one in data.intervals if (part := _interval(one, start, stop))],
    )


def _interval(interval: LabeledInterval, start: int, stop: int) -> LabeledInterval | None:
    begin, end = interval.frame, interval.stop
    if begin > stop or (begin < start if end is None else end <= start):
        return None
    return replace(
        interval, frame=max(begin, start), stop=None if end is None else min(end, stop + 1)
    )


def _copies(elements: Iterable[SubLabeledShape]) -> list[SubLabeledShape]:
    return [replace(one) for one in elements]


class _Cut:
    """Cuts tracks to the frames `start` … `stop` (inclusive)."""

    def __init__(self, start: int, stop: int, dimension: str) -> None:
        self._start, self._stop = start, stop
        self._dimension = dimension

    def track(self, track: LabeledTrack) -> LabeledTrack | None:
        """The track's part; None where nothing of it is to be seen."""
        shapes = self._keyframes(track)
        if self._holds(track):
            elements = [replace(one, shapes=self._keyframes(one)) for one in track.elements]
            return replace(track, shapes=shapes, elements=elements)
        elements = [self._element(one) for one in track.elements]
        own = [shapes] if track.shapes else []
        below = [one for element in elements for one in element.shapes]
        for keyframes in [*own, below] if track.elements else own:
            if all(one.outside for one in keyframes):
                return None
        frame = max(track.frame, self._start) if track.elements else shapes[0].frame
        return replace(track, frame=frame, shapes=shapes, elements=elements)

    def _element(self, track: SubLabeledTrack) -> SubLabeledTrack:
        """An element's part; one that is not to be seen stays with its skeleton, hidden."""
        start, shapes = self._start, self._keyframes(track)
        if not shapes:
            shapes = [replace(one, id=None, frame=start, outside=True) for one in track.shapes[:1]]
        return replace(track, frame=start, shapes=shapes)

    def _holds(self, track: LabeledTrack) -> bool:
        frames = [one.frame for line in (track, *track.elements) for one in line.shapes]
        return self._start <= min(track.frame, *frames) and max(frames) <= self._stop

    def _keyframes(self, track: SubLabeledTrack) -> list[TrackedShape]:
        """The keyframes of the part, cut ones at its ends where the track is on its way."""
        start, stop = self._start, self._stop
        ordered = sorted(track.shapes, key=lambda one: one.frame)
        inside = [replace(one) for one in ordered if start <= one.frame <= stop]
        before = [one for one in ordered if one.frame < start]
        after = [one for one in ordered if one.frame > stop]
        if before and not before[-1].outside and (not inside or inside[0].frame > start):
            following = inside[0] if inside else after[0] if after else None
            inside.insert(0, self._between(before, following, start))
        elif before and inside:
            # What was answered before holds on, and is not said again.
            inside[0].attributes = _answers([*before, inside[0]])
        last = inside[-1] if inside else None
        if after and last is not None and not last.outside and last.frame < stop:
            following = after[0]
            if not _still(last, following):
                inside.append(self._between([*before, *inside], following, stop))
        return inside

    def _between(
        self, before: list[TrackedShape], after: TrackedShape | None, frame: int
    ) -> TrackedShape:
        """What the keyframes around `frame` say of it, as a keyframe of its own."""
        left = before[-1]
        points, rotation = left.points, left.rotation
        if after is not None:
            share = (frame - left.frame) / (after.frame - left.frame)
            between = interpolated(self._shape(left), self._shape(after), share)
            points, rotation = written(points_of(between)), rotation_of(between)
        return replace(
            left,
            id=None,
            frame=frame,
            points=points,
            rotation=rotation,
            attributes=_answers(before),
        )

    def _shape(self, keyframe: TrackedShape) -> AnyShape:
        points = numbers(keyframe.points)
        return shape_of(keyframe.type, points, keyframe.rotation, self._dimension)


def _answers(keyframes: Iterable[TrackedShape]) -> list[AttributeVal]:
    """What holds after `keyframes`; later answers take the place of earlier ones."""
    answers = {one.spec_id: one.value for keyframe in keyframes for one in keyframe.attributes}
    return [AttributeVal(*one) for one in answers.items()]


def _still(one: TrackedShape, other: TrackedShape) -> bool:
    return one.rotation == other.rotation and numbers(one.points) == numbers(other.points)
