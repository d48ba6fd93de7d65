"""`python -m bench.million [--database sqlite|postgresql]`: 1,000,000 polygons to COCO, measured.

The task is made in a database of its own, 10 polygons of 12 points on each of 100,000 pictures,
and exported by a process of its own, whose memory is told; processor time is that of the
database too. The aims are 200 MB resident and 60 s of processor time.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psutil

from bench.deployments import DATABASES, tree
from bench.measuring import calibrate, spent
from servers.databases import own_database, start_postgres
from servers.sharing import end

SCRIPT = Path(__file__).parent.parent / "tests/perf/large_task.py"
FRAMES, SHAPES = 100_000, 10


def main() -> None:
    """Make the task on each database, export it, and print what that took."""
    parser = argparse.ArgumentParser(prog="python -m bench.million", description=__doc__)
    parser.add_argument("--database", choices=DATABASES, action="append")
    for database in parser.parse_args().database or DATABASES:
        with _own(database) as (address, pid):
            _measure(database, address, pid)


@contextmanager
def _own(database: str) -> Iterator[tuple[str, int | None]]:
    """Address and process of a new database; neither for SQLite."""
    if database == "sqlite":
        yield "", None
        return
    with ExitStack() as held:
        postgres = start_postgres()
        held.callback(shutil.rmtree, postgres["folder"], ignore_errors=True)
        held.callback(end, postgres["pid"], postgres["signal"])
        yield held.enter_context(own_database(postgres["url"])), postgres["pid"]


def _measure(database: str, address: str, pid: int | None) -> None:
    with tempfile.TemporaryDirectory(prefix="limn-million-") as folder:
        _run("make", Path(folder), address)
        before, used = calibrate(), _cpu(pid)
        told = _run("export", Path(folder), address)
        took, after = _cpu(pid) - used, calibrate()
    around = (before + after) / 2
    print(
        f"{database}: export of {FRAMES * SHAPES:,} polygons to COCO: {told['peak']} MiB resident, "
        f"{took:.1f} s CPU, {told['seconds']} s; calibration {around:.3f} s, "
        f"{took / around:.0f} times as long",
        flush=True,
    )


def _run(deed: str, folder: Path, address: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, SCRIPT, deed, "COCO 1.0", str(FRAMES), str(SHAPES), folder / "coco.zip"],
        env={**os.environ, "LIMN_DATA": str(folder), "LIMN_DATABASE": address},
        stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def _cpu(pid: int | None) -> float:
    """Processor time of the programs run so far, and of the database with what it has ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    ours = children.ru_utime + children.ru_stime
    if pid is None:
        return ours
    ended = psutil.Process(pid).cpu_times()
    return ours + ended.children_user + ended.children_system + sum(map(spent, tree(pid)))


if __name__ == "__main__":
    main()
