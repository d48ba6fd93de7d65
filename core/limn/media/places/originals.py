"""Where the files that media was made from lie, and how to have them as files here."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from limn.media.models import Data, Picture
from limn.media.places import share
from limn.sdk.errors import Conflict, LimnError
from limn.sdk.storages import Storage
from limn.storage import cache, store
from limn.storage.opening import opened
from limn.storage.queries import find_storage

AT_ONCE = 8
"""Objects of a storage that are fetched side by side."""


class Originals(Protocol):
    """The originals of one data."""

    def path(self, name: str) -> Path:
        """The file of that name, here to be opened; it may not be there."""
        ...

    def ahead(self, names: Iterable[str]) -> None:
        """Have these here soon: they will be asked for. Troubles come when they are."""
        ...


def root(data: Data) -> Path:
    """The folder that the paths of this data's pictures and videos are relative to.

    Raises:
        Unavailable: it lies on a share that this server no longer has.
    """
    return share.root() if data.storage == "share" else store.media_folder(data.pk)


def of(data: Data) -> Originals:
    """The originals of this data.

    Raises:
        Unavailable: see `root`.
    """
    return InStorage(data) if data.storage == "cloud_storage" else InFolder(root(data))


@dataclass(frozen=True, slots=True)
class InFolder:
    """Originals on a disk."""

    root: Path

    def path(self, name: str) -> Path:
        """The file itself."""
        return self.root / name

    def ahead(self, names: Iterable[str]) -> None:
        """They are here."""
        del names


@dataclass(frozen=True, slots=True)
class InStorage:
    """Originals that stay in a connected storage, fetched when needed, kept while used."""

    data: Data

    def path(self, name: str) -> Path:
        """A copy of the object.

        Raises:
            Conflict: the storage was disconnected.
            NotFound: the object is gone. Changed: it is not what the task was made from.
            Forbidden, StorageFailed: it cannot be read now.
        """

        def fetch(unfinished: Path) -> None:
            with unfinished.open("wb") as file:
                for block in self._storage().stream(name, tag=self._tag(name)):
                    file.write(block)

        suffix = PurePosixPath(name).suffix.lower()[:10]
        return cache.kept(self.data.pk, f"original-{cache.digest(name)}{suffix}", fetch)

    def ahead(self, names: Iterable[str]) -> None:
        """Fetch them side by side."""

        def fetch(name: str) -> None:
            try:
                self.path(name)
            except LimnError:
                return

        with ThreadPoolExecutor(AT_ONCE) as threads:
            list(threads.map(fetch, names))

    def _storage(self) -> Storage:
        storage = find_storage(self.data.cloud_storage_id)
        if storage is None:
            raise Conflict(
                "the cloud storage that holds this media was disconnected; choose another one "
                "in the task's data"
            )
        return opened(storage)

    def _tag(self, name: str) -> str:
        rows = Picture.objects.filter(data_id=self.data.pk, path=name)
        return rows.values_list("tag", flat=True).first() or ""
