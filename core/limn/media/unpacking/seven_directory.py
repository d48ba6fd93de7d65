"""How many entries a 7z lists and what they unpack to, before anything is made of them.

py7zr makes an object of each entry first, 0.9 KB for what takes three bytes in a directory that
is itself packed. So the directory is walked here, and no list in it is gone through that is
longer than what is taken. The layout is that of `7zFormat.txt` of the LZMA SDK.
"""

import io
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from py7zr.archiveinfo import HeaderStreamsInfo

from limn.media import limits
from limn.sdk.errors import TooLarge

Fits = Callable[[int, int], None]
"""Raises TooLarge for so many entries, or so many bytes, that are not taken."""
_END, _HEADER, _STREAMS, _FILES, _PACK, _UNPACK, _SUBSTREAMS = 0, 1, 4, 5, 6, 7, 8
_SIZE, _CRC, _FOLDER, _CODERS_SIZE, _COUNTS, _ENCODED = 9, 10, 11, 12, 13, 23
_START_BYTES = 32
_STEP = 1 << 20
_MOST_CODERS = 64
_MOST_STREAMS = 1 << 12


def counted(path: Path, name: str, fits: Fits) -> tuple[int, int]:
    """Entries of a 7z and the bytes they unpack to; (0, 0) where it tells in a way not known here.

    Raises:
        TooLarge: as `fits`, or the directory itself is too large.
        IndexError, ValueError: it is broken.
        py7zr's errors: its directory cannot be unpacked.
    """
    with path.open("rb") as file:
        offset, size = struct.unpack_from("<QQ", file.read(_START_BYTES).ljust(_START_BYTES), 12)
        _check_length(size, name)
        file.seek(_START_BYTES + offset)
        directory: bytes | bytearray = file.read(size)
        if directory[:1] == bytes([_ENCODED]):
            directory = _decoded(file, bytes(directory), name)
    return _entries(_Cursor(directory), fits) if directory else (0, 0)


def _check_length(size: int, name: str) -> None:
    if size > limits.MAX_DIRECTORY:
        raise TooLarge(f"the directory of {name} takes {size >> 20} MiB")


def _decoded(file: BinaryIO, told: bytes, name: str) -> bytearray:
    """The directory that is packed as `told`."""
    _check_length(_unpacked(_Cursor(told, 1), _few_streams), name)
    streams = HeaderStreamsInfo.retrieve(io.BytesIO(told[1:]))
    (folder,), (packed,) = streams.unpackinfo.folders, streams.packinfo.packsizes
    file.seek(_START_BYTES + streams.packinfo.packpos)
    decompressor, decoded = folder.get_decompressor(packed), bytearray()
    while len(decoded) < (size := folder.get_unpack_size()):
        block = decompressor.decompress(file, max_length=min(_STEP, size - len(decoded)))
        if not block:
            raise EOFError("its directory ends too early")
        decoded += block
    return decoded


def _few_streams(count: int, unpacked: int) -> None:
    del unpacked
    if count > _MOST_STREAMS:
        raise ValueError("its directory is packed into too many streams")


def _entries(at: "_Cursor", fits: Fits) -> tuple[int, int]:
    if at.byte() != _HEADER:
        return 0, 0
    kind, unpacked = at.byte(), 0
    if kind == _STREAMS:
        unpacked = _unpacked(at, fits)
        kind = at.byte()
    entries = at.number() if kind == _FILES else 0
    fits(entries, unpacked)
    return entries, unpacked


def _unpacked(at: "_Cursor", fits: Fits) -> int:
    """Bytes that come out of all folders; gone past what tells about streams."""
    kind, folders = at.byte(), list[_Folder]()
    if kind == _PACK:
        _pass_packed(at, fits)
        kind = at.byte()
    if kind == _UNPACK:
        folders = _folders(at, fits)
        kind = at.byte()
    unpacked = sum(folder.unpacked for folder in folders)
    fits(len(folders), unpacked)
    if kind == _SUBSTREAMS:
        _pass_substreams(at, folders, fits)
        kind = at.byte()
    _expect(kind, _END)
    return unpacked


