"""A file elsewhere, of which the parts that are needed are fetched and kept."""

import io
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from limn.media.far_files import Span
from limn.media.part_files import PART, PartedFile, home, part_name
from limn.media.places.fetched import AT_ONCE
from limn.media.places.ranges import Ranged
from limn.media.seeking import Seeking
from limn.storage import cache, store


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of `file`, kept with what was made of the data."""

    data_id: int
    file: Ranged

    @property
    def path(self) -> Path:
        """What `limn.media.part_files.opened` opens; only the parts asked for are there."""
        return home(store.cache_folder(self.data_id) / "kept", cache.digest(self.file.identity))

    @property
    def size(self) -> int:
        """In bytes."""
        return self.file.size

    def need(self, spans: Iterable[Span]) -> None:
        """Have these bytes here.

        Raises:
            NoSpace: the disk is full. What reading the file raises.
        """
        touched = {n for start, stop in spans for n in range(start // PART, -(-stop // PART))}
        if len(touched) == 1:
            self._part(*touched)
        elif touched:
            with ThreadPoolExecutor(AT_ONCE) as threads:
                list(threads.map(self._part, sorted(touched)))

    def open(self) -> BinaryIO:
        """The content, fetched as it is read."""
        return io.BufferedReader(_Reader(self), PART)

    def _part(self, number: int) -> None:
        def fetch(unfinished: Path) -> None:
            start = number * PART
            unfinished.write_bytes(self.file.read(start, start + PART))

        cache.kept(self.data_id, part_name(self.path, number), fetch, shared=False)


class _Reader(Seeking):
    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.size)
        self._parts = parts

    def readinto(self, buffer: "bytearray | memoryview", /) -> int:  # type: ignore[override]
        # One part at a time: it is just fetched, so nobody throws it away before it is read.
        within = PART - self._at % PART
        wanted = max(0, min(len(buffer), within, self._parts.size - self._at))
        if not wanted:
            return 0
        self._parts.need([(self._at, self._at + wanted)])
        content = PartedFile(self._parts.path).read(wanted, self._at)
        buffer[: len(content)] = content
        self._at += len(content)
        return len(content)
