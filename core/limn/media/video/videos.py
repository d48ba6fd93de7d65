"""Opening videos of strangers, and turning their frames as they are seen."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import av
import av.error
import numpy as np
from av.stream import Disposition

from limn.media.far_files import FarFile, FarReading
from limn.media.limits import MAX_PIXELS, MAX_STREAMS
from limn.media.part_files import Source
from limn.sdk.errors import BadMedia, TooLarge
from limn.storage.space import told_when_gone

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

    from limn.media.images.pictures import Pixels

# Playlists, `concat` scripts and the like make FFmpeg open other files: only containers that
# hold their own frames are tried, and nothing but the file itself may be opened.
_OPTIONS = {
    "format_whitelist": "mov,mp4,matroska,webm,avi,mpegts",
    "protocol_whitelist": "file",
    "enable_drefs": "0",
    "max_streams": str(MAX_STREAMS),
}

NO_TIME: int = np.iinfo(np.int64).min
"""Stands for a timestamp that the file does not have."""


_AS_STORED = {"fflags": "nofillin+noparse"}


@contextmanager
def opened(
    source: Source | FarReading, name: str, *, as_stored: bool = False
) -> Iterator[tuple["InputContainer", "VideoStream"]]:
    """The container and its first real video stream; `name` is its name in errors.

    Of packets only what the container tells is told (`as_stored`), not what is in them.

    Raises:
        BadMedia: it is no video, has no picture track, or breaks while the caller reads it.
        TooLarge: its frames have more than `MAX_PIXELS` pixels.
    """
    try:
        options = _OPTIONS | (_AS_STORED if as_stored else {})
        with av.open(_file(source, name), "r", options=options) as container:
            stream = stream_of(container, name)
            stream.thread_type = "NONE"
            yield container, stream
    except (av.error.FFmpegError, ValueError, IndexError) as error:
        raise BadMedia(f"{name} cannot be read as a video: {_reason(error)}") from error


def _file(source: Source | FarReading, name: str) -> "str | FarReading":
    """What FFmpeg is given."""
    if isinstance(source, FarReading):
        return source
    if isinstance(source, FarFile):
        return FarReading(source)
    with told_when_gone(name):
        source.stat()
    return str(source.resolve())


def stream_of(container: "InputContainer", name: str) -> "VideoStream":
    """The first video stream that is not a cover picture."""
    for stream in container.streams.video:
        context = stream.codec_context
        if context is None or stream.disposition & Disposition.attached_pic:
            continue
        if context.width * context.height > MAX_PIXELS:
            raise TooLarge(
                f"{name} has frames of {context.width}×{context.height} px; "
                f"at most {MAX_PIXELS // 1_000_000} megapixels are taken"
            )
        return stream
    raise BadMedia(f"{name} holds no video that can be decoded")


def sized(frame: "VideoFrame", width: int, height: int) -> "VideoFrame":
    """The frame at this size in px: some videos change theirs on the way."""
    same = (frame.width, frame.height) == (width, height)
    return frame if same else frame.reformat(width=width, height=height)


def as_seen(frame: "VideoFrame", rotation: int) -> "Pixels":
    """RGB pixels of a frame, turned by `rotation` degrees counterclockwise."""
    stored = np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)
    return np.ascontiguousarray(np.rot90(stored, rotation // 90))


def placeholder(width: int, height: int, rotation: int, number: int) -> "VideoFrame":
    """A dark frame that says what it stands for; `as_seen` gives it `width` × `height` px."""
    # A third of what a reader loads before it makes an index, which has no use for it.
    import cv2

    seen = np.full((height, width, 3), 32, np.uint8)
    text = f"frame {number} cannot be decoded"
    scale = min(width / 400, height / 60)
    cv2.putText(seen, text, (width // 20, height // 2), cv2.FONT_HERSHEY_SIMPLEX, scale,
                (160, 160, 160), max(1, round(scale)), cv2.LINE_AA)  # fmt: skip
    stored = np.ascontiguousarray(np.rot90(seen, -rotation // 90))
    return av.VideoFrame.from_ndarray(stored, format="rgb24")


def quarter_turns(frame: "VideoFrame") -> int:
    """The display rotation of a frame in degrees counterclockwise: 0, 90, 180 or 270."""
    return round(frame.rotation / 90) % 4 * 90


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
