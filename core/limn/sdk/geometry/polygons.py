"""Lines and rings: shape (n, 2); a ring's first point is not repeated."""

import numpy as np

from limn.sdk.geometry.boxes import bounding
from limn.sdk.geometry.raster import Bitmap, filled
from limn.sdk.geometry.rle import on_picture
from limn.sdk.shapes import FloatArray

GRID = 512
"""Cells along the longer side of the grid on which overlaps of rings are counted."""


def along(line: FloatArray) -> FloatArray:
    """Distance in px of each point of an open line from its start, shape (n, 2) → (n,)."""
    # Plain square roots are the same to the last bit in every language; hypot is not.
    steps = np.sqrt((np.diff(line, axis=0) ** 2).sum(axis=1))
    return np.concatenate(([0.0], np.cumsum(steps)))


def iou(a: FloatArray, b: FloatArray, grid: int = GRID) -> float:
    """Intersection over union of two rings, counted on a grid of `grid` cells a side."""
    first, second = bounding(a), bounding(b)
    left, top = max(first[0], second[0]), max(first[1], second[1])
    right, bottom = min(first[2], second[2]), min(first[3], second[3])
    if right <= left or bottom <= top:
        return 0.0
    corner = np.minimum(a.min(axis=0), b.min(axis=0))
    size = np.maximum(a.max(axis=0), b.max(axis=0)) - corner
    scale = (grid - 1) / float(size.max())
    cells = np.ceil(size * scale).astype(int) + 1
    width, height = int(cells[0]), int(cells[1])
    one, other = (_bitmap((ring - corner) * scale, width, height) for ring in (a, b))
    return float((one & other).sum() / (one | other).sum())


def _bitmap(ring: FloatArray, width: int, height: int) -> Bitmap:
    covered = filled([ring], width, height)
    return on_picture(covered, width, height) if covered else np.zeros((height, width), np.bool_)
