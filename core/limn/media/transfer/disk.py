"""Where the bytes of uploads lie: in a file each while they come, then in their target's folder."""

from pathlib import Path

from limn.media.models import Upload
from limn.sdk.errors import Conflict
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
    """Move a complete file to its place, if it is not there yet."""
    if part(upload).exists():
        store.publish(part(upload), finished(upload))


def finish_complete(upload: Upload) -> None:
    """Move the file to its place.

    Raises:
        Conflict: bytes are missing.
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
