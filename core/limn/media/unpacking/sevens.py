"""7z archives, which push all their members out at once. Runs in a reader process."""

from contextlib import ExitStack
from pathlib import Path

import py7zr
from py7zr.exceptions import (
    ArchiveError,
    PasswordRequired,
    UnsupportedCompressionMethodError,
)
from py7zr.io import Py7zIO, WriterFactory

from limn.media.unpacking import seven_directory
from limn.media.unpacking.gate import Counted, Gate
from limn.media.unpacking.members import BROKEN
from limn.sdk.errors import BadMedia, LimnError

MARK = b"7z\xbc\xaf\x27\x1c"
_METHODS = {b"\x0a": "ARM64", b"\x0b": "RISCV", b"\x03\x03\x01\x1b": "BCJ2"}
"""Methods of 7-Zip that py7zr does not know, by the numbers in `Methods.txt` of its sources."""


def unpack(path: Path, name: str, gate: Gate) -> None:
    """Have the archive at `path` push what `gate` takes where `gate` says.

    Raises:
        BadMedia: it is broken, encrypted, or holds what the gate refuses.
        TooLarge, NoSpace: as the gate.
    """
    try:
        gate.promise(*seven_directory.counted(path, name, gate.fits))
        with py7zr.SevenZipFile(path) as archive:
            if archive.needs_password():
                raise BadMedia(f"{name} is encrypted")
            wanted = _wanted(archive, gate)
            with ExitStack() as held:
                factory = _Places(wanted, gate, held)
                archive.extract(targets=list(wanted), factory=factory)
    except LimnError:
        raise
    except PasswordRequired as error:
        raise BadMedia(f"{name} is encrypted") from error
    except UnsupportedCompressionMethodError as error:
        method = _method(error.data)
        raise BadMedia(
            f"{name} is packed with {method}, which is not read here: use LZMA2"
        ) from error
    except (ArchiveError, *BROKEN, ValueError, OSError, IndexError, KeyError, TypeError) as error:
        raise BadMedia(f"{name} is a broken or unsupported archive: {error}") from error


def _method(number: object) -> str:
    """What a method is called, or at least its number."""
    if not isinstance(number, bytes):
        return "a method"
    return _METHODS.get(number, f"the method {number.hex()}")


def _wanted(archive: py7zr.SevenZipFile, gate: Gate) -> dict[str, str]:
    """Under which name each member that is taken is kept."""
    listed = archive.list()
    wanted: dict[str, str] = {}
    for entry in listed:
        fault = "" if entry.is_file or entry.is_directory else "a link, not a file"
        kept_as = gate.name_of(entry.filename, is_folder=entry.is_directory, fault=fault)
        if kept_as is not None:
            wanted[entry.filename] = kept_as
    return wanted


class _Places(WriterFactory):
    def __init__(self, wanted: dict[str, str], gate: Gate, held: ExitStack) -> None:
        self._wanted, self._gate, self._held = wanted, gate, held

    def create(self, filename: str) -> Py7zIO:
        # The members follow each other, so the one before is complete.
        self._held.close()
        self._gate.progress(0.0)
        return _Place(self._held.enter_context(self._gate.placed(self._wanted[filename])))


class _Place(Py7zIO):
    """A file as py7zr writes it: forwards, and nothing else."""

    def __init__(self, counted: Counted) -> None:
        self._counted = counted
        self._size = 0

    def write(self, s: bytes | bytearray) -> int:
        self._counted.write(bytes(s))
        self._size += len(s)
        return len(s)

    def read(self, size: int | None = None) -> bytes:
        raise NotImplementedError

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._size

    def flush(self) -> None:
        """Files are flushed when they are closed."""

    def size(self) -> int:
        return self._size
