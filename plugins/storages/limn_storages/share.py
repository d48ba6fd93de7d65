"""Folders of the server's own disks, or mounted there, that the administrator shares."""

import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from uuid import uuid4

from limn.sdk import (
    BadInput,
    Changed,
    Credentials,
    Forbidden,
    LimnError,
    Listing,
    NotFound,
    Place,
    Reach,
    Storage,
    StorageFailed,
    StorageField,
    StorageKind,
    StorageStatus,
    StoredObject,
    hookimpl,
)
from limn.sdk.storages import PREFIX
from limn_storages.keys import cut, home_of, plain

LIMN_API = 1
UNFINISHED = ".limn-unfinished-"


class Share(StorageKind):
    """Fulfils `StorageKind` for a folder."""

    name = "SHARE"
    title = "Folder of the server"
    resource = StorageField(
        name="resource", title="Folder", longest=222,
        help="its path on the server; the administrator says which may be used",
    )  # fmt: skip
    credentials = (Credentials(name="ANONYMOUS_ACCESS", title="None"),)
    attributes = (PREFIX,)

    def open(self, place: Place) -> Storage:
        """The folder."""
        return Folder(place.reach.folder(place.resource))

    def trial(self, folder: Path) -> Place:
        """The folder itself."""
        reach = Reach(folders=(folder,))
        return Place(resource=str(folder), credentials="ANONYMOUS_ACCESS", reach=reach)


class Folder(Storage):
    """Fulfils `Storage` on a folder. Links that lead out of it are not there."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def list(self, prefix: str = "", cursor: str = "", limit: int = 1000) -> Listing:
        """One level of names, a page of it."""
        home = home_of(prefix)
        found = {key: entry for key, entry in self._level(home) if key.startswith(prefix)}
        page, following = cut(sorted(found), cursor, limit)
        return Listing(
            folders=tuple(key for key in page if key.endswith("/")),
            objects=tuple(_object(key, found[key]) for key in page if not key.endswith("/")),
            next=following,
        )

    def walk(self, prefix: str = "") -> Iterator[StoredObject]:
        """Every file at whatever depth."""
        for key, path in sorted(self._level(home_of(prefix)), key=lambda one: one[0]):
            if not key.startswith(prefix):
                continue
            if key.endswith("/"):
                yield from self.walk(key)
            else:
                yield _object(key, path)

    def head(self, key: str) -> StoredObject:
        """Size and tag of a file."""
        with _ours(key):
            return _object(key, self._path(key))

    def get_range(self, key: str, start: int, stop: int, *, tag: str = "") -> bytes:
        """Bytes `start` to `stop` of a file."""
        with _ours(key), self._path(key).open("rb") as file:
            if tag and _tag(os.fstat(file.fileno())) != tag:
                raise Changed(f"{key!r} was changed since it was first read")
            file.seek(start)
            return file.read(max(0, stop - start))

    def put(self, key: str, source: Path) -> StoredObject:
        """Copy the file beside its place, then move it there."""
        target = self._inside(plain(key))
        with _ours(key):
            target.parent.mkdir(parents=True, exist_ok=True)
            unfinished = target.with_name(f"{UNFINISHED}{uuid4().hex}")
            try:
                copyfile(source, unfinished)
                unfinished.replace(target)
            finally:
                unfinished.unlink(missing_ok=True)
            return _object(key, target)

    def delete(self, keys: Sequence[str]) -> None:
        """Remove these files, those that are there."""
        for key in keys:
            with _ours(key):
                self._inside(plain(key)).unlink(missing_ok=True)

    def status(self) -> StorageStatus:
        """Whether the folder is there and may be listed."""
        if not self._root.is_dir():
            return StorageStatus.not_found
        readable = os.access(self._root, os.R_OK | os.X_OK)
        return StorageStatus.available if readable else StorageStatus.forbidden

    def _level(self, home: str) -> Iterator[tuple[str, Path]]:
        folder = self._inside(plain(home.rstrip("/"))) if home else self._root
        with _ours(home):
            try:
                entries = list(os.scandir(folder))
            except (FileNotFoundError, NotADirectoryError):
                if home:
                    return
                raise
        for entry in entries:
            path = Path(entry.path)
            hidden = entry.name.startswith(UNFINISHED) or not entry.name.isprintable()
            if not hidden and path.resolve().is_relative_to(self._root):
                yield home + entry.name + ("/" if entry.is_dir() else ""), path

    def _path(self, key: str) -> Path:
        path = self._inside(plain(key))
        if not path.is_file():
            raise NotFound(f"there is no file {key!r}")
        return path

    def _inside(self, key: str) -> Path:
        path = (self._root / key).resolve()
        if not path.is_relative_to(self._root):
            raise NotFound(f"there is no file {key!r}")
        return path


def _object(key: str, path: Path) -> StoredObject:
    status = path.stat()
    modified = datetime.fromtimestamp(status.st_mtime, UTC)
    return StoredObject(key=key, size=status.st_size, tag=_tag(status), modified=modified)


def _tag(status: os.stat_result) -> str:
    return f"{status.st_mtime_ns:x}-{status.st_size:x}"


@contextmanager
def _ours(key: str) -> Generator[None]:
    try:
        yield
    except LimnError:
        raise
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {key!r}") from error
    except PermissionError as error:
        raise Forbidden(f"the server may not use {key!r}") from error
    except (IsADirectoryError, NotADirectoryError, FileExistsError) as error:
        raise BadInput(
            f"a folder stands where {key!r} should be, or the other way round"
        ) from error
    except OSError as error:
        raise StorageFailed(f"{key!r}: {error.strerror}") from error


@hookimpl
def offer_storages() -> list[StorageKind]:
    """Shared folders."""
    return [Share()]
