"""News of changes for clients that have a job open, by server-sent events.

One thread of each process asks the database for the versions of all jobs that anybody
watches; each stream tells its client of the writes since the version it told of last.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

import orjson
from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections

from limn.sdk.errors import NotReady
from limn.tasks.queries import versions_of_jobs

log = logging.getLogger(__name__)

POLL_SECONDS = 0.5
HEARTBEAT_SECONDS = 2.0
"""Pause after which something is sent; only then is a client noticed that has gone."""
ASK_AGAIN_SECONDS = 30.0
LIFE_SECONDS = 240.0
"""A stream ends after this time, so that its thread serves others; clients connect again."""
FULL_SECONDS = 30
"""When a client that found no room may try again."""

Event = tuple[str, int, Mapping[str, object]]
"""Name, version of the job, and data."""


class Watch:
    """The versions of the jobs that are watched, at most half a second old."""

    def __init__(self, versions: Callable[[list[int]], dict[int, int]] = versions_of_jobs) -> None:
        self._ask = versions
        self._news = threading.Condition()
        self._jobs: Counter[int] = Counter()
        self._versions: dict[int, int | None] = {}
        self._thread: threading.Thread | None = None

    def add(self, job_id: int) -> None:
        """Watch a job, until `remove`."""
        with self._news:
            self._jobs[job_id] += 1
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="live", daemon=True)
                self._thread.start()

    def remove(self, job_id: int) -> None:
        """Undo one `add`."""
        with self._news:
            self._jobs[job_id] -= 1
            if not self._jobs[job_id]:
                del self._jobs[job_id]
                self._versions.pop(job_id, None)

    def wait(self, job_id: int, above: int, seconds: float) -> int | None:
        """The job's version once it is `above`, or after so many seconds; None: the job is gone."""

        def differs() -> bool:
            known = self._versions.get(job_id, above)
            return known is None or known > above

        with self._news:
            self._news.wait_for(differs, seconds)
            return self._versions.get(job_id, above)

    def _run(self) -> None:
        try:
            while wanted := self._wanted():
                self._look(wanted)
                time.sleep(POLL_SECONDS)
        finally:
            connections.close_all()

    def _wanted(self) -> list[int]:
        with self._news:
            if not self._jobs:
                self._thread = None
            return list(self._jobs)

    def _look(self, wanted: list[int]) -> None:
        try:
            found = self._ask(wanted)
        except DatabaseError as error:
            log.warning("no news of changes for now: %s", error)
            connections.close_all()
            return
        close_old_connections()
        with self._news:
            for job_id in wanted:
                if job_id in self._jobs:
                    self._versions[job_id] = found.get(job_id)
            self._news.notify_all()


class _Room:
    """The streams this process has open; one that was never closed counts until its end."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ends: dict[int, float] = {}

    def enter(self, stream: object, ends: float) -> None:
        with self._lock:
            now = time.monotonic()
            self._ends = {key: end for key, end in self._ends.items() if end > now}
            if len(self._ends) >= settings.LIVE_STREAMS:
                raise NotReady(
                    "as many live streams as this server keeps are open; "
                    "ask `annotations/changes` now and then instead",
                    retry_after=FULL_SECONDS,
                )
            self._ends[id(stream)] = ends

    def leave(self, stream: object) -> None:
        with self._lock:
            self._ends.pop(id(stream), None)


_watch = Watch()
_room = _Room()


class Stream:
    """The body of a `text/event-stream` about one job, to be closed by the server.

    `news(version)` gives the events after a version, ascending; `admitted()` tells whether the
    client may still have them, and is asked before all news and every half minute.

    Raises:
        NotReady: this process has as many streams as it may.
    """

    def __init__(
        self,
        job_id: int,
        version: int,
        news: Callable[[int], list[Event]],
        admitted: Callable[[], bool],
    ) -> None:
        self._job_id, self._version = job_id, version
        self._news, self._admitted = news, admitted
        self._end = time.monotonic() + LIFE_SECONDS
        self._open = True
        _room.enter(self, self._end + HEARTBEAT_SECONDS)
        _watch.add(job_id)

    def close(self) -> None:
        """Give the place to others."""
        if self._open:
            self._open = False
            _watch.remove(self._job_id)
            _room.leave(self)

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield b"retry: 3000\n" + _written("version", self._version, {"version": self._version})
            yield from self._events()
        finally:
            self.close()

    def _events(self) -> Iterator[bytes]:
        asked = time.monotonic()
        while self._open and (left := self._end - time.monotonic()) > 0:
            newest = _watch.wait(self._job_id, self._version, min(HEARTBEAT_SECONDS, left))
            is_news = newest is not None and newest > self._version
            if newest is None:
                return
            if is_news or time.monotonic() - asked >= ASK_AGAIN_SECONDS:
                asked = time.monotonic()
                if not self._admitted():
                    return
            yield from self._told() if is_news else (b": \n\n",)

    def _told(self) -> Iterator[bytes]:
        events = self._news(self._version)
        # The database's connection is not kept over the quiet time.
        close_old_connections()
        for name, version, data in events:
            self._version = version
            yield _written(name, version, data)


def _written(name: str, version: int, data: Mapping[str, object]) -> bytes:
    return b"id: %d\nevent: %b\ndata: %b\n\n" % (version, name.encode(), orjson.dumps(data))
