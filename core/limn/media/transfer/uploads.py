"""Resumable uploads (TUS 1.0) and plain multipart ones, for any target.

A target is what the files are for: `task:3:data`, `job:7:annotations`. The routes that take
uploads translate headers; what happens to the bytes is decided here.

The bytes of an upload grow in one file, and the size of that file *is* its offset: whatever
dies, the next `head` tells what is really there. A complete file moves to its target's folder.
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils import timezone

from limn.media.models import Upload, upload_id
from limn.media.names import checked
from limn.media.transfer import disk, expiry, quota, receiving
from limn.media.transfer.receiving import CHECKSUMS, ChecksumMismatch, Readable, SentFile
from limn.sdk.errors import BadInput, Conflict, Forbidden, NotFound, NotReady, TooLarge
from limn.storage import locks, space, store

__all__ = [
    "CHECKSUMS", "EXTENSIONS", "MAX_SIZE", "VERSION", "ChecksumMismatch", "Readable", "SentFile",
    "create", "delete", "discard", "finished_file", "finished_files", "head", "parse_metadata",
    "patch", "receive", "receive_one", "target_folder",
]  # fmt: skip
MAX_SIZE = 26_843_545_600
"""Bytes one upload may have."""
VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,checksum,termination"
_ID = re.compile(r"(?:\d+_)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PATIENCE = 10.0

parse_metadata = receiving.parse_metadata
target_folder = disk.target_folder


def is_id(name: str) -> bool:
    """Does this look like the id of an upload, as finished uploads are named without a name?"""
    return _ID.fullmatch(name) is not None


def create(
    owner_id: int,
    target: str,
    length: int,
    metadata: Mapping[str, str],
    *,
    named: bool = True,
) -> Upload:
    """A new upload of `length` bytes. `filename` of the answer is what `Upload-Filename` says.

    With `named` the file keeps the name of the metadata, unique within the target (task data);
    otherwise it is called by the upload's id (imports).

    Raises:
        BadInput: no name, or one that cannot be kept.
        Conflict: the target has a file of that name; `details["upload"]` names the upload of it
            if it is the owner's and as long.
        TooLarge: over `MAX_SIZE`, or more than the owner may have waiting.
        NoSpace: the disk cannot hold it.
    """
    expiry.expire_sometimes()
    if length < 0:
        raise BadInput("Upload-Length must not be negative")
    if length > MAX_SIZE:
        raise TooLarge(f"a file may have at most {MAX_SIZE} bytes, not {length}")
    space.demand(disk.parts(), length)
    new = upload_id(owner_id)
    upload = Upload(
        id=new, owner_id=owner_id, target=target, length=length,
        filename=checked(metadata.get("filename") or "") if named else new,
        filetype=metadata.get("filetype", "")[:128],
    )  # fmt: skip
    _insert(upload)
    quota.demand(upload, metadata.get("filename"))
    disk.part(upload).touch()
    if length == 0:
        disk.finish(upload)
    return upload


def head(upload_id: str, owner_id: int, target: str) -> Upload:
    """The upload with its true `offset`.

    Bytes that still come (the last ones of a client that died are on their way) are waited for,
    so that whoever goes on from this offset meets no other; for a while, if they come slowly.

    Raises:
        NotFound: there is none, or it has expired.
        Forbidden: it is somebody else's.
    """
    _found(upload_id, owner_id, target)
    with suppress(NotReady), _held(upload_id):
        pass
    return _found(upload_id, owner_id, target)


def _held(upload_id: str) -> AbstractContextManager[None]:
    return locks.locked(f"upload/{upload_id}", patience=_PATIENCE)


def _found(upload_id: str, owner_id: int, target: str) -> Upload:
    upload = Upload.objects.filter(pk=upload_id, target=target).first()
    if upload is None or expiry.expires(upload) < timezone.now():
        raise NotFound(f"there is no upload {upload_id}; it may have expired")
    if upload.owner_id != owner_id:
        raise Forbidden("this upload was begun by somebody else")
    upload.offset = disk.on_disk(upload)
    if upload.offset == upload.length:
        # A server that died after the last byte did not get to this.
        disk.finish(upload)
    return upload


def patch(
    upload_id: str,
    owner_id: int,
    target: str,
    offset: int,
    stream: Readable,
    *,
    content_length: int | None = None,
    checksum: str | None = None,
) -> Upload:
    """The upload after these bytes were written at `offset` and are safe on the disk.

    `checksum` is the `Upload-Checksum` header.

    Raises:
        Conflict: `offset` is not where the upload stands (`details["offset"]` says where).
        TooLarge: more bytes than announced; none of them is kept.
        ChecksumMismatch: the bytes are not those that were sent; none of them is kept.
        NoSpace: the disk is full; what was written stays.
        NotReady: another request is still writing to this upload.
        NotFound, Forbidden: as for `head`.
    """
    _found(upload_id, owner_id, target)
    expected = receiving.parse_checksum(checksum)
    with _held(upload_id):
        upload = _found(upload_id, owner_id, target)
        if offset != upload.offset:
            raise Conflict(
                f"the upload stands at byte {upload.offset}, not {offset}",
                details={"offset": upload.offset},
            )
        left = upload.length - offset
        if left or content_length:
            try:
                receiving.append(disk.part(upload), stream, left, content_length, expected)
            finally:
                _keep_offset(upload)
        if upload.offset == upload.length:
            disk.finish(upload)
    return upload


def delete(upload_id: str, owner_id: int, target: str) -> None:
    """Forget the upload and its bytes.

    Raises:
        NotFound, Forbidden: as for `head`.
    """
    upload = _found(upload_id, owner_id, target)
    with _held(upload_id):
        disk.remove(upload)


def receive(
    target: str, files: Iterable[SentFile], *, owner_id: int | None = None, size: int = 0
) -> list[str]:
    """Names under which the files of a multipart request of `size` bytes were kept.

    Raises:
        TooLarge: with what waits it is more than the owner may have waiting.
        Conflict: another file of that name is there, with other content.
        BadInput: a name that cannot be kept.
        NoSpace: the disk is full.
    """
    space.demand(disk.parts(), size)
    with quota.held(owner_id, target, size):
        return receiving.receive(files, folder=target_folder(target), waiting=disk.parts())


def receive_one(target: str, file: SentFile, *, owner_id: int, size: int) -> str:
    """The name, nobody else's, under which the file of a form of `size` bytes was kept.

    It is the owner's, as if it had come in parts.

    Raises:
        TooLarge, NoSpace: as for `receive`.
    """
    space.demand(disk.parts(), size)
    name = upload_id(owner_id)
    upload = Upload.objects.create(
        id=name, owner_id=owner_id, target=target, filename=name, length=size
    )
    quota.demand(upload, file.name)
    try:
        receiving.receive(
            [_Renamed(file, name)], folder=target_folder(target), waiting=disk.parts()
        )
        # The form around it took room, too.
        upload.length = upload.offset = disk.on_disk(upload)
        upload.save(update_fields=["length", "offset", "updated_date"])
    except BaseException:
        disk.remove(upload)
        raise
    return name


@dataclass(frozen=True, slots=True)
class _Renamed:
    """A sent file under a name nobody else has."""

    file: SentFile
    name: str | None

    def chunks(self) -> Iterable[bytes | bytearray]:
        """The content in pieces."""
        return self.file.chunks()


def finished_files(target: str) -> list[Path]:
    """The complete files of the target, by name.

    Raises:
        Conflict: an upload of it is not complete.
    """
    for upload in Upload.objects.filter(target=target):
        disk.finish_complete(upload)
    return sorted(path for path in target_folder(target).rglob("*") if path.is_file())


def finished_file(target: str, filename: str, owner_id: int | None = None) -> Path:
    """The complete file of that name (what `Upload-Filename` said).

    Raises:
        NotFound: there is none, or it is not `owner_id`'s.
        Conflict: it is not complete.
    """
    upload = Upload.objects.filter(target=target, filename=filename).first()
    if upload is not None and owner_id is not None and upload.owner_id != owner_id:
        raise NotFound(f"there is no uploaded file {filename}")
    if upload is not None:
        disk.finish_complete(upload)
    path = store.inside(target_folder(target), filename)
    if not path.is_file():
        raise NotFound(f"there is no uploaded file {filename}")
    return path


def discard(target: str, filename: str | None = None) -> None:
    """Forget one file of the target, or all its files and uploads."""
    rows = Upload.objects.filter(target=target)
    for upload in rows if filename is None else rows.filter(filename=filename):
        disk.remove(upload)
    if filename is None:
        Upload.objects.filter(target=quota.form_target(target)).delete()
    folder = target_folder(target)
    store.remove(folder if filename is None else store.inside(folder, filename))


def _insert(upload: Upload) -> None:
    """The database refuses a second upload of one name; the folder, a file sent by multipart."""
    taken = Conflict(f"a file called {upload.filename} was uploaded already")
    folder, path = target_folder(upload.target), disk.finished(upload)
    if path.exists() or any(above.is_file() for above in path.parents if above != folder):
        raise taken
    try:
        with transaction.atomic():
            upload.save(force_insert=True)
    except IntegrityError as error:
        raise _taken_by(upload, str(taken)) from error


def _taken_by(wanted: Upload, said: str) -> Conflict:
    """The error; `details["upload"]` is the id of one that is probably the same file, to go on."""
    alike = Upload.objects.filter(
        target=wanted.target,
        filename=wanted.filename,
        owner_id=wanted.owner_id,
        length=wanted.length,
    ).first()
    return Conflict(said, details={"upload": alike.pk} if alike else None)


def _keep_offset(upload: Upload) -> None:
    """Note what is on the disk.

    Raises:
        NotFound: the upload was forgotten while its bytes came.
    """
    upload.offset, upload.updated_date = disk.on_disk(upload), timezone.now()
    kept = {"offset": upload.offset, "updated_date": upload.updated_date}
    if not Upload.objects.filter(pk=upload.pk).update(**kept):
        store.remove(disk.part(upload))
        raise disk.ended(upload)
