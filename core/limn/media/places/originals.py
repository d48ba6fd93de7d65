"""Where the files that media was made from lie, and how to have them as files here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Never, Protocol

from limn.media.models import Clip, Data, Picture
from limn.media.places import share
from limn.media.places.fetched import Fetched, NothingMade, name_of_copy, side_by_side
from limn.media.places.in_bucket import InBucket
from limn.media.places.parts import Parts
from limn.media.places.ranges import InOneStorage
from limn.sdk.errors import Conflict, LimnError
from limn.sdk.storages import Storage, StoredObject
from limn.storage import cache, space, store
from limn.storage.opening import opened
from limn.storage.queries import find_storage


class Originals(Protocol):
    """The originals of one data."""

    def path(self, name: str) -> Path:
        """The file of that name, here to be opened; it may not be there."""
        ...

    def ahead(self, names: Iterable[str]) -> None:
        """Have these here soon: they will be asked for. Troubles come when they are."""
        ...

    def parts(self, name: str) -> Parts | None:
        """The file of that name as parts fetched one by one; None where it is here as a whole."""
        ...

    def made(self, target: Path) -> bool:
        """Have the file that was made when the originals came at `target`, by its last name.

        Whether it is kept.
        """
        ...

    def parts_made(self, name: str) -> Parts | None:
        """The file that was made when the originals came as parts; None where it is not kept."""
        ...


def of(data: Data) -> Originals:
    """The originals of this data.

    Raises:
        Unavailable: they lie on a share that this server no longer has.
    """
    if data.storage == "cloud_storage":
        return InStorage(data)
    if data.storage == "share":
        return InFolder(share.root())
    raw = store.media_folder(data.pk)
    return InBucket(data, raw) if data.places else InFolder(raw)


@dataclass(frozen=True, slots=True)
class InFolder(NothingMade):
    """Originals on a disk."""

    root: Path

    def path(self, name: str) -> Path:
        """The file itself."""
        return self.root / name

    def ahead(self, names: Iterable[str]) -> None:
        """They are here."""
        del names

    def parts(self, name: str) -> None:
        """None is had in parts."""
        del name


@dataclass(frozen=True, slots=True)
class InStorage(Fetched, NothingMade):
    """Originals that stay in a connected storage."""

    data: Data

    def path(self, name: str) -> Path:
        """A copy of the object.

        Raises:
            Conflict: the storage was disconnected.
            NotFound: the object is gone. Changed: it is not what the task was made from.
            Forbidden, StorageFailed: it cannot be read now.
        """
        return self._copy(name, self._storage, self._tag)

    def ahead(self, names: Iterable[str]) -> None:
        """Fetch them side by side; the threads ask no database, each by a connection of its own."""
        wanted = list(names)
        storage, tags = self._opened_here(), self._tags(wanted)
        side_by_side(lambda name: self._copy(name, storage, lambda one: tags.get(one, "")), wanted)

    def parts(self, name: str) -> Parts | None:
        """A video in parts; errors as for `path` where they are read."""
        if self.data.kind != "video":
            return None
        size, tag, storage = self.data.content_size, self._tag(name), self._opened_here()
        # Of media that moved in from elsewhere nobody noted which object it was made from.
        known = StoredObject(key=name, size=size, tag=tag) if size and tag else None
        return Parts(self.data.pk, InOneStorage(storage, known or storage().head(name)))

    def _copy(
        self, name: str, storage: Callable[[], Storage], tag_of: Callable[[str], str]
    ) -> Path:
        def fetch(unfinished: Path) -> None:
            with unfinished.open("wb") as file:
                for block in storage().stream(name, tag=tag_of(name)):
                    space.write(file, block, name)

        return cache.kept(self.data.pk, name_of_copy(name), fetch)

    def _opened_here(self) -> Callable[[], Storage]:
        """What gives the storage, or says why there is none; threads need no database for it."""
        try:
            storage = self._storage()
        except LimnError as error:
            return partial(_raise, error)
        return lambda: storage

    def _storage(self) -> Storage:
        storage = find_storage(self.data.cloud_storage_id)
        if storage is None:
            raise Conflict(
                "the cloud storage that holds this media was disconnected; choose another one "
                "in the task's data"
            )
        return opened(storage)

    def _tag(self, name: str) -> str:
        return self._tags([name]).get(name, "")

    def _tags(self, names: Sequence[str]) -> dict[str, str]:
        kind = Clip if self.data.kind == "video" else Picture
        rows = kind.objects.filter(data_id=self.data.pk, path__in=names)
        return dict(rows.values_list("path", "tag"))


def _raise(error: LimnError) -> Never:
    raise error
