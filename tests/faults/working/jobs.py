"""Jobs for the fault tests; each publishes one `counted:thing` event for each thing."""

import os
import signal
import time
from pathlib import Path
from typing import Any

from limn.events import actions as events
from limn.runs import artifacts
from limn.runs.declare import job
from limn.runs.failpoints import pass_by
from limn.runs.live import LiveRun
from limn.sdk.errors import BadDataset


@job("testing:import", queue="import")
def import_things(run: LiveRun, *, things: int) -> None:
    """Publish things, passing every stage a real import passes."""
    (run.scratch / "unpacked").write_text("x" * 1000)
    pass_by("import:unpacked")
    for done in range(things):
        run.progress(done, things, "counting")
    with run.publish() as result:
        for number in range(things):
            events.record("counted:thing", None, None, number=number, attempt=run.attempt)
            if number == things // 2:
                pass_by("import:half")
        result.update(id=things)


@job("testing:export", queue="export")
def export_things(run: LiveRun, *, text: str) -> None:
    """Leave a file."""
    path = run.scratch / "things.txt"
    pass_by("export:begun")
    path.write_text(text)
    pass_by("export:packed")
    result = artifacts.keep(run, path, filename="things.txt")
    pass_by("export:kept")
    with run.publish() as published:
        published.update(result)


@job("testing:wait", queue="annotation")
def wait_for_file(run: LiveRun, *, file: str, seconds: float = 30) -> dict[str, Any]:
    """Return when the file is there; progress tells the attempt."""
    Path(file).with_suffix(f".{run.attempt}").touch()
    until = time.monotonic() + seconds
    while not Path(file).exists() and time.monotonic() < until:
        run.progress(0.5, message=f"attempt {run.attempt}")
        time.sleep(0.05)
    events.record("counted:thing", None, None, attempt=run.attempt)
    return {"attempt": run.attempt}


@job("testing:deaf", queue="annotation")
def never_look_up(run: LiveRun, *, file: str) -> None:
    """Wait for the file without ever asking whether the run was stopped; then publish."""
    Path(file).with_suffix(f".{run.attempt}").touch()
    while not Path(file).exists():
        time.sleep(0.05)
    with run.publish():
        events.record("counted:thing", None, None, attempt=run.attempt)


@job("testing:fail", queue="import")
def fail(run: LiveRun, *, how: str) -> None:
    """Fail as a user's fault, or as ours."""
    run.warn("this will not go well")
    if how == "user":
        raise BadDataset("there is no picture 'a.jpg'", where="annotations.json:3")
    raise ZeroDivisionError("secret")


@job("testing:crash", queue="chunks", max_attempts=2)
def crash(run: LiveRun) -> None:
    """Take the process down, every time."""
    os.kill(os.getpid(), signal.SIGKILL)
