"""Media made up on the spot, for the demo."""

from collections.abc import Iterable
from pathlib import Path

import av
from PIL import Image


def write_video(path: Path, frames: Iterable[Image.Image], *, rate: int = 25) -> None:
    """An H.264 MP4 of these pictures, all of one size, at `rate` frames/s."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=rate)
        stream.pix_fmt = "yuv420p"
        for number, picture in enumerate(frames):
            if number == 0:
                stream.width, stream.height = picture.size
            container.mux(stream.encode(av.VideoFrame.from_image(picture.convert("RGB"))))
        container.mux(stream.encode())
