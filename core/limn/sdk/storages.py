"""The contract of a storage: a bucket, container or share, opened and used by key.

Keys are texts with forward slashes, relative to the storage: `day 1/photo.jpg`. A plugin turns
its vendor's errors into ours: `NotFound` for a key or bucket that is not there, `Forbidden` for
one that may not be used, `StorageFailed` for everything else.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, Literal

from limn.sdk.errors import BadInput, Changed, Forbidden, NoRanges, NotFound, StorageFailed
from limn.sdk.reach import Reach

BLOCK = 8 << 20
"""Bytes read at once by `stream`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageField:
    """A value a form asks for: of a credential, or an attribute like the region.

    Secret ones are never shown again. `longest` is in characters; a `file` is sent as text.
    """

    name: str
    title: str
    kind: Literal["text", "address", "file"] = "text"
    secret: bool = False
    required: bool = True
    longest: int = 1024
    choices: tuple[str, ...] = ()
    help: str = ""


PREFIX = StorageField(
    name="prefix", title="Prefix", longest=1024, required=False,
    help="only objects whose keys begin with it are shown",
)  # fmt: skip
"""An attribute every kind may have; the host keeps to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """One way to prove who one is; `name` is a word of the API: `KEY_SECRET_KEY_PAIR`."""

    name: str
    title: str
    fields: tuple[StorageField, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a storage is and how to get in: all that people typed, and what may be reached."""

    resource: str
    credentials: str
    secrets: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    reach: Reach = field(default_factory=Reach)


