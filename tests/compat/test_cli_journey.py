"""cvat-cli, as people's scripts call it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture
def cli(limn_server, tmp_path):
    """Runs cvat-cli against the server and returns what it printed."""
    host, _, port = limn_server.url.rpartition(":")
    program = str(Path(sys.executable).with_name("cvat-cli"))

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [program, "--server-host", host, "--server-port", port,
             "--auth", limn_server.username, *arguments],
            env=os.environ | {"PASS": limn_server.password, "HOME": str(tmp_path)},
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_a_task_is_made_listed_dumped_uploaded_and_deleted(cli, pictures, tmp_path):
    labels = '[{"name": "cat", "attributes": []}]'
    made = cli(
        "task", "create", "from the shell", "--labels", labels, "--completion_verification_period",
        "1", "local", *map(str, pictures[:5]),
    )  # fmt: skip
    task_id = made.split()[-1]
    assert task_id in cli("task", "ls").split()
    archive = tmp_path / "out.zip"
    cli(
        "task",
        "export-dataset",
        "--format",
        "COCO 1.0",
        "--with-images",
        "yes",
        task_id,
        str(archive),
    )
    assert "annotations/instances_default.json" in zipfile.ZipFile(archive).namelist()
    cli("task", "import-dataset", "--format", "COCO 1.0", task_id, str(archive))
    cli("task", "frames", task_id, "0", "3", "--outdir", str(tmp_path / "frames"))
    assert len(list((tmp_path / "frames").glob("*"))) == 2
    cli("task", "delete", task_id)
    assert task_id not in cli("task", "ls").split()
