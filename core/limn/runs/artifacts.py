"""Files that runs leave behind for download, removed when the run's row expires."""

import os
import shutil
from pathlib import Path
from typing import Any

from limn.runs.failpoints import pass_by
from limn.runs.folders import artifacts_root
from limn.runs.live import LiveRun
from limn.runs.models import FINISHED, Run
from limn.sdk.errors import NotFound


def keep(run: LiveRun, path: Path, *, filename: str) -> dict[str, Any]:
    """Move a finished file to where it stays; the result tells where, and its name for people.

    Put the result into `run.publish()`; a file no finished run points at is removed.
    """
    run.check()
    place = f"{run.id}/{run.attempt}/{path.name}"
    target = artifacts_root() / place
    target.parent.mkdir(parents=True, exist_ok=True)
    with path.open("rb") as file:
        os.fsync(file.fileno())
    shutil.move(path, target)
    pass_by("artifact:moved")
    return {"artifact": place, "filename": filename, "size": target.stat().st_size}


def path_of(run: Run) -> Path:
    """The file a finished run left.

    Raises:
        NotFound: it left none, or the file has expired.
    """
    place = (run.result or {}).get("artifact")
    path = artifacts_root() / str(place)
    if run.state != FINISHED or not place or not path.is_file():
        raise NotFound("the file of this request does not exist any more; start it again")
    return path


def filename_of(run: Run) -> str:
    """The name a download of the run's file gets."""
    return str((run.result or {}).get("filename", "download"))
