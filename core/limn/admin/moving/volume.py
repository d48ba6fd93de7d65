"""The files of CVAT's data volume: originals and assets, from an archive or a folder."""

import os
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO
from uuid import UUID

from limn.sdk.errors import BadInput
from limn.storage import space
from limn.storage.store import inside

_ORIGINAL = re.compile(r"(?:^|/)data/(\d+)/raw/(.+)$")
_ASSET = re.compile(r"(?:^|/)assets/([0-9a-f-]{36})/[^/]+$")
_LEFT_OUT = {"index.json"}


def unpack(source: Path, root: Path, say: Callable[[str], None]) -> dict[str, int]:
    """Put the files of the volume where ours are under `root`; sizes of assets by uuid.

    `source` is a TAR, compressed or not, or the folder itself (`/home/django/data`). Chunks,
    previews, logs and exports are left out.

    Raises:
        BadInput: it is neither, or damaged, or names a file outside of its folder.
    """
    try:
        return _unpacked(source, root, say)
    except (OSError, tarfile.TarError, EOFError, zlib.error) as error:
        raise BadInput(f"{source} cannot be read as a data volume: {error}") from error


def _unpacked(source: Path, root: Path, say: Callable[[str], None]) -> dict[str, int]:
    sizes: dict[str, int] = {}
    count = 0
    for name, opened in _files(source):
        target = _place(name, root)
        if target is None:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with opened() as read, space.told_when_full(name), target.open("wb") as written:
            space.copy(read, written, name)
        if found := _ASSET.search(name):
            sizes[found[1]] = target.stat().st_size
        count += 1
        if count % 1000 == 0:
            say(f"{count} files")
    return sizes


def _place(name: str, root: Path) -> Path | None:
    if found := _ORIGINAL.search(name):
        if found[2] in _LEFT_OUT:
            return None
        return inside(root / "media" / found[1] / "raw", found[2])
    if found := _ASSET.search(name):
        hexed = UUID(found[1]).hex
        return root / "assets" / hexed[:2] / hexed
    return None


def _files(source: Path) -> Iterator[tuple[str, Callable[[], IO[bytes]]]]:
    if source.is_dir():
        yield from _of_folder(source)
        return
    with tarfile.open(source, "r|*") as archive:
        for member in archive:
            if member.isfile() and (file := archive.extractfile(member)):
                yield member.name, lambda file=file: file


def _of_folder(source: Path) -> Iterator[tuple[str, Callable[[], IO[bytes]]]]:
    for place, folders, names in os.walk(source):
        folders.sort()
        for name in sorted(names):
            path = Path(place, name)
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(source).as_posix(), lambda path=path: path.open("rb")
