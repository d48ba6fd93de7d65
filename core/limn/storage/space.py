"""When the disk is full or gone: asked before, and told in one way after."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from limn.sdk.errors import LimnError

RESERVE = 64 << 20
"""Bytes left free for the database and logs."""
_FULL = {errno.ENOSPC, errno.EDQUOT}


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
