"""Originals in the bucket for media, as a backup of the whole installation keeps them."""

import zlib
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from limn.media.queries import places_in_use
from limn.sdk.errors import BadInput
from limn.storage import media_bucket, space
from limn.storage.store import inside

_FOLDER = "bucket/"


def write(archive: ZipFile, say: Callable[[str], None]) -> tuple[int, int]:
    """Copy every original that rows know of out of the bucket; how many, and their bytes.

    Raises:
        Unavailable, StorageFailed: the bucket does not give one.
    """
    count = size = 0
    for place in sorted(places_in_use()):
        for name in media_bucket.names(place):
            entry = ZipInfo(f"{_FOLDER}{place}/{name}")
            entry.compress_type = ZIP_STORED
            with archive.open(entry, "w", force_zip64=True) as member:
                for block in media_bucket.copies(place, name):
                    size += member.write(block)
            count += 1
            if count % 1000 == 0:
                say(f"{count} originals from the bucket, {size >> 20} MiB")
    return count, size


def refuse_without_bucket(archive: ZipFile, source: str) -> None:
    """Make sure that there is a bucket for what the backup took from one.

    Raises:
        BadInput: none is chosen.
    """
    held = any(name.startswith(_FOLDER) for name in archive.NameToInfo)
    if held and not media_bucket.is_chosen():
        raise BadInput(
            f"{source} holds originals that lay in a bucket; say in LIMN_MEDIA_STORE which "
            "bucket is to have them"
        )


def put_back(archive: ZipFile, scratch: Path, source: str, say: Callable[[str], None]) -> None:
    """Put the originals into the bucket where they were, their checksums compared.

    Nothing that is there is touched: places are never filled twice with different files.

    Raises:
        BadInput: one is damaged.
        Unavailable, StorageFailed: the bucket does not take one.
    """
    entries = [entry for entry in archive.infolist() if entry.filename.startswith(_FOLDER)]
    if entries:
        media_bucket.demand()
    waiting = scratch / "original"
    for count, entry in enumerate(entries, start=1):
        place, _, name = entry.filename.removeprefix(_FOLDER).partition("/")
        inside(scratch, f"{place}/{name}")  # a name that is none is refused
        try:
            with (
                space.told_when_full(name),
                archive.open(entry) as read,
                waiting.open("wb") as file,
            ):
                space.copy(read, file, name)
        except (BadZipFile, zlib.error) as error:
            raise BadInput(f"{source} is damaged: {entry.filename} ({error})") from error
        media_bucket.put_back(place, name, waiting)
        if count % 1000 == 0:
            say(f"{count} of {len(entries)} originals")
    waiting.unlink(missing_ok=True)
