"""Very many pictures become a task in bounded memory, and the request tells how far it is."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("count", "ceiling"),
    [
        (10_000, 150),
        pytest.param(100_000, 300, marks=[pytest.mark.soak, pytest.mark.timeout(900)]),
    ],
)
def test_very_many_pictures_become_a_task_in_bounded_memory(tmp_path, count, ceiling):
    done = subprocess.run(
        [sys.executable, TESTS / "perf/many_pictures.py", tmp_path, str(count)],
        env={**os.environ, "PYTHONPATH": str(TESTS), "LIMN_DATA": str(tmp_path / "data")},
        capture_output=True, text=True, check=False, timeout=800,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["frames"] == count
    assert told["peak"] < ceiling, told
    assert told["rises"]
    assert told["steps"] >= count // 256
    assert 0.85 < told["last"] <= 1
