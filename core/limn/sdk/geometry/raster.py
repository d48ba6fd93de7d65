"""Between vectors and pixels: masks as bitmaps, rings of boxes and ellipses, outlines, areas.

A pixel belongs to column `floor(x)` and row `floor(y)`; its centre is at +0.5. Masks are
row-major run lengths over their tight box, see `limn.sdk.shapes.Mask`.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from limn.sdk.shapes import Box, Ellipse, FloatArray, IntArray, Mask

Bitmap = NDArray[np.bool_]


class Raster(NamedTuple):
    """The geometry of a `Mask`: run lengths over a box of pixels."""

    runs: IntArray
    left: int
    top: int
    width: int
    height: int


def bitmap(mask: Mask | Raster) -> Bitmap:
    """The mask's box as a bitmap, shape (height, width)."""
    values = np.arange(len(mask.runs)) % 2 == 1
    return np.repeat(values, mask.runs).reshape(mask.height, mask.width)


def run_lengths(flat: Bitmap) -> IntArray:
    """Lengths of the runs in a flat bitmap, zeros first (0 when it starts with a one)."""
    edges = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    bounds = np.concatenate(([0], edges, [flat.size]))
    runs = np.diff(bounds)
    return np.concatenate(([0], runs)) if flat.size and flat[0] else runs


def raster(pixels: Bitmap, left: int = 0, top: int = 0) -> Raster | None:
    """The tight mask of a bitmap whose corner lies at (left, top); None if nothing is set."""
    rows, columns = np.flatnonzero(pixels.any(axis=1)), np.flatnonzero(pixels.any(axis=0))
    if not rows.size:
        return None
    y, x = int(rows[0]), int(columns[0])
    height, width = int(rows[-1]) - y + 1, int(columns[-1]) - x + 1
    inner = pixels[y : y + height, x : x + width]
    return Raster(run_lengths(inner.ravel()), left + x, top + y, width, height)


def box_ring(box: Box) -> FloatArray:
    """The four corners of a box as they lie on the picture, rotation applied, shape (4, 2)."""
    corners = np.array(
        [(box.x1, box.y1), (box.x2, box.y1), (box.x2, box.y2), (box.x1, box.y2)], np.float64
    )
    return rotated(corners, box.rotation)


def ellipse_ring(ellipse: Ellipse, points: int = 36) -> FloatArray:
    """`points` points on an ellipse, evenly spaced in angle, rotation applied, shape (n, 2)."""
    angles = np.linspace(0, 2 * np.pi, points, endpoint=False)
    ring = np.column_stack(
        (ellipse.cx + ellipse.rx * np.cos(angles), ellipse.cy + ellipse.ry * np.sin(angles))
    )
    return rotated(ring, ellipse.rotation, about=(ellipse.cx, ellipse.cy))


def rotated(
    points: FloatArray, degrees: float, about: tuple[float, float] | None = None
) -> FloatArray:
    """The points turned clockwise as seen, about `about` or the middle of their bounds."""
    if not degrees:
        return points
    centre = np.array(about or (points.min(axis=0) + points.max(axis=0)) / 2)
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return (points - centre) @ np.array([[cos, sin], [-sin, cos]]) + centre


def ring_area(points: FloatArray) -> float:
    """The area a ring encloses in px², by the shoelace formula."""
    near = points - points[0]
    after = np.roll(near, -1, axis=0)
    return float(abs(np.sum(near[:, 0] * after[:, 1] - after[:, 0] * near[:, 1])) / 2)


def filled(rings: list[FloatArray], width: int, height: int) -> Raster | None:
    """The mask of everything inside the rings on a picture of width × height pixels.

    Pixels touched by an outline count as inside; holes are not made. None where nothing of
    the rings lies on the picture.
    """
    import cv2

    reach = np.array([width, height], np.float64)
    corners = [np.clip(np.rint(ring), -reach, 2 * reach).astype(np.int32) for ring in rings]
    if not corners or min(width, height) < 1:
        return None
    together = np.concatenate(corners)
    low = np.clip(together.min(axis=0), 0, reach - 1).astype(int)
    high = np.clip(together.max(axis=0), 0, reach - 1).astype(int)
    canvas = np.zeros((high[1] - low[1] + 1, high[0] - low[0] + 1), np.uint8)
    for ring in corners:
        cv2.fillPoly(canvas, [ring - low.astype(np.int32)], 1)
    return raster(canvas.astype(bool), int(low[0]), int(low[1]))


def outlines(mask: Mask | Raster) -> list[FloatArray]:
    """The outer outline of each connected part of a mask, shape (n, 2) each, largest first.

    Holes are not told. A part too thin for a ring of three points becomes the rectangle of
    its pixels.
    """
    import cv2

    found, _ = cv2.findContours(
        bitmap(mask).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE
    )
    rings = [_ring(np.asarray(contour, np.float64).reshape(-1, 2)) for contour in found]
    rings.sort(key=ring_area, reverse=True)
    corner = np.array((mask.left, mask.top), np.float64)
    return [ring + corner for ring in rings]


def _ring(contour: FloatArray) -> FloatArray:
    if len(contour) >= 3:
        return contour
    (x1, y1), (x2, y2) = contour.min(axis=0), contour.max(axis=0) + 1
    return np.array([(x1, y1), (x2, y1), (x2, y2), (x1, y2)])
