"""A video of any length becomes a task in bounded memory, and tells how far it is."""

import json
import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
CEILING = 300
"""MiB of a whole process."""


def run(folder, deed):
    done = subprocess.run(
        [sys.executable, TESTS / "perf/long_video.py", folder, deed],
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        capture_output=True, text=True, check=False, timeout=170,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_video_of_two_hours_is_indexed_in_bounded_memory_with_true_progress(tmp_path):
    run(tmp_path, "make")
    told = run(tmp_path, "index")
    assert told["frames"] == 2 * 3600 * 25
    assert told["peak"] < CEILING, told
    assert told["rises"]
    assert told["steps"] > 100
    assert 0.6 < told["last"] <= 1
