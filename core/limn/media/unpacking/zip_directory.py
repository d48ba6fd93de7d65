"""How many entries a ZIP lists, found out before anything is made of them.

Python's library makes an object of each entry first: a directory of some millions would take
the memory of the process with it.
"""

import mmap
import struct
from pathlib import Path

from limn.media import limits
from limn.sdk.errors import TooLarge

_END, _END64, _LOCATOR, _ENTRY = b"PK\5\6", b"PK\6\6", b"PK\6\7", b"PK\1\2"
_END_BYTES, _END64_BYTES, _LOCATOR_BYTES, _ENTRY_BYTES = 22, 56, 20, 46
_LONGEST_COMMENT = 1 << 16


def demand(path: Path, name: str) -> None:
    """Let a ZIP be opened; `name` is what it is called in errors.

    Raises:
        TooLarge: its directory is too long, or lists too many entries.
    """
    entries, length = counted(path, limits.MAX_ENTRIES, limits.MAX_DIRECTORY)
    if entries > limits.MAX_ENTRIES:
        raise TooLarge(f"{name} has {entries} entries; at most {limits.MAX_ENTRIES} are taken")
    if length > limits.MAX_DIRECTORY:
        raise TooLarge(f"the directory of {name} takes {length >> 20} MiB")


def counted(path: Path, most: int, longest: int) -> tuple[int, int]:
    """Entries in the directory, and the bytes it takes.

    Entries are counted until over `most`, and not at all in more than `longest` bytes. Where the
    directory is broken, what comes before that: who opens it will find out.
    The layout is that of PKWARE's APPNOTE 4.3.12 to 4.3.16.
    """
    if not path.stat().st_size:
        return 0, 0
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        begin, end = _directory(whole)
        if end - begin > longest:
            return 0, end - begin
        at, entries = begin, 0
        while entries <= most and at + _ENTRY_BYTES <= end and whole[at : at + 4] == _ENTRY:
            at += _ENTRY_BYTES + sum(struct.unpack_from("<3H", whole, at + 28))
            entries += 1
        return entries, end - begin


def _directory(whole: mmap.mmap) -> tuple[int, int]:
    """Where the directory begins and ends, as its end record tells; (0, 0) without one."""
    end = whole.rfind(_END, max(0, len(whole) - _END_BYTES - _LONGEST_COMMENT))
    if end < 0 or end + _END_BYTES > len(whole):
        return 0, 0
    size = struct.unpack_from("<L", whole, end + 12)[0]
    end64 = end - _LOCATOR_BYTES - _END64_BYTES
    if end64 >= 0 and whole[end64 : end64 + 4] == _END64 and whole[end - 20 : end - 16] == _LOCATOR:
        end, size = end64, struct.unpack_from("<Q", whole, end64 + 40)[0]
    return max(0, end - size), end
