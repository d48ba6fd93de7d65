"""The files of plugins' modules: which there are, and the digest their addresses change with.

A folder is walked when modules are listed, and when a file is asked for that is not as it was
then; each file served costs one look at that file alone.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from limn.sdk.errors import NotFound

TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
"""What browsers are given; other files of a package are nobody's business."""
_LULL = 1.0
"""Seconds in which a folder is not walked again for addresses that do not fit."""

Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Folder:
    """What a folder had when it was walked: its files with time of change (ns) and size (bytes)."""

    stamps: dict[Path, Stamp]
    digest: str
    at: float


_known: dict[Path, _Folder] = {}


def digest(folder: Path) -> str:
    """Another one whenever a file of the folder is; files are read only if one has changed."""
    return _walked(folder).digest


def found(folder: Path, wanted: str, name: str) -> tuple[Path, str]:
    """The file called `name` and its type, as it was when the folder had this digest.

    Raises:
        NotFound: there is none, it is not for browsers, or it has changed since.
    """
    path = (folder / name).resolve()
    kind = TYPES.get(path.suffix.lower())
    if kind is None or not path.is_relative_to(folder.resolve()):
        raise NotFound(f"there is no file {name!r} for browsers")
    known = _known.get(folder)
    if known is None or not _fits(known, wanted, path):
        known = known if known and monotonic() - known.at < _LULL else _walked(folder)
    if not _fits(known, wanted, path):
        raise NotFound(f"there is no file {name!r} at this address now")
    return path, kind


def _fits(known: _Folder, wanted: str, path: Path) -> bool:
    return known.digest == wanted and path in known.stamps and known.stamps[path] == _stamp(path)


def _walked(folder: Path) -> _Folder:
    root = folder.resolve()
    files = (path.resolve() for path in root.rglob("*") if path.suffix.lower() in TYPES)
    paths = sorted({path for path in files if path.is_relative_to(root)})
    stamps = {path: stamp for path in paths if (stamp := _stamp(path)) is not None}
    before = _known.get(folder)
    same = before is not None and before.stamps == stamps
    now = _Folder(stamps, before.digest if before and same else _read(root, stamps), monotonic())
    _known[folder] = now
    return now


def _stamp(path: Path) -> Stamp | None:
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_mtime_ns, told.st_size


def _read(root: Path, paths: dict[Path, Stamp]) -> str:
    total = hashlib.blake2b(digest_size=12)
    for path in paths:
        content = path.read_bytes()
        total.update(f"{path.relative_to(root)} {len(content)} ".encode())
        total.update(content)
    return total.hexdigest()
