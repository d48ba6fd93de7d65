"""A file in the bucket for media, of which the parts that are needed are fetched and kept."""

import io
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from limn.media.part_files import PART, PartedFile, home, part_name
from limn.storage import cache, media_bucket, store

Span = tuple[int, int]
"""First byte, and the one behind the last."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The file `name` in one of the `places` of the bucket."""

    data_id: int
    places: tuple[str, ...]
    name: str

    @property
    def path(self) -> Path:
        """What `limn.media.part_files.opened` opens; only the parts asked for are there."""
        return home(store.cache_folder(self.data_id) / "kept", cache.digest(self.name))

    @property
    def size(self) -> int:
        """In bytes."""
        return _found(self.places, self.name)[1]

    def need(self, spans: Iterable[Span]) -> None:
        """Have these bytes here.

        Raises:
            Unavailable, StorageFailed: the bucket does not give them.
            NoSpace: the disk is full.
        """
        touched = {n for start, stop in spans for n in range(start // PART, -(-stop // PART))}
        if len(touched) == 1:
            self._part(*touched)
        elif touched:
            with ThreadPoolExecutor(media_bucket.AT_ONCE) as threads:
                list(threads.map(self._part, sorted(touched)))

    def open(self) -> BinaryIO:
        """The content, fetched as it is read."""
        return io.BufferedReader(_Reader(self), PART)

    def _part(self, number: int) -> None:
        def fetch(unfinished: Path) -> None:
            start, places = number * PART, self.places
            place = places[0] if len(places) == 1 else _found(places, self.name)[0]
            content = media_bucket.read(place, self.name, start, start + PART)
            unfinished.write_bytes(content)

        cache.kept(self.data_id, part_name(self.path, number), fetch, shared=False)


@lru_cache(maxsize=256)
def _found(places: tuple[str, ...], name: str) -> tuple[str, int]:
    """In which place the file lies, and its bytes: neither ever changes."""
    return media_bucket.size(places, name)


class _Reader(io.RawIOBase):
    def __init__(self, parts: Parts) -> None:
        self._parts, self._at = parts, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._parts.size}[whence]
        self._at = max(0, base + offset)
        return self._at

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
