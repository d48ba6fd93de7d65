"""The parent's side: children kept while they are used, each lent to one thread at a time."""

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from limn.media.far_files import Fetch
from limn.media.readers.ground import Ground, files_of
from limn.media.readers.reader import Answer, Gone, Reader
from limn.sdk.runs import Run

__all__ = ["Answer", "ReaderPool", "ask"]
_TRIES = 8


class ReaderPool:
    """At most as many children as there are processors."""

    def __init__(self, child: str = "limn.media.readers.child") -> None:
        self._child = child
        self._most = os.cpu_count() or 1
        self._free = threading.BoundedSemaphore(self._most)
        self._idle: list[Reader] = []
        self._lock = threading.Lock()
        self._keeps_one = False

    @contextmanager
    def _lent(self, about: Mapping[str, Any]) -> Iterator[Reader]:
        """A child that can reach the files it is asked about, fresh where none is waiting.

        The one that read its `path` last may still have it open. One that is in doubt does not
        come back.
        """
        files = files_of(about)
        with self._free:
            reader = self._take(files) or self._begun(files)
            self._keeps_one = self._keeps_one and not reader.lasting
            reader.path = files.get("path")
            try:
                yield reader
            except BaseException:
                self._ended(reader)
                raise
            with self._lock:
                self._idle.append(reader)

    def forget(self) -> None:
        """Start empty: after a fork, the children are the parent process's."""
        self.__init__(self._child)

    def ask(
        self, deed: str, run: Run | None = None, fetch: Fetch | None = None, **about: Any
    ) -> Answer:
        """What a child answers to `deed`; `run` hears of progress and may be cancelled meanwhile.

        Of a file that lies elsewhere the child asks for bytes, which `fetch` gives; what that
        raises ends the child, and is raised here.

        Raises:
            BadMedia, BadInput, TooLarge, NoSpace: as the deed; BadMedia too where the child died
                over the file, or was silent for too long.
        """
        for _ in range(_TRIES):
            with self._lent(about) as reader:
                try:
                    answer = reader.ask(deed, run, about, fetch)
                except Gone:
                    # It waited for so long that it had left before the question came.
                    continue
            if isinstance(answer, Exception):
                raise answer
            return answer
        raise RuntimeError("no reader process can be started")

    def end(self) -> None:
        """End the children that wait."""
        with self._lock:
            idle, self._idle = self._idle, []
        for reader in idle:
            reader.end()

    def keep_one(self) -> None:
        """Start a child now, ready for videos, that waits for as long as this process lives.

        Its start takes longer than a frame does.
        """
        self._keeps_one = True
        self.ask("still_ready", name="nothing")

    def _take(self, files: Mapping[str, Path]) -> Reader | None:
        with self._lock:
            self._idle.sort(
                key=lambda one: (one.ground.holds(files), one.path == files.get("path"))
            )
            while self._idle and self._idle[-1].ground.holds(files):
                reader = self._idle.pop()
                if reader.lives():
                    return reader
                self._ended(reader)
            # Those that are left stand elsewhere.
            if len(self._idle) >= self._most:
                self._ended(self._idle.pop(0))
        return None

    def _begun(self, files: Mapping[str, Path]) -> Reader:
        ground = Ground.of_media().with_files(files)
        return Reader(self._child, ground, lasting=self._keeps_one)

    def _ended(self, reader: Reader) -> None:
        self._keeps_one |= reader.lasting
        reader.end()


pool = ReaderPool()
ask = pool.ask
os.register_at_fork(after_in_child=pool.forget)
