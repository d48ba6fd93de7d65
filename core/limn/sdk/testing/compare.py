"""What two datasets must share for a round trip to count as kept."""

from collections import Counter
from pathlib import PurePosixPath
from typing import Any

import numpy as np

from limn.sdk.dataset import Dataset
from limn.sdk.formats import Carries
from limn.sdk.geometry.raster import bitmap
from limn.sdk.shapes import (
    Annotation,
    Box,
    Cuboid,
    Cuboid3D,
    Ellipse,
    Interval,
    Keyframe,
    Mask,
    Points,
    Polygon,
    Polyline,
    Shape,
    Skeleton,
)

DECIMALS = 2
"""Formats that write fewer decimals of a pixel lose more than an annotator can see."""


def content(dataset: Dataset, carries: Carries) -> dict[str, Counter[object]]:
    """What a format that carries this must bring back: annotations by picture, endings cut.

    Pictures with nothing on them do not count, since many formats have no place for them.
    Intervals have no picture and are found under "".
    """
    found: dict[str, Counter[object]] = {}
    for frame in dataset.frames():
        if frame.annotations:
            path = PurePosixPath(frame.name)
            name = str(path.with_suffix("")) if path.name else str(frame.index)
            found[name] = Counter(essence(one, carries) for one in frame.annotations)
    if heard := Counter(essence(one, carries) for one in dataset.intervals()):
        found[""] = heard
    return found


def essence(one: Annotation, carries: Carries) -> object:
    """The part of an annotation that must survive, comparable."""
    kept: list[object] = [type(one).__name__, one.label, _geometry(one, carries)]
    if carries.attributes:
        kept.append(frozenset(one.attributes.items()))
    if isinstance(one, Shape):
        kept += [one.occluded if carries.occluded else None]
        kept += [one.z_order if carries.z_order else None]
    if isinstance(one, Shape | Interval):
        kept += [round(one.score, 4) if carries.score else None]
    return tuple(kept)


def tracks(dataset: Dataset) -> Counter[object]:
    """Every track as label and keyframes, comparable."""
    return Counter(
        (track.label, tuple(_keyframe(keyframe) for keyframe in track.keyframes))
        for track in dataset.tracks()
    )


def _keyframe(keyframe: Keyframe) -> object:
    shape = None if keyframe.outside else _plain(keyframe.shape)
    return keyframe.frame, keyframe.outside, shape


def groups(dataset: Dataset) -> set[frozenset[object]]:
    """Which annotations belong together, whatever the groups are numbered."""
    members: dict[tuple[str, int], set[object]] = {}
    for frame in dataset.frames():
        for one in frame.annotations:
            if one.group:
                members.setdefault((frame.name, one.group), set()).add(_plain(one))
    for one in dataset.intervals():
        if one.group:
            members.setdefault(("", one.group), set()).add(_plain(one))
    return {frozenset(group) for group in members.values()}


def _plain(one: Annotation) -> object:
    return essence(one, Carries(kinds=frozenset()))


def _geometry(one: Annotation, carries: Carries) -> object:
    match one:
        case Box():
            turn = one.rotation if carries.rotation else 0.0
            return _rounded((one.x1, one.y1, one.x2, one.y2, turn))
        case Ellipse():
            turn = one.rotation if carries.rotation else 0.0
            return _rounded((one.cx, one.cy, one.rx, one.ry, turn))
        case Polygon() | Polyline() | Points() | Cuboid():
            return _rounded(np.ravel(one.points).tolist())
        case Cuboid3D():
            turns = (one.rx, one.ry, one.rz)
            return _rounded((one.x, one.y, one.z, one.sx, one.sy, one.sz, *turns))
        case Interval():
            return one.start, one.stop
        case Mask():
            return one.left, one.top, one.width, one.height, bitmap(one).tobytes()
        case Skeleton():
            return frozenset(essence(part, carries) for part in one.elements)
        case _:
            return None


def _rounded(numbers: Any) -> tuple[float, ...]:
    return tuple(round(float(number), DECIMALS) + 0.0 for number in numbers)
