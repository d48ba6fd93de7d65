"""`python -m bench.million`: one export of 1,000,000 polygons to COCO, by memory and CPU.

The task is made in a SQLite database of its own, 10 polygons of 12 points on each of 100,000
pictures. The aims are 200 MB resident and 60 s of processor time.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.measuring import calibrate

SCRIPT = Path(__file__).parent.parent / "tests/perf/large_task.py"
FRAMES, SHAPES = 100_000, 10


def main() -> None:
    """Make the task, export it, and print what that took."""
    with tempfile.TemporaryDirectory(prefix="limn-million-") as folder:
        _run("make", Path(folder))
        before, used = calibrate(), _cpu()
        told = _run("export", Path(folder))
        spent, after = _cpu() - used, calibrate()
    around = (before + after) / 2
    print(
        f"export of {FRAMES * SHAPES:,} polygons to COCO: {told['peak']} MiB resident, "
        f"{spent:.1f} s CPU, {told['seconds']} s; calibration {around:.3f} s, "
        f"{spent / around:.0f} times as long"
    )


def _run(deed: str, folder: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, SCRIPT, deed, "COCO 1.0", str(FRAMES), str(SHAPES), folder / "coco.zip"],
        env={**os.environ, "LIMN_DATA": str(folder), "LIMN_DATABASE": ""},
        stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def _cpu() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


if __name__ == "__main__":
    main()
