"""Frames of a video task, found by number in the packet index and decoded exactly."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from limn.media import chunks, indexing, jpegs, originals, previews, probing, videos
from limn.media.decoder_pool import pool
from limn.media.decoders import Decoder
from limn.media.encoded import ChunkKind, Encoded, Quality
from limn.media.encoding import write_mp4
from limn.media.models import Data
from limn.media.pictures import Pixels
from limn.media.queries import check_number, get_clip, source_frame, video_frame_name
from limn.sdk.errors import BadMedia, NotFound

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

_ORIGINAL_QUALITY = 90
"""Quality of chunks in original quality; single frames in original quality lose nothing."""


class VideoFrames:
    """Fulfils `limn.media.frames.FrameSource` for a video."""

    def __init__(self, data: Data) -> None:
        self._data = data
        self._clip = get_clip(data)
        self._path = originals.root(data) / self._clip.path

    def frame(self, number: int, quality: Quality = "compressed") -> Encoded:
        """JPEG at the data's quality, or PNG."""
        picture = self.pixels(number)
        if quality == "original":
            return Encoded(jpegs.png(picture), jpegs.PNG)
        return Encoded(jpegs.jpeg(picture, self._data.image_quality), jpegs.JPEG)

    def media_name(self, number: int) -> str:
        """`frame_000012.png`, the number counting frames of the source."""
        check_number(self._data, number)
        return f"{video_frame_name(self._data, number)}.png"

    def open_original(self, number: int) -> BinaryIO:
        """The frame as PNG."""
        return io.BytesIO(jpegs.png(self.pixels(number)))

    def pixels(self, number: int) -> Pixels:
        """RGB as seen, shape (height, width, 3)."""
        check_number(self._data, number)
        wanted = source_frame(self._data, number)
        with self._decoder(wanted) as decoder:
            return videos.as_seen(self._sized(decoder.frame(wanted)), self._clip.rotation)

    def chunk(
        self,
        numbers: Sequence[int],
        quality: Quality = "compressed",
        kind: ChunkKind = "imageset",
        cache_key: str | None = None,
    ) -> Encoded:
        """A ZIP of JPEGs (compressed) or PNGs (original), or an MP4; damaged frames are black."""
        for number in numbers:
            check_number(self._data, number)

        def build(path: Path) -> None:
            if kind == "imageset":
                chunks.write_zip(path, self._members(numbers, quality))
            else:
                shown = _ORIGINAL_QUALITY if quality == "original" else self._data.image_quality
                write_mp4(path, self._decoded(numbers), self._clip.rotation, shown)

        return chunks.kept(self._data, numbers, quality, kind, cache_key, build)

    def context(self, number: int) -> Encoded:
        """A frame of a video has no context images."""
        raise NotFound(f"frame {number} has no context images")

    def preview(self, number: int | None = None) -> Encoded:
        """A small JPEG of that frame, or of the first that is not deleted."""
        return previews.kept(self._data, number, lambda shown, _: self.pixels(shown))

    def _members(self, numbers: Sequence[int], quality: Quality) -> Iterator[tuple[str, bytes]]:
        def member(frame: "VideoFrame") -> tuple[str, bytes]:
            picture = videos.as_seen(frame, self._clip.rotation)
            if quality == "original":
                return ".png", jpegs.png(picture)
            return ".jpeg", jpegs.jpeg(picture, self._data.image_quality)

        return chunks.in_parallel(member, self._decoded(numbers))

    def _decoded(self, numbers: Sequence[int]) -> Iterator["VideoFrame"]:
        wanted = [source_frame(self._data, number) for number in numbers]
        with self._decoder(wanted[0]) as decoder:
            for frame in wanted:
                try:
                    yield self._sized(decoder.frame(frame))
                except BadMedia:
                    # One damaged frame must not hide the others, nor move their numbers.
                    yield videos.black(self._clip.width, self._clip.height, self._clip.rotation)

    def _sized(self, frame: "VideoFrame") -> "VideoFrame":
        width, height = self._clip.width, self._clip.height
        turned = self._clip.rotation % 180
        return videos.sized(frame, *((height, width) if turned else (width, height)))

    @contextmanager
    def _decoder(self, wanted: int) -> Iterator[Decoder]:
        place = probing.index_path(self._data.pk)
        index = indexing.recent(self._path, self._clip.path, place)
        packets = indexing.packets_of(self._path, place, index)
        with pool.borrow(packets, self._clip.path, wanted, index) as decoder:
            yield decoder
