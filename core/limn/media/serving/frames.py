"""Frames of a task, one by one or in chunks, whatever they are cut from."""

from collections.abc import Callable, Sequence
from typing import BinaryIO, Protocol

from limn.media.images.image_frames import ImageFrames
from limn.media.images.pictures import Pixels
from limn.media.models import Data
from limn.media.point_clouds.cloud_frames import CloudFrames
from limn.media.serving.encoded import ChunkKind, Encoded, Quality, checksum
from limn.media.sound.sound_frames import SoundFrames
from limn.media.video.video_frames import VideoFrames
from limn.sdk.errors import NotFound

__all__ = ["ChunkKind", "Encoded", "FrameSource", "Quality", "checksum", "frame_source"]


class FrameSource(Protocol):
    """Frames by task-relative number."""

    def frame(self, number: int, quality: Quality = "compressed") -> Encoded:
        """One frame: JPEG at the data's quality, or the original (PNG where cut from a video).

        A point cloud is PCD in either quality.

        Raises:
            NotFound: there is no such frame.
            BadMedia: the frame cannot be decoded.
        """
        ...

    def media_name(self, number: int) -> str:
        """The frame's file name in datasets: its path as uploaded, `frame_000012.png` of a video.

        The number in a video frame's name counts frames of the source.
        """
        ...

    def open_original(self, number: int) -> BinaryIO:
        """The bytes of `frame(number, "original")` as a file to read."""
        ...

    def pixels(self, number: int) -> Pixels:
        """The frame as RGB, shape (height, width, 3), turned as it is seen."""
        ...

    def chunk(
        self,
        numbers: Sequence[int],
        quality: Quality = "compressed",
        kind: ChunkKind = "imageset",
        cache_key: str | None = None,
    ) -> Encoded:
        """These frames in one file: a ZIP of pictures or clouds, or an MP4; made once, then kept.

        Of a recording all of it as MP3.

        Raises:
            NotReady: somebody else has been making it for too long.
        """
        ...

    def context(self, number: int) -> Encoded:
        """A ZIP of JPEGs: the context images of the frame, named as uploaded.

        Raises:
            NotFound: the frame has none.
        """
        ...

    def preview(self, number: int | None = None) -> Encoded:
        """A JPEG of that frame (None: the first not deleted), at most 256 px wide and high."""
        ...


_SOURCES: dict[str, Callable[[Data], FrameSource]] = {
    "image": ImageFrames,
    "video": VideoFrames,
    "point_cloud": CloudFrames,
    "audio": SoundFrames,
}


def frame_source(data: Data) -> FrameSource:
    """The frames of this data.

    Raises:
        NotFound: its media has not been read yet.
    """
    if not data.kind:
        raise NotFound("no media has been uploaded yet")
    return _SOURCES[data.kind](data)
