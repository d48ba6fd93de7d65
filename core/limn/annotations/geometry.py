"""Between the wire's points and the shapes of datasets.

The wire keeps a rectangle as two corners, an ellipse as its centre and the right-most and
top-most points of it unrotated (x of the one, y of the other), a mask as run lengths and box.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from limn.sdk.geometry import rle
from limn.sdk.shapes import (
    AnyShape,
    Box,
    Cuboid,
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
    Ellipse: "ellipse", Mask: "mask", Cuboid: "cuboid", Skeleton: "skeleton",
}  # fmt: skip


def shape_of(kind: str, points: Sequence[float], rotation: float = 0.0, **more: Any) -> AnyShape:
    """The shape of the wire's type and points; `more` goes to its fields."""
    more.setdefault("label", "")
    match kind:
        case "rectangle":
            x1, y1, x2, y2 = points
            return Box(x1=x1, y1=y1, x2=x2, y2=y2, rotation=rotation, **more)
        case "ellipse":
            cx, cy, right, top = points
            return Ellipse(cx=cx, cy=cy, rx=right - cx, ry=cy - top, rotation=rotation, **more)
        case "polygon":
            return Polygon(points=_pairs(points), **more)
        case "polyline":
            return Polyline(points=_pairs(points), **more)
        case "points":
            return Points(points=_pairs(points), **more)
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
        case Mask():
            return rle.to_points(shape).tolist()
        case _:
            return []


def rotation_of(shape: Shape) -> float:
    """Degrees clockwise; 0 for shapes that do not turn."""
    return float(shape.rotation) % 360 if isinstance(shape, Box | Ellipse) else 0.0


def _pairs(points: Sequence[float]) -> FloatArray:
    return np.asarray(points, dtype=np.float64).reshape(-1, 2)
