"""Ends a browser that hangs.

A page that never answers keeps its test waiting for ever: the alarm of pytest-timeout does not
reach a test inside of Playwright's loop. A test whose browser is gone fails at once.
"""

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psutil

from servers.sharing import command_of

PATIENCE = 150


@contextmanager
def watched(name: str, patience: float = PATIENCE) -> Iterator[None]:
    """Within, the browser has so many seconds; then it is killed, and what was busy is printed."""
    timer = threading.Timer(patience, _end, [name, patience])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _end(name: str, patience: float) -> None:
    print(f"{name} took over {patience:g} s; its browser is killed", file=sys.stderr)  # noqa: T201
    print("\n".join(_busiest()), file=sys.stderr)  # noqa: T201
    for process in _browsers():
        with _perhaps_gone():
            process.kill()


def _browsers() -> list[psutil.Process]:
    """The Chromiums of this process; the processes of each end with it."""
    family = psutil.Process().children(recursive=True)
    return [one for one in family if _is_browser(command_of(one))]


def _is_browser(command: Sequence[str]) -> bool:
    return "chrom" in "".join(command[:1]) and "--type=" not in " ".join(command)


def _busiest(count: int = 15) -> list[str]:
    """The processes of the machine that worked most in one second."""
    every = list(psutil.process_iter(["pid", "name", "num_threads", "cmdline"]))
    for one in every:
        with _perhaps_gone():
            one.cpu_percent()
    psutil.cpu_percent(1)
    told = []
    for one in every:
        with _perhaps_gone():
            words = " ".join(one.info["cmdline"] or [])[:160]
            told.append((one.cpu_percent(), one.pid, one.info["num_threads"], words))
    head = f"load {psutil.getloadavg()}, {len(every)} processes; % CPU, pid, threads, command:"
    return [head, *(str(one) for one in sorted(told, reverse=True)[:count])]


@contextmanager
def _perhaps_gone() -> Iterator[None]:
    try:
        yield
    except psutil.Error:
        return
