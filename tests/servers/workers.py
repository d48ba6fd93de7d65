"""A Limn without its web part: a data folder, a database, a queue, and worker processes.

The test's own process plays the web server: inside `deployed()` its Django uses this
deployment's database and queue.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from servers.sharing import end, wait_for

TESTS = Path(__file__).parent.parent


@dataclass
class Deployment:
    """Where it is, and the environment its processes get."""

    root: Path
    environment: dict[str, str]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_worker(self, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        """A worker of all queues; `environment` adds variables, a failpoint for instance."""
        worker = subprocess.Popen(
            [sys.executable, "-m", "limn.runs.worker", "--patience", "3", *arguments],
            env=os.environ | self.environment | environment,
            stderr=(self.root / "worker.log").open("ab"),
            cwd=TESTS,
            start_new_session=True,
        )
        self.workers.append(worker)
        return worker

    def stop_workers(self) -> None:
        for worker in self.workers:
            if worker.poll() is None:
                end(worker.pid, signal.SIGTERM, 10)
            worker.wait()
        self.workers.clear()

    def log(self) -> str:
        path = self.root / "worker.log"
        return path.read_text() if path.exists() else ""


def children(worker: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The processes a worker forked, once they are all there."""
    return wait_for(lambda: psutil.Process(worker.pid).children(), "the worker forks")


@contextmanager
def deployed(
    root: Path,
    *,
    database: str = "",
    queue: str = "",
    migrated: bool = False,
    blocker: Any,
    **more: str,
) -> Iterator[Deployment]:
    """A deployment in `root`, used by this process too; its workers end with it.

    Its tables are made, unless they are said to be there.
    """
    environment = {
        "LIMN_DATA": str(root),
        "LIMN_DATABASE": database,
        "LIMN_QUEUE": queue,
        "DJANGO_SETTINGS_MODULE": "faults.working.settings",
        "PYTHONPATH": str(TESTS),
    } | more
    patch = pytest.MonkeyPatch()
    for name, value in environment.items():
        patch.setenv(name, value)
    patch.setattr(settings, "DATA_ROOT", root)
    patch.setattr(settings, "QUEUE_URL", queue)
    deployment = Deployment(root, environment)
    try:
        with _connected(root), blocker.unblock(), _fresh_queue():
            if not migrated:
                call_command("migrate", verbosity=0)
            yield deployment
    finally:
        deployment.stop_workers()
        patch.undo()


@contextmanager
def _connected(root: Path) -> Iterator[None]:
    from limn.config import databases

    test_connection, test_settings = connections["default"], connections.settings["default"]
    wanted = connections.configure_settings({"default": databases.configured(root)})
    connections.settings["default"] = wanted["default"]
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        if hasattr(connections["default"], "close_pool"):
            connections["default"].close_pool()
        connections.settings["default"] = test_settings
        connections["default"] = test_connection


@contextmanager
def _fresh_queue() -> Iterator[None]:
    from limn.runs import queue

    queue.forget()
    try:
        yield
    finally:
        queue.forget()
