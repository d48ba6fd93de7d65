"""A video's packets in pieces that a browser can decode, as they are, never encoded again.

A fragment begins with a key frame and holds every packet that its frames need: the next key
frame too, where frames shown before it are stored behind it. A long group of pictures is cut
into several fragments that follow each other.

As bytes, all integers little-endian and of 32 bits::

    "LFR1"  count  number[count]  size[count]  flags[count]  packet, packet, …

Packets are in decoding order. `number` is the frame of the source that a packet shows, or −1;
bit 0 of `flags` marks a key frame.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from limn.media.video.codecs import in_band
from limn.media.video.packet_files import PacketFile
from limn.media.video.packets import PacketIndex

MAGIC = b"LFR1"
MIME = "application/vnd.limn.fragment"
_FRAMES = 30
"""A fragment is not cut before it has so many frames…"""
_BYTES = 1 << 20
"""… or so many bytes,"""
_MOST_BYTES = 4 << 20
"""and a group of pictures is cut where it has more than this."""
_KEY = 1


@dataclass(frozen=True, slots=True)
class Fragment:
    """Frames `first` … `first + frames − 1` of the source, in the packets `start` … `stop − 1`.

    Decoding begins with the fragment numbered `begin`: this one, or one it follows.
    """

    number: int
    begin: int
    first: int
    frames: int
    start: int
    stop: int


def cut(index: PacketIndex) -> list[Fragment]:
    """All fragments of a video, in order; together they hold every frame once."""
    ends = np.cumsum(index.size)
    last_rows = np.maximum.accumulate(index.row)
    found: list[Fragment] = []
    for begins, firsts in _groups(index, ends):
        begin = len(found)
        row = begins
        for first, last in _pieces(firsts, last_rows, ends):
            stop = int(last_rows[last]) + 1
            found.append(Fragment(len(found), begin, first, last + 1 - first, row, stop))
            row = stop
    return found


def encode(fragment: Fragment, index: PacketIndex, packets: PacketFile) -> bytes:
    """The fragment as it travels.

    Raises:
        BadMedia: the video became shorter.
    """
    rows = range(fragment.start, fragment.stop)
    keys = np.isin(np.arange(rows.start, rows.stop), index.key_rows)
    complete = in_band(index.track)
    contents = [
        complete(content) if key else content
        for content, key in zip(packets.read_many(rows), keys, strict=True)
    ]
    head = np.array(
        [
            index.number[fragment.start : fragment.stop],
            [len(content) for content in contents],
            keys * _KEY,
        ],
        "<i4",
    )
    count = len(contents).to_bytes(4, "little")
    return b"".join((MAGIC, count, head.tobytes(), *contents))


def _groups(index: PacketIndex, ends: "np.ndarray") -> Iterator[tuple[int, range]]:
    """The row of a key frame and the frames that decoding gives from there to the next one.

    Small groups of pictures are taken together.
    """
    closed = index.key_closed.copy()
    closed[0] = True
    rows = index.key_rows[closed].tolist()
    firsts = [*index.key_firsts[closed].tolist(), len(index)]
    start = 0
    for key in range(1, len(firsts)):
        frames = firsts[key] - firsts[start]
        enough = key == len(rows) or (
            frames >= _FRAMES or ends[rows[key] - 1] - ends[rows[start]] >= _BYTES
        )
        if enough and frames:
            yield rows[start], range(firsts[start], firsts[key])
            start = key


def _pieces(
    frames: range, last_rows: "np.ndarray", ends: "np.ndarray"
) -> Iterator[tuple[int, int]]:
    """First and last frame of each piece of a group: one, unless it has too many bytes."""
    first = frames.start
    while first < frames.stop:
        begin = ends[last_rows[first - 1]] if first > frames.start else ends[last_rows[first]]
        within = last_rows[first : frames.stop]
        last = first + int(np.searchsorted(ends[within] - begin, _MOST_BYTES, "right")) - 1
        last = min(max(last, first), frames.stop - 1)
        yield first, last
        first = last + 1