def _pass_packed(at: "_Cursor", fits: Fits) -> None:
    at.number()
    count = at.number()
    fits(count, 0)
    kind = at.byte()
    if kind == _SIZE:
        at.numbers(count)
        kind = at.byte()
    if kind == _CRC:
        at.digests(count)
        kind = at.byte()
    _expect(kind, _END)


@dataclass(slots=True)
class _Folder:
    """What some coders make of some packed streams: `main` of their `outputs` is the content."""

    outputs: int
    main: int
    unpacked: int = 0
    has_digest: bool = False
    streams: int = 1


def _folders(at: "_Cursor", fits: Fits) -> list[_Folder]:
    _expect(at.byte(), _FOLDER)
    count = at.number()
    fits(count, 0)
    _expect(at.byte(), 0)
    folders = [_folder(at) for _ in range(count)]
    _expect(at.byte(), _CODERS_SIZE)
    for folder in folders:
        folder.unpacked = at.numbers(folder.outputs)[folder.main]
    kind = at.byte()
    if kind == _CRC:
        for folder, has_digest in zip(folders, at.digests(count), strict=True):
            folder.has_digest = has_digest
        kind = at.byte()
    _expect(kind, _END)
    return folders


def _folder(at: "_Cursor") -> _Folder:
    inputs = outputs = 0
    for _ in range(_few(at.number())):
        flags = at.byte()
        at.take(flags & 0xF)
        inputs, outputs = _few(inputs + (at.number() if flags & 0x10 else 1)), outputs + 1
        if flags & 0x10:
            outputs = _few(outputs - 1 + at.number())
        if flags & 0x20:
            at.take(at.number())
    bound = {at.numbers(2)[1] for _ in range(outputs - 1)}
    packed = inputs - (outputs - 1)
    if packed > 1:
        at.numbers(packed)
    return _Folder(outputs, next(one for one in range(outputs + 1) if one not in bound))


def _pass_substreams(at: "_Cursor", folders: list[_Folder], fits: Fits) -> None:
    kind = at.byte()
    if kind == _COUNTS:
        for folder in folders:
            folder.streams = at.number()
            fits(folder.streams, 0)
        kind = at.byte()
    fits(sum(folder.streams for folder in folders), 0)
    if kind == _SIZE:
        at.numbers(sum(max(0, folder.streams - 1) for folder in folders))
        kind = at.byte()
    if kind == _CRC:
        known = sum(folder.streams == 1 and folder.has_digest for folder in folders)
        at.digests(sum(folder.streams for folder in folders) - known)
        kind = at.byte()
    _expect(kind, _END)


def _few(count: int) -> int:
    if count > _MOST_CODERS:
        raise ValueError(f"{count} coders or streams in one folder")
    return count


def _expect(found: int, wanted: int) -> None:
    if found != wanted:
        raise ValueError(f"its directory has a {found} where a {wanted} belongs")


class _Cursor:
    """A place in a directory; whatever is behind its end is an IndexError."""

    def __init__(self, content: bytes | bytearray, at: int = 0) -> None:
        self._content, self._at = content, at

    def byte(self) -> int:
        return self.take(1)[0]

    def take(self, size: int) -> bytes | bytearray:
        end = self._at + size
        if end > len(self._content):
            raise IndexError("its directory ends too early")
        taken, self._at = self._content[self._at : end], end
        return taken

    def number(self) -> int:
        """As many bytes follow the first as it has leading ones; its other bits are the highest."""
        first = self.byte()
        following = 8 - (first ^ 0xFF).bit_length()
        highest = first & ((1 << max(0, 7 - following)) - 1)
        return int.from_bytes(self.take(following), "little") | highest << (8 * following)

    def numbers(self, count: int) -> list[int]:
        return [self.number() for _ in range(count)]

    def digests(self, count: int) -> list[bool]:
        """For which of so many there is a checksum; gone past these."""
        defined = [True] * count
        if not self.byte():
            bits = self.take((count + 7) // 8)
            defined = [bool(bits[one >> 3] & 0x80 >> (one & 7)) for one in range(count)]
        self.take(4 * sum(defined))
        return defined
