"""Unpacking an uploaded ZIP with limits on everything its author may have chosen."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from limn.media import limits
from limn.media.kinds import MANIFEST, by_extension, is_junk
from limn.media.names import checked
from limn.sdk.errors import BadInput, BadMedia, TooLarge
from limn.sdk.runs import Run
from limn.storage import space

_BLOCK = 1 << 20
_ENCRYPTED = 0x1


def unpack(path: Path, name: str, folder: Path, run: Run) -> list[str]:
    """Names of the pictures of the archive at `path`, unpacked into `folder`, as they are listed.

    What is no picture is left out with a warning. `name` is what the archive is called in errors.

    Raises:
        BadMedia: it is broken, encrypted, holds a video, a link, or two files of one name.
        TooLarge: over a limit of entries, bytes, or compression.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = _chosen(archive, name, run)
            _fits(entries, path, name, folder)
            return list(_unpacked(archive, entries, name, folder, run))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise BadMedia(f"{name} is a broken or unsupported archive: {error}") from error


def _chosen(archive: zipfile.ZipFile, name: str, run: Run) -> list[zipfile.ZipInfo]:
    listed = archive.infolist()
    if len(listed) > limits.MAX_ENTRIES:
        raise TooLarge(f"{name} has {len(listed)} entries; at most {limits.MAX_ENTRIES} are taken")
    chosen: dict[str, zipfile.ZipInfo] = {}
    for entry in listed:
        kept_as = _member_name(entry, name)
        if kept_as is None or not _is_wanted(kept_as, name, run):
            continue
        if kept_as in chosen:
            raise BadMedia(f"{name} holds {kept_as} twice")
        entry.filename = kept_as
        chosen[kept_as] = entry
    if not any(by_extension(kept_as) for kept_as in chosen):
        raise BadMedia(f"{name} holds no pictures")
    return list(chosen.values())


def _member_name(entry: zipfile.ZipInfo, name: str) -> str | None:
    if entry.is_dir():
        return None
    # `filename` has been cut at a NUL and had its separators changed; judge what was written.
    try:
        kept_as = checked(entry.orig_filename)
    except BadInput as error:
        raise BadMedia(f"in {name}: {error}") from error
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise BadMedia(f"{kept_as} in {name} is a link, not a file")
    if entry.flag_bits & _ENCRYPTED:
        raise BadMedia(f"{kept_as} in {name} is encrypted")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BadMedia(f"{kept_as} in {name} is packed in another way than stored or deflated")
    return kept_as


def _is_wanted(kept_as: str, name: str, run: Run) -> bool:
    kind = by_extension(kept_as)
    if kind == "image" or kept_as.rpartition("/")[2] == MANIFEST:
        return not is_junk(kept_as)
    if kind == "video":
        raise BadMedia(f"{kept_as} in {name} is a video; upload it without an archive around it")
    if not is_junk(kept_as):
        run.warn(f"{kept_as} in {name} is no picture and was left out")
    return False


def _fits(entries: list[zipfile.ZipInfo], path: Path, name: str, folder: Path) -> None:
    """Refuse what the archive itself admits; `_copy` finds out where it lies."""
    total = sum(entry.file_size for entry in entries)
    _check_size(total, path.stat().st_size, name)
    space.demand(folder, total)


def _check_size(unpacked: int, packed: int, name: str) -> None:
    if unpacked > limits.MAX_UNPACKED:
        raise TooLarge(f"{name} unpacks to more than {limits.MAX_UNPACKED >> 30} GiB")
    if unpacked > max(limits.RATIO_FREE, packed * limits.MAX_RATIO):
        raise TooLarge(f"{name} unpacks to over {limits.MAX_RATIO} times its size")


def _unpacked(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str, folder: Path, run: Run
) -> Iterator[str]:
    for done, entry in enumerate(entries):
        run.progress(0.3 * done, len(entries), "Unpacking")
        target = folder / entry.filename
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(entry) as source, target.open("xb") as copy:
                _copy(source, copy, entry)
        except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
            raise BadMedia(f"{name} uses {entry.filename} as a file and as a folder") from error
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise BadMedia(f"{entry.filename} in {name} is damaged: {error}") from error
        yield entry.filename


def _copy(source: IO[bytes], copy: IO[bytes], entry: zipfile.ZipInfo) -> None:
    """Copy one member; zipfile itself stops at the size the archive declares."""
    with space.told_when_full(entry.filename):
        while block := source.read(_BLOCK):
            copy.write(block)
