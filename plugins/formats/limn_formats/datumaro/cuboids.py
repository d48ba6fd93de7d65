"""The order in which a cuboid's corners are told.

Limn and CVAT go edge by edge, each from top to bottom: front left, front right, back right,
back left. Datumaro goes round the bottom and then round the top, each from front left to back
left, back right and front right.
"""

import numpy as np

from limn.sdk.shapes import FloatArray

_TO_DATUMARO = np.array([1, 7, 5, 3, 0, 6, 4, 2])


def to_datumaro(corners: FloatArray) -> FloatArray:
    """Corners in Datumaro's order, shape (8, 2)."""
    return corners[_TO_DATUMARO]


def from_datumaro(corners: FloatArray) -> FloatArray:
    """Corners in Limn's order, shape (8, 2)."""
    return corners[np.argsort(_TO_DATUMARO)]
