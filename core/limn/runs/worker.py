"""The worker: `python -m limn.runs.worker --queues import,export --processes 2`.

A parent that only watches; one forked process for each run at work; one that is the keeper.
A process that dies is replaced within a second, and its run is begun again. All of them end
with their parent, however it ends.
"""

import argparse
import gc
import logging
import multiprocessing
import os
import time
from typing import Any

import django
from django.conf import settings
from django.db import DatabaseError, connections
from huey.consumer import Consumer, Scheduler, Worker
from redis.exceptions import RedisError

from limn.runs.lifeline import die_with_parent

log = logging.getLogger(__name__)

SWEEP_SECONDS = 600.0
# Freed memory that libraries keep for themselves goes back to the system with the process.
RUNS_PER_PROCESS = 500


class _Child:
    """What worker and keeper processes do first."""

    parent: int

    def initialize(self) -> None:
        die_with_parent(self.parent)
        connections.close_all()


class RunWorker(_Child, Worker):
    """Carries out one run after the other."""


class Keeper(_Child, Scheduler):
    """Looks after runs and events, in the place where Huey has its scheduler of timed tasks."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._due = {"reap": 0.0, "sweep": 0.0}

    def loop(self, now: object = None) -> None:
        """One round; errors of the database or the queue are waited out."""
        started = time.monotonic()
        try:
            self._round(started)
        except (DatabaseError, RedisError, OSError) as error:
            log.warning("the keeper waits: %s", error)
            connections.close_all()
        self.sleep_for_interval(started, self.interval)

    def _round(self, now: float) -> None:
        from limn.events import telling
        from limn.runs import keeper

        telling.drain()
        keeper.end_leases_of_the_dead()
        keeper.reap()
        if now >= self._due["reap"]:
            self._due["reap"] = now + settings.RUN_REAP_SECONDS
            keeper.carry_the_lost()
        if now >= self._due["sweep"]:
            self._due["sweep"] = now + SWEEP_SECONDS
            keeper.sweep()


class RunConsumer(Consumer):
    """Huey's consumer with our processes."""

    worker_class = RunWorker
    scheduler_class = Keeper


def serve(queues: list[str], processes: int, patience: float) -> None:
    """Work until a signal asks to stop; runs at work get `patience` seconds, then go back."""
    from limn.runs import declare, queue

    declare.discover()
    # What is loaded now stays for good: processes share it, and the collector leaves it alone.
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    _Child.parent = os.getpid()
    patient = bool(settings.QUEUE_URL)
    RunConsumer(
        queue.reader(queues),
        workers=processes,
        worker_type="process",
        initial_delay=0.1,
        max_delay=5.0 if patient else 0.1,
        backoff=1.5 if patient else 1.0,
        scheduler_interval=1,
        periodic=False,
        health_check_interval=1,
        max_tasks=RUNS_PER_PROCESS,
        graceful_signal="TERM",
        shutdown_timeout=patience,
    ).run()
    for child in multiprocessing.active_children():
        child.join(2)
        child.kill()


def main(arguments: list[str] | None = None) -> None:
    """Start from the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "limn.config.settings")
    django.setup()
    from limn.runs.declare import QUEUES

    parser = argparse.ArgumentParser(prog="python -m limn.runs.worker", description=__doc__)
    parser.add_argument(
        "--queues",
        default=",".join(QUEUES),
        help="which to serve, where the queue has several (Redis)",
    )
    parser.add_argument("--processes", type=int, default=2, help="how many runs at once")
    parser.add_argument("--patience", type=float, default=20, help="seconds to end runs in")
    parser.add_argument("--parent", type=int, help="end when this process ends")
    options = parser.parse_args(arguments)
    queues = options.queues.split(",")
    if unknown := sorted(set(queues) - set(QUEUES)):
        parser.error(f"no such queue: {', '.join(unknown)}; there are {', '.join(QUEUES)}")
    if options.processes < 1:
        parser.error("--processes is at least 1")
    if options.parent:
        die_with_parent(options.parent)
    serve(queues, options.processes, options.patience)


if __name__ == "__main__":
    main()
