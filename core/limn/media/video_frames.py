"""Frames of a video task, found by number in the packet index and decoded exactly by a reader."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from limn.media import chunks, index_files, originals, previews, probing
from limn.media.encoded import JPEG, PNG, ChunkKind, Encoded, Quality
from limn.media.models import Data
from limn.media.queries import check_number, get_clip, source_frame, video_frame_name
from limn.media.readers import ask
from limn.sdk.errors import NotFound

if TYPE_CHECKING:
    from limn.media.clip_frames import Form
    from limn.media.pictures import Pixels

_ORIGINAL_QUALITY = 90
"""Quality of MP4 chunks in original quality; frames in original quality lose nothing."""


class VideoFrames:
    """Fulfils `limn.media.frames.FrameSource` for a video."""

    def __init__(self, data: Data) -> None:
        self._data = data
        self._clip = get_clip(data)
        self._path = originals.root(data) / self._clip.path

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

        In the place of a damaged frame is a picture that says so.
        """
        for number in numbers:
            check_number(self._data, number)
        frames = [source_frame(self._data, number) for number in numbers]
        original, shown = quality == "original", self._data.image_quality

        def build(path: Path) -> None:
            about = {"frames": frames, "target": str(path), **self._about()}
            if kind == "video":
                ask("clip_mp4", quality=_ORIGINAL_QUALITY if original else shown, **about)
            else:
                ask("clip_zip", form="png" if original else "jpeg", quality=shown, **about)

        return chunks.kept(self._data, numbers, quality, kind, cache_key, build)

    def context(self, number: int) -> Encoded:
        """A frame of a video has no context images."""
        raise NotFound(f"frame {number} has no context images")

    def preview(self, number: int | None = None) -> Encoded:
        """A small JPEG of that frame, or of the first that is not deleted."""
        return previews.kept(self._data, number, lambda shown, _: self.pixels(shown))

    def _still(self, number: int, form: "Form") -> bytes:
        check_number(self._data, number)
        frame = source_frame(self._data, number)
        quality = self._data.image_quality
        return ask("still", frame=frame, form=form, quality=quality, **self._about()).content

    def _about(self) -> dict[str, Any]:
        """What a reader has to know of the video, which has its index by then."""
        clip, place = self._clip, probing.index_path(self._data.pk)
        index_files.recent(self._path, clip.path, place)
        return {
            "path": str(self._path), "name": clip.path, "place": str(place),
            "width": clip.width, "height": clip.height, "rotation": clip.rotation,
        }  # fmt: skip
