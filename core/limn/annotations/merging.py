"""The annotations of several jobs as those of one task.

Where jobs overlap, an object drawn in both is found by the cheapest pairing of likenesses and
shown once, as the earlier job has it; a track goes on with the later job's keyframes, see
`uniting`. A track that ends with its job is hidden from the next frame on.

Likeness is intersection over union for rectangles (rotation aside) and polygons, the product of
those from above and from the side for cuboids in point clouds; of other kinds only what is the
same to the last digit is one.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from limn.annotations.geometry import points_of, rotation_of, shape_of
from limn.annotations.joining import join_intervals
from limn.annotations.reading import Wire
from limn.annotations.uniting import Joint, go_on, hidden_at_end, last_of
from limn.sdk.geometry import boxes, cuboids3d, polygons
from limn.sdk.geometry.assignment import cheapest_pairs
from limn.sdk.geometry.tracks import visible
from limn.sdk.shapes import AnyShape, Box, Cuboid3D, Keyframe, Polygon, Shape, Skeleton, Track

LIKE_ENOUGH = 0.25
"""Least likeness of two tags, shapes or intervals that are one."""
TRACKS_LIKE_ENOUGH = 0.5

Seen = tuple[int, dict[int, AnyShape]]
"""The label of a track, and its shape on each frame that shows it."""
Part = tuple[int, int, Wire]
"""First frame, last frame (inclusive), and the LabeledData of a job."""


def merged(parts: Sequence[Part], dimension: str = "2d", deleted: Collection[int] = ()) -> Wire:
    """One LabeledData of those of jobs; points are read as numbers where jobs overlap.

    `dimension` and `deleted` frames are those of their task.
    """
    whole: Wire = {"version": 0, "tags": [], "shapes": [], "tracks": [], "intervals": []}
    covered = -1
    for start, stop, data in sorted(parts, key=lambda part: part[0]):
        joint = Joint(start, stop, covered, deleted, dimension)
        overlap = joint.overlap
        whole["tags"] += _unmatched(whole["tags"], data["tags"], overlap, _tags_likeness)
        alike = partial(_likeness, dimension)
        whole["shapes"] += _unmatched(whole["shapes"], data["shapes"], overlap, alike)
        join_tracks(whole["tracks"], data["tracks"], joint)
        join_intervals(whole["intervals"], data["intervals"], overlap, LIKE_ENOUGH)
        covered = max(covered, stop)
    return whole


def _unmatched(
    old: list[Wire],
    new: list[Wire],
    overlap: range,
    likeness: Callable[[Wire, Wire], float],
) -> list[Wire]:
    """Those of `new` that are not in `old` already."""
    if not overlap:
        return new
    known, arriving = _by_frame(old, overlap), _by_frame(new, overlap)
    twins: set[int] = set()
    for frame, items in arriving.items():
        pairs = _pairs(known.get(frame, []), items, likeness, LIKE_ENOUGH)
        twins |= {id(items[column]) for _, column in pairs}
    return [one for one in new if id(one) not in twins]


def _by_frame(items: list[Wire], overlap: range) -> dict[int, list[Wire]]:
    frames: defaultdict[int, list[Wire]] = defaultdict(list)
    for item in items:
        if item["frame"] in overlap:
            frames[item["frame"]].append(item)
    return frames


def _pairs(
    old: Sequence[Any],
    new: Sequence[Any],
    likeness: Callable[[Any, Any], float],
    least: float,
) -> list[tuple[int, int]]:
    if not old or not new:
        return []
    alike = np.array([[likeness(one, other) for other in new] for one in old])
    return [pair for pair in cheapest_pairs(1 - alike) if alike[pair] >= least]


def _tags_likeness(one: Wire, other: Wire) -> float:
    return float(one["label_id"] == other["label_id"])


def _likeness(dimension: str, one: Wire, other: Wire) -> float:
    if one["label_id"] != other["label_id"] or one["type"] != other["type"]:
        return 0.0
    return _overlap(_shape(one, dimension), _shape(other, dimension))


def _shape(item: Wire, dimension: str) -> AnyShape:
    """The geometry of a shape, keyframe or element; elements are labelled by id."""
    elements = tuple(_shape(one, dimension) for one in item.get("elements", ()))
    more = {"elements": elements} if item["type"] == "skeleton" else {}
    label = str(item.get("label_id", ""))
    return shape_of(item["type"], item["points"], item["rotation"], dimension, label=label, **more)


def _overlap(one: AnyShape | None, other: AnyShape | None) -> float:
    match one, other:
        case None, None:
            return 1.0
        case None, _:
            return 0.0
        case _, None:
            return 0.0
        case Box(), Box():
            first, second = (np.array([(it.x1, it.y1, it.x2, it.y2)]) for it in (one, other))
            return float(boxes.iou(first, second)[0, 0])
        case Polygon(), Polygon():
            return polygons.iou(one.points, other.points)
        case Cuboid3D(), Cuboid3D():
            return cuboids3d.likeness(one, other)
        case _:
            return float(_outline(one) == _outline(other))


def _outline(shape: Shape) -> tuple[object, ...]:
    elements = shape.elements if isinstance(shape, Skeleton) else ()
    below = sorted((one.label, one.outside, *_outline(one)) for one in elements)
    return type(shape).__name__, points_of(shape), rotation_of(shape), below


def join_tracks(old: list[Wire], new: list[Wire], joint: Joint) -> list[tuple[Wire, Wire | None]]:
    """Put `new` tracks into `old`, where they go on with the ones they match.

    Returns each of the `old` that reached the overlap, with what it goes on with; None where it
    was hidden after its job.
    """
    overlap, dimension = joint.overlap, joint.dimension
    reaching = [
        one for one in old if not hidden_at_end(one, joint.deleted) or last_of(one) in overlap
    ]
    entering = [one for one in new if one["frame"] in overlap]
    # What each shows in the overlap is worked out once, not for every pair.
    ours, theirs = ([_seen(one, overlap, dimension) for one in side] if entering else []
                    for side in (reaching, entering))  # fmt: skip
    pairs = _pairs(ours, theirs, partial(_tracks_likeness, overlap), TRACKS_LIKE_ENOUGH)
    going_on = {id(reaching[row]): entering[column] for row, column in pairs}
    for track in reaching:
        go_on(track, going_on.get(id(track)), joint)
    joined = {id(one) for one in going_on.values()}
    old += [one for one in new if id(one) not in joined]
    return [(track, going_on.get(id(track))) for track in reaching]


def _seen(track: Wire, overlap: range, dimension: str) -> Seen:
    shown = visible(_plain(track, dimension), overlap[0], overlap[-1]) if overlap else ()
    return track["label_id"], {frame: _bare(shape) for frame, shape in shown}


def _bare(shape: AnyShape) -> AnyShape:
    """A skeleton without the elements that are hidden: a part of a track may have lost them."""
    if not isinstance(shape, Skeleton):
        return shape
    return replace(shape, elements=tuple(one for one in shape.elements if not one.outside))


def _tracks_likeness(overlap: range, one: Seen, other: Seen) -> float:
    if one[0] != other[0]:
        return 0.0
    return float(np.mean([_overlap(one[1].get(at), other[1].get(at)) for at in overlap]))


def _plain(track: Wire, dimension: str) -> Track:
    keyframes = tuple(
        Keyframe(frame=one["frame"], shape=_shape(one, dimension), outside=one["outside"])
        for one in track["shapes"]
    )
    elements = tuple(_plain(one, dimension) for one in track.get("elements", ()))
    return Track(label=str(track["label_id"]), keyframes=keyframes, elements=elements)
