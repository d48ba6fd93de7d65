"""Where files live on this machine: one folder for each purpose under the data folder."""

import ctypes
import os
import shutil
from pathlib import Path

from django.conf import settings

from limn.sdk.errors import BadInput

_system = ctypes.CDLL(None, use_errno=True)


def folder(*parts: str | int) -> Path:
    """The folder of that name under the data folder, made if missing."""
    path = Path(settings.DATA_ROOT).joinpath(*map(str, parts))
    path.mkdir(parents=True, exist_ok=True)
    return path


def media_folder(data_id: int) -> Path:
    """Where the originals of this data lie, as uploaded."""
    return folder("media", data_id, "raw")


def cache_folder(data_id: int) -> Path:
    """Where chunks, previews and indexes made from this data lie; may be deleted any time."""
    return folder("cache", data_id)


def inside(root: Path, name: str) -> Path:
    """The path of `name` under `root`.

    Raises:
        BadInput: the name is empty, absolute, or climbs out of `root`.
    """
    if not name or "\0" in name or "\\" in name or name.startswith("/"):
        raise BadInput(f"{name!r} is not a file name that can be kept")
    path = Path(os.path.normpath(root / name))
    if path == root or not path.is_relative_to(root):
        raise BadInput(f"{name!r} points outside of its folder")
    return path


def publish(source: Path, target: Path) -> None:
    """Move a finished file to its place in one step, so that nobody sees half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as file:
        os.fsync(file.fileno())
    shutil.move(source, target)


def settle(folder: Path) -> None:
    """Have everything that was written to the disk of `folder` safe on it, names and all.

    One call for many files: to wait for each of a thousand takes ten times as long.
    """
    if not hasattr(_system, "syncfs"):
        os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if _system.syncfs(descriptor):
            raise OSError(ctypes.get_errno(), f"{folder} could not be written to its disk")
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Have the names in `folder` safe on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(path: Path) -> None:
    """Delete a file or folder if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
