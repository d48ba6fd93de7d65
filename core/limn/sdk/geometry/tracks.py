"""What a track shows on each frame.

Between two visible keyframes geometry is interpolated; everything else (occluded, z order,
attributes) is as on the keyframe before. An `outside` keyframe hides the track until the next
visible one; the last visible keyframe holds to the end. Masks stay as they were.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from limn.sdk.geometry import cuboids3d, interpolation
from limn.sdk.shapes import (
    AnyShape,
    Box,
    Cuboid,
    Cuboid3D,
    Ellipse,
    Keyframe,
    Mask,
    Points,
    Polygon,
    Polyline,
    Shape,
    Skeleton,
    Track,
)


def visible(
    track: Track, start: int, stop: int, deleted: AbstractSet[int] = frozenset()
) -> Iterator[tuple[int, AnyShape]]:
    """Each frame of `start` … `stop` (inclusive) that shows the track, with its shape.

    Shapes carry the track's label, group, source, number, and its attributes beside their own.
    Frames in `deleted` show nothing, and keyframes on them do not count. A skeleton is shown
    while one of its elements is; hidden elements come along as `outside`.
    """
    line = Timeline(track, deleted)
    for frame in range(max(start, line.first), stop + 1):
        if frame not in deleted and (shape := line.at(frame)) is not None:
            yield frame, shape


def shape_at(track: Track, frame: int, deleted: AbstractSet[int] = frozenset()) -> AnyShape | None:
    """The track's shape on `frame`, as in `visible`; None where it is hidden."""
    return next((shape for _, shape in visible(track, frame, frame, deleted)), None)


def interpolated(left: AnyShape, right: AnyShape, share: float) -> AnyShape:
    """`left` on its way to `right`; `share` of the way done, in [0, 1].

    A copy of `left` where the kinds differ or nothing tells how to move.
    """
    match left, right:
        case Box(), Box():
            return replace(
                left,
                x1=_between(left.x1, right.x1, share),
                y1=_between(left.y1, right.y1, share),
                x2=_between(left.x2, right.x2, share),
                y2=_between(left.y2, right.y2, share),
                rotation=interpolation.rotation(left.rotation, right.rotation, share),
            )
        case Ellipse(), Ellipse():
            return replace(
                left,
                cx=_between(left.cx, right.cx, share),
                cy=_between(left.cy, right.cy, share),
                rx=_between(left.rx, right.rx, share),
                ry=_between(left.ry, right.ry, share),
                rotation=interpolation.rotation(left.rotation, right.rotation, share),
            )
        case Cuboid(), Cuboid():
            return replace(left, points=interpolation.linear(left.points, right.points, share))
        case Cuboid3D(), Cuboid3D():
            return cuboids3d.between(left, right, share)
        case Points(), Points():
            return replace(left, points=interpolation.points(left.points, right.points, share))
        case Polygon(), Polygon():
            return replace(left, points=interpolation.ring(left.points, right.points, share))
        case Polyline(), Polyline():
            return replace(left, points=interpolation.line(left.points, right.points, share))
        case (
            Mask() | Skeleton() | Box() | Ellipse() | Cuboid() | Cuboid3D()
            | Points() | Polygon() | Polyline(),
            _,
        ):  # fmt: skip
            return left


def _between(left: float, right: float, share: float) -> float:
    return left + (right - left) * share


class Timeline:
    """A track whose keyframes are looked up by frame: for reading many tracks frame by frame."""

    def __init__(self, track: Track, deleted: AbstractSet[int]) -> None:
        self._track = track
        self._keyframes = [one for one in track.keyframes if one.frame not in deleted]
        self._frames = [one.frame for one in self._keyframes]
        self._elements = [Timeline(one, deleted) for one in track.elements]

    @property
    def first(self) -> int:
        """The first frame that may show something; beyond any frame if none does."""
        starts = [one.first for one in self._elements] + self._frames[:1]
        return min(starts, default=1 << 62)

    def at(self, frame: int) -> AnyShape | None:
        """The shape on `frame`, None where it is hidden."""
        if self._elements:
            return self._skeleton_at(frame)
        found = self._state_at(frame)
        return None if found is None or found.outside else self._dressed(found.shape, frame)

    def _state_at(self, frame: int) -> Keyframe | None:
        """What the keyframes say of `frame`, hidden or not; None before the first of them."""
        index = bisect_right(self._frames, frame) - 1
        if index < 0:
            return None
        left = self._keyframes[index]
        if left.frame == frame or left.outside or index + 1 == len(self._frames):
            return left
        right = self._keyframes[index + 1]
        share = (frame - left.frame) / (right.frame - left.frame)
        return replace(left, shape=interpolated(left.shape, right.shape, share))

    def _skeleton_at(self, frame: int) -> AnyShape | None:
        state = self._state_at(frame)
        if state is not None and state.outside:
            return None
        elements = tuple(one for line in self._elements if (one := line.element_at(frame)))
        if all(one.outside for one in elements):
            return None
        flags = state.shape if state is not None else Skeleton(label=self._track.label)
        whole = Skeleton(
            label=self._track.label,
            attributes=flags.attributes,
            occluded=flags.occluded,
            z_order=flags.z_order,
            elements=elements,
        )
        dressed = self._dressed(whole, frame)
        here = frame in self._frames or any(one.keyframe for one in elements)
        return replace(dressed, keyframe=here)

    def element_at(self, frame: int) -> Shape | None:
        """A skeleton's element on `frame`, hidden or not; None before its first keyframe."""
        found = self._state_at(frame)
        if found is None:
            return None
        return replace(self._dressed(found.shape, frame), outside=found.outside)

    def _dressed(self, shape: AnyShape, frame: int) -> AnyShape:
        """`shape` with what belongs to the whole track."""
        track = self._track
        return replace(
            shape,
            label=track.label,
            group=track.group,
            source=track.source,
            attributes={**track.attributes, **shape.attributes},
            track=track.number,
            keyframe=frame in self._frames,
        )


def closed(track: Track, stop: int) -> Track:
    """`track`, hidden from the frame `stop` on if it was still visible there."""
    return replace(
        track,
        keyframes=_closed(track.keyframes, stop),
        elements=tuple(closed(one, stop) for one in track.elements),
    )


def _closed(keyframes: Sequence[Keyframe], stop: int) -> tuple[Keyframe, ...]:
    last = keyframes[-1] if keyframes else None
    if last is None or last.outside or last.frame >= stop:
        return tuple(keyframes)
    return (*keyframes, replace(last, frame=stop, outside=True))
