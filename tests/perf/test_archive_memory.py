"""An archive of more entries than are taken is refused by its directory, in little memory."""

import gzip
import json
import lzma
import os
import struct
import subprocess
import sys
import tarfile
import zlib
from pathlib import Path

import pytest

from limn.media.limits import MAX_DIRECTORY, MAX_ENTRIES

TESTS = Path(__file__).parents[1]
CEILING = 64
"""MiB on top of what the process has before."""


def listing(entries: int, comment: int = 0) -> bytes:
    """A ZIP that lists so many files of one byte and no content, by a record for large ZIPs."""
    said = b"c" * comment
    head = struct.pack(
        "<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 1, 1, 10, 0, comment, 0, 0, 0, 0
    )
    directory = b"".join(head + b"%06d.jpg" % number + said for number in range(entries))
    size = len(directory)
    end64 = b"PK\6\6" + struct.pack("<Q2H2L4Q", 44, 45, 45, 0, 0, entries, entries, size, 0)
    locator = b"PK\6\7" + struct.pack("<LQL", 0, size, 1)
    end = b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return directory + end64 + locator + end


def tar(entries: int) -> bytes:
    head = tarfile.TarInfo("a.jpg").tobuf()
    return head * entries + bytes(1024)


def tar_of_a_header(size: int) -> bytes:
    """A tar whose first entry has a header of so many bytes for its name."""
    head = tarfile.TarInfo("././@LongLink")
    head.type, head.size = tarfile.GNUTYPE_LONGNAME, size
    return head.tobuf() + b"a" * size + tar(1)


def seven(directory: bytes) -> bytes:
    """A 7z of nothing but this directory, which is packed."""
    number = struct.Struct("<BQ")
    packed = lzma.compress(
        directory, lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 20}]
    )
    where = b"\x06\0\1\x09" + number.pack(0xFF, len(packed)) + b"\0"
    how = b"\x07\x0b\1\0\1\x21\x21\1\x10\x0c" + number.pack(0xFF, len(directory)) + b"\0"
    told = b"\x17" + where + how + b"\0"
    start = struct.pack("<QQL", len(packed), len(told), zlib.crc32(told))
    mark = b"7z\xbc\xaf\x27\x1c\0\4"
    return mark + struct.pack("<L", zlib.crc32(start)) + start + packed + told


def many_in_a_7z(entries: int) -> bytes:
    """Three bytes for each of them: it is empty, and its name is."""
    return seven(b"\1\5\xff" + struct.pack("<Q", entries) + bytes(3 * entries))


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("many.zip", lambda: listing(MAX_ENTRIES + 1), f"{MAX_ENTRIES + 1} entries"),
        ("wordy.zip", lambda: listing(MAX_DIRECTORY // 60_000, 60_500), "directory of wordy.zip"),
        ("many.tgz", lambda: gzip.compress(tar(MAX_ENTRIES + 1), 1), f"{MAX_ENTRIES + 1} entries"),
        ("many.7z", lambda: many_in_a_7z(8_000_000), "many.7z has 8000000 entries"),
        ("wordy.7z", lambda: seven(bytes(MAX_DIRECTORY + 1)), "directory of wordy.7z"),
        ("wordy.tgz", lambda: gzip.compress(tar_of_a_header(1 << 27), 1), "wordy.tgz has an entry"),
    ],
)
def test_a_directory_of_too_much_is_refused_in_little_memory(tmp_path, name, content, why):
    path, out = tmp_path / name, tmp_path / "out"
    path.write_bytes(content())
    out.mkdir()
    done = subprocess.run(
        [sys.executable, TESTS / "perf/refused_archive.py", path, out],
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert why in told["why"]
    assert told["memory"] < CEILING, told
    assert told["files"] == 0
