"""The video of some data wherever it lies: its index, and its packets here to be read."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from limn.media import probing
from limn.media.models import Clip, Data
from limn.media.places import originals
from limn.media.places.parts import Parts
from limn.media.video import index_files
from limn.media.video.packets import packets_beside, packets_of

if TYPE_CHECKING:
    from limn.media.video.packets import PacketIndex

_AHEAD = 32
"""Packets behind a frame's own that decoders may want to see before they give it."""


class Footage:
    """A video that lies in the data folder, on the share, or in parts in the bucket for media."""

    def __init__(self, data: Data, clip: Clip) -> None:
        self._name = clip.path
        self._originals = originals.of(data)
        self._place = probing.index_path(data.pk)

    def index(self) -> "PacketIndex":
        """Its packet index, made again if it was lost.

        Raises:
            BadMedia: the video can no longer be read.
            Unavailable, StorageFailed: it cannot be had now.
        """
        if self._originals.parts(self._name) is None:
            return index_files.recent(self._here(), self._name, self._place)
        if not self._place.exists() and not self._originals.made(self._place):
            return index_files.recent(self._here(), self._name, self._place)
        return index_files.loaded(self._place)

    def packets(self, rows: Iterable[int]) -> Path:
        """What `PacketFile` opens; the packets of these rows are there, if not all.

        Raises:
            Unavailable, StorageFailed: they cannot be had now.
            NoSpace: the disk is full.
        """
        index = self.index()
        parts = self._parts(index)
        if parts is None:
            return packets_of(self._here(), self._place, index)
        wanted = np.unique(np.fromiter(rows, np.int64))
        starts, sizes = index.offset[wanted], index.size[wanted]
        parts.need(zip(starts.tolist(), (starts + sizes).tolist(), strict=True))
        return parts.path

    def leading_to(self, frames: Sequence[int]) -> Sequence[int]:
        """Rows of the packets a decoder reads for these frames of the source."""
        index, rows = self.index(), set[int]()
        for frame in frames:
            stop = min(int(index.row[frame]) + 1 + _AHEAD, len(index.number))
            rows |= set(range(index.start_of(frame), stop))
        return sorted(rows)

    def from_byte(self, at: int) -> Sequence[int]:
        """Rows of the packets from that byte of their file on, some of them."""
        index = self.index()
        ends = index.offset + index.size
        return np.flatnonzero(ends > at)[:_AHEAD].tolist()

    def whole(self) -> Path | Parts:
        """The video as it was uploaded."""
        return self._originals.parts(self._name) or self._here()

    def _here(self) -> Path:
        return self._originals.path(self._name)

    def _parts(self, index: "PacketIndex") -> Parts | None:
        if not index.scattered:
            return self._originals.parts(self._name)
        beside = packets_beside(self._place)
        return None if beside.exists() else self._originals.parts_made(beside.name)
