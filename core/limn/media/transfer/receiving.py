"""Bytes of strangers to disk: streamed, counted, checked and made durable."""

import base64
import binascii
import filecmp
import hashlib
import hmac
import os
from collections.abc import Iterable
from io import FileIO
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from limn.media.names import checked
from limn.sdk.errors import BadInput, Conflict, TooLarge, UserError
from limn.storage import space, store

CHECKSUMS = "sha1,md5"
_BLOCK = 1 << 20


class ChecksumMismatch(UserError):
    """The bytes that arrived are not those that were sent; send them again."""

    code = "checksum_mismatch"
    status = 460


class Readable(Protocol):
    """A request body."""

    def read(self, size: int = ..., /) -> bytes:
        """At most `size` bytes; empty at the end."""
        ...


class SentFile(Protocol):
    """A file of a multipart request (Django's `UploadedFile`)."""

    @property
    def name(self) -> str | None:
        """What the client calls it."""
        ...

    def chunks(self) -> Iterable[bytes | bytearray]:
        """The content in pieces."""
        ...


def parse_metadata(header: str) -> dict[str, str]:
    """The decoded pairs of an `Upload-Metadata` header.

    Raises:
        BadInput: it is not pairs of a name and base64.
    """
    pairs: dict[str, str] = {}
    for item in filter(None, (item.strip() for item in header.split(","))):
        name, _, encoded = item.partition(" ")
        try:
            pairs[name] = base64.b64decode(encoded.strip(), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise BadInput(f"Upload-Metadata: the value of {name!r} is not base64 text") from error
    return pairs


def parse_checksum(header: str | None) -> tuple[str, bytes] | None:
    """Algorithm and digest of an `Upload-Checksum` header.

    Raises:
        BadInput: an algorithm that is not known, or no base64.
    """
    if not header:
        return None
    algorithm, _, encoded = header.strip().partition(" ")
    if algorithm not in CHECKSUMS.split(","):
        raise BadInput(f"Upload-Checksum: {algorithm!r} is none of {CHECKSUMS}")
    try:
        return algorithm, base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise BadInput("Upload-Checksum: the digest is not base64") from error


def append(
    path: Path,
    stream: Readable,
    left: int,
    content_length: int | None,
    expected: tuple[str, bytes] | None,
) -> None:
    """Add the whole stream to the file, safe on the disk when this returns.

    What arrived before the client or the disk gave up stays and is made safe, too; bytes with a
    checksum stay together or not at all.

    Raises:
        TooLarge: the stream has more than `left` bytes.
        ChecksumMismatch, NoSpace.
    """
    if content_length is not None and content_length > left:
        raise TooLarge(f"{content_length} bytes were sent where {left} were left to send")
    if expected is not None:
        _append_verified(path, stream, left, *expected)
        return
    with path.open("ab", buffering=0) as file:
        before = file.tell()
        try:
            _copy(stream, file, left)
        except TooLarge:
            file.truncate(before)
            raise
        finally:
            os.fsync(file.fileno())


def receive(files: Iterable[SentFile], *, folder: Path, waiting: Path) -> list[str]:
    """Names under which the files were kept in `folder`: all of them, or none.

    Each is written below `waiting`, all are made safe together, and then appear one by one. The
    same file sent again (a repeated request) is taken for the one that is there.

    Raises:
        BadInput, Conflict, NoSpace: see `limn.media.transfer.uploads.receive`.
    """
    batch = waiting / f"{uuid4().hex}.batch"
    batch.mkdir()
    try:
        names = _written(files, batch)
        if names:
            store.settle(batch)
            _refuse_others(names, batch, folder)
            folder.mkdir(parents=True, exist_ok=True)
            for name in names:
                (batch / name).replace(store.inside(folder, name))
            store.sync_folder(folder)
        return names
    finally:
        store.remove(batch)


def _written(files: Iterable[SentFile], batch: Path) -> list[str]:
    names: dict[str, None] = {}
    for sent in files:
        name = checked((sent.name or "").replace("\\", "/").rpartition("/")[2])
        if name in names:
            raise Conflict(f"two of the files are called {name}")
        names[name] = None
        with space.told_when_full(name), (batch / name).open("wb") as file:
            for block in sent.chunks():
                space.write(file, block, name)
    return list(names)


def _refuse_others(names: Iterable[str], batch: Path, folder: Path) -> None:
    for name in names:
        there = store.inside(folder, name)
        if there.exists() and not filecmp.cmp(batch / name, there, shallow=False):
            raise Conflict(f"another file called {name} was uploaded already")


def _append_verified(
    path: Path, stream: Readable, left: int, algorithm: str, digest: bytes
) -> None:
    unchecked = path.with_name(f"{path.name}.{uuid4().hex}.unchecked")
    found = hashlib.new(algorithm, usedforsecurity=False)
    try:
        with unchecked.open("w+b", buffering=0) as file:
            _copy(stream, file, left, found)
            if not hmac.compare_digest(found.digest(), digest):
                raise ChecksumMismatch(f"the {algorithm} checksum of the sent bytes does not match")
            file.seek(0)
            _append_whole(path, file)
    finally:
        unchecked.unlink(missing_ok=True)


def _append_whole(path: Path, source: FileIO) -> None:
    with path.open("ab", buffering=0) as target:
        before = target.tell()
        try:
            space.copy(source, target, "the upload")
        except BaseException:
            target.truncate(before)
            raise
        finally:
            os.fsync(target.fileno())


def _copy(stream: Readable, file: FileIO, left: int, digest: "hashlib._Hash | None" = None) -> None:
    while block := stream.read(min(_BLOCK, left + 1)):
        if len(block) > left:
            raise TooLarge("more bytes were sent than the upload's length leaves room for")
        space.write(file, block, "the upload")
        left -= len(block)
        if digest is not None:
            digest.update(block)
