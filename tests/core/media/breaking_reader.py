"""A reader that also breaks on demand, in the ways real libraries do."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from limn.media.readers import child, deeds, limited
from limn.media.readers.deeds import Done


def _crash(run, *, path, name):
    os.kill(os.getpid(), signal.SIGSEGV)


def _eat(run, *, path, name):
    return Done(len(bytearray(limited.MEMORY)))


def _spin(run, *, path, name):
    while True:
        pass


def _sleep(run, *, path, name):
    time.sleep(60)


def _fail(run, *, path, name):
    raise RuntimeError("a mistake of ours")


def _environment(run, *, path, name):
    return Done(sorted(os.environ))


def _fetch(run, *, name, spans):
    """How many bytes come for each of these questions."""
    if spans == "die":
        child.tell(run._told, {"kind": "fetch", "spans": [[0, 8 << 20]]})
        os.kill(os.getpid(), signal.SIGKILL)
    return Done([len(run.fetch(some)) for some in spans])


def _reach(run, *, path, name, reached):
    """What comes of each of these ways to get at something: "yes", or the error's name."""
    ways = {"read": _read, "write": _write, "list": os.listdir, "call": _call, "start": _start}
    told = []
    for way, place in reached:
        try:
            ways[way](place)
            told.append("yes")
        except OSError as error:
            told.append(type(error).__name__)
    return Done(told)


def _read(place):
    with Path(place).open("rb") as file:
        file.read(1)


def _write(place):
    with Path(place).open("ab") as file:
        file.write(b"x")


def _call(port):
    with socket.create_connection(("127.0.0.1", port), timeout=2):
        pass


def _start(program):
    subprocess.run([program], check=False)


deeds.DEEDS.update(
    crash=_crash, eat=_eat, spin=_spin, sleep=_sleep, fail=_fail, environment=_environment,
    reach=_reach, fetch=_fetch,
)  # fmt: skip

if __name__ == "__main__":
    limited.CPU_SECONDS = 1
    child.IDLE_SECONDS = 0.5
    child.main()
