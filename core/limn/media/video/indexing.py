"""Making the packet index of a video: demuxed once, with a few frames decoded to check it.

A frame's number is its rank among the timestamps of the packets that are shown. Where these do
not agree with the decoder (AVI with B-frames, fields in packets of their own) all frames are
decoded once, and numbered in the order in which the decoder gives them.
"""

from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from limn.media.far_files import FarFile
from limn.media.part_files import Source
from limn.media.video.decoders import Decoder
from limn.media.video.demuxing import Demuxed, demuxed
from limn.media.video.packets import HIDDEN, Ints, PacketIndex, packets_beside
from limn.media.video.skimming import skimmed
from limn.media.video.videos import NO_TIME
from limn.sdk.errors import BadMedia

if TYPE_CHECKING:
    from limn.sdk.runs import Run

_CHECKED = 24
"""Frames at the start whose order is compared with the decoder's."""
_MOST_SUSPECTS = 20_000
"""Frames that are decoded because of damage nearby; damage beyond shows when it is looked at."""


def build(video: Source, name: str, beside: Path, run: "Run | None" = None) -> PacketIndex:
    """The index of the video, called `name` in errors, which will lie at `beside`.

    Packets that the container scatters are copied to one file, `packets_beside(beside)`. Of a
    video that lies elsewhere no more is read than has to be.

    Raises:
        BadMedia: it holds no frame that can be decoded.
        NoSpace: the disk is full.
    """
    found = skimmed(video, name, run) if isinstance(video, FarFile) else None
    found = found or demuxed(video, name, packets_beside(beside), run)
    found = found.from_first_key()
    source = packets_beside(beside) if found.scattered else video
    index = _numbered(found)
    if index is None or not _agrees(index, source, name):
        if run is not None:
            run.warn(
                f"{name}: its timestamps do not tell its frames; they were counted by decoding"
            )
        return _counted(found, source, name, run)
    return _checked(index, found, source, name, run)


def _numbered(found: Demuxed) -> PacketIndex | None:
    """Frames numbered by time; None where the times do not tell them apart."""
    shown = ~found.hidden
    times = np.sort(found.pts[shown])
    if not len(times) or times[0] == NO_TIME or (np.diff(times) <= 0).any():
        return None
    number = np.full(len(found.pts), HIDDEN, np.int64)
    number[shown] = np.searchsorted(times, found.pts[shown])
    rows = np.flatnonzero(found.key & (found.pts != NO_TIME))
    rows, firsts = _rising(rows, np.searchsorted(times, found.pts[rows]), len(times))
    return _index(found, number, rows, firsts, times)


def _index(
    found: Demuxed, number: Ints, rows: Ints, firsts: Ints, times: Ints, *, counted: bool = False
) -> PacketIndex:
    return PacketIndex(
        found.track, found.offset, found.size, number, rows, firsts, ~found.recovery[rows], times,
        int(times[-1]) + found.duration, scattered=found.scattered, counted=counted,
    )  # fmt: skip


def _rising(rows: Ints, firsts: Ints, frames: int) -> tuple[Ints, Ints]:
    """Key rows, each of which leads to fewer frames than the one before; the first to all."""
    best = np.maximum.accumulate(np.concatenate(([-1], firsts[:-1])))
    good = (firsts > best) & (firsts < frames)
    rows, firsts = rows[good], firsts[good].copy()
    if not len(rows):
        return np.zeros(1, np.int64), np.zeros(1, np.int64)
    firsts[0] = 0
    return rows, firsts


def _agrees(index: PacketIndex, source: Source, name: str) -> bool:
    """Does the decoder show the first frames in this order, but for damaged ones?"""
    with Decoder(source, name, index) as decoder:
        shown = [number for number in islice(decoder.numbers(), _CHECKED) if number >= 0]
        whole = shown == list(range(len(shown)))
        return bool(shown) and (whole or (decoder.failures > 0 and shown == sorted(set(shown))))


