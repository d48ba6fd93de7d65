"""The geometry of a shape between two keyframes.

`share` is how far the frame lies from the left keyframe to the right one, in [0, 1]. The web
app computes the same; tests/vectors/interpolation.json holds both to it.
"""

import numpy as np

from limn.sdk.geometry.polygons import along
from limn.sdk.shapes import FloatArray, IntArray


def rotation(left: float, right: float, share: float) -> float:
    """Degrees clockwise along the shorter arc, in [0, 360); clockwise where both are equal."""
    turn = (right - left) % 360
    if turn > 180:
        turn -= 360
    return (left + turn * share) % 360


def linear(left: FloatArray, right: FloatArray, share: float) -> FloatArray:
    """Point by point, for shapes whose points keep their number and order."""
    return left + (right - left) * share


def points(left: FloatArray, right: FloatArray, share: float) -> FloatArray:
    """A single point moves in a line; several stay as they were, for nothing tells them apart."""
    return linear(left, right, share) if len(left) == len(right) == 1 else left


def ring(left: FloatArray, right: FloatArray, share: float) -> FloatArray:
    """A polygon between two polygons, shapes (n, 2) and (m, 2); 3 to n + m + 1 points."""
    closed_left, closed_right = np.vstack((left, left[:1])), np.vstack((right, right[:1]))
    return _curve(left, right, share, closed_left, closed_right, least=3)


def line(left: FloatArray, right: FloatArray, share: float) -> FloatArray:
    """A polyline between two polylines, shapes (n, 2) and (m, 2); 2 to n + m points."""
    return _curve(left, right, share, left, right, least=2)


def _curve(
    left: FloatArray,
    right: FloatArray,
    share: float,
    from_curve: FloatArray,
    to_curve: FloatArray,
    least: int,
) -> FloatArray:
    """Blend curves by matching points at like shares of their lengths, then thin the result."""
    if np.array_equal(left, right):
        return left
    matches = _matches(from_curve, to_curve)
    pairs = [(index, other) for index, others in enumerate(matches) for other in others]
    chosen = np.array(pairs)
    blended = linear(from_curve[chosen[:, 0]], to_curve[chosen[:, 1]], share)
    thinned = np.array(_thinned(blended, matches, from_curve, to_curve))
    closing = len(from_curve) - len(left)
    kept = thinned if len(thinned) - closing >= least else blended
    return kept[: len(kept) - closing]


def _shares(curve: FloatArray) -> FloatArray:
    """Where on its curve each point lies, from 0 to 1; all 0 on a curve without length."""
    distances = along(curve)
    return distances / distances[-1] if distances[-1] > 0 else distances


def _nearest(of: FloatArray, among: FloatArray) -> IntArray:
    """For each value the index of the nearest in `among` (ascending); the first of equally near."""
    if len(among) == 1:
        return np.zeros(len(of), dtype=np.int64)
    after = np.clip(np.searchsorted(among, of), 1, len(among) - 1)
    before = after - 1
    chosen = np.where(of - among[before] <= among[after] - of, before, after)
    return np.searchsorted(among, among[chosen])


def _matches(left: FloatArray, right: FloatArray) -> list[list[int]]:
    """The points of the right curve that each point of the left one moves to.

    Every left point goes to the nearest right one; right points nobody went to are reached
    from the nearest left one.
    """
    left_shares, right_shares = _shares(left), _shares(right)
    nearest_right = _nearest(left_shares, right_shares)
    matches: list[list[int]] = [[int(index)] for index in nearest_right]
    missed: IntArray = np.setdiff1d(np.arange(len(right)), nearest_right)
    nearest_left = _nearest(right_shares[missed], left_shares)
    for other, index in zip(missed, nearest_left, strict=True):
        matches[int(index)].append(int(other))
    return [sorted(others) for others in matches]


def _thinned(
    blended: FloatArray, matches: list[list[int]], left: FloatArray, right: FloatArray
) -> list[FloatArray]:
    """The blended points without those that crowd where many points met one.

    A bundle is either one left point that split to several right ones, or several left points
    in a row that joined one right point. Within a bundle of N points, two neighbours are at
    least 1 / 2N of the bundle's original length apart.
    """
    kept: list[FloatArray] = []
    index = position = 0
    while index < len(matches):
        last = index
        if len(matches[index]) == 1:
            while last + 1 < len(matches) and matches[last + 1] == matches[index]:
                last += 1
            original, count = left[index : last + 1], last - index + 1
        else:
            first, final = matches[index][0], matches[index][-1]
            original, count = right[first : final + 1], final - first + 1
        size = sum(len(others) for others in matches[index : last + 1])
        bundle = blended[position : position + size]
        kept.extend(_spaced(bundle, float(along(original)[-1]) / (2 * count)))
        index, position = last + 1, position + size
    return kept


def _spaced(bundle: FloatArray, least: float) -> list[FloatArray]:
    """First and last point, and those between that are `least` px from the one kept before.

    Two points nearer than that become their middle.
    """
    if len(bundle) == 1:
        return [bundle[0]]
    kept = [bundle[0]]
    for point in bundle[1:-1]:
        if _distance(point, kept[-1]) >= least:
            kept.append(point)
    if len(kept) == 1 and _distance(bundle[-1], bundle[0]) < least:
        return [(bundle[0] + bundle[-1]) / 2]
    return [*kept, bundle[-1]]


def _distance(one: FloatArray, other: FloatArray) -> float:
    return float(np.sqrt(((one - other) ** 2).sum()))
