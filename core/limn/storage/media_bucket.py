"""The bucket that keeps originals, where the administrator named one (`LIMN_MEDIA_STORE`).

What arrives together lies in one *place*, a folder of the bucket with a name of its own: nothing
in it is ever replaced, so an attempt that goes on after it was given up spoils nothing. Which
places count is told by rows; `sweep` removes the others.
"""

import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

from django.conf import settings

from limn.host.catalogue import catalogue
from limn.sdk.errors import BadInput, Forbidden, NotFound, StorageFailed
from limn.sdk.reach import Reach
from limn.sdk.storages import BLOCK, Place, Storage, StorageKind, StorageStatus
from limn.storage import space
from limn.storage.insisting import insisted
from limn.storage.opening import open_place
from limn.storage.space import Unavailable

AT_ONCE = 8
"""Objects that are sent or fetched side by side."""
STALE = timedelta(days=2)
"""For so long a place that no row knows of may be one that is being filled."""
_STAMP = "%Y%m%d%H%M"
T = TypeVar("T")


def is_chosen() -> bool:
    """Do new originals go to a bucket?"""
    return bool(settings.MEDIA_STORE)


def demand() -> None:
    """Make sure that the bucket can be used, where one is chosen.

    Raises:
        Unavailable: the setting cannot be right, there is no such bucket, or the secrets do not
            open it.
    """
    if not is_chosen():
        return
    storage, _ = _opened()
    status = _insisted(storage.status)
    if status != StorageStatus.available:
        raise Unavailable(f"LIMN_MEDIA_STORE {_shown()} cannot be used: {status.lower()}")


def send(files: Mapping[str, Path], check: Callable[[int], None]) -> str:
    """The new place in which these files are kept, by name; all of them, or none.

    `check` hears after each how many there are, and may raise to stop.

    Raises:
        Unavailable, StorageFailed: the bucket does not take them.
    """
    storage, home = _opened()
    place = f"{datetime.now(UTC):{_STAMP}}-{uuid4().hex}"

    def keep(one: tuple[str, Path]) -> None:
        _insisted(lambda: storage.put(f"{home}{place}/{one[0]}", one[1]))

    try:
        with ThreadPoolExecutor(AT_ONCE) as threads:
            try:
                for done, _ in enumerate(threads.map(keep, files.items()), start=1):
                    check(done)
            except BaseException:
                threads.shutdown(cancel_futures=True)
                raise
    except BaseException:
        forget([place])
        raise
    return place


def fetch(places: Iterable[str], name: str, target: Path) -> None:
    """Write the file of that name, in whichever of the places it lies, to `target`.

    Raises:
        Unavailable: it is in none of them, the bucket refuses, or none is chosen.
        StorageFailed: the bucket does not give it.
    """
    for place in places:
        try:
            with space.told_when_full(name), target.open("wb") as file:
                for block in _blocks(f"{place}/{name}"):
                    space.write(file, block, name)
        except NotFound:
            continue
        return
    raise _gone(name)


def read(place: str, name: str, start: int, stop: int) -> bytes:
    """Bytes `start` to `stop` of a file, fewer only where it ends before; errors as `fetch`."""
    storage, home = _opened()
    try:
        return _insisted(lambda: storage.get_range(f"{home}{place}/{name}", start, stop))
    except NotFound as error:
        raise _gone(name) from error


def size(places: Iterable[str], name: str) -> tuple[str, int]:
    """In which of the places the file lies, and its bytes; errors as `fetch`."""
    storage, home = _opened()
    for place in places:
        try:
            return place, _insisted(lambda p=place: storage.head(f"{home}{p}/{name}")).size
        except NotFound:
            continue
    raise _gone(name)


def names(place: str) -> Iterator[str]:
    """Everything in a place."""
    storage, home = _opened()
    start = f"{home}{place}/"
    for one in storage.walk(start):
        yield one.key.removeprefix(start)


def copies(place: str, name: str) -> Iterator[bytes]:
    """A file in blocks; errors as `fetch`."""
    try:
        yield from _blocks(f"{place}/{name}")
    except NotFound as error:
        raise _gone(name) from error


def put_back(place: str, name: str, source: Path) -> None:
    """Keep a file of a backup where it was."""
    storage, home = _opened()
    _insisted(lambda: storage.put(f"{home}{place}/{name}", source))


