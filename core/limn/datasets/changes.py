"""What becomes of annotations on the way into a format, and the sentences that tell people."""

from collections import Counter
from typing import NamedTuple


class Change(NamedTuple):
    """One thing that happens to annotations on the way into a format.

    `kind` is what they are (`ellipse`) or what they have (`group`); `outcome` is what becomes
    of it, empty for "left out".
    """

    kind: str
    outcome: str = ""


_NAMES = {
    "box": ("box", "boxes"),
    "turned box": ("turned box", "turned boxes"),
    "ellipse": ("ellipse", "ellipses"),
    "polygon": ("polygon", "polygons"),
    "polyline": ("polyline", "polylines"),
    "points": ("set of points", "sets of points"),
    "mask": ("mask", "masks"),
    "cuboid": ("cuboid", "cuboids"),
    "cuboid3d": ("cuboid of a point cloud", "cuboids of a point cloud"),
    "interval": ("interval", "intervals"),
    "skeleton": ("skeleton", "skeletons"),
    "tag": ("tag", "tags"),
}
_LOSSES = {
    "attributes": ("1 object loses its attributes", "{} objects lose their attributes"),
    "group": ("1 object loses its group", "{} objects lose their groups"),
    "score": ("1 object loses its score", "{} objects lose their scores"),
    "z-order": ("1 object loses its z-order", "{} objects lose their z-order"),
    "occlusion": ("1 object loses its occluded mark", "{} objects lose their occluded mark"),
    "source": ("1 object loses its source", "{} objects lose their sources"),
    "element": ("1 element of skeletons is left out", "{} elements of skeletons are left out"),
    "answers of elements": (
        "1 element of skeletons loses its attributes",
        "{} elements of skeletons lose their attributes",
    ),
    "track": ("1 keyframe becomes a shape of its own", "{} keyframes become shapes of their own"),
}


_TOLD_OTHERWISE = {
    "reserved": ("1 object loses an attribute: {format} uses its name for something else",
                 "{count} objects lose attributes: {format} uses their names for something else"),
    "lone": ("1 shape of its own becomes a track: {format} has nothing else",
             "{count} shapes of their own become tracks: {format} has nothing else"),
}  # fmt: skip


def sentences(changes: Counter[Change], format: str) -> list[str]:
    """What people are told about these changes, a sentence each."""
    return [_sentence(change, count, format) for change, count in sorted(changes.items())]


def _sentence(change: Change, count: int, format: str) -> str:
    several = count > 1
    if change.kind in _TOLD_OTHERWISE:
        return _TOLD_OTHERWISE[change.kind][several].format(format=format, count=count)
    if change.kind in _LOSSES:
        return f"{_LOSSES[change.kind][several].format(count)}: {format} has no place for that"
    counted = f"{count} {_NAMES[change.kind][several]}"
    if change.outcome:
        return f"{counted} {'become' if several else 'becomes'} {_NAMES[change.outcome][1]}"
    place = f"{format} has no place for {'them' if several else 'it'}"
    return f"{counted} {'are' if several else 'is'} left out: {place}"
