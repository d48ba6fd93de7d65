"""The members of an archive one after the other, whatever kind of archive it is."""

import gzip
import lzma
import stat
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from limn.media.kinds import MANIFEST, by_extension
from limn.media.unpacking import zip_directory
from limn.media.unpacking.gate import Gate
from limn.media.unpacking.tar_streams import TarStream
from limn.sdk.errors import BadMedia

if sys.version_info >= (3, 14):
    import tarfile

    from compression.zstd import ZstdError
else:
    from backports.zstd import ZstdError, tarfile

BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, ZstdError,
    EOFError, NotImplementedError, RecursionError,
)  # fmt: skip
"""What the libraries raise about an archive that is not as it should be."""
_ENCRYPTED = 0x1
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One entry, to be used before the next is asked for.

    `name` is as its author wrote it. `place` is how far in the archive it is, 0 … 1.
    `fault` says why it is not taken ("a link, not a file"). `passed_over` are the bytes that are
    unpacked only to get past it. `opened` takes the name to use in errors.
    """

    name: str
    place: float
    is_folder: bool
    fault: str
    passed_over: int
    opened: Callable[[str], AbstractContextManager[IO[bytes]]]


def zip_members(path: Path, name: str, gate: Gate) -> Iterator[Member]:
    """The entries of a ZIP, in the order of its directory, once the gate has seen their sum.

    Raises:
        zipfile.BadZipFile: it is broken.
        TooLarge: its directory is.
    """
    zip_directory.demand(path, name)
    with zipfile.ZipFile(path) as archive:
        listed = archive.infolist()
        wanted = sum(entry.file_size for entry in listed if _counts(entry.filename))
        gate.promise(len(listed), wanted)
        for done, entry in enumerate(listed):
            yield Member(
                # `filename` has been cut at a NUL and had its separators changed.
                name=entry.orig_filename,
                place=done / len(listed),
                is_folder=entry.is_dir(),
                fault=_fault(entry),
                passed_over=0,
                opened=lambda called, entry=entry: _opened(archive, entry, f"{called} in {name}"),
            )


def tar_members(path: Path, name: str, gate: Gate) -> Iterator[Member]:
    """The entries of a tar, plain or packed by gzip, bzip2, xz or zstd, in the order they come.

    The gate sees their sum before. A packed tar is unpacked twice for that, the first time into
    nothing.

    Raises:
        tarfile.TarError: it is broken, or no tar.
        BadMedia: one of them is damaged.
    """
    before = _pass_tar(path, name, gate)

    def go_on(place: float, _came: int) -> None:
        gate.progress(before + place * (1 - before))

    with (
        TarStream(path, name, go_on) as stream,
        tarfile.open(fileobj=stream, mode="r:") as archive,
    ):
        for entry in _forgotten(archive):
            yield Member(
                name=entry.name,
                place=before + stream.place * (1 - before),
                is_folder=entry.isdir(),
                fault="" if entry.isreg() or entry.isdir() else "a link, not a file",
                passed_over=entry.size,
                opened=lambda called, entry=entry: _extracted(
                    archive, entry, f"{called} in {name}"
                ),
            )


def _pass_tar(path: Path, name: str, gate: Gate) -> float:
    """Go through a tar for its sum; the share of the work that is done by that, 0 … 1."""

    def look(place: float, came: int) -> None:
        gate.fits(0, came)
        gate.progress(place / 2)

    entries = unpacked = 0
    with (
        TarStream(path, name, look, only_headers=True) as stream,
        tarfile.open(fileobj=stream, mode="r:") as archive,
    ):
        last = name
        try:
            for entry in _forgotten(archive):
                entries, unpacked = entries + 1, unpacked + entry.size
                last = f"{entry.name} in {name}"
                gate.fits(entries, unpacked)
                stream.next_header()
        except BROKEN as error:
            raise BadMedia(f"{last} is damaged: {error}") from error
    gate.promise(entries, unpacked)
    return 0.5 if stream.is_packed else 0.0


def _forgotten(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """Its entries, none of which it remembers."""
    for entry in archive:
        archive.members.clear()
        yield entry


def _counts(filename: str) -> bool:
    return by_extension(filename) is not None or filename.endswith(MANIFEST)


def _fault(entry: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "a link, not a file"
    if entry.flag_bits & _ENCRYPTED:
        return "encrypted"
    return "" if entry.compress_type in _READABLE else "packed in a way that is not known here"


@contextmanager
def _opened(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, called: str) -> Iterator[IO[bytes]]:
    """The content; zipfile itself stops at the size the archive declares."""
    try:
        with archive.open(entry) as source:
            yield source
    except BROKEN as error:
        raise BadMedia(f"{called} is damaged: {error}") from error


@contextmanager
def _extracted(
    archive: tarfile.TarFile, entry: tarfile.TarInfo, called: str
) -> Iterator[IO[bytes]]:
    source = archive.extractfile(entry)
    assert source is not None  # noqa: S101 (it is a plain file)
    try:
        with source:
            yield source
    except BROKEN as error:
        raise BadMedia(f"{called} is damaged: {error}") from error
