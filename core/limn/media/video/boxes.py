"""Where an MP4 or QuickTime file keeps its frames, told by its boxes (ISO/IEC 14496-12 §4.2)."""

from collections.abc import Iterator

from limn.media.far_files import FarFile, Span

_LEAST = 256 << 10
"""Bytes of a payload that is worth a jump; less is read along."""
_MOST = 100_000
"""Boxes that are looked at: a day and more in fragments of a second."""
_FIRST = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"}
_SHORT, _LONG = 8, 16
"""Bytes of a box's head."""


def payloads(file: FarFile) -> list[Span]:
    """The insides of its large `mdat` boxes, in order; none where it is no such file."""
    return [
        (start, stop)
        for kind, start, stop in _boxes(file)
        if kind == b"mdat" and stop - start >= _LEAST
    ]


def _boxes(file: FarFile) -> Iterator[tuple[bytes, int, int]]:
    """Kind, and first and last byte of what is in each box, up to one that makes no sense."""
    at = 0
    for number in range(_MOST):
        head = file.read(_LONG, at)
        size, kind, inside = int.from_bytes(head[:4], "big"), head[4:8], at + _SHORT
        if size == 1:
            size, inside = int.from_bytes(head[8:], "big"), at + _LONG
        elif size == 0:
            size = file.size - at
        if at + size < inside or len(head) < _SHORT or (number == 0 and kind not in _FIRST):
            return
        yield kind, inside, min(at + size, file.size)
        at += size
