"""Open decoders kept for the next frame: who goes on where another stopped decodes one frame."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from limn.media.video.decoders import Decoder
from limn.media.video.packets import PacketIndex

IDLE_SECONDS = 60.0
IDLE_BYTES = 192 << 20
"""Memory of all idle decoders; one is kept whatever its size."""


class DecoderPool:
    """Idle decoders by file."""

    def __init__(self) -> None:
        self._idle: list[tuple[float, Decoder]] = []
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    @contextmanager
    def borrow(self, path: Path, name: str, number: int, index: PacketIndex) -> Iterator[Decoder]:
        """A decoder of this file for this thread alone, the one best placed for `number`."""
        decoder = self._take(path, number, index.version) or Decoder(path, name, index)
        try:
            yield decoder
        except BaseException:
            decoder.close()
            raise
        self._put_back(decoder)

    def forget(self, path: Path | None = None) -> None:
        """Close the idle decoders of this file, or all."""
        self._close_if(lambda _since, decoder: path is None or decoder.source == path)

    def drop_after_fork(self) -> None:
        """Start empty in a forked child.

        The decoders' threads are with the parent, so nobody could end them: they are let be.
        """
        self._abandoned = self._idle
        self._lock, self._idle, self._timer = threading.Lock(), [], None

    def _take(self, path: Path, number: int, version: str) -> Decoder | None:
        with self._lock:
            fitting = [
                item
                for item in self._idle
                if item[1].source == path and item[1].index.version == version
            ]
            if not fitting:
                return None
            best = min(fitting, key=lambda item: _distance(item[1].next, number))
            self._idle.remove(best)
            return best[1]

    def _put_back(self, decoder: Decoder) -> None:
        with self._lock:
            self._idle.append((time.monotonic(), decoder))
            leaving = self._over_budget()
            self._wind_up()
        for old in leaving:
            old.close()

    def _wind_up(self) -> None:
        """Look after idle decoders later, also if nobody ever asks for a frame again."""
        if self._idle and self._timer is None:
            self._timer = threading.Timer(IDLE_SECONDS, self._tidy)
            self._timer.daemon = True
            self._timer.start()

    def _over_budget(self) -> list[Decoder]:
        leaving: list[Decoder] = []
        while len(self._idle) > 1 and sum(one.weight for _, one in self._idle) > IDLE_BYTES:
            leaving.append(self._idle.pop(0)[1])
        return leaving

    def _tidy(self) -> None:
        now = time.monotonic()
        self._close_if(lambda since, _: now - since >= IDLE_SECONDS / 2)
        with self._lock:
            self._timer = None
            self._wind_up()

    def _close_if(self, leaves: Callable[[float, Decoder], bool]) -> None:
        with self._lock:
            leaving = [item for item in self._idle if leaves(*item)]
            self._idle = [item for item in self._idle if item not in leaving]
        for _, decoder in leaving:
            decoder.close()


def _distance(standing: int, wanted: int) -> tuple[bool, int]:
    return standing > wanted, abs(wanted - standing)


pool = DecoderPool()
os.register_at_fork(after_in_child=pool.drop_after_fork)
