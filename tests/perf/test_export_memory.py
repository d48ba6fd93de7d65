"""A dataset of any size is written and read in bounded memory, database to archive and back."""

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

pytestmark = pytest.mark.timeout(400)
SCRIPT = Path(__file__).with_name("large_task.py")
FRAMES, SHAPES = 20_000, 10
CEILING = 190
"""MiB of a whole process, Django and the database's cache included: 200 MB."""


def run_deed(folder, name, format="-", file="-", *, frames=FRAMES, shapes=SHAPES):
    """What the script tells of a deed in this folder."""
    done = subprocess.run(
        [sys.executable, SCRIPT, name, format, str(frames), str(shapes), folder / file],
        env={**os.environ, "LIMN_DATA": str(folder), "LIMN_DATABASE": ""},
        capture_output=True, text=True, check=False, timeout=380,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def deed(tmp_path_factory):
    """Runs the script in the folder of a task with 200,000 polygons."""
    folder = tmp_path_factory.mktemp("large")
    run_deed(folder, "make")
    return partial(run_deed, folder)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("COCO 1.0", "COCO 1.0"),
        ("CVAT for images 1.1", "CVAT 1.1"),
        ("Datumaro 1.0", "Datumaro 1.0"),
    ],
)
def test_memory_stays_bounded(deed, written, read):
    assert deed("export", written, "dataset.zip")["peak"] < CEILING
    assert deed("import", read, "dataset.zip")["peak"] < CEILING + 20
