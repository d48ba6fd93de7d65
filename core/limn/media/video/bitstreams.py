"""What a packet is, read from its own bytes: containers' marks of key frames often lie.

Bit layouts: ITU-T H.264 §7.3, H.265 §7.3, RFC 6386 §9.1 (VP8), the VP9 and AV1 bitstream
specifications, ISO/IEC 14496-2 §6.2 (MPEG-4) and 13818-2 §6.2 (MPEG-2).
"""

from collections.abc import Callable, Iterator
from enum import IntFlag

Test = Callable[[bytes], "Nature"]
_START = b"\0\0\1"


class Nature(IntFlag):
    """Of a packet: decoding may begin here; it shows nothing; it is not whole.

    `RECOVERY` goes with `KEY`: of H.264 no IDR picture, but one from which a decoder recovers
    at once. FFmpeg begins there, browsers do not.
    """

    PLAIN = 0
    KEY = 1
    HIDDEN = 2
    BROKEN = 4
    RECOVERY = 8


def test_of(codec: str, extradata: bytes) -> Test | None:
    """How to tell a packet's nature; None where only the container knows."""
    match codec:
        case "h264":
            length = (extradata[4] & 3) + 1 if extradata[:1] == b"\1" else 0
            return lambda packet: _h264(packet, length)
        case "hevc":
            length = (extradata[21] & 3) + 1 if len(extradata) > 22 and extradata[0] else 0
            return lambda packet: _hevc(packet, length)
        case _:
            return _SIMPLE.get(codec)


def units(packet: bytes, length: int) -> Iterator[tuple[int, int]]:
    """Start and end of each NAL unit: after a length of so many bytes, or (0) a start code.

    A unit that reaches beyond the packet is given with an end behind it.
    """
    at, size = 0, len(packet)
    if length:
        while at + length < size:
            start = at + length
            at = start + int.from_bytes(packet[at:start], "big")
            yield start, at
        return
    at = packet.find(_START)
    while at >= 0:
        start = at + 3
        at = packet.find(_START, start)
        yield start, at if at >= 0 else size


def _h264(packet: bytes, length: int) -> Nature:
    recovers = False
    for start, end in units(packet, length):
        if end > len(packet) or end <= start:
            return Nature.BROKEN
        match packet[start] & 0x1F:
            case 5:
                return Nature.KEY
            case 6:
                recovers = recovers or _recovers_at_once(packet[start + 1 : end])
            case 1 | 2:
                return Nature.KEY | Nature.RECOVERY if recovers else Nature.PLAIN
            case _:
                continue
    return Nature.PLAIN


def _recovers_at_once(message: bytes) -> bool:
    """Is there a recovery point in this SEI after which no frame has to be waited for?"""
    at = 0
    while at + 2 < len(message):
        kind, at = _sum(message, at)
        size, at = _sum(message, at)
        if kind == 6:
            return bool(message[at : at + 1]) and message[at] & 0x80 != 0
        at += size
    return False


def _sum(message: bytes, at: int) -> tuple[int, int]:
    value = 0
    while at < len(message) and message[at] == 0xFF:
        value, at = value + 255, at + 1
    return value + (message[at] if at < len(message) else 0), at + 1


def _hevc(packet: bytes, length: int) -> Nature:
    for start, end in units(packet, length):
        if end > len(packet) or end <= start:
            return Nature.BROKEN
        kind = packet[start] >> 1 & 0x3F
        if kind < 32:
            return Nature.KEY if 16 <= kind <= 21 else Nature.PLAIN
    return Nature.PLAIN


def _vp8(packet: bytes) -> Nature:
    nature = Nature.PLAIN if packet[0] & 1 else Nature.KEY
    return nature if packet[0] & 0x10 else nature | Nature.HIDDEN


def _vp9(packet: bytes) -> Nature:
    first = packet[0]
    if first & 0xC0 != 0x80:
        return Nature.BROKEN
    if first & 0x30 == 0x30:  # profile 3 has one more bit before those asked for
        first = first << 1 & 0xFF
    exists, inter, shown = first & 8, first & 4, first & 2
    if exists:
        return Nature.PLAIN
    nature = Nature.PLAIN if inter else Nature.KEY
    several = packet[-1] & 0xE0 == 0xC0  # a superframe: hidden frames, then one that is shown
    return nature if shown or several else nature | Nature.HIDDEN


def _av1(packet: bytes) -> Nature:
    for kind, start, end in open_units(packet):
        if end > len(packet):
            return Nature.BROKEN
        if kind in (3, 6) and end > start:
            shown_key = packet[start] & 0xF0 == 0x10
            return Nature.KEY if shown_key else Nature.PLAIN
    return Nature.PLAIN


def open_units(packet: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, start and end of the payload of each open bitstream unit (OBU) of AV1."""
    at, size = 0, len(packet)
    while at < size:
        head = packet[at]
        at += 2 if head & 4 else 1
        end, shift = 0, 0
        while head & 2 and at < size:
            end |= (packet[at] & 0x7F) << shift
            shift += 7
            at += 1
            if not packet[at - 1] & 0x80:
                break
        end = at + end if head & 2 else size
        yield head >> 3 & 15, at, end
        at = end


def _mpeg4(packet: bytes) -> Nature:
    at = packet.find(b"\0\0\1\xb6") + 4
    return Nature.KEY if 3 < at < len(packet) and packet[at] >> 6 == 0 else Nature.PLAIN


def _mpeg2(packet: bytes) -> Nature:
    at = packet.find(b"\0\0\1\0") + 5
    return Nature.KEY if 4 < at < len(packet) and packet[at] >> 3 & 7 == 1 else Nature.PLAIN


def _intra(_packet: bytes) -> Nature:
    return Nature.KEY


_SIMPLE: dict[str, Test] = {
    "vp8": _vp8, "vp9": _vp9, "av1": _av1, "mpeg4": _mpeg4,
    "mpeg1video": _mpeg2, "mpeg2video": _mpeg2,
    "mjpeg": _intra, "prores": _intra, "dnxhd": _intra,
}  # fmt: skip
