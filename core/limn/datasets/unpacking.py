"""Opens an uploaded dataset: a ZIP with limits on what its author may have chosen, or one file."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from limn.datasets import portable
from limn.media import limits
from limn.media.names import checked
from limn.media.unpacking import zip_directory
from limn.sdk.errors import BadDataset, BadInput, TooLarge
from limn.sdk.formats import DatasetFormat
from limn.sdk.runs import Run
from limn.storage import space

_ENCRYPTED = 0x1
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def unpack(path: Path, name: str, folder: Path, format: DatasetFormat, run: Run) -> Path:
    """`folder`, with the uploaded file unpacked into it, or in it under its own name.

    `name` is what the file is called in errors.

    Raises:
        BadDataset: the archive is broken, or holds what no dataset needs: links, encrypted
            files, names that lead out of the folder or that its mapping of names cannot give.
        TooLarge: over a limit of entries, bytes, or compression.
        BadInput: the format does not come in such a file.
    """
    folder.mkdir(parents=True)
    if zipfile.is_zipfile(path):
        _demand(format, "zip", name)
        unpack_zip(path, name, folder, run)
        portable.take_back(folder, name)
        return folder
    single = [ending for ending in format.extensions if ending != "zip"]
    if not single:
        raise BadDataset(f"{format.name} comes in a ZIP archive, and this is none", where=name)
    ending = Path(name).suffix.lstrip(".").lower()
    if ending not in single:
        ending = single[0]
    _copy(path, name, folder / f"annotations.{ending}")
    return folder


def _copy(path: Path, name: str, target: Path) -> None:
    with space.told_when_full(name), path.open("rb") as source, target.open("xb") as copy:
        space.copy(source, copy, name)


def lone(path: Path) -> Path:
    """The one member of an archive of ours, as a file beside it."""
    with zipfile.ZipFile(path) as archive, space.told_when_full("the dataset"):
        [member] = archive.infolist()
        target = path.with_suffix(Path(member.filename).suffix)
        with archive.open(member) as source, target.open("wb") as copy:
            space.copy(source, copy, member.filename)
    return target


def unpack_zip(path: Path, name: str, folder: Path, run: Run) -> None:
    """Unpack the ZIP at `path` into `folder`; errors as for `unpack`."""
    zip_directory.demand(path, name)
    try:
        with zipfile.ZipFile(path) as archive:
            _extract(archive, path, name, folder, run)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise BadDataset(f"the archive is damaged: {error}", where=name) from error


def _demand(format: DatasetFormat, ending: str, name: str) -> None:
    if ending not in format.extensions:
        wanted = ", ".join(format.extensions)
        raise BadInput(f"{format.name} comes in a file of type {wanted}; {name} is a {ending}")


def _extract(archive: zipfile.ZipFile, path: Path, name: str, folder: Path, run: Run) -> None:
    entries = list(_members(archive, name))
    _refuse_bombs(entries, path, name)
    space.demand(folder, sum(entry.file_size for entry in entries))
    homes = set[str]()
    for done, entry in enumerate(entries):
        run.progress(0.1 * done, len(entries), "Unpacking")
        target = folder / entry.filename
        try:
            if (home := entry.filename.rpartition("/")[0]) not in homes:
                target.parent.mkdir(parents=True, exist_ok=True)
                homes.add(home)
            _unpack_one(archive, entry, target, name)
        except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
            raise BadDataset(f"{entry.filename} is there twice", where=name) from error


def _unpack_one(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, name: str) -> None:
    try:
        with archive.open(entry) as source, target.open("xb") as copy:
            space.copy(source, copy, entry.filename)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise BadDataset(f"{entry.filename} is damaged: {error}", where=name) from error


def _members(archive: zipfile.ZipFile, name: str) -> Iterator[zipfile.ZipInfo]:
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        try:
            # `filename` has been cut at a NUL and had its separators changed.
            entry.filename = checked(entry.orig_filename)
        except BadInput as error:
            raise BadDataset(str(error), where=name) from error
        if problem := _problem(entry):
            raise BadDataset(f"{entry.filename} {problem}", where=name)
        yield entry


def _problem(entry: zipfile.ZipInfo) -> str:
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "is a link, not a file"
    if entry.flag_bits & _ENCRYPTED:
        return "is encrypted"
    if entry.compress_type not in _PACKED:
        return "is packed in another way than stored or deflated"
    return ""


def _refuse_bombs(entries: list[zipfile.ZipInfo], path: Path, name: str) -> None:
    """Go by what the archive admits; zipfile stops at it, however much there really is."""
    unpacked, packed = sum(entry.file_size for entry in entries), path.stat().st_size
    if unpacked > limits.MAX_UNPACKED:
        raise TooLarge(f"{name} unpacks to more than {limits.MAX_UNPACKED >> 30} GiB")
    if unpacked > max(limits.RATIO_FREE, packed * limits.MAX_RATIO):
        raise TooLarge(f"{name} unpacks to over {limits.MAX_RATIO} times its size")
