"""How loud a recording is over time: the lowest and highest sample of each short stretch.

Found when the recording arrives, kept as a NumPy file, and made again when that is missing.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from limn.media.readers import ask
from limn.media.sound.sound_files import Samples, SoundFile
from limn.sdk.errors import BadMedia
from limn.storage import store
from limn.storage.space import told_when_full

if TYPE_CHECKING:
    from limn.media.images.pictures import Pixels
    from limn.sdk.runs import Run

STRETCH_MS = 10
"""Length of one stretch."""
MOST_BUCKETS = 20_000
_FULL = 127
_STEPS = 258
"""Of 16 bits in one of 8, so that the loudest sample is within ±127."""
_STRETCHES = 1000
"""Stretches that are measured together."""
_BACKGROUND, _LINE = (24, 26, 32), (96, 165, 250)
_COLUMNS, _ROWS = 256, 144

Peaks = NDArray[np.int8]
"""Shape (n, 2): lowest and highest, ±127 is as loud as can be."""


def measure(path: Path, name: str, place: Path, run: "Run | None" = None) -> SoundFile:
    """Facts about the recording at `path`; its peaks are written to `place`. Runs in a reader.

    Raises:
        BadMedia: it holds no sound.
        TooLarge: it is too long.
    """
    from limn.media.sound import recordings

    meter = _Meter()
    for block, rate in recordings.samples(path, name, run):
        meter.add(block, rate)
    if not meter.count:
        raise BadMedia(f"{name} holds no sound that can be decoded")
    save(meter.peaks(), place)
    duration = -(-meter.count * 1000 // meter.rate)
    return SoundFile(name, duration, meter.rate, recordings.has_cover(path, name))


def save(peaks: Peaks, place: Path) -> None:
    """Write peaks so that readers find all of them or none."""
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_name(f"{uuid4().hex}.unfinished")
    try:
        with told_when_full("the peaks of a recording"), unfinished.open("wb") as file:
            np.save(file, peaks)
        store.publish(unfinished, place)
    finally:
        unfinished.unlink(missing_ok=True)


def kept(path: Callable[[], Path], name: str, place: Path) -> Peaks:
    """The peaks at `place`; if they are not there, those of the recording at `path()`."""
    if not place.exists():
        ask("listen", path=str(path()), name=name, place=str(place))
    return np.load(place, mmap_mode="r", allow_pickle=False)


class _Meter:
    """Takes the samples in blocks of any length."""

    def __init__(self) -> None:
        self.count = 0
        self.rate = 1
        self._waiting: list[Samples] = []
        self._held = 0
        self._taken = self._stretches = 0
        self._done: list[Peaks] = []

    def add(self, block: Samples, rate: int) -> None:
        self.rate = rate
        self.count += len(block)
        self._waiting.append(block)
        self._held += len(block)
        if self._held > rate * STRETCH_MS * _STRETCHES // 1000:
            self._measure(whole=False)

    def peaks(self) -> Peaks:
        self._measure(whole=True)
        return np.concatenate(self._done)

    def _measure(self, *, whole: bool) -> None:
        """Measure all stretches that are complete; with `whole` the last one as it is."""
        held = np.concatenate(self._waiting)
        last = (self._taken + len(held)) * 1000 // (self.rate * STRETCH_MS)
        # Where stretches begin, in samples: exact also where one is no whole number of them.
        stretches = np.arange(self._stretches, last + 1, dtype=np.int64)
        edges = stretches * self.rate * STRETCH_MS // 1000 - self._taken
        end = len(held) if whole else int(edges[-1])
        starts = edges[edges < end]
        if len(starts):
            part = held[:end]
            pairs = (np.minimum.reduceat(part, starts), np.maximum.reduceat(part, starts))
            self._done.append((np.stack(pairs, axis=1) // _STEPS).astype(np.int8))
            self._stretches += len(starts)
        self._waiting, self._held = [held[end:]], len(held) - end
        self._taken += end


def in_buckets(peaks: Peaks, start: int, stop: int, buckets: int) -> Peaks:
    """The peaks of `start` … `stop` (ms, exclusive) in so many stretches of equal length.

    Fewer where a bucket would be shorter than `STRETCH_MS`.
    """
    first, last = start // STRETCH_MS, min(-(-stop // STRETCH_MS), len(peaks))
    part = np.asarray(peaks[first:last])
    if not len(part):
        return part
    edges = np.unique(np.arange(min(buckets, len(part))) * len(part) // min(buckets, len(part)))
    lows = np.minimum.reduceat(part[:, 0], edges)
    return np.stack((lows, np.maximum.reduceat(part[:, 1], edges)), axis=1)


def as_numbers(peaks: Peaks) -> list[list[float]]:
    """[lowest, highest] of each, within ±1."""
    return np.round(peaks / _FULL, 3).tolist()


def drawn(peaks: Peaks) -> "Pixels":
    """A picture of all of it, RGB, shape (144, 256, 3)."""
    picture = np.full((_ROWS, _COLUMNS, 3), _BACKGROUND, np.uint8)
    columns = in_buckets(peaks, 0, len(peaks) * STRETCH_MS, _COLUMNS)
    middle = _ROWS // 2
    for column, (low, high) in enumerate(_spread(columns)):
        top = middle - max(1, round(high / _FULL * (middle - 4)))
        bottom = middle + max(1, round(-low / _FULL * (middle - 4)))
        picture[top:bottom, column] = _LINE
    return picture


def _spread(columns: Peaks) -> Iterable[Sequence[int]]:
    """As many as the picture is wide; short recordings have fewer stretches than that."""
    return columns[np.arange(_COLUMNS) * len(columns) // _COLUMNS].tolist()
