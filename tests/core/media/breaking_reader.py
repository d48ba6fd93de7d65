"""A reader that also breaks on demand, in the ways real libraries do."""

import os
import signal
import time

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


deeds.DEEDS.update(
    crash=_crash, eat=_eat, spin=_spin, sleep=_sleep, fail=_fail, environment=_environment
)

if __name__ == "__main__":
    limited.CPU_SECONDS = 1
    child.IDLE_SECONDS = 0.5
    child.main()
