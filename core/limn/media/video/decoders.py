"""Exact frames of a video by number.

Packets come from the index, never from a demuxer, and carry their row as timestamp: so a frame
that the decoder gives tells by itself which one it is.
"""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Self, cast

import av
import av.error

from limn.media import limits
from limn.media.part_files import Source
from limn.media.video.packet_files import PacketFile
from limn.media.video.packets import PacketIndex, Track
from limn.sdk.errors import BadMedia

if TYPE_CHECKING:
    from av.video.codeccontext import VideoCodecContext
    from av.video.frame import VideoFrame

_THREADS = 2
_SKIPS_NONE = {"av1"}
"""Codecs whose decoder asks but once, at its start, which frames may be left out."""
_FRAMES_HELD = 20
"""Pictures a decoder may keep for reference, and for its threads."""


def context_of(track: Track, *, steady: bool = False) -> "VideoCodecContext":
    """A decoder for this track.

    FFmpeg decodes several frames at once and may then lose sound frames next to damaged ones;
    `steady` decodes one after the other.
    """
    context = cast("VideoCodecContext", av.CodecContext.create(track.decoder, "r"))
    context.extradata = track.parameters or None
    context.width, context.height = track.width, track.height
    # Frames may become larger on the way than the first one was.
    context.options = {"max_pixels": str(limits.MAX_PIXELS)}
    context.thread_count = min(_THREADS, os.cpu_count() or 1)
    context.thread_type = "SLICE" if steady else "AUTO"
    return context


class Decoder:
    """One open video that gives frames by number; not to be shared between threads.

    `failures` counts packets that could not be decoded.
    """

    def __init__(
        self, source: Source, name: str, index: PacketIndex, *, steady: bool = False
    ) -> None:
        self.source, self.name, self.index = source, name, index
        self.failures = 0
        self._packets = PacketFile(source, name, index)
        self._steady = steady
        self._begin(0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def next(self) -> int:
        """The number of the frame that comes without starting anew."""
        return self._next

    @property
    def weight(self) -> int:
        """Bytes of memory it holds at most, about."""
        wide = 2 if "10" in self.index.track.pixel_format else 1
        return self.index.track.width * self.index.track.height * 3 // 2 * wide * _FRAMES_HELD

    def close(self) -> None:
        """Let go of the file and the memory."""
        self._frames = iter(())
        self._ahead = None
        self._packets.close()

    def frame(self, number: int) -> "VideoFrame":
        """The frame of that number.

        Raises:
            BadMedia: it cannot be decoded.
        """
        start = self.index.start_of(number)
        if not (self._next <= number and start <= self._row):
            self._begin(start)
        found = self._walk(number)
        if found is None and not self._steady:
            self._steady = True
            self._begin(start)
            found = self._walk(number)
        if found is None:
            raise BadMedia(f"frame {number} of {self.name} cannot be decoded")
        return found

    def numbers(self, first: int = 0) -> Iterator[int]:
        """The numbers of what the decoder gives, in that order, from where `first` comes."""
        self._begin(self.index.start_of(first))
        return (int(self.index.number[frame.pts or 0]) for frame in self._frames)

    def _begin(self, row: int) -> None:
        self._frames = iter(())
        self._context = context_of(self.index.track, steady=self._steady)
        self._row = row
        self._next = 0
        self._target = 0
        self._ahead: tuple[int, VideoFrame] | None = None
        self._frames = self._decoded()

    def _walk(self, number: int) -> "VideoFrame | None":
        """Decode on until the frame comes; None when it was passed or the file ends."""
        self._target = number
        while (shown := self._ahead or self._shown()) is not None:
            self._ahead = None
            if shown[0] > number:
                self._ahead, self._next = shown, shown[0]
                return None
            if shown[0] == number:
                self._next = number + 1
                return shown[1]
        self._next = len(self.index)
        return None

    def _shown(self) -> "tuple[int, VideoFrame] | None":
        for frame in self._frames:
            number = int(self.index.number[frame.pts or 0])
            if number >= 0:
                return number, frame
        return None

    def _decoded(self) -> "Iterator[VideoFrame]":
        """Frames from the row on where the decoder stands; damaged packets are skipped.

        Of the frames before the one that is wanted those that no other needs are left out.
        """
        while self._row < len(self.index.number):
            packet = _packet(self._packets.read(self._row))
            packet.pts = packet.dts = self._row
            self._context.skip_frame = "NONREF" if self._is_early() else "DEFAULT"
            self._row += 1
            yield from self._given(packet)
        yield from self._given(None)

    def _is_early(self) -> bool:
        early = 0 <= self.index.number[self._row] < self._target
        return early and self.index.track.codec not in _SKIPS_NONE

    def _given(self, packet: "av.Packet | None") -> "list[VideoFrame]":
        try:
            return self._context.decode(packet)
        except av.error.FFmpegError:
            self.failures += 1
            return []


def _packet(content: bytes) -> av.Packet:
    """A packet in FFmpeg's own memory.

    One that refers to Python's would be let go by the decoder's threads, which then wait for
    the interpreter, while the interpreter waits for them to end.
    """
    packet = av.Packet(len(content))
    packet.update(content)
    return packet
