"""What a browser's `VideoDecoder` has to be told of a video (W3C WebCodecs, codec registry).

Codec strings follow RFC 6381 and ISO/IEC 14496-15 (H.264, H.265), and the VP9 and AV1 bindings
for ISO base media files.
"""

from collections.abc import Callable
from typing import Any

from limn.media.video.bitstreams import open_units, units
from limn.media.video.packets import Track

_PRIMARIES = {1: "bt709", 5: "bt470bg", 6: "smpte170m", 9: "bt2020", 12: "smpte432"}
_TRANSFERS = {
    1: "bt709", 6: "smpte170m", 8: "linear", 13: "iec61966-2-1", 16: "pq", 18: "hlg",
}  # fmt: skip
_MATRICES = {0: "rgb", 1: "bt709", 5: "bt470bg", 6: "smpte170m", 9: "bt2020-ncl"}
_VP9_LEVELS = (
    (10, 829_440, 36_864), (11, 2_764_800, 73_728), (20, 4_608_000, 122_880),
    (21, 9_216_000, 245_760), (30, 20_736_000, 552_960), (31, 36_864_000, 983_040),
    (40, 83_558_400, 2_228_224), (41, 160_432_128, 2_228_224), (50, 311_951_360, 8_912_896),
    (51, 588_251_136, 8_912_896), (52, 1_176_502_272, 8_912_896), (60, 1_176_502_272, 35_651_584),
    (61, 2_353_004_544, 35_651_584),
)  # fmt: skip
"""Level, luma samples a second, luma samples a picture."""
_SPS = {"h264": 7, "hevc": 33}
_WITH_HEADERS = {"mpeg4", "mpeg1video", "mpeg2video"}


def config(track: Track) -> dict[str, Any]:
    """A `VideoDecoderConfig`, whose `description` is still bytes (None: leave it out).

    Frames are displayed with square pixels, as the server counts them.
    """
    return {
        "codec": codec_string(track),
        "codedWidth": track.width,
        "codedHeight": track.height,
        "displayAspectWidth": track.width,
        "displayAspectHeight": track.height,
        "colorSpace": _color_space(track),
        "description": track.parameters if _has_description(track) else None,
    }


def codec_string(track: Track) -> str:
    """The `codec` of a `VideoDecoderConfig`; FFmpeg's name where there is no such string."""
    match track.codec:
        case "h264":
            return f"avc1.{_h264_profile(track.parameters).hex()}"
        case "hevc":
            return _hevc(track.parameters)
        case "vp9":
            profile = 2 if _depth(track) > 8 else 0
            return f"vp09.{profile:02}.{_vp9_level(track)}.{_depth(track):02}"
        case "av1":
            return _av1(track)
        case "mpeg4":
            return "mp4v.20.240"
        case name:
            return name


def in_band(track: Track) -> Callable[[bytes], bytes]:
    """What completes a key frame's packet: parameter sets that only the container has.

    Where the decoder gets a `description` it has them from there.
    """
    parameters = track.parameters
    if track.codec in _SPS and parameters and not _has_description(track):
        return lambda packet: packet if _has_sps(packet, track.codec) else parameters + packet
    if track.codec in _WITH_HEADERS and parameters:
        return lambda packet: packet if packet.startswith(parameters) else parameters + packet
    if track.codec == "av1" and parameters[:1] == b"\x81" and len(parameters) > 4:
        return lambda packet: packet if _has_sequence(packet) else parameters[4:] + packet
    return bytes


def _has_description(track: Track) -> bool:
    """Are there parameter sets as MP4 has them (then packets have lengths, not start codes)?"""
    return track.codec in _SPS and track.parameters[:1] == b"\1"


def _color_space(track: Track) -> dict[str, Any]:
    primaries, transfer, matrix, whole = track.colors
    known = {
        "primaries": _PRIMARIES.get(primaries),
        "transfer": _TRANSFERS.get(transfer),
        "matrix": _MATRICES.get(matrix),
        "fullRange": {1: False, 2: True}.get(whole),
    }
    return {name: value for name, value in known.items() if value is not None}


def _depth(track: Track) -> int:
    """Bits of a sample."""
    return next((bits for bits in (10, 12) if str(bits) in track.pixel_format[-5:]), 8)


def _h264_profile(parameters: bytes) -> bytes:
    """Profile, constraints and level: three bytes; High 5.2 where no parameter set is known."""
    if parameters[:1] == b"\1":
        return parameters[1:4]
    sps = _sps(parameters, "h264")
    return sps[1:4] if len(sps) > 3 else b"\x64\x00\x34"


def _hevc(parameters: bytes) -> str:
    general = parameters[1:13]
    if parameters[:1] != b"\1":
        # Behind two bytes of the unit's head and one of ids.
        general = _sps(parameters, "hevc").replace(b"\0\0\3", b"\0\0")[3:15]
    if len(general) < 12:
        return "hev1.1.6.L153.B0"
    space = ("", "A", "B", "C")[general[0] >> 6]
    tier = "H" if general[0] & 0x20 else "L"
    compatible = int(f"{int.from_bytes(general[1:5], 'big'):032b}"[::-1], 2)
    constraints = "".join(f".{one:X}" for one in general[5:11].rstrip(b"\0"))
    kind = "hvc1" if parameters[:1] == b"\1" else "hev1"
    return f"{kind}.{space}{general[0] & 31}.{compatible:X}.{tier}{general[11]}{constraints}"


def _sps(parameters: bytes, codec: str) -> bytes:
    """The sequence parameter set among units with start codes; empty if there is none."""
    return next(
        (
            parameters[start:end]
            for start, end in units(parameters, 0)
            if _kind(parameters[start], codec) == _SPS[codec]
        ),
        b"",
    )


def _has_sps(packet: bytes, codec: str) -> bool:
    return any(_kind(packet[start], codec) == _SPS[codec] for start, _ in units(packet, 0))


def _kind(head: int, codec: str) -> int:
    return head & 31 if codec == "h264" else head >> 1 & 63


def _has_sequence(packet: bytes) -> bool:
    return any(kind == 1 for kind, _, _ in open_units(packet))


def _vp9_level(track: Track) -> int:
    picture = track.width * track.height
    rate = picture * (track.rate or 30)
    fitting = (level for level, most, size in _VP9_LEVELS if rate <= most and picture <= size)
    return next(fitting, 62)


def _av1(track: Track) -> str:
    """From the first bytes of an `av1C` box; Main profile without a limit where there is none."""
    box = track.parameters
    if box[:1] != b"\x81" or len(box) < 4:
        return f"av01.0.31M.{_depth(track):02}"
    tier = "H" if box[2] & 0x80 else "M"
    depth = 8 if not box[2] & 0x40 else 12 if box[2] & 0x20 else 10
    return f"av01.{box[1] >> 5}.{box[1] & 31:02}{tier}.{depth:02}"
