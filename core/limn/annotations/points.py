"""The points of shapes at the door: numbers within reach, as many as the type has.

Points stay JSON; those of many shapes are read together, which takes a fraction of the time.
"""

from collections.abc import Callable, Sequence
from typing import Annotated, NoReturn

import msgspec
from msgspec import Meta

from limn.annotations.codec import SubLabeledShape, TrackedShape
from limn.annotations.geometry import FILLING
from limn.sdk.errors import BadInput

FARTHEST = 10_000_000
"""Coordinates beyond this, in px or the units of a point cloud, are taken for mistakes."""
MOST_NUMBERS = 200_000
"""Numbers in the points of one vector shape."""
LARGEST_MASK = 1 << 28
"""Pixels in the box of one mask."""
_TOGETHER = 1000
_SIZE = slice(6, 9)
_NO_MASK = "a mask is whole numbers from 0"

Path = Callable[[], str]
"""Paths are spelt out only for the value that is wrong."""
Drawn = tuple[SubLabeledShape | TrackedShape, Path]

_Number = (
    Annotated[int, Meta(ge=-FARTHEST, le=FARTHEST)]
    | Annotated[float, Meta(ge=-FARTHEST, le=FARTHEST)]
)
_list = msgspec.json.Decoder(list[_Number])
_lists = msgspec.json.Decoder(list[list[_Number]])


def check_points(drawn: Sequence[Drawn], dimension: str) -> None:
    """Go on only if all these shapes may be in media of this dimension, `2d` or `3d`.

    Raises:
        BadInput: the first wrong value, by its path.
    """
    problem_of = _in_cloud if dimension == "3d" else _on_picture
    for begin in range(0, len(drawn), _TOGETHER):
        part = drawn[begin : begin + _TOGETHER]
        for (shape, path), points in zip(part, _numbers(part), strict=True):
            if problem := problem_of(shape, points):
                refuse(f"{path()}.points", problem)


def refuse(path: str, problem: str) -> NoReturn:
    """Raise `BadInput` for the value at this path."""
    raise BadInput(f"{path}: {problem}", fields={path: [problem]})


def _numbers(drawn: Sequence[Drawn]) -> list[list[float]]:
    try:
        return _lists.decode(b"[%b]" % b",".join(shape.points for shape, _ in drawn))
    except msgspec.ValidationError:
        for shape, path in drawn:
            _refuse_numbers(shape, path)
        raise


def _refuse_numbers(shape: SubLabeledShape | TrackedShape, path: Path) -> None:
    try:
        _list.decode(shape.points)
    except msgspec.ValidationError as error:
        problem, _, place = str(error).partition(" - at `$")
        if "=" in problem:
            problem = f"coordinates are from -{FARTHEST} to {FARTHEST}"
        refuse(f"{path()}.points{place.rstrip('`')}", problem)


def _on_picture(shape: SubLabeledShape | TrackedShape, points: Sequence[float]) -> str:
    # Most masks have no minus in their text, which is seen sooner than the least of their numbers.
    if shape.type == "mask" and b"-" in bytes(shape.points) and min(points) < 0:
        return _NO_MASK
    return _COUNTS[shape.type](points)


def _in_cloud(shape: SubLabeledShape | TrackedShape, points: Sequence[float]) -> str:
    if problem := _on_picture(shape, points):
        return problem
    if min(points[_SIZE]) < 0:
        return "the size of a cuboid, its numbers 6 to 8, cannot be negative"
    if any(points[-FILLING:]):
        return f"the last {FILLING} numbers of a cuboid in a point cloud are 0"
    return ""


def _exactly(wanted: int) -> Callable[[Sequence[float]], str]:
    def check(points: Sequence[float]) -> str:
        return "" if len(points) == wanted else f"{wanted} numbers are needed, not {len(points)}"

    return check


def _pairs(least: int) -> Callable[[Sequence[float]], str]:
    def check(points: Sequence[float]) -> str:
        if len(points) < least or len(points) % 2:
            return f"an even number from {least} on is needed, not {len(points)}"
        return "" if len(points) <= MOST_NUMBERS else f"more than {MOST_NUMBERS} numbers"

    return check


def _mask(points: Sequence[float]) -> str:
    if len(points) < 5:
        return "run lengths, then left, top, right and bottom are needed"
    # Masks have thousands of run lengths; this goes through them without a line of Python each.
    every = sum(points)
    whole = isinstance(every, int) or all(float(one).is_integer() for one in points)
    if not whole:
        return _NO_MASK
    left, top, right, bottom = points[-4:]
    if right < left or bottom < top:
        return "the box ends before it begins: left, top, right and bottom come last"
    pixels, total = (right - left + 1) * (bottom - top + 1), every - sum(points[-4:])
    if pixels > LARGEST_MASK:
        return f"a box of {pixels:.0f} pixels is too large"
    if total != pixels:
        return f"the run lengths sum up to {total:.0f}, but the box has {pixels:.0f} pixels"
    return ""


_COUNTS: dict[str, Callable[[Sequence[float]], str]] = {
    "rectangle": _exactly(4),
    "ellipse": _exactly(4),
    "cuboid": _exactly(16),
    "skeleton": _exactly(0),
    "polygon": _pairs(6),
    "polyline": _pairs(4),
    "points": _pairs(2),
    "mask": _mask,
}
