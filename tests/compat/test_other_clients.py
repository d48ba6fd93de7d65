"""Clients that cannot live beside ours: an older cvat-sdk, and FiftyOne's CVAT integration."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from compat import places
from servers.live import RUNNING

pytestmark = pytest.mark.timeout(600)  # they may have to be fetched first
JOURNEYS = ("sdk_journey", "layouts_by_sdk", "annotations_page", "backups")


def test_the_journeys_go_by_an_older_sdk_too(limn_server, tmp_path):
    older = os.environ | {
        "PYTHONPATH": str(places.packages("cvat-sdk-2.73")),
        RUNNING: json.dumps(limn_server.told()),
    }

    def python(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=places.ROOT, env=older, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
        return done.stdout

    assert python("-c", "import cvat_sdk.version as it; print(it.VERSION)").strip() == "2.73.0"
    journeys = [f"tests/compat/test_{name}.py" for name in JOURNEYS]
    said = python("-m", "pytest", "-q", "--basetemp", str(tmp_path / "tests"), *journeys)
    assert "failed" not in said


def test_fiftyone_sends_pictures_and_takes_back_what_was_drawn(limn_server, pictures, tmp_path):
    for path in pictures[:3]:
        shutil.copy(path, tmp_path)
    done = subprocess.run(
        [places.interpreter("fiftyone"), places.ROOT / "tests/compat/outside/fiftyone_round.py",
         limn_server.url, limn_server.username, limn_server.password, str(tmp_path)],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-6000:]
