"""Large files of which only the parts that are used are here, each a file of its own."""

import os
from collections.abc import Iterator
from pathlib import Path

from limn.media.far_files import FarFile
from limn.sdk.errors import LimnError

PART = 2 << 20
"""Bytes of a part; only the last one has fewer."""
_SUFFIX = ".parts"
Source = Path | FarFile
"""What a file is read from."""


class PartMissing(LimnError):
    """A part has to be fetched first, the one that holds the byte `at`; then ask again."""

    code = "part_missing"
    status = 503

    def __init__(self, at: int | str) -> None:
        super().__init__(str(at))
        self.at = int(at)


def home(folder: Path, name: str) -> Path:
    """What stands for a whole file: its parts lie beside this path, where nothing lies.

    The path tells the length of parts, so that those of another length are never taken for them.
    """
    return folder / f"{name}-{PART}{_SUFFIX}"


def part_name(whole: Path, number: int) -> str:
    """How the file of a part is called."""
    return f"{whole.name}-{number:06d}"


def opened(source: Source) -> "WholeFile | PartedFile | FarFile":
    """The file at a path, which may be one that lies there in parts, or one that lies elsewhere.

    Raises:
        FileNotFoundError: it is not there.
    """
    if isinstance(source, FarFile):
        return source
    return PartedFile(source) if source.suffix == _SUFFIX else WholeFile(source)


class WholeFile:
    """A file that is here; may be read from several threads."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)

    @property
    def size(self) -> int:
        """In bytes."""
        return os.fstat(self._file).st_size

    def read(self, size: int, offset: int) -> bytes:
        """So many bytes from there on; fewer where it ends."""
        return os.pread(self._file, size, offset)

    def close(self) -> None:
        """Let go of it."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


class PartedFile:
    """A file of which some parts are here; may be read from several threads."""

    def __init__(self, whole: Path) -> None:
        self._whole, self._length = whole, int(whole.stem.rpartition("-")[2])

    def read(self, size: int, offset: int) -> bytes:
        """So many bytes from there on; fewer where it ends.

        Raises:
            PartMissing: they are not here.
        """
        return b"".join(self._pieces(size, offset))

    def close(self) -> None:
        """Nothing is held between reads: parts come and go."""

    def _pieces(self, size: int, offset: int) -> Iterator[bytes]:
        while size > 0:
            number, start = divmod(offset, self._length)
            wanted = min(size, self._length - start)
            try:
                with self._whole.with_name(part_name(self._whole, number)).open("rb") as part:
                    part.seek(start)
                    piece = part.read(wanted)
            except FileNotFoundError as error:
                raise PartMissing(offset) from error
            yield piece
            if len(piece) < wanted:
                return
            size, offset = size - wanted, offset + wanted
