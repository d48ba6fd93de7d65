"""Rows kept on disk until they are written, so that nobody waits while they are made."""

from array import array
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

import msgspec

from limn.annotations.rows import Batch


class Spool:
    """A file for the rows of many jobs; open files are few, jobs of a task may be thousands.

    It has no name: it is gone with the spool, however the process ends.
    """

    def __init__(self, folder: Path) -> None:
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 (it lives as long as the spool)

    def append(self, content: bytes) -> int:
        """Keep it; gives where it begins."""
        begins = self._file.seek(0, 2)
        self._file.write(content)
        return begins

    def read(self, begins: int, length: int) -> bytes:
        """The so many bytes that begin there."""
        self._file.seek(begins)
        return self._file.read(length)


class Batches:
    """Batches of rows of one job, in the order in which they were put; read as often as wanted."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._places = array("q")

    def put(self, batch: Batch) -> None:
        """Keep one more batch."""
        content = msgspec.msgpack.encode(batch)
        self._places.extend((self._spool.append(content), len(content)))

    def __iter__(self) -> Iterator[Batch]:
        places = iter(self._places)
        for begins, length in zip(places, places, strict=True):
            yield msgspec.msgpack.decode(self._spool.read(begins, length), type=Batch)
