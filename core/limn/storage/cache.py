"""Files made from media, kept while they are used: built once, and the oldest go first."""

import hashlib
import os
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from limn.storage import shared_cache, store
from limn.storage.locks import locked
from limn.storage.space import told_when_full

PATIENCE = 50.0
"""Seconds a reader waits for another one's build."""
GRACE = 10.0
_KEPT = "*/kept/*"
_written = 0
_counting = threading.Lock()


def kept(
    data_id: int,
    name: str,
    build: Callable[[Path], None],
    *,
    first: Callable[[], None] | None = None,
    shared: bool = True,
) -> Path:
    """The file `name` made from this data, made now if it is not there.

    `build` writes to the path it is given. Of many callers at once one builds, the others wait.
    What it needs that is kept here itself is made by `first`, before the lock is held.
    Files together stay under `settings.CHUNK_CACHE_BYTES`: those unused for longest go. With
    `settings.CHUNK_CACHE_URL` hosts share what they build, unless they can have it elsewhere
    as soon (not `shared`).

    Raises:
        NotReady: another caller has been building it for `PATIENCE` seconds.
        NoSpace: the disk is full.
    """
    path = store.cache_folder(data_id) / "kept" / name
    if _touch(path):
        return path
    if first is not None:
        first()
    with locked(f"{data_id}/{name}", patience=PATIENCE):
        if not _touch(path):
            _build(path, partial(_fetch_or_build, data_id, name, build) if shared else build)
    return path


def has(data_id: int, name: str) -> bool:
    """Is the file `name` made from this data there already?"""
    here = store.cache_folder(data_id) / "kept" / name
    return here.exists() or shared_cache.has(data_id, name)


def digest(text: str) -> str:
    """A short name for what is kept of this."""
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def forget(data_id: int) -> None:
    """Delete everything that was made from this data."""
    store.remove(store.cache_folder(data_id))
    shared_cache.forget(data_id)


def _fetch_or_build(
    data_id: int, name: str, build: Callable[[Path], None], unfinished: Path
) -> None:
    if not shared_cache.fetch(data_id, name, unfinished):
        build(unfinished)
        shared_cache.offer(data_id, name, unfinished)


def trim(budget: int) -> int:
    """Delete the files unused for longest until all fit into `budget` bytes; bytes removed.

    Files used within the last `GRACE` seconds stay: somebody may be about to open them.
    """
    files = sorted(_listing(), reverse=True)
    recent = time.time_ns() - round(GRACE * 1e9)
    used = removed = 0
    for touched, size, path in files:
        used += size
        if used > budget and touched < recent:
            Path(path).unlink(missing_ok=True)
            removed += size
    return removed


def _touch(path: Path) -> bool:
    """Note that the file is used, by its time of access: that of change is part of ETags."""
    try:
        os.utime(path, ns=(time.time_ns(), path.stat().st_mtime_ns))
    except FileNotFoundError:
        return False
    return True


def _build(path: Path, build: Callable[[Path], None]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Beside the folder of kept files: a half-written one is never listed, never served.
    unfinished = path.parent.parent / f"{uuid4().hex}.unfinished"
    try:
        with told_when_full("a chunk"):
            build(unfinished)
            size = unfinished.stat().st_size
            store.publish(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    _count(size)


def _count(size: int) -> None:
    """Trim after every twentieth of the budget; a scan of the folder for each file would cost."""
    global _written  # noqa: PLW0603
    budget: int = settings.CHUNK_CACHE_BYTES
    with _counting:
        _written += size
        due = _written > budget // 20
        _written = 0 if due else _written
    if due:
        trim(budget)


def _listing() -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for path in store.folder("cache").glob(_KEPT):
        try:
            status = path.stat()
        except FileNotFoundError:
            continue
        found.append((status.st_atime_ns, status.st_size, str(path)))
    return found
