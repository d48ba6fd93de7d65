"""Boxes in point clouds: their corners, what lies between two, and how alike two are.

The web app interpolates the same; tests/vectors/cuboids3d.json holds both to it.
"""

from dataclasses import replace
from math import cos, pi, sin

import numpy as np

from limn.sdk.shapes import Cuboid3D, FloatArray

_SIDES = ("x", "y", "z", "sx", "sy", "sz")
_ANGLES = ("rx", "ry", "rz")
_UNIT = np.array(np.meshgrid((-0.5, 0.5), (-0.5, 0.5), (-0.5, 0.5))).reshape(3, 8).T
_TOP = [0, 1]
_SIDE = [0, 2]


def between(left: Cuboid3D, right: Cuboid3D, share: float) -> Cuboid3D:
    """`left` on its way to `right`, `share` of it done, in [0, 1].

    Centre and size go in a line, each angle along its shorter arc.
    """
    values = {name: _linear(getattr(left, name), getattr(right, name), share) for name in _SIDES}
    turns = {name: angle(getattr(left, name), getattr(right, name), share) for name in _ANGLES}
    return replace(left, **values, **turns)


def angle(left: float, right: float, share: float) -> float:
    """Radians along the shorter arc, in [-π, π); counterclockwise where both are equal."""
    turn = (right - left) % (2 * pi)
    if turn > pi:
        turn -= 2 * pi
    return (left + turn * share + pi) % (2 * pi) - pi


def corners(cuboid: Cuboid3D) -> FloatArray:
    """The eight corners, shape (8, 3)."""
    size = np.array((cuboid.sx, cuboid.sy, cuboid.sz), np.float64)
    centre = np.array((cuboid.x, cuboid.y, cuboid.z), np.float64)
    return (_UNIT * size) @ rotation(cuboid).T + centre


def rotation(cuboid: Cuboid3D) -> FloatArray:
    """The matrix, shape (3, 3), that turns the cuboid's own axes into the cloud's."""
    about_x = np.eye(3)
    about_x[1:, 1:] = _turn(cuboid.rx)
    about_y = np.eye(3)
    about_y[::2, ::2] = _turn(cuboid.ry).T
    about_z = np.eye(3)
    about_z[:2, :2] = _turn(cuboid.rz)
    return about_x @ about_y @ about_z


def likeness(one: Cuboid3D, other: Cuboid3D) -> float:
    """Intersection over union as seen from above times that as seen from the side, in [0, 1].

    Above is along z, the side along y; what is seen is the outline of the turned box.
    """
    first, second = corners(one), corners(other)
    top = _outline_iou(first[:, _TOP], second[:, _TOP])
    return top * _outline_iou(first[:, _SIDE], second[:, _SIDE]) if top else 0.0


def _outline_iou(one: FloatArray, other: FloatArray) -> float:
    # Places far from the origin would lose decimals in the areas.
    middle = one.mean(axis=0)
    first, second = _hull(one - middle), _hull(other - middle)
    shared = _area(_clipped(first, second))
    union = _area(first) + _area(second) - shared
    return min(shared / union, 1.0) if union > 0 else 0.0


def _hull(points: FloatArray) -> FloatArray:
    """The convex hull, counterclockwise, shape (n, 2) (Andrew's monotone chain)."""
    ordered = np.unique(points, axis=0)
    if len(ordered) < 3:
        return ordered
    return np.array([*_chain(ordered), *_chain(ordered[::-1])])


def _chain(points: FloatArray) -> list[FloatArray]:
    """One side of the hull, without its last point."""
    side: list[FloatArray] = []
    for point in points:
        while len(side) > 1 and _side(side[-2], side[-1], point) <= 0:
            side.pop()
        side.append(point)
    return side[:-1]


def _clipped(ring: FloatArray, by: FloatArray) -> FloatArray:
    """The part of a convex ring inside of another, counterclockwise (Sutherland-Hodgman)."""
    for start, end in zip(by, np.roll(by, -1, axis=0), strict=True):
        sides = [_side(start, end, point) for point in ring]
        kept: list[FloatArray] = []
        for index, point in enumerate(ring):
            before, here = sides[index - 1], sides[index]
            if before * here < 0:
                kept.append(ring[index - 1] + (point - ring[index - 1]) * before / (before - here))
            if here >= 0:
                kept.append(point)
        ring = np.array(kept).reshape(-1, 2)
    return ring


def _side(start: FloatArray, end: FloatArray, point: FloatArray) -> float:
    """Above 0 where `point` is left of the line."""
    along, away = end - start, point - start
    return float(along[0] * away[1] - along[1] * away[0])


def _area(ring: FloatArray) -> float:
    after = np.roll(ring, -1, axis=0)
    return abs(float((ring[:, 0] * after[:, 1] - ring[:, 1] * after[:, 0]).sum())) / 2


def _turn(angle: float) -> FloatArray:
    return np.array(((cos(angle), -sin(angle)), (sin(angle), cos(angle))), np.float64)


def _linear(left: float, right: float, share: float) -> float:
    return left + (right - left) * share
