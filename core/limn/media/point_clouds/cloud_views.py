"""A point cloud as seen from above: denser places are brighter, higher ones warmer."""

import cv2
import numpy as np

from limn.media.images.pictures import Pixels
from limn.media.point_clouds.clouds import Places

_MARGIN = 4
_SHOWN = (1, 99)
"""Percentiles between which points are shown: a few far ones would shrink all others."""


def from_above(places: Places, side: int) -> Pixels:
    """The points, x to the right and y up, as RGB, shape (side, side, 3)."""
    if not len(places):
        return np.zeros((side, side, 3), np.uint8)
    low, high = np.percentile(places, _SHOWN, axis=0)
    inside = ((places[:, :2] >= low[:2]) & (places[:, :2] <= high[:2])).all(axis=1)
    seen = places[inside] if inside.any() else places
    scale = (side - 1 - 2 * _MARGIN) / max(float((high - low)[:2].max()), 1e-6)
    middle = (low + high)[:2] / 2
    cells = np.rint((seen[:, :2] - middle) * scale + (side - 1) / 2).astype(int)
    cells = cells.clip(0, side - 1)
    flat = (side - 1 - cells[:, 1]) * side + cells[:, 0]
    counts = np.bincount(flat, minlength=side * side)
    heights = np.bincount(flat, seen[:, 2], side * side) / np.maximum(counts, 1)
    return _coloured(counts.reshape(side, side), heights.reshape(side, side), low[2], high[2])


def _coloured(counts: np.ndarray, heights: np.ndarray, low: float, high: float) -> Pixels:
    share = np.clip((heights - low) / max(high - low, 1e-6), 0, 1)
    warm = cv2.applyColorMap((share * 255).astype(np.uint8), cv2.COLORMAP_VIRIDIS)
    dense = np.log1p(counts) / max(float(np.log1p(counts.max())), 1e-6)
    shade = np.where(counts > 0, 0.45 + 0.55 * dense, 0)[..., None]
    return np.ascontiguousarray((warm * shade).astype(np.uint8)[..., ::-1])
