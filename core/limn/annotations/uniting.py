"""A track that goes on in the next job where jobs overlap, or is hidden after its own.

The keyframes of both are one track's; on a frame where both have one, the earlier job's counts.
Interpolation between a keyframe of one job and one of the other would reach into frames that only
one of them has. There the track is pinned: an added keyframe says what that job shows.
"""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from limn.annotations.geometry import points_of, rotation_of, shape_of
from limn.annotations.reading import Wire
from limn.sdk.geometry.tracks import interpolated
from limn.sdk.shapes import AnyShape

STRAIGHT = frozenset({"rectangle", "ellipse", "cuboid", "points", "skeleton"})
"""Types that, where they are on one way once, are on it all the way between two keyframes."""
NO_DIFFERENCE = 1e-6
"""px, degrees or radians."""


@dataclass(frozen=True, slots=True)
class Joint:
    """Where a job meets those before it."""

    start: int
    stop: int
    """First and last frame of the job."""
    covered: int
    """The last frame of those before it."""
    deleted: Collection[int] = ()
    dimension: str = "2d"

    @property
    def overlap(self) -> range:
        """The frames that both have."""
        return range(self.start, self.covered + 1)

    @property
    def before(self) -> int:
        """The last frame of the earlier job alone; -1 where there is none."""
        alone = range(self.start - 1, -1, -1)
        return next((one for one in alone if one not in self.deleted), -1)

    @property
    def after(self) -> int | None:
        """The first frame that one of them has alone after the overlap, if there is one."""
        first, last = sorted((self.covered, self.stop))
        alone = range(first + 1, last + 1)
        return next((one for one in alone if one not in self.deleted), None)


def go_on(track: Wire, other: Wire | None, joint: Joint) -> None:
    """Let `track` go on with `other`, or hide it after the frames of its job."""
    if other is None:
        _close(track, joint)
    else:
        _unite(track, other, joint)


def hidden_at_end(track: Wire, deleted: Collection[int]) -> bool:
    """Whether nothing of it is to be seen from its last keyframe on; `deleted` frames show none."""
    return all(
        (last := _last(line, deleted)) is None or last["outside"]
        for line in track["elements"] or [track]
    )


def last_of(track: Wire) -> int:
    """The frame of its last keyframe."""
    lines = (track, *track["elements"])
    return max(line["shapes"][-1]["frame"] for line in lines if line["shapes"])


def _last(line: Wire, deleted: Collection[int]) -> Wire | None:
    return next((one for one in reversed(line["shapes"]) if one["frame"] not in deleted), None)


def _close(track: Wire, joint: Joint) -> None:
    """Hide `track` after the frames of its job."""
    frame = next(one for one in count(joint.covered + 1) if one not in joint.deleted)
    for line in (track, *track["elements"]):
        last = _last(line, joint.deleted)
        if last is not None and not last["outside"] and last["frame"] < frame:
            line["shapes"].append({**last, "frame": frame, "outside": True})


def _unite(track: Wire, other: Wire, joint: Joint) -> None:
    track["shapes"] = _united(track["shapes"], other["shapes"], joint)
    theirs = {one["label_id"]: one for one in other["elements"]}
    for element in track["elements"]:
        twin = theirs.pop(element["label_id"], None)
        element["shapes"] = _united(element["shapes"], twin["shapes"] if twin else [], joint)
    for element in theirs.values():
        track["elements"].append({**element, "shapes": _united([], element["shapes"], joint)})


def _united(ours: list[Wire], theirs: list[Wire], joint: Joint) -> list[Wire]:
    """The keyframes of a line that goes on."""
    taken = {one["frame"] for one in ours}
    united = [*ours, *(one for one in theirs if one["frame"] not in taken)]
    united.sort(key=lambda one: one["frame"])
    _pin(united, ours, joint.before, joint)
    if joint.after is not None:
        _pin(united, theirs if joint.stop > joint.covered else ours, joint.after, joint)
    return united


def _pin(united: list[Wire], own: Sequence[Wire], frame: int, joint: Joint) -> None:
    """Add a keyframe to `united` if without it another thing is seen around `frame` than in `own`.

    `frame` is where the job that has `own` begins or ends to be alone.
    """
    shown, wanted = (_Stretch.at(frame, line, joint) for line in (united, own))
    if shown.same_as(wanted):
        return
    place = bisect_right(united, frame, key=lambda one: one["frame"])
    united.insert(place, (wanted.state() or shown.hidden()) | {"frame": frame})


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The keyframes before (or on) and after a frame, which settle what is seen on it."""

    frame: int
    dimension: str
    left: Wire
    """Nothing where the line has not begun."""
    right: Wire | None

    @classmethod
    def at(cls, frame: int, line: Sequence[Wire], joint: Joint) -> "_Stretch":
        kept = [one for one in line if one["frame"] not in joint.deleted]
        place = bisect_right(kept, frame, key=lambda one: one["frame"])
        left = kept[place - 1] if place else {}
        return cls(frame, joint.dimension, left, kept[place] if place < len(kept) else None)

    @property
    def visible(self) -> bool:
        return bool(self.left) and not self.left["outside"]

    @property
    def still(self) -> bool:
        return self.right is None or self.left["points"] == self.right["points"]

    def same_as(self, other: "_Stretch") -> bool:
        """Whether both show the same between all keyframes that touch one of them."""
        if not self.visible or not other.visible:
            return self.visible == other.visible
        begins = self.left["frame"] == self.frame
        if self.left is other.left and (self.right is other.right or begins):
            return True
        straight = self.left["type"] in STRAIGHT or (self.still and other.still)
        return straight and _alike(self.state(), other.state())

    def state(self) -> Wire:
        """What is seen on the frame, as a keyframe; nothing where the line has not begun."""
        if not self.visible or self.right is None:
            return self.left
        share = (self.frame - self.left["frame"]) / (self.right["frame"] - self.left["frame"])
        between = interpolated(self._shape(self.left), self._shape(self.right), share)
        return {**self.left, "points": points_of(between), "rotation": rotation_of(between)}

    def hidden(self) -> Wire:
        """The keyframe that hides the line here."""
        # A skeleton's own line says nothing before its first keyframe; its elements do.
        return {**self.left, "outside": self.left["type"] != "skeleton"}

    def _shape(self, keyframe: Wire) -> AnyShape:
        kind, points, rotation = (keyframe[name] for name in ("type", "points", "rotation"))
        return shape_of(kind, points, rotation, self.dimension)


def _alike(one: Wire, other: Wire) -> bool:
    plain = ("type", "occluded", "z_order", "attributes")
    return (
        all(one[name] == other[name] for name in plain)
        and len(one["points"]) == len(other["points"])
        and np.allclose(one["points"], other["points"], rtol=0, atol=NO_DIFFERENCE)
        and abs(one["rotation"] - other["rotation"]) < NO_DIFFERENCE
    )
