"""Names of files in a dataset that every system can unpack, and the way back to their own.

Windows refuses some characters and names, and, like macOS, takes names for one that differ only
in case or in how their accents are written. A file that is called so gets another name in the
archive; which, is told by `original_names.json` there. What the annotations call it stays.
"""

import json
import re
import unicodedata
from pathlib import Path, PurePosixPath

import msgspec

from limn.media.limits import MAX_NAME
from limn.media.names import checked
from limn.sdk.archive import Archive
from limn.sdk.errors import BadDataset, BadInput

MAPPING = "original_names.json"
_LARGEST = 64 << 20
"""Bytes of a mapping that is read: more than 200,000 of the longest names usually take."""
_REFUSED = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\.|$)", re.IGNORECASE)
_TRAILING = re.compile(r"[. ]+$")


class PortableNames:
    """Gives each file of one archive a name that every system takes; remembers those changed."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}
        self.changed: dict[str, str] = {}
        """What a file was called, by its name in the archive."""

    def __call__(self, name: str) -> str:
        given = self._apart("/".join(map(_portable, name.split("/"))))
        if given != name:
            self.changed[given] = name
        return given

    def write_to(self, archive: Archive) -> None:
        """Add the mapping, where there is something to tell."""
        if self.changed:
            archive.write(MAPPING, json.dumps(self.changed, ensure_ascii=False, indent=1))

    def _apart(self, name: str) -> str:
        """The name, or one like it that no file has yet."""
        given, path = name, PurePosixPath(name)
        while (key := _alike(given)) in self._taken:
            self._taken[key] = number = self._taken[key] + 1
            given = str(path.with_name(_shortened(path.stem, f"~{number}{path.suffix}")))
        self._taken[key] = 1
        return given


def take_back(folder: Path, where: str) -> None:
    """Call the files of an unpacked dataset what the mapping in it says; `where` is for errors.

    Raises:
        BadDataset: it is no mapping, or says what no file can be called.
    """
    told = folder / MAPPING
    if not told.is_file():
        return
    for given, own in _read(told, where).items():
        path = folder / given
        if path.is_file():
            _rename(path, folder / own, own, where)
    told.unlink()


def _read(told: Path, where: str) -> dict[str, str]:
    if told.stat().st_size > _LARGEST:
        raise BadDataset(f"{MAPPING} takes more than {_LARGEST >> 20} MiB", where=where)
    try:
        mapping = msgspec.json.decode(told.read_bytes(), type=dict[str, str])
        return {checked(given): checked(own) for given, own in mapping.items()}
    except (msgspec.MsgspecError, UnicodeDecodeError, BadInput) as error:
        raise BadDataset(f"{MAPPING} cannot be followed: {error}", where=where) from error


def _rename(path: Path, target: Path, own: str, where: str) -> None:
    try:
        if target.exists():
            raise FileExistsError("there is one already")
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
    except OSError as error:
        problem = f"no file can be called {own!r}: {error.strerror or error}"
        raise BadDataset(f"{MAPPING} cannot be followed, {problem}", where=where) from error


def _portable(part: str) -> str:
    safe = _TRAILING.sub(lambda found: "_" * len(found[0]), _REFUSED.sub("_", part))
    return _shortened("_", safe) if _DEVICE.match(safe) else safe


def _shortened(start: str, end: str) -> str:
    """Both together; of the longer part so much that a file system takes it."""
    while len(f"{start}{end}".encode()) > MAX_NAME:
        start, end = (start[:-1], end) if len(start) > 1 else (start, end[1:])
    return start + end


def _alike(name: str) -> str:
    """The same for names that some system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
