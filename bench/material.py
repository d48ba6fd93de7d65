"""Pictures and videos to work on: made once, the same everywhere, kept for the next time."""

import io
import shutil
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import av
import numpy as np
from PIL import Image

WIDTH, HEIGHT, RATE = 1280, 720, 30
LARGE, GRAIN = (1920, 1080), 8
PICTURES = 1_000
_DIFFERENT = 20


class Material:
    """Files in `folder`, made at their first use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def pictures(self) -> list[Path]:
        """JPEGs of 1280×720 px, about 90 kB each, no two the same."""
        folder = self._folder / "pictures"
        if not folder.exists():
            making = _anew(folder)
            scenes = [_jpeg(number) for number in range(_DIFFERENT)]
            for number in range(PICTURES):
                content = _commented(scenes[number % _DIFFERENT], f"picture {number}")
                (making / f"{number:06d}.jpg").write_bytes(content)
            making.rename(folder)
        return sorted(folder.iterdir())

    @cached_property
    def short_video(self) -> Path:
        """60 s of H.264 at 30 frames/s in an MP4: key frames at most 250 frames apart, B-frames."""
        return self._video(1)

    @cached_property
    def long_video(self) -> Path:
        """The same ten times over, 600 s."""
        return self._video(10)

    @cached_property
    def large_video(self) -> Path:
        """20 s of 1920×1080 px: key frames every 2 s, as cameras write them, and B-frames."""
        return self._made(
            "video-1080", lambda path: _encode(path, LARGE, 20, key_every=2 * RATE, grain=GRAIN)
        )

    def _video(self, times: int) -> Path:
        if times == 1:
            return self._made("video-60", lambda path: _encode(path, (WIDTH, HEIGHT), 60))
        return self._made(
            f"video-{60 * times}", lambda path: _repeat(self.short_video, path, times)
        )

    def _made(self, name: str, make: Callable[[Path], None]) -> Path:
        path = self._folder / f"{name}.mp4"
        if not path.exists():
            making = path.with_suffix(".making.mp4")
            making.parent.mkdir(parents=True, exist_ok=True)
            make(making)
            making.rename(path)
        return path


def _anew(folder: Path) -> Path:
    making = folder.with_suffix(".making")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    return making


def _scene(number: int, size: tuple[int, int] = (WIDTH, HEIGHT)) -> np.ndarray:
    """Soft colours with some texture, shape (height, width, 3)."""
    width, height = size
    noise = np.random.default_rng(number)
    soft = Image.fromarray(noise.integers(0, 255, (9, 16, 3), np.uint8))
    fine = noise.integers(-12, 12, (height // 8, width // 8, 1), np.int16)
    wide = np.asarray(soft.resize(size, Image.Resampling.BICUBIC), np.int16)
    return np.clip(wide + fine.repeat(8, 0).repeat(8, 1), 0, 255).astype(np.uint8)


def _jpeg(number: int) -> bytes:
    written = io.BytesIO()
    Image.fromarray(_scene(number)).save(written, "JPEG", quality=85)
    return written.getvalue()


def _commented(jpeg: bytes, comment: str) -> bytes:
    text = comment.encode()
    return jpeg[:2] + b"\xff\xfe" + (len(text) + 2).to_bytes(2, "big") + text + jpeg[2:]


def _encode(
    path: Path, size: tuple[int, int], seconds: int, key_every: int = 250, grain: int = 0
) -> None:
    """A scene that pans, with a box that moves over it; `grain` is noise in each picture."""
    scene = _scene(0, size)
    noise = np.random.default_rng(0).integers(-grain, grain + 1, (size[1], size[0], 1), np.int16)
    options = {"preset": "veryfast", "g": str(key_every)}
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=RATE, options=options)
        (stream.width, stream.height), stream.pix_fmt = size, "yuv420p"
        for number in range(seconds * RATE):
            picture = np.roll(scene, 2 * number, axis=1)
            if grain:
                grained = picture + np.roll(noise, number * 997, axis=(0, 1))
                picture = np.clip(grained, 0, 255).astype(np.uint8)
            left = number * 5 % (size[0] - 80)
            picture[300:380, left : left + 80] = 255 - number % 256
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())


def _repeat(source: Path, path: Path, times: int) -> None:
    with av.open(str(source)) as read, av.open(str(path), "w") as written:
        given = read.streams.video[0]
        stream = written.add_stream_from_template(given)
        step = given.duration
        for turn in range(times):
            read.seek(0)
            for packet in read.demux(given):
                if packet.dts is None:
                    continue
                packet.pts += turn * step
                packet.dts += turn * step
                packet.stream = stream
                written.mux(packet)
