"""The video of some data wherever it lies: its index, and its packets here to be read."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from limn.media import probing
from limn.media.models import Clip, Data
from limn.media.places import originals
from limn.media.places.parts import Parts
from limn.media.video import index_files
from limn.media.video.packets import packets_beside
from limn.storage import cache
from limn.storage.locks import locked

if TYPE_CHECKING:
    from limn.media.video.packets import PacketIndex

_AHEAD = 32
"""Packets behind a frame's own that decoders may want to see before they give it."""


class Footage:
    """A video in the data folder or on the share, or read by parts from where it lies."""

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
        video, beside = self.whole(), packets_beside(self._place).name
        if isinstance(video, Path):
            return index_files.recent(video, self._name, self._place)
        has_index = self._place.exists() or self._originals.made(self._place)
        if has_index and self._originals.parts_made(beside) is not None:
            return index_files.loaded(self._place)
        if index_files.is_whole(self._place):
            return index_files.loaded(self._place)
        with locked(str(self._place), patience=cache.PATIENCE):
            return index_files.recent(video.file, self._name, self._place)

    def packets(self, rows: Iterable[int]) -> Path:
        """What `PacketFile` opens; the packets of these rows are there, if not all.

        Raises:
            Unavailable, StorageFailed: they cannot be had now.
            NoSpace: the disk is full.
        """
        index = self.index()
        parts = self._holding_packets(index)
        if isinstance(parts, Path):
            return parts
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
        return self._whole

    @cached_property
    def _whole(self) -> Path | Parts:
        return self._originals.parts(self._name) or self._originals.path(self._name)

    def _holding_packets(self, index: "PacketIndex") -> Path | Parts:
        if not index.scattered:
            return self._whole
        beside = packets_beside(self._place)
        return beside if beside.exists() else self._originals.parts_made(beside.name) or beside
