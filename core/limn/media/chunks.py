"""Many frames in one file, as CVAT's clients fetch them: made once, then kept."""

import hashlib
import zipfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TypeVar

from limn.media.encoded import ChunkKind, Encoded, Quality
from limn.media.models import Data
from limn.storage import cache

T = TypeVar("T")
R = TypeVar("R")

ZIP = "application/zip"
MP4 = "video/mp4"
_SUFFIXES: dict[str, str] = {"imageset": ".zip", "video": ".mp4"}
_THREADS = 2


def kept(
    data: Data,
    numbers: Sequence[int],
    quality: Quality,
    kind: ChunkKind,
    cache_key: str | None,
    build: Callable[[Path], None],
) -> Encoded:
    """The chunk of these frames, built if it is not kept yet.

    Chunks of the same frames are one file, whichever job or task asked; `cache_key` tells apart
    what the caller knows to be different.
    """
    wanted = f"{cache_key or ''}/{data.image_quality}/{','.join(map(str, numbers))}"
    name = f"{quality}-{kind}-{digest(wanted)}{_SUFFIXES[kind]}"
    return Encoded(cache.kept(data.pk, name, build), ZIP if kind == "imageset" else MP4)


def digest(text: str) -> str:
    """A short name for what is kept of this."""
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


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
