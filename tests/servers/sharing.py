"""One server for all pytest-xdist workers: the first starts it, the last ends it."""

import fcntl
import json
import os
import signal
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def shared(
    folder: Path, name: str, start: Callable[[], dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """What `start` returned, called once for all processes that use `name` at the same time.

    It tells the server's process id as `pid`; the last user ends that process.
    """
    state = folder / f"{name}.json"
    with _locked(state):
        found = json.loads(state.read_text()) if state.exists() else None
        if found is None or not psutil.pid_exists(found["pid"]):
            found = start() | {"users": []}
        found["users"] = [*filter(psutil.pid_exists, found["users"]), os.getpid()]
        state.write_text(json.dumps(found))
    try:
        yield found
    finally:
        with _locked(state):
            left = json.loads(state.read_text())
            left["users"].remove(os.getpid())
            state.write_text(json.dumps(left))
            if not any(map(psutil.pid_exists, left["users"])):
                end(left["pid"], left.get("signal", signal.SIGTERM))
                state.unlink()


def end(pid: int, by: int = signal.SIGTERM, seconds: float = 15) -> None:
    """Ask a process to end, wait for it, and kill it if it does not."""
    with suppress(psutil.NoSuchProcess, ProcessLookupError):
        process = psutil.Process(pid)
        os.kill(pid, by)
        try:
            wait_for(lambda: has_ended(process), f"process {pid} ends", seconds)
        except TimeoutError:
            process.kill()


def has_ended(process: psutil.Process) -> bool:
    """Also true for one that only its parent, another process, can still see off."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def command_of(process: psutil.Process) -> list[str]:
    """The words that started it; none once it has ended, also while they are asked for."""
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []


def kill_all(processes: Iterable[psutil.Process]) -> None:
    """Kill each, and wait until they are gone; one may end because another was killed."""
    gone = list(processes)
    for process in gone:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    wait_for(lambda: all(map(has_ended, gone)), f"{len(gone)} killed processes end")
    psutil.wait_procs(gone, timeout=0)  # sees off those that this process started


def tree(pid: int) -> list[psutil.Process]:
    """A process and all that it started."""
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


def wait_for(ready: Callable[[], Any], what: str, seconds: float = 30) -> Any:
    """The first true answer of `ready`, asked again and again."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if answer := ready():
            return answer
        time.sleep(0.05)
    raise TimeoutError(f"{what} within {seconds} s")


@contextmanager
def _locked(state: Path) -> Iterator[None]:
    with state.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
