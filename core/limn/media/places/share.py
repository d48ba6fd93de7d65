"""The mounted share: a folder of the server whose files need not be uploaded."""

import fnmatch
import mimetypes
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Literal, TypedDict

from django.conf import settings

from limn.media import kinds
from limn.media.limits import MAX_ENTRIES
from limn.media.names import checked
from limn.sdk.errors import BadInput, TooLarge
from limn.storage.space import Unavailable


class FileInfo(TypedDict):
    """A file or folder as CVAT's listing tells it."""

    name: str
    type: Literal["REG", "DIR"]
    mime_type: str


def root() -> Path:
    """The share itself.

    Raises:
        Unavailable: none is set up, or it is not mounted.
    """
    folder = Path(settings.SHARE_ROOT) if settings.SHARE_ROOT else None
    if folder is None or not folder.is_dir():
        raise Unavailable("this server has no mounted share (LIMN_SHARE)")
    return folder.resolve()


def listing(directory: str = "", search: str = "") -> list[FileInfo]:
    """What is in a folder of the share: folders first, then files, by name.

    Only names that begin with `search`. Links that lead out of the share are left out.

    Raises:
        BadInput: there is no such folder in the share.
    """
    if not settings.SHARE_ROOT:
        return []
    top = root()
    problem = f"{directory} is an invalid directory"
    try:
        folder = _inside(top, _relative(directory))
    except BadInput as error:
        raise BadInput(problem, fields={"directory": [problem]}) from error
    if not folder.is_dir():
        raise BadInput(problem, fields={"directory": [problem]})
    with os.scandir(folder) as entries:
        found = [
            _info(entry)
            for entry in entries
            if entry.name.startswith(search) and _stays(top, Path(entry.path))
        ]
    return sorted(found, key=lambda info: (info["type"], info["name"]))


def files(wanted: Iterable[str], *, excluded: Sequence[str] = (), pattern: str = "") -> list[str]:
    """Paths below the share of the files `wanted`, whose folders stand for all that is in them.

    `excluded` files and folders are left out; of the rest those whose path fits `pattern`
    (`*.jpg`) are taken.

    Raises:
        BadInput: one is not there, or a link leads out of the share.
        TooLarge: there are more than `MAX_ENTRIES`.
    """
    top = root()
    left_out = {_relative(name) for name in excluded}
    found: dict[str, None] = {}
    for name in wanted:
        for path in _expanded(top, _relative(name)):
            if not _is_below(path, left_out) and fnmatch.fnmatchcase(path, pattern or "*"):
                found[path] = None
        if len(found) > MAX_ENTRIES:
            raise TooLarge(f"{name} holds more than {MAX_ENTRIES} files")
    return list(found)


def _relative(name: str) -> str:
    """`name` below the share; `/` and the empty name are the share itself."""
    plain = name.strip("/")
    return checked(plain) if plain else "."


def _inside(top: Path, name: str) -> Path:
    path = top / name
    if not _stays(top, path):
        raise BadInput(f"{name} leads out of the share")
    return path


def _stays(top: Path, path: Path) -> bool:
    return path.resolve().is_relative_to(top)


def _expanded(top: Path, name: str) -> Iterator[str]:
    path = _inside(top, name)
    if path.is_file():
        yield name
    elif path.is_dir():
        for folder, below, names in os.walk(path):
            below.sort()
            here = Path(folder)
            yield from (_checked_file(top, here / one) for one in sorted(names))
    else:
        raise BadInput(f"{name} is not in the share", fields={"server_files": [name]})


def _checked_file(top: Path, path: Path) -> str:
    name = path.relative_to(top).as_posix()
    if path.is_symlink():
        _inside(top, name)
    return name


def _is_below(path: str, folders: Iterable[str]) -> bool:
    given = PurePosixPath(path)
    return any(given.is_relative_to(one) for one in folders)


def _info(entry: "os.DirEntry[str]") -> FileInfo:
    if entry.is_dir():
        return {"name": entry.name, "type": "DIR", "mime_type": "DIR"}
    return {"name": entry.name, "type": "REG", "mime_type": _mime(entry.name)}


def _mime(name: str) -> str:
    guessed = (mimetypes.guess_type(name)[0] or "").partition("/")[0]
    known = kinds.by_extension(name) or (guessed if guessed in ("image", "video", "audio") else "")
    return "pdf" if name.lower().endswith(".pdf") else known or "unknown"
