"""The packets of a far MP4 by its tables: of the frames themselves only key frames are looked at.

FFmpeg goes through the whole file, but is given zeros in the place of frames: for MP4 and
QuickTime it finds packets by the tables, whatever is in them. Which packets are key frames is
then read from the beginnings of those that the tables mark as such.
"""

from array import array
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from limn.media.far_files import FarFile, FarReading
from limn.media.video import boxes
from limn.media.video.bitstreams import Nature, test_of
from limn.media.video.demuxing import Demuxed, duration_of, first_shown, packets_in, track_of
from limn.media.video.packets import Ints
from limn.media.video.videos import NO_TIME, opened

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

    from limn.sdk.runs import Run

_HEAD = 4096
"""Bytes of a packet's beginning, which tell as a rule whether it is a key frame."""
_QUESTION = 128 << 10
"""Bytes that come in the time that one more question takes, with others beside it."""
_BY_BYTES_ONLY = {"vp8", "vp9"}
"""Of these only a packet's own bytes tell whether it shows something."""
_COLUMNS = 5


def skimmed(file: FarFile, name: str, run: "Run | None") -> Demuxed | None:
    """The packets of the video, or None where it has to be read as a whole to know them.

    Raises:
        BadMedia, TooLarge: see `limn.media.video.demuxing.demuxed`.
    """
    payloads = boxes.payloads(file)
    if not payloads:
        return None
    reading = FarReading(file)
    with opened(reading, name, as_stored=True) as (container, stream):
        if stream.codec_context.codec.canonical_name in _BY_BYTES_ONLY:
            return None
        rows, first = array("q"), None
        for packet in packets_in(container, stream, name, file.size, run):
            if packet.pos is None or packet.pos < 0:
                return None
            if first is None:
                if file.read(packet.size, packet.pos) != bytes(packet):
                    return None
                first = first_shown(stream, packet)
                reading.pass_over(payloads if first else ())
            rows.extend((
                packet.pos, packet.size, NO_TIME if packet.pts is None else packet.pts,
                packet.is_keyframe, packet.is_discard | packet.is_corrupt << 1,
            ))  # fmt: skip
        return _known(file, stream, first or first_shown(stream, None), rows)


def _known(
    file: FarFile, stream: "VideoStream", first: "VideoFrame | None", rows: "array[int]"
) -> Demuxed | None:
    if first is None:
        return None
    offset, size, pts, marked, flags = np.frombuffer(rows, np.int64).reshape(-1, _COLUMNS).T.copy()
    natures = _natures(file, stream, offset, size, np.flatnonzero(marked))
    if natures is None or not (natures & Nature.KEY).any():
        return None
    return Demuxed(
        track=track_of(stream, first), offset=offset, size=size, pts=pts,
        key=(natures & Nature.KEY).astype(bool), hidden=(flags & 1).astype(bool),
        suspect=((flags & 2) | (natures & Nature.BROKEN)).astype(bool),
        recovery=(natures & Nature.RECOVERY).astype(bool),
        duration=duration_of(stream, pts), scattered=False,
        # The tables tell how many packets there are.
        cut_short=len(pts) != stream.frames,
    )  # fmt: skip


def _natures(
    file: FarFile, stream: "VideoStream", offset: Ints, size: Ints, marked: Ints
) -> NDArray[np.int64] | None:
    """What the packets are, those `marked` by their own bytes; None where asking takes too long."""
    context = stream.codec_context
    natures = np.zeros(len(offset), np.int64)
    test = test_of(context.codec.canonical_name, context.extradata or b"")
    if test is None or context.codec.canonical_name == "mjpeg":
        natures[marked] = Nature.KEY
        return natures
    if len(marked) * _QUESTION > file.size:
        return None
    starts, heads = offset[marked].tolist(), np.minimum(size[marked], _HEAD).tolist()
    spans = [(at, at + head) for at, head in zip(starts, heads, strict=True)]
    for row, head in zip(marked.tolist(), file.pieces(spans), strict=True):
        nature = test(head.ljust(int(size[row]), b"\0"))
        if not nature & Nature.KEY:
            nature = test(file.read(int(size[row]), int(offset[row])))
        natures[row] = nature
    return natures
