"""Limits a process puts on itself before it opens what a stranger sent."""

import resource
from collections.abc import Iterable
from pathlib import Path

from limn.media.readers import landlock
from limn.media.readers.ground import of_python

MEMORY = 4 << 30
"""Bytes of address space: a picture of the largest size taken, three times over, and libraries."""
CPU_SECONDS = 60
"""Processor time between two signs of life."""
_LARGEST_FILE = 30 << 30
_OPEN_FILES = 64


def limit() -> None:
    """Take the limits; they end with the process."""
    _lower(resource.RLIMIT_AS, MEMORY)
    _lower(resource.RLIMIT_FSIZE, _LARGEST_FILE)
    _lower(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _lower(resource.RLIMIT_CORE, 0)
    more_time()


def stay_on(seen: Iterable[str], changed: Iterable[str]) -> None:
    """Reach no files but those of Python and in these folders, and nobody by TCP.

    Where the kernel cannot do that, all of them stay in reach; `hostctl doctor` tells.
    """
    landlock.confine([*of_python(), *map(Path, seen)], map(Path, changed))


def more_time() -> None:
    """Begin to count `CPU_SECONDS` anew."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (until, hard))


def _lower(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    least = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (least, least))
