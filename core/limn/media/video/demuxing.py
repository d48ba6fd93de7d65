"""One pass over a video of a stranger: its packets, and its first frame."""

from array import array
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast
from uuid import uuid4

import av
import av.error
import numpy as np
from numpy.typing import NDArray

from limn.media import limits, part_files
from limn.media.far_files import FarFile
from limn.media.part_files import PartedFile, Source, WholeFile
from limn.media.video.bitstreams import Nature, test_of
from limn.media.video.packets import Ints, Track
from limn.media.video.videos import NO_TIME, opened, quarter_turns
from limn.sdk.errors import BadMedia, TooLarge
from limn.storage import store
from limn.storage.space import told_when_full

if TYPE_CHECKING:
    from collections.abc import Iterator

    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

    from limn.sdk.runs import Run

_DISPLACED = (0, 4, 5, 8)
"""Bytes between where a demuxer says that a packet is, and the packet itself."""
_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class Demuxed:
    """Arrays with a row for each packet, in decoding order.

    `recovery` tells which keys a browser does not begin with.
    `duration` is that of a packet, in units of the time base. Of `suspect` packets the
    container or their own bytes tell that they are not whole; behind the last one something may
    be missing if `cut_short`.
    """

    track: Track
    offset: Ints
    size: Ints
    pts: Ints
    key: NDArray[np.bool_]
    hidden: NDArray[np.bool_]
    suspect: NDArray[np.bool_]
    recovery: NDArray[np.bool_]
    duration: int
    scattered: bool
    cut_short: bool

    def from_first_key(self) -> "Demuxed":
        """Without the packets that have nothing to be decoded from."""
        first = int(self.key.argmax())
        kept = {
            name: getattr(self, name)[first:]
            for name in ("offset", "size", "pts", "key", "hidden", "suspect", "recovery")
        }
        # Shown before the key frame but stored behind it: such need the group before.
        kept["hidden"] = kept["hidden"] | (
            (kept["pts"] != NO_TIME) & (kept["pts"] < kept["pts"][0])
        )
        return replace(self, **kept)


class _Pass:
    """What is collected on the way through the file."""

    def __init__(self, stream: "VideoStream", file: WholeFile | PartedFile | FarFile) -> None:
        self.rows = array("q")
        self.first: VideoFrame | None = None
        self.scattered = False
        self._file, self._stream = file, stream
        context = stream.codec_context
        self._test = test_of(context.codec.canonical_name, context.extradata or b"")
        self._displaced = 0

    def take(self, packet: "av.Packet[VideoStream]") -> None:
        content = bytes(packet)
        marked = Nature.KEY if packet.is_keyframe else Nature.PLAIN
        nature = self._test(content) if self._test else marked
        if nature & Nature.BROKEN:
            nature |= marked
        at = -1 if self.scattered else self._position(content, packet.pos)
        self.scattered |= at < 0
        self.rows.extend((
            at, len(content), NO_TIME if packet.pts is None else packet.pts,
            bool(nature & Nature.KEY), packet.is_keyframe,
            packet.is_discard or bool(nature & Nature.HIDDEN),
            packet.is_corrupt or bool(nature & Nature.BROKEN),
            bool(nature & Nature.RECOVERY),
        ))  # fmt: skip
        if self.first is None:
            self.first = first_shown(self._stream, packet)

    def end(self) -> None:
        """Take what the decoder holds back, if it gave nothing yet."""
        if self.first is None:
            self.first = first_shown(self._stream, None)

    def _position(self, content: bytes, told: int | None) -> int:
        """Where the packet lies in the file, or -1 if it does not lie there in one piece."""
        if told is None or told < 0:
            return -1
        for displaced in (self._displaced, *_DISPLACED):
            at = told + displaced
            if self._file.read(len(content), at) == content:
                self._displaced = displaced
                return at
        return -1


