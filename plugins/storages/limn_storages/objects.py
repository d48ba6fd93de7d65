"""A bucket on obstore: what S3, Google Cloud Storage and Azure Blob have in common."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import obstore

from limn.sdk import (
    Listing,
    NoRanges,
    NotFound,
    Storage,
    StorageFailed,
    StorageStatus,
    StoredObject,
)
from limn.sdk.storages import status_of
from limn_storages.failures import UnusableKey, ours
from limn_storages.keys import LAST, before, cut, home_of, plain
from limn_storages.wholes import behind, first

if TYPE_CHECKING:
    from obstore import ObjectMeta
    from obstore.store import AzureStore, GCSStore, S3Store

    Store = S3Store | GCSStore | AzureStore

CLIENT = {"timeout": "60s", "connect_timeout": "5s"}
RETRIES = {
    "max_retries": 4,
    "backoff": {
        "init_backoff": timedelta(milliseconds=100), "max_backoff": timedelta(seconds=5), "base": 2,
    },
    "retry_timeout": timedelta(seconds=60),
}  # fmt: skip
_AT_ONCE = 1000


def options(*, plain_http: bool) -> dict[str, Any]:
    """How every store talks: TLS unless the host may go without, bounded waits, few retries."""
    return {"client_options": {**CLIENT, "allow_http": plain_http}, "retry_config": RETRIES}


class ObjectStorage(Storage):
    """Fulfils `Storage` on an obstore store; `what` names the bucket in errors."""

    def __init__(self, store: "Store", what: str, *, signs: bool) -> None:
        self._store = store
        self._what = what
        self._signs = signs

    def list(self, prefix: str = "", cursor: str = "", limit: int = 1000) -> Listing:
        """One level of keys, a page of it."""
        try:
            found = list(islice(self._level(prefix, cursor), limit + 1))
        except UnusableKey:
            # One key that obstore cannot take spoils a listing of all depths, a flat one not.
            found = self._flat(prefix)
        names = {_name(one): one for one in found}
        page, following = cut(list(names), cursor, limit)
        shown = [names[name] for name in page]
        return Listing(
            folders=tuple(one for one in shown if isinstance(one, str)),
            objects=tuple(one for one in shown if not isinstance(one, str)),
            next=following,
        )

    def walk(self, prefix: str = "") -> Iterator[StoredObject]:
        """Every object at whatever depth."""
        for chunk in self._chunks(prefix, before(prefix)):
            yield from (_object(one) for one in chunk if one["path"].startswith(prefix))

    def head(self, key: str) -> StoredObject:
        """Size and tag of an object."""
        with ours(self._what, plain(key)):
            return _object(obstore.head(self._store, key))

    def get_range(self, key: str, start: int, stop: int, *, tag: str = "") -> bytes:
        """Bytes `start` to `stop` of an object."""
        if stop <= start:
            return b""
        wanted: Any = {"range": (start, stop), **({"if_match": tag} if tag else {})}
        try:
            with ours(self._what, plain(key)):
                found = obstore.get(self._store, key, options=wanted)
                content = bytes(found.bytes())
                size = found.meta["size"]
        except NoRanges:
            if start:
                raise
            return first(self.rest(key, 0, tag=tag), stop)
        except StorageFailed:
            # Asked for what lies behind its end, servers answer 416, some to an empty one too.
            if start >= self.head(key).size:
                return b""
            raise
        if len(content) != min(stop, size) - start:
            raise StorageFailed(f"{key!r} in {self._what} was cut off at {start + len(content)}")
        return content

    def rest(self, key: str, start: int, *, tag: str = "") -> Iterator[bytes]:
        """What follows the first `start` bytes, of an object that is had only as a whole."""
        with ours(self._what, plain(key)):
            found = obstore.get(self._store, key, options={"if_match": tag} if tag else {})
            yield from behind((bytes(block) for block in found.stream()), start)

    def put(self, key: str, source: Path) -> StoredObject:
        """Keep the file; a large one goes in parts that become an object at the end."""
        with ours(self._what, plain(key)):
            done = obstore.put(self._store, key, source)
        return StoredObject(key=key, size=source.stat().st_size, tag=done["e_tag"] or "")

    def delete(self, keys: Sequence[str]) -> None:
        """Remove these objects, those that are there."""
        for key in keys:
            try:
                with ours(self._what, plain(key)):
                    obstore.delete(self._store, [key])
            except NotFound:
                continue

    def status(self) -> StorageStatus:
        """Asked by listing."""
        return status_of(self)

    def presign(self, key: str, seconds: int) -> str | None:
        """An address to read from, unless nobody's keys are known."""
        if not self._signs:
            return None
        with ours(self._what, plain(key)):
            return obstore.sign(self._store, "GET", key, timedelta(seconds=seconds))

    def _level(self, prefix: str, cursor: str) -> Iterator[str | StoredObject]:
        """Names of one level in order; folders are found in keys, and jumped over when large."""
        home, seen = home_of(prefix), cursor
        offset: str | None = (cursor + LAST if cursor.endswith("/") else cursor) or before(prefix)
        while offset is not None:
            start, offset = offset, None
            for chunk in self._chunks(home, start):
                for found in (one for one in chunk if one["path"].startswith(prefix)):
                    folder, slash, _ = found["path"][len(home) :].partition("/")
                    name = home + folder + slash
                    if name <= seen or _is_marker(found, chunk):
                        continue
                    seen = name
                    yield name if slash else _object(found)
                if chunk[-1]["path"] > prefix + LAST:
                    return
                is_full = len(chunk) == _AT_ONCE
                if is_full and seen.endswith("/") and chunk[-1]["path"].startswith(seen):
                    offset = seen + LAST
                    break

    def _flat(self, prefix: str) -> "list[str | StoredObject]":
        """The whole level in order, as the server tells it."""
        with ours(self._what):
            level = obstore.list_with_delimiter(  # pyright: ignore[reportUnknownMemberType]
                self._store, home_of(prefix).rstrip("/") or None, return_arrow=False
            )
        folders = [f"{name}/" for name in level["common_prefixes"]]
        found = [*folders, *(_object(one) for one in level["objects"])]
        return sorted((one for one in found if _name(one).startswith(prefix)), key=_name)

    def _chunks(self, prefix: str, offset: str) -> "Iterator[Sequence[ObjectMeta]]":
        """What lies below the folder of `prefix`, behind `offset`, up to 1,000 at once."""
        below = home_of(prefix).rstrip("/") or None
        with ours(self._what):
            stream = obstore.list(  # pyright: ignore[reportUnknownMemberType]
                self._store, below, offset=offset or None, chunk_size=_AT_ONCE, return_arrow=False
            )
            for chunk in stream:
                if chunk:
                    yield chunk


def _is_marker(found: "ObjectMeta", chunk: "Sequence[ObjectMeta]") -> bool:
    """Consoles make an empty object `day/` to show a folder; obstore cuts its slash off."""
    below = found["path"] + "/"
    return found["size"] == 0 and any(one["path"].startswith(below) for one in chunk)


def _name(one: str | StoredObject) -> str:
    return one if isinstance(one, str) else one.key


def _object(meta: "ObjectMeta") -> StoredObject:
    return StoredObject(
        key=meta["path"], size=meta["size"], tag=meta["e_tag"] or "", modified=meta["last_modified"]
    )
