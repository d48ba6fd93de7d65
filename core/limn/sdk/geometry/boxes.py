"""Boxes: x1, y1, x2, y2 in pixels, x1 ≤ x2 and y1 ≤ y2."""

import numpy as np

from limn.sdk.shapes import FloatArray


def bounding(points: FloatArray) -> tuple[float, float, float, float]:
    """The smallest box around `points`, shape (n, 2), n ≥ 1."""
    left, top = points.min(axis=0)
    right, bottom = points.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def area(boxes: FloatArray) -> FloatArray:
    """Area in px² of each box, shape (n, 4) → (n,)."""
    return np.clip(boxes[:, 2] - boxes[:, 0], 0, None) * np.clip(boxes[:, 3] - boxes[:, 1], 0, None)


def iou(a: FloatArray, b: FloatArray) -> FloatArray:
    """Intersection over union of every box in `a`, shape (n, 4), with every one in `b`.

    Returns shape (n, m), values in [0, 1]; a box without area has 0.
    """
    first, second = a[:, None, :], b[None, :, :]
    sides = np.minimum(first[..., 2:], second[..., 2:]) - np.maximum(
        first[..., :2], second[..., :2]
    )
    shared = np.clip(sides, 0, None).prod(axis=-1)
    union = area(a)[:, None] + area(b)[None, :] - shared
    return np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)