def forget(places: Iterable[str]) -> None:
    """Delete these places; what cannot be deleted now is left for `sweep`."""
    for place in places:
        try:
            storage, home = _opened()
            storage.delete([one.key for one in storage.walk(f"{home}{place}/")])
        except (StorageFailed, Unavailable):
            continue


def sweep(known: Collection[str], now: datetime | None = None) -> int:
    """Delete the places that are not `known` and older than `STALE`; how many there were."""
    storage, home = _opened()
    oldest = (now or datetime.now(UTC)) - STALE
    cursor, stale = "", list[str]()
    while True:
        page = storage.list(home, cursor)
        found = [folder.removeprefix(home).rstrip("/") for folder in page.folders]
        stale += [one for one in found if one not in known and _made(one, oldest) < oldest]
        if not page.next:
            break
        cursor = page.next
    forget(stale)
    return len(stale)


def _made(place: str, otherwise: datetime) -> datetime:
    """When a place was made; folders that are none of ours count as new."""
    try:
        return datetime.strptime(place.partition("-")[0], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return otherwise


def _blocks(name: str) -> Iterator[bytes]:
    storage, home = _opened()
    key = home + name
    first = _insisted(lambda: storage.get_range(key, 0, BLOCK))
    yield first
    if len(first) < BLOCK:
        return
    total = _insisted(lambda: storage.head(key)).size
    for start in range(BLOCK, total, BLOCK):
        stop = min(start + BLOCK, total)
        block = _insisted(lambda a=start, b=stop: storage.get_range(key, a, b))
        if len(block) != stop - start:
            raise StorageFailed(f"{name} was cut off after {start + len(block)} bytes")
        yield block


def _insisted(deed: Callable[[], T]) -> T:
    """What `deed` gives, tried again where the bucket fails for a moment."""
    try:
        return insisted(deed)
    except Forbidden as error:
        raise Unavailable(f"the bucket that keeps originals refuses: {error}") from error


def _gone(name: str) -> Unavailable:
    return Unavailable(f"{name} is not in the bucket that keeps originals")


def _opened() -> tuple[Storage, str]:
    if not is_chosen():
        raise Unavailable(
            "these files lie in a bucket, and LIMN_MEDIA_STORE, which says in which, is not set"
        )
    secrets = json.dumps(settings.MEDIA_STORE_SECRETS, sort_keys=True)
    try:
        return _open(settings.MEDIA_STORE, secrets)
    except BadInput as error:
        raise Unavailable(str(error)) from error


@lru_cache(maxsize=4)
def _open(address: str, told: str) -> tuple[Storage, str]:
    """The bucket, and the folder in it, with its slash, that is ours."""
    parts, secrets = urlsplit(address), json.loads(told)
    kind = next((one for one in _kinds() if one.scheme == parts.scheme), None)
    if kind is None or not parts.netloc:
        known = ", ".join(sorted(f"{one.scheme}://" for one in _kinds())) or "none"
        raise BadInput(f"LIMN_MEDIA_STORE {_shown()} is no address of a bucket; known: {known}")
    attributes = dict(parse_qsl(parts.query))
    endpoint = urlsplit(attributes.get("endpoint_url", "")).hostname
    # What the administrator wrote into the settings may lead into their own network.
    allowed = {*map(str.lower, settings.PRIVATE_HOSTS), *([endpoint] if endpoint else [])}
    place = Place(
        resource=parts.netloc,
        credentials=_credentials(kind, secrets),
        secrets=secrets,
        attributes=attributes,
        reach=Reach(hosts=frozenset(allowed)),
    )
    folder = parts.path.strip("/")
    return open_place(kind.name, place), f"{folder}/" if folder else ""


# Connections belong to the process that made them.
os.register_at_fork(after_in_child=_open.cache_clear)


def _kinds() -> list[StorageKind]:
    return [kind for kind in catalogue().storages.values() if kind.scheme]


def _credentials(kind: StorageKind, secrets: Mapping[str, str]) -> str:
    for way in kind.credentials:
        if {one.name for one in way.fields} == set(secrets):
            return way.name
    ways = " or ".join(
        ", ".join(one.name for one in way.fields) or "{}" for way in kind.credentials
    )
    raise BadInput(f"LIMN_MEDIA_STORE_SECRETS must be a JSON object with {ways}")


def _shown() -> str:
    return repr(settings.MEDIA_STORE.partition("?")[0])
