"""The vectors that the web app's core passes too."""

import json
from pathlib import Path

import numpy as np
import pytest

from limn.sdk.geometry import rle
from limn.sdk.geometry.raster import raster
from vectors.generate import HAND, interpolation, masks, shown

VECTORS = Path(__file__).parents[3] / "vectors"


def close(found, expected):
    if expected is None or found is None:
        return found is expected
    return found["rotation"] == pytest.approx(expected["rotation"], abs=1e-6) and found[
        "points"
    ] == pytest.approx(expected["points"], abs=1e-6)


@pytest.mark.parametrize("case", HAND, ids=lambda case: case["why"])
def test_cases_worked_out_by_hand(case):
    assert close(shown(case), case["expected"]), shown(case)


def test_interpolation_is_as_written_down():
    stored = json.loads((VECTORS / "interpolation.json").read_text())
    assert len(stored["cases"]) > 300
    wrong = [one for one in stored["cases"] if not close(shown(one), one["expected"])]
    assert not wrong, wrong[:3]
    assert stored == json.loads(json.dumps(interpolation()))


def test_masks_are_as_written_down():
    stored = json.loads((VECTORS / "masks.json").read_text())
    assert stored == masks()
    for case in stored["cases"]:
        bitmap = np.array([[one == "#" for one in row] for row in case["rows"]])
        mask = raster(bitmap)
        assert mask is not None
        assert rle.to_points(mask).tolist() == case["points"]
        assert (
            rle.on_picture(rle.from_points(case["points"]), *bitmap.shape[::-1]) == bitmap
        ).all()
