"""LZF, the packing of PCD's `binary_compressed` (Marc Lehmann's liblzf, its documented layout).

A control byte below 32 is followed by so many bytes and one more; any other holds a length and,
with the next byte, how far back in what came out already to copy from.
"""

from limn.sdk.errors import BadMedia

_LITERAL = 1 << 5
_LONG = 7


def decompressed(packed: bytes, size: int, name: str) -> bytes:
    """`packed` as the `size` bytes it was; `name` is the file's name in errors.

    Raises:
        BadMedia: it does not unpack to exactly so many bytes.
    """
    out = bytearray()
    at, end = 0, len(packed)
    try:
        while at < end:
            control = packed[at]
            at += 1
            if control < _LITERAL:
                out += packed[at : at + control + 1]
                at += control + 1
            else:
                at = _copy_back(packed, at, control, out)
            if len(out) > size:
                break
    except IndexError as error:
        raise BadMedia(f"{name} is damaged: its packed points end too early") from error
    if len(out) != size:
        raise BadMedia(f"{name} is damaged: its packed points are not {size} bytes")
    return bytes(out)


def _copy_back(packed: bytes, at: int, control: int, out: bytearray) -> int:
    """Repeat what came out before; where the next control byte is."""
    length, away = control >> 5, (control & 31) << 8
    if length == _LONG:
        length += packed[at]
        at += 1
    start = len(out) - (away | packed[at]) - 1
    if start < 0:
        raise IndexError(start)
    length += 2
    part = out[start : start + length]
    # What is copied may reach into itself: a run.
    while len(part) < length:
        part += part[: length - len(part)]
    out += part
    return at + 1
