"""Pictures in a ZIP, made a few at a time."""

import zipfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
_THREADS = 2


def write_zip(path: Path, members: Iterable[tuple[str, bytes]]) -> None:
    """A ZIP without compression, its members `000000` … with their suffixes, in this order."""
    named = ((f"{place:06d}{suffix}", made) for place, (suffix, made) in enumerate(members))
    write_members(path, named)


def write_members(path: Path, members: Iterable[tuple[str, bytes]]) -> None:
    """A ZIP without compression of members by name, the same bytes for the same members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members:
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)


def in_parallel(make: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    """`make` of each item in order, a few at a time: encoders leave the interpreter alone."""
    waiting = iter(items)
    with ThreadPoolExecutor(_THREADS) as threads:
        ahead = deque(threads.submit(make, item) for item in islice(waiting, _THREADS * 2))
        while ahead:
            yield ahead.popleft().result()
            ahead.extend(threads.submit(make, item) for item in islice(waiting, 1))
