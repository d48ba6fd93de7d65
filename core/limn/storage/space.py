"""When the disk is full or gone: asked before, while files grow, and told in one way after."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from limn.sdk.errors import LimnError

RESERVE = 64 << 20
"""Bytes left free for the database and logs."""
_FULL = {errno.ENOSPC, errno.EDQUOT}
_BLOCK = 1 << 20


class NoSpace(LimnError):
    """The disk is full; the administrator has to free space, then the same request works."""

    code = "no_space"
    status = 507


def demand(folder: Path, size: int) -> None:
    """Make sure that `size` bytes fit into `folder`.

    Raises:
        NoSpace: they do not.
    """
    free = shutil.disk_usage(folder).free
    if size + RESERVE > free:
        raise NoSpace(f"the disk has {free >> 20} MiB left, which is too little for {size} bytes")


def write(file: IO[bytes], block: bytes | bytearray | memoryview, what: str) -> None:
    """Write all of it, if the reserve stays free: nobody has to know before how much will come.

    `what` names the file that grows.

    Raises:
        NoSpace: it does not fit; what was written before stays.
    """
    disk = os.fstatvfs(file.fileno())
    if len(block) + RESERVE > disk.f_bavail * disk.f_frsize:
        raise NoSpace(f"the disk is full: {what} could not be written")
    waiting = memoryview(block)
    with told_when_full(what):
        while waiting:
            # Without a buffer a nearly full disk takes only a part.
            waiting = waiting[file.write(waiting) :]


def copy(source: IO[bytes], target: IO[bytes], what: str) -> None:
    """Write all that is left of `source`; raises as `write`."""
    while block := source.read(_BLOCK):
        write(target, block, what)


class Unavailable(LimnError):
    """A stored file is not where it was put; its disk may not be mounted."""

    code = "media_unavailable"
    status = 503


@contextmanager
def told_when_gone(what: str) -> Iterator[None]:
    """Turn a missing file into `Unavailable`; `what` says what should be there."""
    try:
        yield
    except FileNotFoundError as error:
        raise Unavailable(f"{what} is not on the disk; is the data folder mounted?") from error


@contextmanager
def told_when_full(what: str) -> Iterator[None]:
    """Turn the system's "no space left" into `NoSpace`; `what` says what could not be kept."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise NoSpace(f"the disk is full: {what} could not be written") from error
