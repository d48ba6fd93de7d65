"""Media made for tests. A number is painted into each picture as ten black or white bars."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image

BITS = 10


def painted(number: int, width: int = 320, height: int = 96) -> np.ndarray:
    """RGB pixels that `number_in` reads back, whatever codec they go through.

    Bars run left to right in the upper half; the lower half is grey, so that turned
    pictures are told from straight ones.
    """
    picture = np.full((height, width, 3), 128, np.uint8)
    bar = width // BITS
    for bit in range(BITS):
        picture[: height // 2, bit * bar : (bit + 1) * bar] = 255 if number >> bit & 1 else 0
    return picture


def number_in(picture: np.ndarray) -> int:
    """The number painted into these RGB pixels, of any size; fails where it cannot be read."""
    height, width = picture.shape[:2]
    bar = width / BITS
    row = picture[height // 8 : height * 3 // 8].mean(axis=(0, 2))
    number = 0
    for bit in range(BITS):
        level = row[int((bit + 0.3) * bar) : max(int((bit + 0.7) * bar), 1)].mean()
        assert level < 90 or level > 165, f"bar {bit} is neither black nor white: {level}"
        number |= int(level > 128) << bit
    lower = picture[height * 5 // 8 : height * 7 // 8].mean()
    assert 100 < lower < 156, "the picture is turned or broken"
    return number


def read(content: bytes) -> np.ndarray:
    """RGB pixels of an encoded picture, not turned."""
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))


def numbers_in_zip(content: bytes) -> list[int]:
    """The number painted into each picture of an archive, in its order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [number_in(read(archive.read(name))) for name in archive.namelist()]


def jpeg(number: int = 0, size: tuple[int, int] = (320, 96), *, orientation: int = 1) -> bytes:
    """A JPEG that shows the number once its EXIF orientation is followed; `size` is as seen."""
    picture = Image.fromarray(painted(number, *size))
    undo = {1: None, 3: 180, 6: 90, 8: 270}[orientation]
    picture = picture if undo is None else picture.rotate(undo, expand=True)
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=90, exif=exif)
    return buffer.getvalue()


def png(number: int = 0, size: tuple[int, int] = (320, 96)) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(painted(number, *size)).save(buffer, "PNG")
    return buffer.getvalue()


def png16(number: int = 0) -> bytes:
    """A 16-bit grey PNG whose values reach only 4095, as scanners' do."""
    grey = painted(number)[..., 0].astype(np.uint16) * 16
    buffer = io.BytesIO()
    Image.fromarray(grey).save(buffer, "PNG")
    return buffer.getvalue()


def encoded(kind: str, number: int = 0, **options: object) -> bytes:
    """The painted picture in one of Pillow's formats."""
    buffer = io.BytesIO()
    Image.fromarray(painted(number)).save(buffer, kind, **options)
    return buffer.getvalue()


def archive(path: Path, members: Iterable[tuple[str, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        for name, content in members:
            file.writestr(name, content)
    return path


def video(
    path: Path,
    frames: int = 40,
    *,
    size: tuple[int, int] = (320, 96),
    pts: Sequence[int] | None = None,
    gop: int = 12,
    bframes: int = 2,
    rotation: int = 0,
    codec: str = "libx264",
    options: dict[str, str] | None = None,
    container_options: dict[str, str] | None = None,
    pix_fmt: str = "",
) -> Path:
    """A video whose frame k shows k; `pts` in 1/1000 s make its rate variable.

    `rotation` (90 or -90, counterclockwise) turns it by a display matrix.
    """
    with av.open(str(path), "w", options=container_options or {}) as container:
        stream = container.add_stream(codec, rate=25)
        stream.width, stream.height = (size[1], size[0]) if rotation else size
        stream.pix_fmt = pix_fmt or ("yuvj420p" if codec == "mjpeg" else "yuv420p")
        stream.codec_context.gop_size = gop
        stream.codec_context.max_b_frames = bframes
        if pts:
            stream.codec_context.time_base = Fraction(1, 1000)
        stream.options = options or ({"bf": str(bframes)} if codec == "libx264" else {})
        if rotation:
            stream.set_display_rotation(rotation)
        for number in range(frames):
            picture = painted(number, *size)
            if rotation:
                picture = np.ascontiguousarray(np.rot90(picture, -rotation // 90))
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts = pts[number] if pts else number
            frame.time_base = Fraction(1, 1000) if pts else Fraction(1, 25)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path
