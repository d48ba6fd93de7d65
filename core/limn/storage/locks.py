"""Locks between threads and processes of one machine, freed when their holder dies."""

import fcntl
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from limn.sdk.errors import NotReady
from limn.storage.store import folder

_STRIPES = 256
_PAUSE = 0.02


@contextmanager
def locked(name: str, *, patience: float) -> Iterator[None]:
    """Hold the lock called `name`, waiting for at most `patience` seconds.

    Names share 256 lock files, so that none of them ever has to be deleted; hold one at a time.

    Raises:
        NotReady: somebody else kept it for longer.
    """
    path = folder("locks") / f"{zlib.crc32(name.encode()) % _STRIPES:03d}"
    with path.open("ab") as file:
        _wait(file.fileno(), path, time.monotonic() + patience)
        yield


def _wait(descriptor: int, path: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise NotReady("another request is still busy with this", retry_after=10) from None
            time.sleep(_PAUSE)
        else:
            return
