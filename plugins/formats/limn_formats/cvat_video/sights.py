"""A track as CVAT's XML tells it: its shape on every frame, and where it disappears."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from limn.sdk import AnyShape, Shape, Skeleton, Track
from limn.sdk.geometry.tracks import Timeline

Sight = tuple[int, AnyShape]


@dataclass
class Extent:
    """What frames there are, and on which of them each track was last seen."""

    stop: int = -1
    """The last frame."""
    missing: set[int] = field(default_factory=set[int])
    """Numbers up to it that are no frames, being deleted."""
    last_seen: dict[int, int] = field(default_factory=dict[int, int])
    """The last frame of each track, by its number."""

    def add(self, frame: int, shown: Iterable[Shape]) -> None:
        """Take in the next frame."""
        self.missing.update(range(self.stop + 1, frame))
        self.stop = frame
        for shape in shown:
            if shape.track is not None:
                self.last_seen[shape.track] = frame

    def after(self, frame: int) -> int | None:
        """The frame after this one, if there is one."""
        return next((n for n in range(frame + 1, self.stop + 1) if n not in self.missing), None)


def sights(track: Track, extent: Extent) -> Iterator[Sight]:
    """Every frame on which a track is told, with its shape; `outside` where it is not seen.

    Hidden frames are told where the track disappears and where somebody set a keyframe.
    """
    line = _Line(track, extent.missing)
    last = extent.last_seen.get(track.number, line.last_keyframe)
    seen = False
    for frame in range(line.first, last + 1):
        if frame in extent.missing:
            continue
        shape = line.timeline.at(frame)
        if shape is not None:
            yield frame, shape
        elif (seen or line.is_set(frame)) and (kept := line.kept(frame)) is not None:
            yield frame, hidden(kept)
        seen = shape is not None
    if seen and (end := extent.after(last)) is not None and (kept := line.kept(end)) is not None:
        yield end, hidden(kept)


def hidden(shape: AnyShape) -> AnyShape:
    """A keyframe that hides the shape, all of it if it is a skeleton."""
    if isinstance(shape, Skeleton):
        parts = (replace(one, outside=True, keyframe=True) for one in shape.elements)
        shape = replace(shape, elements=tuple(parts))
    return replace(shape, outside=True, keyframe=True)


class _Line:
    """A track to be looked up by frame, hidden or not."""

    def __init__(self, track: Track, missing: AbstractSet[int]) -> None:
        self._track = track
        self.timeline = Timeline(track, missing)
        self._elements = [Timeline(one, missing) for one in track.elements]
        self._keyframes = {one.frame for line in (track, *track.elements) for one in line.keyframes}

    @property
    def first(self) -> int:
        return self.timeline.first

    @property
    def last_keyframe(self) -> int:
        return max(self._keyframes, default=-1)

    def is_set(self, frame: int) -> bool:
        return frame in self._keyframes

    def kept(self, frame: int) -> AnyShape | None:
        """The shape as it is kept while it is not seen; None before the first keyframe."""
        kept = self.timeline.element_at(frame)
        if not self._elements:
            return kept if isinstance(kept, AnyShape) else None
        parts = tuple(one for line in self._elements if (one := line.element_at(frame)))
        track = self._track
        whole = kept if isinstance(kept, Skeleton) else Skeleton(label=track.label)
        return replace(whole, attributes={**track.attributes, **whole.attributes}, elements=parts)