def demuxed(source: Source, name: str, gathered: Path, run: "Run | None") -> Demuxed:
    """The packets of the video, all of them read; those it scatters are copied to `gathered`.

    Raises:
        BadMedia: it cannot be read, or its first frame cannot be decoded.
        TooLarge: over a limit of pixels or packets.
        NoSpace: the disk is full.
    """
    with (
        opened(source, name) as (container, stream),
        closing(part_files.opened(source)) as file,
    ):
        found, length = _Pass(stream, file), file.size
        for packet in packets_in(container, stream, name, length, run):
            found.take(packet)
        found.end()
        if found.first is None:
            raise BadMedia(f"{name} holds no frame that can be decoded")
        track = track_of(stream, found.first)
        table = np.frombuffer(found.rows, np.int64).reshape(-1, _COLUMNS).T.copy()
        duration = duration_of(stream, table[2])
        # MP4 tells how many packets there are; others may have been cut short anywhere.
        cut_short = table.shape[1] != stream.frames
    offset, size, pts, key, marked, hidden, suspect, recovery = table
    if found.scattered:
        offset = np.concatenate(([0], np.cumsum(size)[:-1]))
        _gather(source, name, gathered, length, run)
    return Demuxed(
        track=track, offset=offset, size=size, pts=pts,
        key=(key if key.any() else marked).astype(bool), hidden=hidden.astype(bool),
        suspect=suspect.astype(bool), recovery=recovery.astype(bool),
        duration=duration, scattered=found.scattered, cut_short=cut_short,
    )  # fmt: skip


def first_shown(
    stream: "VideoStream", packet: "av.Packet[VideoStream] | None"
) -> "VideoFrame | None":
    """What the stream's own decoder shows after this packet, or (None) at the end."""
    with suppress(av.error.FFmpegError):
        return next(iter(stream.codec_context.decode(packet)), None)
    return None


def packets_in(
    container: "InputContainer", stream: "VideoStream", name: str, size: int, run: "Run | None"
) -> "Iterator[av.Packet[VideoStream]]":
    """The packets of the stream in their order, of a file of `size` bytes; `run` hears of them.

    Raises:
        TooLarge: there are too many.
    """
    for count, packet in enumerate(container.demux(stream)):
        if count > limits.MAX_PACKETS:
            raise TooLarge(f"{name} has more than {limits.MAX_PACKETS:,} frames")
        if packet.size:
            yield cast("av.Packet[VideoStream]", packet)
        if run is not None and not count % 1024:
            run.progress(0.1 + 0.7 * max(packet.pos or 0, 0) / size, 1.0, "Reading the video")


def track_of(stream: "VideoStream", first: "VideoFrame") -> Track:
    """What the container and its first frame tell."""
    context, base = stream.codec_context, stream.time_base
    rate = stream.average_rate
    primaries, transfer = int(first.color_primaries), int(first.color_trc)
    return Track(
        codec=context.codec.canonical_name,
        decoder=context.codec.name,
        extradata=(context.extradata or b"").hex(),
        width=first.width,
        height=first.height,
        rotation=quarter_turns(first),
        pixel_format=first.format.name,
        time_base=(base.numerator, base.denominator) if base else (1, 1000),
        rate=float(rate) if rate else None,
        colors=(primaries, transfer, int(first.colorspace), int(first.color_range)),
    )


def duration_of(stream: "VideoStream", pts: Ints) -> int:
    """How long a frame is shown, in units of the time base: the median of all, or by the rate."""
    known = np.unique(pts[pts != NO_TIME])
    if len(known) > 1:
        return int(np.median(np.diff(known)))
    rate, base = stream.average_rate, stream.time_base
    return max(1, round(1 / (rate * base))) if rate and base else 1


def _gather(source: Source, name: str, target: Path, size: int, run: "Run | None") -> None:
    """Write the packets one after the other."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{uuid4().hex}.unfinished")
    try:
        with (
            told_when_full("the packets of a video"),
            unfinished.open("wb") as file,
            opened(source, name) as (container, stream),
        ):
            for packet in packets_in(container, stream, name, size, run):
                file.write(bytes(packet))
        store.publish(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)