def _checked(
    index: PacketIndex, found: Demuxed, source: Source, name: str, run: "Run | None"
) -> PacketIndex:
    """The index with its damaged frames told, and without those that are missing at the end."""
    broken = np.flatnonzero(found.suspect)
    rows = [*broken.tolist(), *([len(found.pts) - 1] if found.cut_short else [])]
    suspects = set((np.searchsorted(index.key_rows, rows, "right") - 1).tolist())
    ends = [*index.key_firsts[1:].tolist(), len(index)]
    lost: set[int] = set()
    looked_at = 0
    for done, key in enumerate(sorted(suspects)):
        frames = range(int(index.key_firsts[key]), ends[key])
        looked_at += len(frames)
        if looked_at > _MOST_SUSPECTS:
            break
        if run is not None:
            run.progress(0.8 + 0.1 * done / len(suspects), 1.0, "Looking at damaged frames")
        lost |= set(frames) - _given(index, source, name, frames)
    return _without(index, lost, _built_on(index, broken), name)


def _built_on(index: PacketIndex, broken: Ints) -> set[int]:
    """Frames in broken packets, and in those that follow up to the next key frame."""
    found: set[int] = set()
    ends = np.append(index.key_rows, len(index.number))
    for row in broken.tolist():
        end = int(ends[np.searchsorted(ends, row, "right")])
        found |= set(index.number[row:end].tolist())
    return found - {HIDDEN}


def _given(index: PacketIndex, source: Source, name: str, frames: range) -> set[int]:
    """Which of these frames the decoder gives."""
    given: set[int] = set()
    with Decoder(source, name, index, steady=True) as decoder:
        for number in decoder.numbers(frames.start):
            if number >= frames.stop:
                break
            given.add(number)
    return given


def _without(index: PacketIndex, lost: set[int], doubtful: set[int], name: str) -> PacketIndex:
    frames = len(index)
    while frames - 1 in lost:
        frames -= 1
    if not frames:
        raise BadMedia(f"{name} holds no frame that can be decoded")
    if frames < len(index):
        rows, firsts = _rising(index.key_rows, index.key_firsts, frames)
        index = replace(
            index,
            number=np.where(index.number < frames, index.number, HIDDEN),
            key_rows=rows, key_firsts=firsts,
            key_closed=index.key_closed[np.isin(index.key_rows, rows)],
            times=index.times[:frames], end=int(index.times[frames]),
        )  # fmt: skip
    damaged = sorted(number for number in lost | doubtful if number < frames)
    return replace(index, damaged=ranges(damaged))


def ranges(numbers: list[int]) -> tuple[tuple[int, int], ...]:
    """The first and last of each run of neighbours among sorted numbers."""
    breaks = [at for at in range(1, len(numbers)) if numbers[at] != numbers[at - 1] + 1]
    return tuple(
        (numbers[start], numbers[stop - 1])
        for start, stop in zip([0, *breaks], [*breaks, len(numbers)], strict=True)
        if stop > start
    )


def _counted(found: Demuxed, source: Source, name: str, run: "Run | None") -> PacketIndex:
    """Frames numbered in the order in which the decoder gives them."""
    number = np.full(len(found.pts), HIDDEN, np.int64)
    count = 0
    everything = np.arange(len(found.pts))
    start = np.zeros(1, np.int64)
    with Decoder(
        source, name, _index(found, everything, start, start, everything), steady=True
    ) as decoder:
        for row in decoder.numbers():
            if number[row] == HIDDEN and not found.hidden[row]:
                number[row] = count
                count += 1
            if run is not None and not count % 64:
                run.progress(0.3 + 0.6 * row / len(number), 1.0, "Counting frames")
    if not count:
        raise BadMedia(f"{name} holds no frame that can be decoded")
    rows = np.flatnonzero(found.key & (number >= 0))
    rows, firsts = _rising(rows, number[rows], count)
    index = _index(found, number, rows, firsts, _times(found, number, count), counted=True)
    if _starts_hold(index, source, name):
        return index
    return replace(index, key_rows=start, key_firsts=start, key_closed=start == 0)


def _times(found: Demuxed, number: Ints, count: int) -> Ints:
    """When counted frames are shown: their timestamps if these rise, else at an even rate."""
    times = np.zeros(count, np.int64)
    shown = np.flatnonzero(number >= 0)
    times[number[shown]] = found.pts[shown]
    if times[0] != NO_TIME and (np.diff(times) > 0).all():
        return times
    return np.arange(count) * max(1, found.duration)


def _starts_hold(index: PacketIndex, source: Source, name: str) -> bool:
    """Does decoding from some key rows in the middle give the frames it should?"""
    for key in {len(index.key_rows) // 2, len(index.key_rows) - 1}:
        first = int(index.key_firsts[key])
        with Decoder(source, name, index, steady=True) as decoder:
            if next((number for number in decoder.numbers(first) if number >= first), -1) != first:
                return False
    return True
