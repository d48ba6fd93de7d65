"""Rows kept on disk until they are written, so that nobody waits while they are made."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

import msgspec

from limn.annotations.rows import Batch

_LENGTH = 8
"""Bytes that tell how long a batch is."""


class Spool:
    """Batches of rows in the order in which they were put; read as often as wanted.

    The file has no name: it is gone with the spool, however the process ends.
    """

    def __init__(self, folder: Path) -> None:
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 (it lives as long as the spool)

    def put(self, batch: Batch) -> None:
        """Keep one more batch."""
        content = msgspec.msgpack.encode(batch)
        self._file.write(len(content).to_bytes(_LENGTH, "big"))
        self._file.write(content)

    def __iter__(self) -> Iterator[Batch]:
        self._file.seek(0)
        while length := int.from_bytes(self._file.read(_LENGTH), "big"):
            yield msgspec.msgpack.decode(self._file.read(length), type=Batch)
