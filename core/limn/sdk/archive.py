"""Where an exporter puts its files: straight into the ZIP, nothing held in memory."""

import shutil
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, BinaryIO

from limn.sdk.dataset import Frame
from limn.sdk.errors import BadInput

_STORED = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".mp4", ".zip", ".jxl", ".avif"}


class Archive(AbstractContextManager["Archive"]):
    """A ZIP being written. One member is open at a time: spool what must wait to `run.scratch`.

    `called` may give a member another name in the file than its writer did.
    """

    def __init__(self, path: Path, *, called: Callable[[str], str] | None = None) -> None:
        self._called = called
        self._zip = zipfile.ZipFile(path, "w", compression=zipfile.ZIP_DEFLATED, compresslevel=3)
        self._names: set[str] = set()

    def open(self, name: str, *, stored: bool = False) -> IO[bytes]:
        """A writable binary file for the member `name` (forward slashes).

        With `stored` it is not compressed, whatever its ending.
        """
        entry = self._entry(name)
        if stored:
            entry.compress_type = zipfile.ZIP_STORED
        return self._zip.open(entry, "w", force_zip64=True)

    def write(self, name: str, content: bytes | str) -> None:
        """Add the member `name` with this content; text is UTF-8."""
        with self.open(name) as member:
            member.write(content.encode() if isinstance(content, str) else content)

    def copy(self, name: str, source: BinaryIO, *, stored: bool = False) -> None:
        """Add the member `name` with everything left in `source`."""
        with self.open(name, stored=stored) as member:
            shutil.copyfileobj(source, member, 1 << 20)

    def add_media(self, name: str, frame: Frame) -> bool:
        """Add a frame's picture as `name`; False where the dataset comes without pictures."""
        if frame.open_media is None:
            return False
        with frame.open_media() as picture:
            self.copy(name, picture)
        return True

    def close(self) -> None:
        """Finish the archive; nothing can be added after."""
        self._zip.close()

    def __exit__(self, *_: object) -> None:
        self.close()

    def _entry(self, name: str) -> zipfile.ZipInfo:
        if name.startswith("/") or ".." in Path(name).parts or "\\" in name or "\0" in name:
            raise BadInput(f"{name!r} cannot be the name of a file in a dataset")
        if name in self._names:
            raise BadInput(f"two files of the dataset would both be called {name!r}")
        self._names.add(name)
        given = self._called(name) if self._called else name
        entry = zipfile.ZipInfo(given, date_time=(1980, 1, 1, 0, 0, 0))
        entry.external_attr = 0o644 << 16
        stored = Path(name).suffix.lower() in _STORED
        entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        return entry
