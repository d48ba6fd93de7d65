"""Decoded frames to H.264, for clients that play a chunk as a small video."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import av
import cv2
import numpy as np

from limn.media.video.videos import as_seen

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

RATE = 25
_FULL_HD = 1080
_PLAIN = "yuv420p"


def write_mp4(path: Path, frames: Iterable["VideoFrame"], rotation: int, quality: int) -> None:
    """An MP4 of these frames at 25 frames per second, without sound.

    H.264 baseline, so that every frame is shown in the order it is stored and any player reads
    it. `quality` 1 … 100 becomes a quantizer as CVAT's does. Frames are turned by `rotation`,
    halved until they are at most 1080 px high, and an odd side gets one more pixel.
    """
    waiting = iter(frames)
    first = next(waiting)
    with av.open(str(path), "w", format="mp4", options={"movflags": "faststart"}) as container:
        stream: VideoStream | None = None
        for place, frame in enumerate(chain([first], waiting)):
            ready = _ready(frame, rotation)
            stream = stream or _stream(container, ready, quality)
            ready.pts, ready.time_base = place, Fraction(1, RATE)
            container.mux(stream.encode(ready))
        if stream is not None:
            container.mux(stream.encode(None))


def _stream(container: "OutputContainer", like: "VideoFrame", quality: int) -> "VideoStream":
    quantizer = round(51 * (100 - quality) / 99)
    # Quantizer 0 is lossless coding, which baseline players do not know.
    options = {"qp": str(max(1, quantizer)), "preset": "ultrafast", "profile": "baseline"}
    stream = container.add_stream("libx264", rate=RATE, options=options)
    stream.width, stream.height, stream.pix_fmt = like.width, like.height, _PLAIN
    stream.codec_context.gop_size = 1 << 16
    stream.codec_context.max_b_frames = 0
    return stream


def _ready(frame: "VideoFrame", rotation: int) -> "VideoFrame":
    even = frame.width % 2 == 0 and frame.height % 2 == 0
    if even and not rotation and frame.height <= _FULL_HD:
        plain = frame.reformat(format=_PLAIN)
        plain.pict_type = 0  # type: ignore[assignment]
        return plain
    return av.VideoFrame.from_ndarray(_fitted(as_seen(frame, rotation)), format="rgb24").reformat(
        format=_PLAIN
    )


def _fitted(picture: "np.ndarray") -> "np.ndarray":
    halvings = 0
    while picture.shape[0] >> halvings > _FULL_HD:
        halvings += 1
    if halvings:
        size = (picture.shape[1] >> halvings, picture.shape[0] >> halvings)
        picture = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA))
    height, width = picture.shape[:2]
    return cv2.copyMakeBorder(picture, 0, height % 2, 0, width % 2, cv2.BORDER_REPLICATE)
