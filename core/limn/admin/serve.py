"""`hostctl up`: one process tree that serves the web and works in the background.

The parent keeps the data folder for itself, starts the web server and the worker, starts them
again when they die, and ends them when it ends. Its children end with it even if it is killed.
"""

import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from limn.admin import ready, use_data_folder
from limn.admin.keeping.files import STAGED
from limn.admin.lock import kept_for_us
from limn.sdk.errors import BadInput, Conflict, LimnError

END_SECONDS = 8.0
_SLOWEST_RESTART = 30.0
_STABLE_AFTER = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How to serve: where the data lies, which address to listen on, how many processes."""

    data: Path
    host: str = "127.0.0.1"
    port: int = 8080
    web_processes: int = 1
    workers: int = 2


@dataclass(slots=True)
class _Child:
    """One of the two programs, and when it may be started (again)."""

    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.0
    due: float = field(default_factory=time.monotonic)

    def keep_up(self, now: float) -> None:
        """Start the program if it is not there; more slowly if it keeps dying."""
        if self.process is not None and self.process.poll() is not None:
            lived = now - self.started
            self.pause = 0.2 if lived > _STABLE_AFTER else min(2 * self.pause or 0.2, 30)
            self.due, self.process = now + min(self.pause, _SLOWEST_RESTART), None
        if self.process is None and now >= self.due:
            self.started = now
            # Its own session: Ctrl-C reaches the parent alone, which ends both in order.
            self.process = subprocess.Popen(self.command, start_new_session=True)

    def end(self, by: int) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(by)

    def wait(self, until: float) -> None:
        """Wait for the end of the program, and make it end at `until`."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def up(wanted: Wanted, say: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM; `say` is told the address and, at first, a login link.

    Raises:
        BadInput: the data folder cannot be written, or the address not be listened on.
        Conflict: another process serves this data folder.
        LimnError: the database could not be prepared.
    """
    use_data_folder(wanted.data)
    with kept_for_us(wanted.data):
        _refuse_unfinished_restore(wanted.data)
        _check_address(wanted.host, wanted.port)
        link = _prepared()
        _supervise(wanted, lambda: _greet(wanted, link, say))


def _refuse_unfinished_restore(data: Path) -> None:
    if (data / STAGED).exists():
        raise Conflict(
            f"a restore into {data} was interrupted; run the same `hostctl restore` again"
        )


def _check_address(host: str, port: int) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise BadInput(
            f"{host}:{port} cannot be listened on: {reason}; choose another with --host and --port"
        ) from error


def _prepared() -> str | None:
    """The first login link, if any; in a process of its own, so that the parent stays small."""
    context = multiprocessing.get_context("fork")
    answer, told = context.Pipe(duplex=False)
    process = context.Process(target=_prepare, args=(told,))
    process.start()
    told.close()
    try:
        link, problem = answer.recv()
    except EOFError:
        raise LimnError("Limn could not be prepared; the reason is above") from None
    finally:
        process.join()
    if problem:
        raise LimnError(problem)
    return link


def _prepare(told: Connection) -> None:
    ready()
    from limn.admin import prepare

    doing = "the database could not be prepared"
    try:
        prepare.migrate()
        link = prepare.first_login_link()
        doing = "originals could not be kept"
        prepare.demand_media_store()
        doing = "the application could not be loaded"
        prepare.load_application()
        told.send((link, None))
    except Exception as error:
        told.send((None, f"{doing}: {type(error).__name__}: {error}"))
        raise


def _supervise(wanted: Wanted, greet: Callable[[], None]) -> None:
    me = str(os.getpid())
    web = _Child([
        sys.executable, "-m", "limn.admin.web", "--host", wanted.host, "--port", str(wanted.port),
        "--processes", str(wanted.web_processes), "--parent", me,
    ])  # fmt: skip
    worker = _Child([
        sys.executable, "-m", "limn.runs.worker", "--processes", str(wanted.workers),
        "--patience", "3", "--parent", me,
    ])  # fmt: skip
    children = [web, worker] if wanted.workers else [web]
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda got, _frame: asked.append(got))
    greeted = False
    try:
        while not asked:
            for child in children:
                child.keep_up(time.monotonic())
            if not greeted and _answers(wanted.host, wanted.port):
                greeted = True
                greet()
            time.sleep(0.1)
    finally:
        for child in children:
            child.end(signal.SIGTERM)
        until = time.monotonic() + END_SECONDS
        for child in children:
            child.wait(until)


def _greet(wanted: Wanted, link: str | None, say: Callable[[str], None]) -> None:
    host = f"[{wanted.host}]" if ":" in wanted.host else wanted.host
    address = f"http://{_reachable(host)}:{wanted.port}"
    say(f"Limn is at {address}")
    if link:
        say(f"Sign in as admin, once, within a day: {address}{link}")
        say(f"Something to draw on: {sys.argv[0]} demo --data {wanted.data}")


def _reachable(host: str) -> str:
    return {"0.0.0.0": "localhost", "[::]": "localhost"}.get(host, host)  # noqa: S104


def _answers(host: str, port: int) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    try:
        socket.create_connection((host, port), timeout=0.2).close()
    except OSError:
        return False
    return True
