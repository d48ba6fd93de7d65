"""Point clouds in PCD (ascii, binary, binary_compressed), and KITTI's `.bin` made into PCD.

Format: https://pointclouds.org/documentation/tutorials/pcd_file_format.html. A header is read
and held against the size of the file, so that one that lies is refused before anybody trusts it.
Runs in a reader process.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import numpy as np
from numpy.typing import NDArray

from limn.media.limits import MAX_POINTS
from limn.media.point_clouds.lzf import decompressed
from limn.sdk.errors import BadMedia, TooLarge
from limn.storage.space import told_when_full, told_when_gone

Places = NDArray[np.float32]
"""Points as x, y, z, shape (n, 3)."""

_MAX_HEADER = 64 << 10
_MAX_FIELDS = 64
_MAX_STRIDE = 4096
_TYPES = {"F": (4, 8), "I": (1, 2, 4, 8), "U": (1, 2, 4, 8)}
_AXES = ("x", "y", "z")
_KEYS = ("FIELDS", "SIZE", "TYPE", "COUNT", "WIDTH", "HEIGHT", "POINTS", "DATA")
_WAYS = ("ascii", "binary", "binary_compressed")
_WHOLE = re.compile(r"\d{1,12}", re.ASCII)
_KITTI = np.dtype([(name, "<f4") for name in ("x", "y", "z", "intensity")])
_FARTHEST = 1e6
_BLOCK = 1 << 20
_MAX_LINE = 1 << 16
_MOST_UNPACKED = 1 << 30
"""Bytes that packed points may unpack to."""
_UNPACKED_HERE = 64 << 20
"""Bytes that are unpacked to show a cloud: Python needs a second for each MB."""
ENOUGH = 100_000
"""Points that are enough to see what a cloud is of."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a PCD says of itself; `begin` is the byte after it."""

    dtype: np.dtype[np.void]
    points: int
    way: str
    begin: int

    @property
    def size(self) -> int:
        """Bytes of the points where these are not text."""
        return self.dtype.itemsize * self.points


def check_pcd(path: Path, name: str) -> Header:
    """The header of the PCD at `path`, which its content bears out.

    Raises:
        BadMedia: it is no PCD, or has more or fewer points than it says.
        TooLarge: it has more than `MAX_POINTS`.
    """
    with told_when_gone(name), path.open("rb") as file:
        header = _header(file, name)
        left = path.stat().st_size - header.begin
        match header.way:
            case "binary" if left < header.size:
                _refuse(name, f"{header.points} points need {header.size} bytes, it has {left}")
            case "binary_compressed":
                _packed_size(file, header, left, name)
            case "ascii":
                _check_lines(file, header, name)
            case _:
                pass
    return header


