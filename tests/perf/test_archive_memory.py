"""An archive of more entries than are taken is refused by its directory, in little memory."""

import json
import os
import struct
import subprocess
import sys
import tarfile
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


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("many.zip", lambda: listing(MAX_ENTRIES + 1), f"{MAX_ENTRIES + 1} entries"),
        ("wordy.zip", lambda: listing(MAX_DIRECTORY // 60_000, 60_500), "directory of wordy.zip"),
        ("many.tar", lambda: tar(MAX_ENTRIES + 1), f"{MAX_ENTRIES + 1} entries"),
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
