"""From what was seen frame by frame back to tracks with keyframes."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from limn.sdk.shapes import AnyShape, Keyframe, Track


def keyframes_of(seen: Iterable[tuple[int, AnyShape]], size: int) -> Iterator[Keyframe]:
    """The keyframes of one track, from its shapes in ascending order of frame.

    Shapes that were interpolated (`keyframe` is False) are left out, since the keyframes
    around them bring them back. Where the object is missing from a frame, an `outside`
    keyframe hides it and the next sight of it is a keyframe; `size` is the number of frames,
    so that a track which ends early is closed.
    """
    last: tuple[int, AnyShape] | None = None
    for frame, shape in seen:
        missed = last is not None and frame > last[0] + 1
        if last is not None and missed:
            yield _hidden(*last)
        if shape.keyframe or last is None or missed:
            yield Keyframe(frame=frame, shape=shape, outside=False)
        last = (frame, shape)
    if last is not None and last[0] + 1 < size:
        yield _hidden(*last)


def track_of(number: int, seen: Iterable[tuple[int, AnyShape]], size: int) -> Track:
    """The track of these sights, see `keyframes_of`; there must be at least one.

    Label, group and source are the first sight's; every attribute stays with the keyframes.
    """
    keyframes = tuple(keyframes_of(seen, size))
    first = keyframes[0].shape
    return Track(
        label=first.label, group=first.group, source=first.source, keyframes=keyframes,
        number=number,
    )  # fmt: skip


def _hidden(frame: int, shape: AnyShape) -> Keyframe:
    return Keyframe(frame=frame + 1, shape=replace(shape, keyframe=True), outside=True)
