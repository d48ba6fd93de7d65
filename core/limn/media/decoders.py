"""Exact frames of a video by number, and open decoders kept for the next one."""

import bisect
import os
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from limn.media.videos import NO_TIME, decoded, opened
from limn.sdk.errors import BadMedia

if TYPE_CHECKING:
    from collections.abc import Callable

    from av.video.frame import VideoFrame
    from numpy.typing import NDArray

_IDLE = 4
_IDLE_SECONDS = 60.0


class Decoder:
    """One open video that gives frames by number; not to be shared between threads.

    `shown` are the timestamps of all frames in order; `keys` the presentation and decoding
    times of key frames. Without `keys` frames are counted from the start of the file.
    """

    def __init__(
        self,
        path: Path,
        name: str,
        shown: "NDArray[np.int64]",
        keys: "tuple[NDArray[np.int64], NDArray[np.int64]] | None",
    ) -> None:
        self.path, self.name = path, name
        self._shown, self._keys = shown, keys
        self._held = ExitStack()
        self._steady = False
        self._target = NO_TIME
        self._lost: set[int] = set()
        self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def next(self) -> int:
        """The number of the frame that comes without seeking."""
        return self._next

    def close(self) -> None:
        """Let go of the file."""
        self._frames = iter(())
        self._ahead = None
        self._held.close()

    def frame(self, number: int) -> "VideoFrame":
        """The frame of that number.

        Raises:
            BadMedia: it cannot be decoded.
        """
        for go_there in self._ways(number):
            go_there()
            found = self._walk(number)
            if found is not None:
                return found
        raise BadMedia(f"frame {number} of {self.name} cannot be decoded")

    def _ways(self, number: int) -> "Iterator[Callable[[], None]]":
        """Where to decode from, the nearest first."""
        if self._keys is None:
            yield _stay if number >= self._next else self._open
            return
        key = max(0, bisect.bisect_right(self._keys[0], self._shown[number]) - 1)
        if self._next <= number and self._keys[0][key] <= self._shown[self._next]:
            yield _stay
        pts, dts = (int(times[key]) for times in self._keys)
        yield partial(self._seek, key, pts)
        if NO_TIME != dts < pts:
            # MP4 is sought by presentation time, and goes to the group before for an earlier one;
            # other containers go by decoding time.
            yield partial(self._seek, key, dts)
        yield partial(self._seek_steadily, key)
        if key not in self._lost:
            # Some containers land behind the key frame they were asked for; the start of the
            # file leads to every frame, but is worth trying only once for a damaged group.
            self._lost.add(key)
            yield self._open

    def _open(self) -> None:
        self.close()
        self._container, self._stream = self._held.enter_context(
            opened(self.path, self.name, steady=self._steady or self._keys is None)
        )
        self._frames: Iterator[VideoFrame] = decoded(self._container, self._stream)
        self._next = 0

    def _seek(self, key: int, time: int) -> None:
        self._frames = iter(())
        self._ahead = None
        self._container.seek(time, stream=self._stream, backward=True)
        self._frames = decoded(self._container, self._stream, lambda: self._target)
        self._next = int(np.searchsorted(self._shown, self._key_time(key)))

    def _key_time(self, key: int) -> int:
        """When a key frame is shown."""
        return int(self._keys[0][key]) if self._keys else 0

    def _seek_steadily(self, key: int) -> None:
        self._steady = True
        self._open()
        dts = int(self._keys[1][key]) if self._keys else NO_TIME
        pts = self._key_time(key)
        self._seek(key, pts if dts == NO_TIME else min(pts, dts))

    def _walk(self, number: int) -> "VideoFrame | None":
        """Decode on until the frame comes; None when it was passed or the file ends."""
        if self._keys is None:
            return self._count_to(number)
        target = self._target = int(self._shown[number])
        while (frame := self._ahead or next(self._frames, None)) is not None:
            self._ahead = None
            if frame.pts is None or frame.pts < target:
                continue
            if frame.pts > target:
                self._ahead = frame
                self._next = int(np.searchsorted(self._shown, frame.pts))
                return None
            self._next = number + 1
            return frame
        self._next = len(self._shown)
        return None

    def _count_to(self, number: int) -> "VideoFrame | None":
        for frame in self._frames:
            self._next += 1
            if self._next == number + 1:
                return frame
        return None


def _stay() -> None:
    """Go on from where the decoder stands."""


class DecoderPool:
    """Idle decoders by file: a caller that goes on where another stopped need not seek."""

    def __init__(self) -> None:
        self._idle: list[tuple[float, Decoder]] = []
        self._lock = threading.Lock()

    @contextmanager
    def borrow(
        self,
        path: Path,
        name: str,
        number: int,
        shown: "NDArray[np.int64]",
        keys: "tuple[NDArray[np.int64], NDArray[np.int64]] | None",
    ) -> Iterator[Decoder]:
        """A decoder of this file for this thread alone, the one best placed for `number`."""
        decoder = self._take(path, number) or Decoder(path, name, shown, keys)
        try:
            yield decoder
        except BaseException:
            decoder.close()
            raise
        self._put_back(decoder)

    def forget(self, path: Path | None = None) -> None:
        """Close the idle decoders of this file, or all."""
        with self._lock:
            leaving = [item for item in self._idle if path is None or item[1].path == path]
            self._idle = [item for item in self._idle if item not in leaving]
        for _, decoder in leaving:
            decoder.close()

    def drop_after_fork(self) -> None:
        """Start empty in a forked child: its files share their position with the parent's."""
        self._lock = threading.Lock()
        self._idle = []

    def _take(self, path: Path, number: int) -> Decoder | None:
        with self._lock:
            fitting = [item for item in self._idle if item[1].path == path]
            if not fitting:
                return None
            best = min(fitting, key=lambda item: _distance(item[1].next, number))
            self._idle.remove(best)
            return best[1]

    def _put_back(self, decoder: Decoder) -> None:
        now = time.monotonic()
        with self._lock:
            known = [*self._idle, (now, decoder)]
            self._idle = [item for item in known if now - item[0] <= _IDLE_SECONDS][-_IDLE:]
            leaving = [item for item in known if item not in self._idle]
        for _, old in leaving:
            old.close()


def _distance(standing: int, wanted: int) -> tuple[bool, int]:
    return standing > wanted, abs(wanted - standing)


pool = DecoderPool()
os.register_at_fork(after_in_child=pool.drop_after_fork)
