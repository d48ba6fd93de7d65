"""`hostctl snapshot save` and `load`, on the installation as the other groups left it."""

import os
import resource
import subprocess
import sys

from bench.deployments import Server
from bench.material import Material
from bench.measuring import Stopwatch


def work(server: Server, material: Material, stopwatch: Stopwatch) -> None:
    """Both rows; the figure is the command's own processor time, its start included."""
    del material
    for word in ("save", "load"):
        key = f"snapshot {word}"
        stopwatch.time(key, lambda key=key, word=word: {key: _seconds(server, word)})


def _seconds(server: Server, word: str) -> float:
    command = [sys.executable, "-m", "limn_hostctl.main", "snapshot", word, "bench"]
    before = _spent()
    subprocess.run(
        command, check=True, env=os.environ | server.environment, stdout=subprocess.DEVNULL
    )
    return _spent() - before


def _spent() -> float:
    """Processor time of all commands that ended, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
