"""Checked annotations brought into the one form in which they are kept."""

from msgspec.structs import replace

from limn.annotations.codec import NOTHING, LabeledData, LabeledTrack, SubLabeledTrack


def prepare(data: LabeledData) -> None:
    """Bring the tracks of `data` into form, in place; those without keyframes are dropped.

    Keyframes are in order. A track begins on the first of its frame and its keyframes; where
    its first keyframe comes later it is hidden until then, and a skeleton's own keyframe
    moves there. Elements begin with their skeleton.
    """
    data.tracks = [track for track in data.tracks if _begins(track)]


def trim(data: LabeledData, last: int) -> None:
    """Drop keyframes, in place, that only say that a track is hidden after the `last` frame."""
    for track in data.tracks:
        for line in (track, *track.elements):
            kept = [one for one in line.shapes if one.frame <= last or not one.outside]
            line.shapes = kept or line.shapes


def _begins(track: LabeledTrack) -> bool:
    track.elements = [element for element in track.elements if element.shapes]
    for line in (track, *track.elements):
        line.shapes.sort(key=_frame)
    if not track.shapes and not track.elements:
        return False
    track.frame = min(
        track.frame, *(line.shapes[0].frame for line in (track, *track.elements) if line.shapes)
    )
    if not track.elements:
        _hide_until_first(track, track.frame)
        return True
    if not track.shapes:
        first = track.elements[0].shapes[0]
        own = replace(first, id=None, type="skeleton", points=NOTHING, attributes=[], outside=False)
        track.shapes = [own]
    track.shapes[0].frame = track.frame
    for element in track.elements:
        _hide_until_first(element, track.frame)
    return True


def _hide_until_first(track: SubLabeledTrack, frame: int) -> None:
    track.frame = frame
    first = track.shapes[0]
    if first.frame > frame:
        track.shapes.insert(0, replace(first, id=None, frame=frame, outside=True))


def _frame(keyframe: object) -> int:
    return keyframe.frame  # type: ignore[attr-defined]
