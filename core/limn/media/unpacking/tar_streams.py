"""The bytes of a tar, plain or packed, as tarfile asks for them."""

import bz2
import gzip
import io
import lzma
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from limn.sdk.errors import TooLarge

if sys.version_info >= (3, 14):
    import tarfile

    from compression import zstd
else:
    from backports import zstd
    from backports.zstd import tarfile

_PACKED: dict[bytes, Callable[[BinaryIO], Any]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ\0": lzma.open,
    b"]\0\0": lzma.open,
    b"(\xb5/\xfd": zstd.open,
}
"""How files begin that are packed, and what opens them."""
_STEP = 16 << 20
_LONGEST_HEADER = 4 << 20
"""Bytes of all that comes before the content of an entry, which tarfile takes into memory."""


class TarStream(io.BufferedIOBase):
    """What tarfile needs of a file.

    `told` hears how far in the file it is, 0 … 1, and how many bytes came out, every 16 MiB.
    Of one whose content is not asked for, `only_headers`, the length of each is limited.
    """

    def __init__(
        self,
        path: Path,
        name: str,
        told: Callable[[float, int], None],
        *,
        only_headers: bool = False,
    ) -> None:
        self._name, self._told, self._only_headers = name, told, only_headers
        self._header = 0
        self._size = path.stat().st_size or 1
        self._file = path.open("rb")
        start = self._file.read(max(map(len, _PACKED)))
        self._file.seek(0)
        opener = next((_PACKED[mark] for mark in _PACKED if start.startswith(mark)), None)
        self.is_packed = opener is not None
        self._unpacked: Any = opener(self._file) if opener else self._file
        self._next = _STEP

    @property
    def place(self) -> float:
        """How far in the file it is, 0 … 1."""
        return min(1.0, self._file.tell() / self._size)

    def read(self, size: int | None = -1, /) -> bytes:
        """The next bytes.

        Raises:
            TooLarge: of a header, more than any sound tar has.
            tarfile.ReadError: they cannot be unpacked.
        """
        block = self._tried(self._unpacked.read, size)
        self._header += len(block)
        if self._only_headers and self._header > _LONGEST_HEADER:
            most = _LONGEST_HEADER >> 20
            raise TooLarge(f"{self._name} has an entry whose header takes over {most} MiB")
        self._tell()
        return block

    def next_header(self) -> None:
        """Count from here what the header of the next entry takes."""
        self._header = 0

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go there; packed bytes on the way are unpacked in steps."""
        while self.is_packed and offset - (here := self._unpacked.tell()) > _STEP:
            if self._tried(self._unpacked.seek, here + _STEP) <= here:
                break
            self._tell()
        return self._tried(self._unpacked.seek, offset, whence)

    def tell(self) -> int:
        """How many bytes came before."""
        return self._unpacked.tell()

    def close(self) -> None:
        """Close the file, too."""
        self._unpacked.close()
        self._file.close()
        super().close()

    def _tell(self) -> None:
        if (here := self._unpacked.tell()) >= self._next:
            self._next = here + _STEP
            self._told(self.place, here)

    def _tried(self, act: Callable[..., Any], *about: int | None) -> Any:
        try:
            return act(*about)
        except OSError as error:
            if error.errno is None:
                # So says bz2 that it cannot go on.
                raise tarfile.ReadError(str(error)) from error
            raise
