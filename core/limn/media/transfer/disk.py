"""Where the bytes of uploads lie: in a file each while they come, then in their target's folder."""

from contextlib import suppress
from pathlib import Path

from limn.media.models import Upload
from limn.sdk.errors import Conflict, NotFound
from limn.storage import store


def target_folder(target: str) -> Path:
    """Where the finished files of the target lie."""
    return store.folder("uploads", "files", target.replace(":", "-"))


def parts() -> Path:
    """Where uploads grow."""
    return store.folder("uploads", "parts")


def part(upload: Upload) -> Path:
    """The file an upload grows in; its size is the offset."""
    return parts() / upload.pk


def finished(upload: Upload) -> Path:
    """Where the complete file belongs."""
    return store.inside(target_folder(upload.target), upload.filename)


def on_disk(upload: Upload) -> int:
    """Bytes that are there, 0 of an upload whose file is gone."""
    for path in (part(upload), finished(upload)):
        try:
            return path.stat().st_size
        except FileNotFoundError:
            continue
    return 0


def finish(upload: Upload) -> None:
    """Move a complete file to its place, if it is not there yet.

    Raises:
        NotFound: the upload was forgotten meanwhile; no file of it stays behind.
    """
    if not part(upload).exists():
        return
    with suppress(FileNotFoundError):
        store.publish(part(upload), finished(upload))
    if not Upload.objects.filter(pk=upload.pk).exists():
        store.remove(finished(upload))
        raise ended(upload)


def ended(upload: Upload) -> NotFound:
    """What is told of an upload that was forgotten while it was worked on."""
    return NotFound(f"the upload {upload.pk} was ended meanwhile")


def finish_complete(upload: Upload) -> None:
    """Move the file to its place.

    Raises:
        Conflict: bytes are missing.
        NotFound: as for `finish`.
    """
    if on_disk(upload) < upload.length:
        raise Conflict(f"the upload of {upload.filename} is not complete")
    finish(upload)


def remove(upload: Upload) -> None:
    """Forget the upload and its bytes."""
    store.remove(part(upload))
    store.remove(finished(upload))
    upload.delete()


def last_written(path: Path) -> float:
    """When, in s since the epoch; 0 of a file that is gone."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
