"""Run lengths of masks, checked before anything is made of them.

Row-major over the mask's tight box, beginning with the number of zeros (0 where the first
pixel is set). In CVAT's points the lengths are followed by left, top, right and bottom of the
box in whole pixels, the last two inclusive.
"""

from collections.abc import Sequence

import numpy as np

from limn.sdk.errors import BadInput
from limn.sdk.geometry.raster import Bitmap, Raster, bitmap
from limn.sdk.shapes import FloatArray, Mask


def check(mask: Mask | Raster) -> None:
    """Go on only if the runs are lengths that fill the mask's box.

    Raises:
        BadInput: the box is empty, a run is negative, or they sum up to another area.
    """
    if mask.width < 1 or mask.height < 1:
        raise BadInput(f"the mask's box is {mask.width} × {mask.height} px")
    if len(mask.runs) == 0 or int(mask.runs.min()) < 0:
        raise BadInput("run lengths are whole numbers from 0")
    total, wanted = int(mask.runs.sum()), mask.width * mask.height
    if total != wanted:
        raise BadInput(
            f"the run lengths sum up to {total}, but the box of {mask.width} × {mask.height} px "
            f"has {wanted} pixels"
        )


def area(mask: Mask | Raster) -> int:
    """Number of set pixels."""
    return int(mask.runs[1::2].sum())


def from_points(points: Sequence[float]) -> Raster:
    """The mask in CVAT's points.

    Raises:
        BadInput: they are no whole numbers, or the run lengths do not fill the box.
    """
    numbers = np.asarray(points, dtype=np.float64)
    if numbers.size < 5 or not np.array_equal(numbers, np.floor(numbers)):
        raise BadInput("a mask is whole numbers: run lengths, then left, top, right, bottom")
    left, top, right, bottom = (int(edge) for edge in numbers[-4:])
    mask = Raster(numbers[:-4].astype(np.int64), left, top, right - left + 1, bottom - top + 1)
    check(mask)
    return mask


def to_points(mask: Mask | Raster) -> FloatArray:
    """CVAT's points of a mask, shape (number of runs + 4,)."""
    box = (mask.left, mask.top, mask.left + mask.width - 1, mask.top + mask.height - 1)
    return np.concatenate((mask.runs, box)).astype(np.float64)


def on_picture(mask: Mask | Raster, width: int, height: int) -> Bitmap:
    """The mask on a picture of `width` × `height` px, shape (height, width).

    What lies outside of the picture is cut off.

    Raises:
        BadInput: the runs do not fill the mask's box.
    """
    check(mask)
    picture = np.zeros((height, width), dtype=np.bool_)
    left, top = max(mask.left, 0), max(mask.top, 0)
    right, bottom = min(mask.left + mask.width, width), min(mask.top + mask.height, height)
    if left < right and top < bottom:
        rows = slice(top - mask.top, bottom - mask.top)
        columns = slice(left - mask.left, right - mask.left)
        picture[top:bottom, left:right] = bitmap(mask)[rows, columns]
    return picture
