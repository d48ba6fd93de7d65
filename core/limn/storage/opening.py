"""Opening connected storages: by their kind, with their secrets, behind a guard."""

import threading
from collections import OrderedDict
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl

from django.conf import settings

from limn.host import calls
from limn.host.catalogue import catalogue, storage_kind
from limn.sdk.reach import Reach
from limn.sdk.storages import Listing, Place, Storage, StorageStatus, StoredObject
from limn.storage import secrets
from limn.storage.models import CloudStorage

_KEPT = 64
_opened: "OrderedDict[tuple[int, str, bytes], Storage]" = OrderedDict()
_lock = threading.Lock()


def opened(row: CloudStorage) -> Storage:
    """The storage, ready to be used; connections are kept while the row stays as it is.

    Raises:
        NotEnabled: the plugin of its kind is off.
        BadInput: its values cannot be right, or lead where this server may not reach.
        Unreadable: its secrets cannot be read with the keys of this server.
    """
    sealed = bytes(row.credentials)
    key = (row.pk, f"{row.resource}/{row.specific_attributes}/{row.credentials_type}", sealed)
    with _lock:
        if key in _opened:
            _opened.move_to_end(key)
            return _opened[key]
    storage = open_place(row.provider_type, place_of(row))
    with _lock:
        _opened[key] = storage
        while len(_opened) > _KEPT:
            _opened.popitem(last=False)
    return storage


def open_place(provider_type: str, place: Place) -> Storage:
    """The storage of that kind at that place; errors as for `opened`."""
    kind = storage_kind(provider_type)
    owner = catalogue().storage_owners[provider_type]
    with calls.guard(owner, doing=f"opening a storage of kind {kind.title}"):
        return Guarded(kind.open(kind.checked(place)), owner)


def place_of(row: CloudStorage, known: Mapping[str, str] | None = None) -> Place:
    """Where a storage is, with its secrets, or those that are `known` already."""
    return Place(
        resource=row.resource,
        credentials=row.credentials_type,
        secrets=secrets.unseal(bytes(row.credentials), sealed_to(row)) if known is None else known,
        attributes=attributes_of(row),
        reach=reach(),
    )


def attributes_of(row: CloudStorage) -> dict[str, str]:
    """Region, endpoint, prefix and the like."""
    return dict(parse_qsl(row.specific_attributes))


def sealed_to(row: CloudStorage) -> str:
    """What the secrets of this row are sealed to."""
    return sealed_as(row.pk)


def sealed_as(storage_id: int) -> str:
    """What the secrets of the storage of that id are sealed to."""
    return f"storage {storage_id}"


def reach() -> Reach:
    """What this server may reach for its people."""
    folders = tuple(Path(one) for one in settings.STORAGE_FOLDERS)
    return Reach(hosts=frozenset(map(str.lower, settings.PRIVATE_HOSTS)), folders=folders)


class Guarded(Storage):
    """A plugin's storage whose mistakes are the plugin's, and never an error of ours."""

    def __init__(self, storage: Storage, owner: str) -> None:
        self._storage = storage
        self._owner = owner

    def list(self, prefix: str = "", cursor: str = "", limit: int = 1000) -> Listing:
        """One level of keys, a page of it."""
        with self._guard("listing"):
            return self._storage.list(prefix, cursor, limit)

    def walk(self, prefix: str = "") -> Iterator[StoredObject]:
        """Every object at whatever depth."""
        with self._guard("listing"):
            yield from self._storage.walk(prefix)

    def head(self, key: str) -> StoredObject:
        """Size and tag of an object."""
        with self._guard("asking for an object"):
            return self._storage.head(key)

    def get_range(self, key: str, start: int, stop: int, *, tag: str = "") -> bytes:
        """Bytes of an object."""
        with self._guard("reading"):
            return self._storage.get_range(key, start, stop, tag=tag)

    def stream(self, key: str, *, tag: str = "") -> Iterator[bytes]:
        """The whole object in blocks."""
        with self._guard("reading"):
            yield from self._storage.stream(key, tag=tag)

    def rest(self, key: str, start: int, *, tag: str = "") -> Iterator[bytes]:
        """What follows the first bytes of an object."""
        with self._guard("reading"):
            yield from self._storage.rest(key, start, tag=tag)

    def put(self, key: str, source: Path) -> StoredObject:
        """Keep a file."""
        with self._guard("writing"):
            return self._storage.put(key, source)

    def delete(self, keys: Sequence[str]) -> None:
        """Remove objects."""
        with self._guard("deleting"):
            self._storage.delete(keys)

    def status(self) -> StorageStatus:
        """Whether it can be used."""
        with self._guard("asking for the status"):
            return self._storage.status()

    def presign(self, key: str, seconds: int) -> str | None:
        """An address to read from."""
        with self._guard("signing an address"):
            return self._storage.presign(key, seconds)

    @contextmanager
    def _guard(self, doing: str) -> Generator[None]:
        with calls.guard(self._owner, doing=doing):
            yield
