"""Write the vectors that both cores, in Python and in TypeScript, have to pass.

    python tests/vectors/generate.py

Cases with a `why` were worked out by hand and are kept as they are; the others are drawn at
random and computed by `limn.sdk.geometry`.
"""

import json
import math
import random
from pathlib import Path
from typing import Any

import numpy as np

from limn.annotations.geometry import points_of, rotation_of, shape_of
from limn.sdk.geometry import rle
from limn.sdk.geometry.raster import raster
from limn.sdk.geometry.tracks import interpolated, shape_at
from limn.sdk.shapes import Keyframe, Track

HERE = Path(__file__).parent
COUNTS = {"rectangle": (4, 4), "ellipse": (4, 4), "cuboid": (16, 16), "points": (2, 6),
          "polygon": (6, 24), "polyline": (4, 24)}  # fmt: skip
CASES = 60
"""Random cases of each kind."""

Case = dict[str, Any]


def shown(case: Case) -> Case | None:
    """What a track of this type and these keyframes shows on the case's frame."""
    keyframes = tuple(
        Keyframe(
            frame=one["frame"],
            shape=shape_of(case["type"], one["points"], one["rotation"]),
            outside=one["outside"],
        )
        for one in case["keyframes"]
    )
    shape = shape_at(Track(label="", keyframes=keyframes), case["frame"])
    if shape is None:
        return None
    return {"points": points_of(shape), "rotation": rotation_of(shape)}


def key(frame: int, points: list[float], rotation: float = 0.0, *, outside: bool = False) -> Case:
    return {"frame": frame, "points": points, "rotation": rotation, "outside": outside}


def by_hand(why: str, kind: str, frame: int, keyframes: list[Case], expected: Case | None) -> Case:
    return {"why": why, "type": kind, "keyframes": keyframes, "frame": frame, "expected": expected}


def at(points: list[float], rotation: float = 0.0) -> Case:
    return {"points": points, "rotation": rotation}


SQUARE = [0.0, 0.0, 10.0, 0.0, 10.0, 10.0, 0.0, 10.0]
HAND = [
    by_hand("linear", "rectangle", 3, [key(1, [0, 0, 10, 10]), key(5, [8, 4, 18, 14])],
            at([4, 2, 14, 12])),
    by_hand("before the first keyframe there is nothing", "rectangle", 0,
            [key(1, [0, 0, 1, 1])], None),
    by_hand("the last keyframe holds", "rectangle", 9, [key(1, [0, 0, 1, 1])], at([0, 0, 1, 1])),
    by_hand("hidden from an outside keyframe on", "rectangle", 5,
            [key(1, [0, 0, 1, 1]), key(5, [4, 0, 5, 1], outside=True)], None),
    by_hand("hidden until the next visible keyframe", "rectangle", 7,
            [key(1, [0, 0, 1, 1]), key(5, [4, 0, 5, 1], outside=True), key(8, [9, 0, 10, 1])],
            None),
    by_hand("on its way to where it leaves", "rectangle", 3,
            [key(1, [0, 0, 1, 1]), key(5, [4, 0, 5, 1], outside=True)], at([2, 0, 3, 1])),
    by_hand("the shorter arc passes 0", "rectangle", 2,
            [key(1, [0, 0, 1, 1], 350), key(3, [0, 0, 1, 1], 30)], at([0, 0, 1, 1], 10)),
    by_hand("the shorter arc passes 0 backwards", "ellipse", 3,
            [key(1, [5, 5, 8, 1], 10), key(5, [5, 5, 8, 1], 330)], at([5, 5, 8, 1], 350)),
    by_hand("half a turn goes clockwise", "rectangle", 2,
            [key(1, [0, 0, 1, 1], 90), key(3, [0, 0, 1, 1], 270)], at([0, 0, 1, 1], 180)),
    by_hand("a single point moves", "points", 1, [key(0, [0, 0]), key(4, [8, 4])], at([2, 1])),
    by_hand("several points stay", "points", 1, [key(0, [0, 0, 5, 5]), key(4, [8, 4, 9, 9])],
            at([0, 0, 5, 5])),
    by_hand("a square that moves stays a square", "polygon", 1,
            [key(0, SQUARE), key(2, [one + 4 for one in SQUARE])],
            at([one + 2 for one in SQUARE])),
    by_hand("a vertex more is reached from the nearest one", "polyline", 1,
            [key(0, [0, 0, 10, 0]), key(2, [0, 0, 4, 8, 10, 0])], at([0, 0, 2, 4, 10, 0])),
    by_hand("a vertex less joins the nearest one", "polyline", 1,
            [key(0, [0, 0, 4, 8, 10, 0]), key(2, [0, 0, 10, 0])], at([0, 0, 2, 4, 10, 0])),
    by_hand("equal keyframes with doubled vertices are kept as they are", "polygon", 1,
            [key(0, [0, 0, 0, 0, 4, 0, 4, 4]), key(2, [0, 0, 0, 0, 4, 0, 4, 4])],
            at([0, 0, 0, 0, 4, 0, 4, 4])),
    by_hand("masks stay", "mask", 1, [key(0, [0, 1, 3, 3, 3, 3]), key(2, [0, 1, 9, 9, 9, 9])],
            at([0, 1, 3, 3, 3, 3])),
]  # fmt: skip


