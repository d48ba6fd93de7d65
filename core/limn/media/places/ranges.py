"""Files that lie elsewhere as they were at one moment, read by ranges of bytes."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

from limn.media.far_files import MOST_AT_ONCE, Span
from limn.media.places.fetched import AT_ONCE
from limn.sdk.errors import BadMedia, Changed, NoRanges
from limn.sdk.storages import Storage, StoredObject
from limn.storage.insisting import insisted

_PIECE = 2 << 20
"""Bytes of one question to a storage: larger ones are asked for side by side."""
_MOST_SPANS = 1 << 16
_TIMES, _MORE = 4, 64 << 20
"""A file may be read so many times, and some bytes more: for an index it takes three at most."""


class Ranged(Protocol):
    """A file that can be read by ranges; its content never changes."""

    @property
    def identity(self) -> str:
        """Tells it from other files, and from what it was before or will be after."""
        ...

    @property
    def size(self) -> int:
        """In bytes."""
        ...

    def read(self, start: int, stop: int) -> bytes:
        """Bytes `start` to `stop`, fewer only where it ends."""
        ...


@dataclass(frozen=True, slots=True)
class InOneStorage:
    """An object of a connected storage, as `found` when it was first seen.

    The storage is asked for when it is needed, and `opened` may raise then: what was fetched
    from one that was disconnected since can still be used.
    """

    opened: Callable[[], Storage]
    found: StoredObject

    @property
    def identity(self) -> str:
        """Its key and tag."""
        return f"{self.found.key}\0{self.found.tag}\0{self.found.size}"

    @property
    def size(self) -> int:
        """In bytes, as it was."""
        return self.found.size

    def read(self, start: int, stop: int) -> bytes:
        """Bytes of the object as it was.

        Raises:
            Changed: it is not what it was.
            NotFound: it is gone. Forbidden, NoRanges, StorageFailed: it cannot be read now.
        """
        key, stop = self.found.key, min(stop, self.size)
        storage = self.opened()
        content = insisted(lambda: storage.get_range(key, start, stop, tag=self.found.tag))
        if len(content) != stop - start:
            raise Changed(f"{key!r} was changed since it was first read: it is shorter now")
        return content

    def takes_ranges(self) -> bool:
        """Does the storage give a part of the object without the rest?"""
        middle = self.size // 2
        try:
            self.read(middle, middle + 1)
        except NoRanges:
            return False
        return True


class Answering:
    """Gives a reader the bytes it asks for; a reader that asks for too many is given none."""

    def __init__(self, file: Ranged, name: str) -> None:
        self._file, self._name = file, name
        self._left = file.size * _TIMES + _MORE

    def fetch(self, spans: Sequence[Span]) -> bytes:
        """Their bytes, joined.

        Raises:
            BadMedia: no sound file makes a reader ask that.
            What reading the file raises.
        """
        self._check(spans)
        wanted = [piece for span in spans for piece in _pieces(*span)]
        if len(wanted) == 1:
            return self._file.read(*wanted[0])
        with ThreadPoolExecutor(AT_ONCE) as threads:
            try:
                return b"".join(threads.map(lambda piece: self._file.read(*piece), wanted))
            except BaseException:
                threads.shutdown(cancel_futures=True)
                raise

    def _check(self, spans: Sequence[Span]) -> None:
        total = sum(stop - start for start, stop in spans)
        self._left -= total
        sound = all(0 <= start < stop <= self._file.size for start, stop in spans)
        if not sound or len(spans) > _MOST_SPANS or total > MOST_AT_ONCE + _PIECE:
            raise BadMedia(f"{self._name} could not be read: its reader asks for what is not there")
        if self._left < 0:
            raise BadMedia(f"{self._name} could not be read: its parts lead back and forth")


def _pieces(start: int, stop: int) -> Iterator[Span]:
    for at in range(start, stop, _PIECE):
        yield at, min(at + _PIECE, stop)
