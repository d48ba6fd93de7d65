"""What an annotator can put on a picture, a point cloud or a recording, as plain values.

On pictures coordinates are float64 pixels, origin top-left, x right, y down, and rotation is
in degrees clockwise about the shape's centre, in [0, 360). In point clouds coordinates are
the cloud's own (metres as a rule) and angles radians. All values are frozen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatArray: TypeAlias = NDArray[np.float64]
IntArray: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """What every annotation has: a label, attribute values by name, a group (0 = none)."""

    label: str
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    group: int = 0
    source: str = "manual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag(Annotation):
    """A label on the whole frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval(Annotation):
    """A label on a stretch of a recording, in ms: `start` … `stop`, which is not part of it.

    Without a `stop` it lasts to the end of the recording.
    """

    start: int
    stop: int | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape(Annotation):
    """What every shape has beside its geometry.

    `track` numbers the track this shape was interpolated from (None: a shape of its own);
    `keyframe` tells whether a person or model set it on this very frame; `outside` hides a
    skeleton's element.
    """

    occluded: bool = False
    outside: bool = False
    z_order: int = 0
    score: float = 1.0
    track: int | None = None
    keyframe: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Box(Shape):
    """A rectangle by its unrotated corners, then rotated about its centre."""

    x1: float
    y1: float
    x2: float
    y2: float
    rotation: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Polygon(Shape):
    """A closed ring, shape (n, 2), n ≥ 3, the first point not repeated."""

    points: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Polyline(Shape):
    """An open line, shape (n, 2), n ≥ 2."""

    points: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Points(Shape):
    """One or more points, shape (n, 2)."""

    points: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Ellipse(Shape):
    """An ellipse by centre and radii (px), then rotated about its centre."""

    cx: float
    cy: float
    rx: float
    ry: float
    rotation: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mask(Shape):
    """A bitmap as row-major run lengths over its tight box.

    `runs` starts with the number of zeros (may be 0) and sums to width × height.
    """

    runs: IntArray
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cuboid(Shape):
    """A box in perspective by its eight projected corners, shape (8, 2)."""

    points: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuboid3D(Shape):
    """A box in a point cloud: its centre, its size along its own axes, and how it is turned.

    `rx`, `ry` and `rz` turn it about its own x axis, then about the y and z axes that have
    turned with it; radians, counterclockwise as seen from the tip of the axis.
    """

    x: float
    y: float
    z: float
    sx: float
    sy: float
    sz: float
    rx: float = 0.0
    ry: float = 0.0
    rz: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton(Shape):
    """A tree of elements; each is a shape whose label is one of the skeleton's sublabels."""

    elements: tuple[Shape, ...] = ()


AnyShape: TypeAlias = (
    Box | Polygon | Polyline | Points | Ellipse | Mask | Cuboid | Cuboid3D | Skeleton
)
"""Closed on purpose: a match over it without a catch-all is checked for completeness."""

SHAPES: tuple[type[Shape], ...] = (
    Box, Polygon, Polyline, Points, Ellipse, Mask, Cuboid, Skeleton,
)  # fmt: skip
"""Every shape that a picture can have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyframe:
    """A track's state as set on one frame; `outside` hides it from here on."""

    frame: int
    shape: AnyShape
    outside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Track(Annotation):
    """One object followed over frames: keyframes in ascending order of frame.

    `attributes` holds the immutable ones; mutable ones live on each keyframe's shape. A
    skeleton's track has no keyframes of its own points but `elements`, a track each.
    """

    keyframes: tuple[Keyframe, ...]
    elements: tuple["Track", ...] = ()
    number: int = 0
