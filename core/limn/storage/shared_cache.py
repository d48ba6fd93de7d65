"""Kept files on a server that speaks Redis' protocol, for hosts that have their own disks.

It stands behind each host's cache on the disk: what one host has built, no other builds again.
If it does not answer, files are built as if it were not there.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from redis import Redis
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

KEEP_SECONDS = 7 * 24 * 3600
LARGEST = 64 << 20
"""Bytes of a file; larger ones stay on the disk of who built them."""
_PATIENCE = 3.0


def fetch(data_id: int, name: str, path: Path) -> bool:
    """Write the file `name` of this data to `path`; whether it is there."""
    content: bytes | None = None
    with _reached() as server:
        if server is not None:
            content = server.get(_key(data_id, name))
    if content is None:
        return False
    path.write_bytes(content)
    return True


def offer(data_id: int, name: str, path: Path) -> None:
    """Keep the file at `path` for other hosts."""
    with _reached() as server:
        if server is None or path.stat().st_size > LARGEST:
            return
        with server.pipeline(transaction=False) as together:
            together.set(_key(data_id, name), path.read_bytes(), ex=KEEP_SECONDS)
            together.sadd(_names(data_id), name)
            together.expire(_names(data_id), KEEP_SECONDS)
            together.execute()


def has(data_id: int, name: str) -> bool:
    """Is the file `name` of this data there?"""
    with _reached() as server:
        if server is not None:
            return bool(server.exists(_key(data_id, name)))
    return False


def forget(data_id: int) -> None:
    """Delete every file of this data."""
    with _reached() as server:
        if server is not None:
            names = [name.decode() for name in server.smembers(_names(data_id))]
            server.delete(_names(data_id), *(_key(data_id, name) for name in names))


@contextmanager
def _reached() -> Iterator[Any]:
    """The server's client, or None where there is none; its failures are logged and end here."""
    url: str = settings.CHUNK_CACHE_URL
    try:
        yield _client(url) if url else None
    except RedisError as error:
        log.warning("the cache for chunks does not answer: %s", error)


@cache
def _client(url: str) -> Any:
    return Redis.from_url(url, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE)


def _key(data_id: int, name: str) -> str:
    return f"limn:kept:{data_id}:{name}"


def _names(data_id: int) -> str:
    return f"limn:kept:{data_id}"
