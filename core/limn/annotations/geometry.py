"""Between the wire's points and the shapes of datasets.

The wire keeps a rectangle as two corners, an ellipse as its centre and the right-most and
top-most points of it unrotated (x of the one, y of the other), a mask as run lengths and box.
A `cuboid` is eight corners on a picture; in a point cloud it is centre, angles and size, and
seven zeros.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from limn.sdk.geometry import rle
from limn.sdk.shapes import (
    AnyShape,
    Box,
    Cuboid,
    Cuboid3D,
    Ellipse,
    FloatArray,
    Mask,
    Points,
    Polygon,
    Polyline,
    Shape,
    Skeleton,
)

TYPES: dict[type[Shape], str] = {
    Box: "rectangle", Polygon: "polygon", Polyline: "polyline", Points: "points",
    Ellipse: "ellipse", Mask: "mask", Cuboid: "cuboid", Cuboid3D: "cuboid", Skeleton: "skeleton",
}  # fmt: skip
_CLOUD_FIELDS = ("x", "y", "z", "rx", "ry", "rz", "sx", "sy", "sz")
FILLING = 16 - len(_CLOUD_FIELDS)
"""Zeros that end the points of a cuboid in a point cloud."""


def shape_of(
    kind: str,
    points: Sequence[float],
    rotation: float = 0.0,
    dimension: str = "2d",
    **more: Any,
) -> AnyShape:
    """The shape of the wire's type and points in a task of this dimension; `more` are fields."""
    more.setdefault("label", "")
    match kind:
        case "rectangle":
            x1, y1, x2, y2 = map(float, points)
            return Box(x1=x1, y1=y1, x2=x2, y2=y2, rotation=rotation, **more)
        case "ellipse":
            cx, cy, right, top = map(float, points)
            return Ellipse(cx=cx, cy=cy, rx=right - cx, ry=cy - top, rotation=rotation, **more)
        case "polygon":
            return Polygon(points=_pairs(points), **more)
        case "polyline":
            return Polyline(points=_pairs(points), **more)
        case "points":
            return Points(points=_pairs(points), **more)
        case "cuboid" if dimension == "3d":
            return Cuboid3D(**dict(zip(_CLOUD_FIELDS, points, strict=False)), **more)
        case "cuboid":
            return Cuboid(points=_pairs(points), **more)
        case "mask":
            raster = rle.from_points(points)
            return Mask(**raster._asdict(), **more)
        case _:
            return Skeleton(**more)


def points_of(shape: Shape) -> list[float]:
    """The wire's points of a shape; none for a skeleton."""
    match shape:
        case Box():
            return [float(one) for one in (shape.x1, shape.y1, shape.x2, shape.y2)]
        case Ellipse():
            right, top = shape.cx + shape.rx, shape.cy - shape.ry
            return [float(one) for one in (shape.cx, shape.cy, right, top)]
        case Polygon() | Polyline() | Points() | Cuboid():
            return np.asarray(shape.points, dtype=np.float64).ravel().tolist()
        case Cuboid3D():
            return [*(float(getattr(shape, name)) for name in _CLOUD_FIELDS), *[0.0] * FILLING]
        case Mask():
            return rle.to_points(shape).tolist()
        case _:
            return []


def rotation_of(shape: Shape) -> float:
    """Degrees clockwise; 0 for shapes that do not turn."""
    return float(shape.rotation) % 360 if isinstance(shape, Box | Ellipse) else 0.0


def _pairs(points: Sequence[float]) -> FloatArray:
    return np.asarray(points, dtype=np.float64).reshape(-1, 2)
