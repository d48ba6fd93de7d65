"""COCO's run lengths: down the columns of the whole picture, zeros first.

Checked here before anything is made of them: lengths must not be negative and must add up
to the size. The compressed form is COCO's own: a length a number, from the third on as the
difference to the one two before, in groups of five bits with a sixth for "more follows".
"""

import numpy as np

from limn.sdk.geometry.raster import Raster, bitmap, raster, run_lengths
from limn.sdk.shapes import IntArray, Mask

MAX_PIXELS = 1 << 28
_MORE, _SIGN, _BITS = 0x20, 0x10, 5
_LONGEST = 7
"""Groups of one number; 35 bits hold every length of a picture within `MAX_PIXELS`."""


def counts_of(mask: Mask, width: int, height: int) -> IntArray:
    """Column-major run lengths of a mask on a picture of that size (px).

    What lies outside the picture is cut off.
    """
    x, y = max(mask.left, 0), max(mask.top, 0)
    right, bottom = min(mask.left + mask.width, width), min(mask.top + mask.height, height)
    if x >= right or y >= bottom:
        return np.array([width * height], np.int64)
    inner = bitmap(mask)[y - mask.top : bottom - mask.top, x - mask.left : right - mask.left]
    columns = np.zeros((right - x, height), np.bool_)
    columns[:, y:bottom] = inner.T
    runs = run_lengths(columns.ravel())
    before, after = x * height, (width - right) * height
    runs[0] += before
    return _with_tail(runs, after)


def _with_tail(runs: IntArray, zeros: int) -> IntArray:
    if zeros and len(runs) % 2:
        runs[-1] += zeros
        return runs
    return np.append(runs, zeros) if zeros else runs


def raster_of(counts: IntArray, width: int, height: int) -> Raster | None:
    """The tight row-major mask of column-major run lengths; None where nothing is set.

    Raises:
        ValueError: the lengths do not describe a picture of that size.
    """
    check(counts, width, height)
    ends = np.cumsum(counts)
    stops = ends[1::2]
    starts = ends[0::2][: len(stops)]
    filled = stops > starts
    if not filled.any():
        return None
    starts, stops = starts[filled], stops[filled]
    first, last = int(starts[0]) // height, (int(stops[-1]) - 1) // height
    steps = np.zeros((last - first + 1) * height + 1, np.int8)
    np.add.at(steps, starts - first * height, 1)
    np.add.at(steps, stops - first * height, -1)
    strip = np.cumsum(steps[:-1], dtype=np.int8).astype(np.bool_)
    return raster(strip.reshape(-1, height).T, left=first)


def check(counts: IntArray, width: int, height: int) -> None:
    """Refuse run lengths that do not fill a picture of that size exactly.

    Raises:
        ValueError: with a sentence for people.
    """
    if width < 1 or height < 1 or width * height > MAX_PIXELS:
        raise ValueError(f"a mask of {width} × {height} pixels cannot be read")
    if counts.size and int(counts.min()) < 0:
        raise ValueError("a run length is negative")
    if counts.size > 2 * width * height + 2 or int(counts.max(initial=0)) > width * height:
        raise ValueError(f"the run lengths are longer than {width} × {height} pixels")
    if (total := int(counts.sum())) != width * height:
        raise ValueError(f"the run lengths add up to {total}, not to {width} × {height}")


def compressed(counts: IntArray) -> str:
    """COCO's compressed string of run lengths."""
    letters: list[str] = []
    lengths: list[int] = counts.tolist()
    for number, count in enumerate(lengths):
        value = count - lengths[number - 2] if number > 2 else count
        more = True
        while more:
            code = value & 0x1F
            value >>= _BITS
            more = value != (-1 if code & _SIGN else 0)
            letters.append(chr((code | _MORE if more else code) + 48))
    return "".join(letters)


def decompressed(text: str) -> IntArray:
    """Run lengths from COCO's compressed string.

    Raises:
        ValueError: the string breaks off or holds other characters.
    """
    counts: list[int] = []
    value = groups = 0
    for letter in text:
        code = ord(letter) - 48
        if not 0 <= code < 64 or groups == _LONGEST:
            raise ValueError("the compressed run lengths are damaged")
        value |= (code & 0x1F) << (_BITS * groups)
        groups += 1
        if code & _MORE:
            continue
        if code & _SIGN:
            value -= 1 << (_BITS * groups)
        counts.append(value + counts[-2] if len(counts) > 2 else value)
        value = groups = 0
    if groups:
        raise ValueError("the compressed run lengths break off")
    return np.array(counts, np.int64)