def drawn(kind: str, chance: random.Random) -> Case:
    low, high = COUNTS[kind]
    frames = sorted(chance.sample(range(40), chance.randint(2, 4)))
    turns = kind in ("rectangle", "ellipse")
    keyframes = [
        key(
            frame,
            [round(chance.uniform(-50, 500), 2) for _ in range(chance.randrange(low, high + 1, 2))],
            round(chance.uniform(0, 360), 1) if turns and chance.random() < 0.7 else 0.0,
            outside=chance.random() < 0.15,
        )
        for frame in frames
    ]
    case: Case = {"type": kind, "keyframes": keyframes, "frame": chance.randint(0, 42)}
    return case | {"expected": shown(case)}


def interpolation() -> Case:
    chance = random.Random(20)
    cases = HAND + [drawn(kind, chance) for kind in COUNTS for _ in range(CASES)]
    return {
        "about": "What a track of `type` with these keyframes shows on `frame`; null: nothing. "
        "Points as on the wire, rotation in degrees clockwise.",
        "tolerance": 1e-6,
        "cases": cases,
    }


UPRIGHT = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0]
FILL = [0.0] * 7


def turned(rx: float, ry: float, rz: float) -> list[float]:
    return [0.0, 0.0, 0.0, rx, ry, rz, 1.0, 1.0, 1.0, *FILL]


CUBOIDS = [
    {"why": "centre and size go in a line", "left": [*UPRIGHT, *FILL],
     "right": [4, -8, 2, 0, 0, 0, 3, 5, 1, *FILL], "share": 0.25,
     "expected": [1, -2, 0.5, 0, 0, 0, 1.5, 2, 1, *FILL]},
    {"why": "the shorter arc passes half a turn", "left": turned(0, 0, 3.0),
     "right": turned(0, 0, -3.0), "share": 0.5, "expected": turned(0, 0, -math.pi)},
    {"why": "the shorter arc passes 0", "left": turned(-0.5, 0, 0), "right": turned(1.5, 0, 0),
     "share": 0.5, "expected": turned(0.5, 0, 0)},
    {"why": "each angle by itself", "left": turned(0.2, -0.2, 3.1),
     "right": turned(0.4, -0.6, -3.1), "share": 0.5, "expected": turned(0.3, -0.4, -math.pi)},
]  # fmt: skip


def cuboids() -> Case:
    chance = random.Random(3)
    cases = list(CUBOIDS)
    for _ in range(CASES):
        left, right = (
            [round(chance.uniform(-20, 20), 3) for _ in range(3)]
            + [round(chance.uniform(-4, 7), 3) for _ in range(3)]
            + [round(chance.uniform(0.1, 9), 3) for _ in range(3)]
            + FILL
            for _ in range(2)
        )
        share = round(chance.random(), 3)
        one, other = (shape_of("cuboid", points, dimension="3d") for points in (left, right))
        expected = points_of(interpolated(one, other, share))
        cases.append({"left": left, "right": right, "share": share, "expected": expected})
    return {
        "about": "A cuboid of a point cloud between two keyframes, its 16 numbers as on the wire: "
        "centre, angles in radians (in [-π, π) where it was on its way), size, seven zeros.",
        "tolerance": 1e-9,
        "cases": cases,
    }


def masks() -> Case:
    chance = np.random.default_rng(4)
    cases: list[Case] = []
    for index in range(40):
        height, width = (int(one) for one in chance.integers(1, 14, 2))
        bitmap = chance.random((height, width)) < (0.15, 0.5, 0.85, 1.0)[index % 4]
        if (mask := raster(bitmap)) is not None:
            rows = ["".join("#" if one else "." for one in row) for row in bitmap]
            cases.append({"rows": rows, "points": rle.to_points(mask).tolist()})
    return {
        "about": "A bitmap (# is set) and its points: row-major run lengths over the tight box, "
        "beginning with the zeros, then left, top, right, bottom (inclusive).",
        "cases": cases,
    }


def text(content: Case) -> str:
    """JSON with a case a line."""
    cases = ",\n".join(json.dumps(one) for one in content.pop("cases"))
    return json.dumps(content)[:-1] + ', "cases": [\n' + cases + "\n]}\n"


if __name__ == "__main__":
    (HERE / "interpolation.json").write_text(text(interpolation()))
    (HERE / "cuboids3d.json").write_text(text(cuboids()))
    (HERE / "masks.json").write_text(text(masks()))
