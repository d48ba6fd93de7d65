"""Which files belong to an installation, beside its tables."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

MADE_AGAIN = frozenset({"artifacts", "cache", "locks", "scratch", "snapshots"})
"""Folders whose content is made from the rest, or lives for hours only."""
_LINKED = "media"
STAGED = "restore"
"""A folder that a restore unpacks into, before anything is changed."""


def kept(root: Path) -> Iterator[str]:
    """The files of the installation in `root` in order, relative, with forward slashes.

    Databases and locks in the folder itself are not among them; the secret key is.
    """
    for folder in _kept_folders(root):
        for place, folders, names in os.walk(root / folder):
            folders.sort()
            for name in sorted(names):
                path = Path(place, name)
                if path.is_file() and not path.is_symlink():
                    yield path.relative_to(root).as_posix()
    if (root / "secret.key").is_file():
        yield "secret.key"


def put_in_place(staged: Path, root: Path) -> None:
    """Let the files of `staged` be the installation's, instead of those it has.

    May be done again after an interruption, with what is left of `staged`.
    """
    staged_names = {path.name for path in staged.iterdir()}
    for folder in _kept_folders(root):
        if folder not in staged_names:
            shutil.rmtree(root / folder)
    for path in sorted(staged.iterdir()):
        target = root / path.name
        if target.is_dir():
            shutil.rmtree(target)
        path.replace(target)
    forget_made(root)


def forget_made(root: Path) -> None:
    """Delete what was made from files that are no longer these."""
    shutil.rmtree(root / "cache", ignore_errors=True)


def carry(source: Path, target: Path) -> None:
    """The same file at `target`: a link for media, which never changes in place, else a copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if _LINKED in source.parts:
        with suppress(OSError):
            os.link(source, target)
            return
    shutil.copy2(source, target)


def _kept_folders(root: Path) -> list[str]:
    left_out = MADE_AGAIN | {STAGED}
    return sorted(p.name for p in root.iterdir() if p.is_dir() and p.name not in left_out)
