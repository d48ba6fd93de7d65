"""Frames of a video task, found by number in the packet index and decoded exactly by a reader."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from limn.media import probing
from limn.media.models import Data
from limn.media.part_files import PartMissing
from limn.media.queries import check_number, get_clip, source_frame, video_frame_name
from limn.media.readers import Answer, ask
from limn.media.serving import chunk_queue, chunks, previews
from limn.media.serving.encoded import JPEG, PNG, ChunkKind, Encoded, Quality
from limn.media.video.footage import Footage
from limn.sdk.errors import NotFound, NotReady
from limn.storage import cache

if TYPE_CHECKING:
    from limn.media.images.pictures import Pixels
    from limn.media.video.clip_frames import Form
    from limn.sdk.runs import Run

CHEAP_PIXELS = 2_000_000_000
"""What a request decodes by itself for a chunk: some seconds of two processors."""
_ORIGINAL_QUALITY = 90
"""Quality of MP4 chunks in original quality; frames in original quality lose nothing."""
_FETCHES = 20
"""How often a decoder may ask for more of a video that lies elsewhere."""


class VideoFrames:
    """Fulfils `limn.media.serving.frames.FrameSource` for a video."""

    def __init__(self, data: Data) -> None:
        self._data = data
        self._clip = get_clip(data)
        self._footage = Footage(data, self._clip)

    def frame(self, number: int, quality: Quality = "compressed") -> Encoded:
        """JPEG at the data's quality, or PNG."""
        if quality == "original":
            return Encoded(self._still(number, "png"), PNG)
        return Encoded(self._still(number, "jpeg"), JPEG)

    def media_name(self, number: int) -> str:
        """`frame_000012.png`, the number counting frames of the source."""
        check_number(self._data, number)
        return f"{video_frame_name(self._data, number)}.png"

    def open_original(self, number: int) -> BinaryIO:
        """The frame as PNG."""
        return io.BytesIO(self._still(number, "png"))

    def pixels(self, number: int) -> "Pixels":
        """RGB as seen, shape (height, width, 3)."""
        shape = self._clip.height, self._clip.width, 3
        return np.frombuffer(self._still(number, "rgb"), np.uint8).reshape(shape)

    def chunk(
        self,
        numbers: Sequence[int],
        quality: Quality = "compressed",
        kind: ChunkKind = "imageset",
        cache_key: str | None = None,
    ) -> Encoded:
        """A ZIP of JPEGs (compressed) or PNGs (original), or an MP4.

        In the place of a damaged frame is a picture that says so. Chunks that take long are
        left to a worker.
        """
        for number in numbers:
            check_number(self._data, number)
        name = chunks.name_of(self._data, numbers, quality, kind, cache_key)
        if not cache.has(self._data.pk, name) and self._pixels_of(numbers) > CHEAP_PIXELS:
            about = {"numbers": [*numbers], "quality": quality, "kind": kind}
            chunk_queue.have_built(self._data.pk, name, about | {"cache_key": cache_key})
        return self.build_chunk(numbers, quality, kind, cache_key)

    def build_chunk(
        self,
        numbers: Sequence[int],
        quality: Quality,
        kind: ChunkKind,
        cache_key: str | None,
        run: "Run | None" = None,
    ) -> Encoded:
        """The chunk, built here and now if it is not kept yet; `run` hears how far it is."""
        frames = [source_frame(self._data, number) for number in numbers]
        original, shown = quality == "original", self._data.image_quality

        def build(path: Path) -> None:
            about = {"frames": frames, "target": str(path)}
            if kind == "video":
                about["quality"] = _ORIGINAL_QUALITY if original else shown
                self._asked("clip_mp4", frames, run, about)
            else:
                about |= {"form": "png" if original else "jpeg", "quality": shown}
                self._asked("clip_zip", frames, run, about)

        return chunks.kept(self._data, numbers, quality, kind, cache_key, build)

    def _pixels_of(self, numbers: Sequence[int]) -> int:
        """Pixels that have to be decoded to get at these frames in turn."""
        index, at, packets = self._footage.index(), 0, 0
        for number in numbers:
            frame = source_frame(self._data, number)
            row = int(index.row[frame])
            begin = index.start_of(frame)
            packets += max(0, row + 1 - max(at, begin))
            at = max(at, row + 1)
        return packets * self._clip.width * self._clip.height

    def context(self, number: int) -> Encoded:
        """A frame of a video has no context images."""
        raise NotFound(f"frame {number} has no context images")

    def preview(self, number: int | None = None) -> Encoded:
        """A small JPEG of that frame, or of the first that is not deleted."""
        return previews.kept(self._data, number, lambda shown, _: self.pixels(shown))

    def _still(self, number: int, form: "Form") -> bytes:
        check_number(self._data, number)
        frame = source_frame(self._data, number)
        about = {"frame": frame, "form": form, "quality": self._data.image_quality}
        return self._asked("still", [frame], None, about).content

    def _asked(
        self, deed: str, frames: Sequence[int], run: "Run | None", about: dict[str, Any]
    ) -> Answer:
        """A reader's answer about these frames of the source, whose packets are here by then."""
        rows = self._footage.leading_to(frames)
        for _ in range(_FETCHES):
            path = self._footage.packets(rows)
            try:
                return ask(deed, run, **about, **self._about(path))
            except PartMissing as missing:
                # The decoder wanted to see further than is usual, or the part left the cache.
                rows = [*rows, *self._footage.from_byte(missing.at)]
        raise NotReady("the video cannot be fetched as fast as it leaves the cache", retry_after=10)

    def _about(self, packets: Path) -> dict[str, Any]:
        """What a reader has to know of the video, which has its index by then."""
        clip = self._clip
        return {
            "path": str(packets), "name": clip.path,
            "place": str(probing.index_path(self._data.pk)),
            "width": clip.width, "height": clip.height, "rotation": clip.rotation,
        }  # fmt: skip
