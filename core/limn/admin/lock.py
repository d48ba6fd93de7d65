"""One at a time works on a data folder as a whole: the server, or a restore."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from limn.sdk.errors import BadInput, Conflict


@contextmanager
def kept_for_us(data: Path) -> Iterator[None]:
    """Keep the data folder for this process; it is made if missing.

    Raises:
        BadInput: the folder cannot be written.
        Conflict: another process keeps it; the sentence names the process.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = (data / "limn.lock").open("a+")
    except OSError as error:
        raise BadInput(
            f"the data folder {data} cannot be written: {error.strerror}; "
            "name another with --data, or mend its owner and permissions"
        ) from error
    with closing(lock):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise Conflict(
                f"process {lock.read().strip() or '?'} serves the data folder {data} already"
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