class StorageStatus(StrEnum):
    """Whether a storage can be used."""

    available = "AVAILABLE"
    not_found = "NOT_FOUND"
    forbidden = "FORBIDDEN"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredObject:
    """An object's key, its size in bytes, and a tag that changes when its content does."""

    key: str
    size: int
    tag: str = ""
    modified: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of what lies in a folder: `folders` end with a slash; `next` is "" at the end."""

    folders: tuple[str, ...] = ()
    objects: tuple[StoredObject, ...] = ()
    next: str = ""


class Storage(ABC):
    """An opened storage; used by many threads at once."""

    @abstractmethod
    def list(self, prefix: str = "", cursor: str = "", limit: int = 1000) -> Listing:
        """The folders and objects whose keys begin with `prefix`, one level deep, a page of them.

        A prefix `day 1/` lists a folder, `day 1/pho` what begins so in it. `cursor` is `next`
        of the page before. Together the pages hold each name once, in order.
        """

    @abstractmethod
    def walk(self, prefix: str = "") -> Iterator[StoredObject]:
        """Every object whose key begins with `prefix`, at whatever depth, in order of key."""

    @abstractmethod
    def head(self, key: str) -> StoredObject:
        """Size and tag of an object.

        Raises:
            NotFound, Forbidden, StorageFailed.
        """

    @abstractmethod
    def get_range(self, key: str, start: int, stop: int, *, tag: str = "") -> bytes:
        """Bytes `start` to `stop` (excluded) of an object, fewer only where it ends before.

        With `tag` only if the object still has it.

        Raises:
            NotFound: there is no such object.
            Changed: it has another tag now.
            NoRanges: the storage gives no parts; `start` is behind the first byte.
            Forbidden, StorageFailed.
        """

    @abstractmethod
    def put(self, key: str, source: Path) -> StoredObject:
        """Keep the file under this key, in one step: nobody ever sees half of it."""

    @abstractmethod
    def delete(self, keys: Sequence[str]) -> None:
        """Remove these objects; those that are not there do no harm."""

    @abstractmethod
    def status(self) -> StorageStatus:
        """Whether it can be used at all, asked now."""

    def stream(self, key: str, *, tag: str = "") -> Iterator[bytes]:
        """The whole object in blocks, each asked for by itself, so that a slow one does not fail.

        Raises:
            Changed: it was replaced meanwhile.
            NotFound, Forbidden, StorageFailed.
        """
        found = self.head(key)
        if tag and found.tag != tag:
            raise Changed(f"{key!r} was changed since it was first read")
        given = 0
        for block in self._blocks(found):
            given += len(block)
            yield block
        if given != found.size:
            raise StorageFailed(f"{key!r} was cut off after {given} bytes")

    def rest(self, key: str, start: int, *, tag: str = "") -> Iterator[bytes]:
        """What follows the first `start` bytes, by one question: for servers without ranges.

        Raises:
            NoRanges: there is no such way.
            Changed, NotFound, Forbidden, StorageFailed.
        """
        del start, tag
        raise NoRanges(f"the storage gives no parts of {key!r}")

    def _blocks(self, found: StoredObject) -> Iterator[bytes]:
        for start in range(0, found.size, BLOCK):
            stop = min(start + BLOCK, found.size)
            try:
                block = self.get_range(found.key, start, stop, tag=found.tag)
            except NoRanges:
                yield from self.rest(found.key, start, tag=found.tag)
                return
            yield block
            if len(block) != stop - start:
                return

    def get(self, key: str) -> bytes:
        """The whole object; for small ones."""
        return b"".join(self.stream(key))

    def presign(self, key: str, seconds: int) -> str | None:
        """An address from which anybody may read the object for that long; None where impossible.

        May be made without asking whether there is such an object.
        """
        del key, seconds
        return None


class StorageKind(ABC):
    """One sort of storage: what a form asks for, and how to open it."""

    name: ClassVar[str]
    """Word of the API, unique on the host: `AWS_S3_BUCKET`."""
    title: ClassVar[str]
    """For people: `Amazon S3 and compatible`."""
    scheme: ClassVar[str] = ""
    """How addresses of it begin in settings: `s3` in `s3://bucket/folder`; empty where none do."""
    resource: ClassVar[StorageField]
    """What the resource is called here: a bucket, a container, a folder."""
    credentials: ClassVar[tuple[Credentials, ...]]
    attributes: ClassVar[tuple[StorageField, ...]] = ()

    @abstractmethod
    def open(self, place: Place) -> Storage:
        """The storage at that place. Make no connection yet; ask `place.reach` about addresses.

        Raises:
            BadInput: a value cannot be right, or leads where the server may not reach.
        """

    def trial(self, folder: Path) -> Place | None:
        """An empty storage in this folder for the conformance kit; None where it needs a server.

        The kit is told of a server by `--storage-place FILE`.
        """
        del folder
        return None

    def checked(self, place: Place) -> Place:
        """The place, known to have what this kind asks for and nothing else.

        Raises:
            BadInput: `fields` names each value that is missing, unknown or too long.
        """
        known = {one.name: one for one in self.credentials}
        if place.credentials not in known:
            choices = ", ".join(known)
            raise BadInput(
                f"{self.title} has no credentials {place.credentials!r}; choose from {choices}",
                fields={"credentials_type": [f"choose from {choices}"]},
            )
        wrong = {
            **_faults([self.resource], {self.resource.name: place.resource}),
            **_faults(known[place.credentials].fields, place.secrets),
            **_faults(self.attributes, place.attributes),
        }
        if wrong:
            name, sentences = next(iter(wrong.items()))
            raise BadInput(f"{name} {sentences[0]}", fields=wrong)
        return place


def _faults(asked: Iterable[StorageField], given: Mapping[str, str]) -> dict[str, list[str]]:
    known = {one.name: one for one in asked}
    faults = {name: ["is not known here"] for name in given if name not in known and given[name]}
    for name, one in known.items():
        value = given.get(name, "")
        if not value and one.required:
            faults[name] = ["is needed"]
        elif len(value) > one.longest:
            faults[name] = [f"has more than {one.longest} characters"]
        elif "\0" in value:
            faults[name] = ["has a zero byte in it"]
        elif value and one.choices and value not in one.choices:
            faults[name] = [f"must be one of {', '.join(one.choices)}"]
    return faults


def status_of(storage: Storage) -> StorageStatus:
    """The status told by whether a listing works; for kinds that have no better question."""
    try:
        storage.list(limit=1)
    except NotFound:
        return StorageStatus.not_found
    except Forbidden:
        return StorageStatus.forbidden
    return StorageStatus.available