def check_bin(path: Path, name: str) -> None:
    """Go on only if the file at `path` is a cloud as KITTI keeps it: x, y, z and intensity.

    Raises:
        BadMedia: its bytes are no such numbers.
        TooLarge: it has more than `MAX_POINTS`.
    """
    size = path.stat().st_size
    if size % _KITTI.itemsize:
        _refuse(name, f"{size} bytes are no multiple of {_KITTI.itemsize}")
    _limited(size // _KITTI.itemsize, name)
    with told_when_gone(name), path.open("rb") as file:
        while block := file.read(_BLOCK):
            places = np.frombuffer(block, "<f4").reshape(-1, 4)[:, :3]
            # NaN compares false: points that no beam came back from are kept as such.
            if (np.abs(places) > _FARTHEST).any():
                _refuse(name, "it has points further than 1,000 km away")


def write_pcd(source: Path, name: str, target: Path) -> None:
    """A binary PCD of the `.bin` at `source`.

    Raises:
        BadMedia, TooLarge: see `check_bin`.
    """
    check_bin(source, name)
    points = source.stat().st_size // _KITTI.itemsize
    header = (
        "# .PCD v0.7 - Point Cloud Data file format\nVERSION 0.7\nFIELDS x y z intensity\n"
        "SIZE 4 4 4 4\nTYPE F F F F\nCOUNT 1 1 1 1\n"
        f"WIDTH {points}\nHEIGHT 1\nVIEWPOINT 0 0 0 1 0 0 0\nPOINTS {points}\nDATA binary\n"
    )
    with told_when_full(name), source.open("rb") as file, target.open("xb") as made:
        made.write(header.encode())
        while block := file.read(_BLOCK):
            made.write(block)


def places(path: Path, name: str, most: int = ENOUGH) -> Places:
    """Some of the points, about `most`, evenly chosen; those without a place are left out.

    Raises:
        BadMedia: it is no sound PCD.
        TooLarge: it is packed, and unpacking it for this would take too long.
    """
    header = check_pcd(path, name)
    step = max(1, header.points // most)
    with told_when_gone(name), path.open("rb") as file:
        file.seek(header.begin)
        match header.way:
            case "ascii":
                found = _from_text(file, header, step, name)
            case "binary":
                rows = np.memmap(path, header.dtype, "r", header.begin, (header.points,))
                found = np.stack([rows[axis][::step] for axis in _AXES], axis=1)
            case _:
                found = _from_packed(file, header, step, name)
    found = found.astype(np.float32)
    return found[np.isfinite(found).all(axis=1)]


def _header(file: BinaryIO, name: str) -> Header:
    said: dict[str, list[str]] = {}
    while "DATA" not in said:
        line = file.readline(_MAX_HEADER)
        if not line or file.tell() > _MAX_HEADER:
            _refuse(name, "it has no header that ends with DATA")
        words = line.decode("ascii", "replace").split()
        if words and not words[0].startswith("#"):
            said[words[0].upper()] = words[1:]
    if missing := next((key for key in _KEYS if not said.get(key) and key != "COUNT"), None):
        _refuse(name, f"its header has no {missing}")
    if said["DATA"][0] not in _WAYS:
        _refuse(name, f"its points are {said['DATA'][0][:40]!r}, none of {', '.join(_WAYS)}")
    points, width, height = (_whole(said[key], key, name) for key in ("POINTS", "WIDTH", "HEIGHT"))
    if width * height != points:
        _refuse(name, f"{width} × {height} are not the {points} points it says it has")
    _limited(points, name)
    return Header(_dtype(said, name), points, said["DATA"][0], file.tell())


def _dtype(said: dict[str, list[str]], name: str) -> np.dtype[np.void]:
    fields, sizes, types = said["FIELDS"], said["SIZE"], said["TYPE"]
    counts = said.get("COUNT") or ["1"] * len(fields)
    if not len(fields) == len(sizes) == len(types) == len(counts) <= _MAX_FIELDS:
        _refuse(name, "FIELDS, SIZE, TYPE and COUNT are not of one length")
    described: list[Any] = []
    for number, (field, kind) in enumerate(zip(fields, types, strict=True)):
        size = _whole([sizes[number]], "SIZE", name)
        count = _whole([counts[number]], "COUNT", name)
        if size not in _TYPES.get(kind.upper(), ()) or not 0 < count <= _MAX_STRIDE:
            _refuse(name, f"its field {field[:40]!r} is of no known type")
        form = f"<{kind.lower()}{size}"
        # Fields without a meaning are all called `_`.
        described.append((field, form) if field in _AXES else (f"{field}_{number}", form, (count,)))
        if field in _AXES and count != 1:
            _refuse(name, f"its points have {count} times {field}")
    if sorted(field for field in fields if field in _AXES) != list(_AXES):
        _refuse(name, "its points have not x, y and z, once each")
    found = np.dtype(described)
    if found.itemsize > _MAX_STRIDE:
        _refuse(name, f"each of its points has {found.itemsize} bytes")
    return found


def _whole(words: list[str], key: str, name: str) -> int:
    if len(words) != 1 or not _WHOLE.fullmatch(words[0]):
        _refuse(name, f"its {key} is no whole number")
    return int(words[0])


def _limited(points: int, name: str) -> None:
    if points == 0:
        _refuse(name, "it has no points")
    if points > MAX_POINTS:
        raise TooLarge(f"{name} has {points} points; at most {MAX_POINTS} are taken")


def _check_lines(file: BinaryIO, header: Header, name: str) -> None:
    columns = sum(prod(header.dtype[field].shape) for field in header.dtype.names or ())
    lines = 0
    for line in _lines(file):
        if not line.strip():
            continue
        lines += 1
        if lines in (1, header.points) and not _are_numbers(line, columns):
            _refuse(name, f"point {lines} is not {columns} numbers")
    if lines < header.points:
        _refuse(name, f"it says it has {header.points} points, but has {lines}")


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Line by line, in pieces where a line is absurdly long."""
    return iter(lambda: file.readline(_MAX_LINE), b"")


def _are_numbers(line: bytes, columns: int) -> bool:
    try:
        return len([float(word) for word in line.split()]) == columns
    except ValueError:
        return False


def _packed_size(file: BinaryIO, header: Header, left: int, name: str) -> int:
    """Bytes of the packed points that follow, where `file` stands at the end of the header."""
    packed, unpacked = np.frombuffer(file.read(8).ljust(8, b"\0"), "<u4").tolist()
    if unpacked != header.size:
        _refuse(name, f"its points unpack to {unpacked} bytes, {header.size} are needed")
    if header.size > _MOST_UNPACKED:
        raise TooLarge(f"{name} unpacks to {header.size >> 20} MiB of points")
    if packed > left - 8:
        _refuse(name, f"its points are packed in {packed} bytes, it has {left - 8}")
    return packed


def _from_text(file: BinaryIO, header: Header, step: int, name: str) -> NDArray[np.float64]:
    names = header.dtype.names or ()
    widths = [prod(header.dtype[field].shape) for field in names]
    columns = [sum(widths[: names.index(axis)]) for axis in _AXES]
    chosen = (line for number, line in enumerate(_lines(file)) if number % step == 0)
    try:
        return np.loadtxt(chosen, usecols=columns, ndmin=2, max_rows=header.points)
    except (ValueError, IndexError) as error:
        raise BadMedia(f"{name} cannot be read as a point cloud: {error}") from error


def _from_packed(file: BinaryIO, header: Header, step: int, name: str) -> NDArray[np.float64]:
    """The points of a packed cloud, in which all of one field come before those of the next."""
    packed = _packed_size(file, header, 1 << 62, name)
    if header.size > _UNPACKED_HERE:
        raise TooLarge(f"{name} unpacks to {header.size >> 20} MiB, too many to be drawn from")
    content = decompressed(file.read(packed), header.size, name)
    found: list[NDArray[np.float64]] = []
    for axis in _AXES:
        field, offset = (header.dtype.fields or {})[axis][:2]
        column = np.frombuffer(content, field, header.points, offset * header.points)
        found.append(column[::step].astype(np.float64))
    return np.stack(found, axis=1)


def _refuse(name: str, problem: str) -> NoReturn:
    raise BadMedia(f"{name} cannot be read as a point cloud: {problem}")
