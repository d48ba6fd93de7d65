"""Opening pictures of strangers: header first, named formats only, EXIF turned in one place."""

import io
import os
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import imagesize
import numpy as np
import simplejpeg
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from limn.media.images import colours
from limn.media.limits import MAX_PIXELS
from limn.media.readers import ask
from limn.sdk.errors import BadMedia, TooLarge

Pixels = NDArray[np.uint8]
FORMATS = (
    "JPEG", "PNG", "WEBP", "TIFF", "BMP", "DIB", "GIF", "AVIF", "PPM", "JPEG2000", "ICO", "PCX",
    "SGI", "QOI", "TGA",
)  # fmt: skip
JPEGS = ("JPEG", "MPO")
MIMES = {
    "JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp",
    "TIFF": "image/tiff", "BMP": "image/bmp", "GIF": "image/gif", "AVIF": "image/avif",
    "PPM": "image/x-portable-anymap", "DIB": "image/bmp", "JPEG2000": "image/jp2",
    "ICO": "image/vnd.microsoft.icon", "PCX": "image/vnd.zbrush.pcx", "SGI": "image/sgi",
    "QOI": "image/qoi", "TGA": "image/x-tga",
}  # fmt: skip
# Headers are checked against `MAX_PIXELS` before pixels are asked for.
Image.MAX_IMAGE_PIXELS = None
_ORIENTATION = 0x0112
STRAIGHT = 1
"""The EXIF orientation of pictures that are seen as they are stored."""
_TAIL = 4096
_HEAD = 1 << 18
"""Bytes in which the header of a JPEG is looked for, before it is decoded to be sure."""
_PNG = b"\x89PNG\r\n\x1a\n"
_STANDARD_LUMA_SUM = 3688
"""Sum of the luminance table of ITU-T T.81 Annex K, which encoders scale by their quality."""


@contextmanager
def opened(path: Path, name: str) -> Iterator[Image.Image]:
    """The picture at `path`, its header read; `name` is what it is called in errors.

    Raises:
        BadMedia: it cannot be read, now or while the caller reads its pixels.
        TooLarge: it has more than `MAX_PIXELS` pixels.
    """
    try:
        with Image.open(path, formats=FORMATS) as picture:
            check_pixels(picture.width, picture.height, name)
            yield picture
    except UnidentifiedImageError as error:
        raise BadMedia(f"{name} is not a picture of a known format") from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, OverflowError) as error:
        raise BadMedia(f"{name} is broken: {error}") from error


def probe(path: Path, name: str) -> tuple[int, int]:
    """Width and height in px as seen, of a picture known to be readable.

    A JPEG is taken as sound when it ends with its end marker, a PNG when the checksums of its
    chunks are right. Everything else, and a JPEG without the marker, is decoded, by a reader.

    Raises:
        BadMedia, TooLarge: as `opened`.
    """
    start, end = _ends_of(path)
    if start.startswith(b"\xff\xd8\xff") and _is_marked(end):
        size = _header_size(start)
        if size is not None:
            check_pixels(*size, name)
            return size
    if start.startswith(_PNG):
        return _summed(path, name)
    width, height = ask("verify", path=str(path), name=name).value
    return int(width), int(height)


def verified(path: Path, name: str) -> tuple[int, int]:
    """Width and height in px as seen, of a picture that was decoded to be sure of it."""
    with opened(path, name) as picture:
        picture.load()
        # Colours that have no way to RGB are better found now than with the first frame.
        colours.in_srgb(_eight_bits(picture.crop((0, 0, 1, 1))))
        return _size_as_seen(picture)


def start_of(path: Path) -> bytes:
    """The bytes in which the header of a JPEG or PNG is looked for."""
    return _ends_of(path)[0]


def well_known_size(start: bytes) -> tuple[int, int]:
    """Width and height in px of a JPEG or PNG that starts so; (0, 0) of anything else."""
    if start.startswith(_PNG):
        return int.from_bytes(start[16:20]), int.from_bytes(start[20:24])
    if start.startswith(b"\xff\xd8\xff"):
        return _header_size(start) or (0, 0)
    return 0, 0


def tells_colours(path: Path, start: bytes) -> bool:
    """Does a JPEG or PNG have a colour profile of its own? By its header, which is not followed."""
    if b"ICC_PROFILE\0" not in start and b"iCCP" not in start:
        return False
    try:
        with Image.open(path, formats=("JPEG", "PNG")) as picture:
            return colours.has_own(picture)
    except (OSError, ValueError, SyntaxError):
        return True


def orientation(picture: Image.Image) -> int:
    """EXIF orientation, 1 (as stored) to 8."""
    try:
        value = picture.getexif().get(_ORIENTATION, 1)
    except (OSError, ValueError, SyntaxError, KeyError, TypeError):
        return 1
    return value if value in range(1, 9) else 1


def pixels(path: Path, name: str, *, shrink_to: int = 0) -> Pixels:
    """RGB pixels as seen, shape (height, width, 3).

    With `shrink_to` a JPEG may be decoded at a fraction of its size, its sides not under
    `shrink_to` px. Deep greys are stretched from darkest to brightest to 0 … 255. Colours are
    those of sRGB, whatever the picture's own profile is.
    """
    with opened(path, name) as picture:
        return as_seen(picture, path, shrink_to=shrink_to)


def as_seen(
    picture: Image.Image, path: Path, *, shrink_to: int = 0, repeat_colour: bool = False
) -> Pixels:
    """The `pixels` of the opened picture at `path`.

    A JPEG has one sample of colour for several pixels. These get it unchanged with
    `repeat_colour`, which is faster than a smooth way from one to the next, and exact where
    they are averaged again.
    """
    if picture.format in JPEGS and picture.mode in ("RGB", "L"):
        stored = simplejpeg.decode_jpeg(
            path.read_bytes(), "RGB", strict=False, fastupsample=repeat_colour,
            min_width=shrink_to, min_height=shrink_to,
        )  # fmt: skip
        seen = _turned(stored, orientation(picture))
        return colours.of_pixels(seen, picture) if colours.has_own(picture) else seen
    return np.asarray(colours.in_srgb(ImageOps.exif_transpose(_eight_bits(picture))))


def from_bytes(content: bytes, shape: Sequence[int]) -> Pixels:
    """The RGB pixels, shape (height, width, 3), that another process sent."""
    return np.frombuffer(content, np.uint8).reshape(shape)


def jpeg_quality(picture: Image.Image) -> int:
    """The IJG quality (1 … 100) a JPEG's luminance table stands for."""
    tables = getattr(picture, "quantization", None) or {}
    if 0 not in tables:
        return 100
    scale = 100 * sum(tables[0]) / _STANDARD_LUMA_SUM
    return round(max(1.0, min(100.0, (200 - scale) / 2 if scale <= 100 else 5000 / scale)))


def check_pixels(width: int, height: int, name: str) -> None:
    """Go on only with a picture of a size that is taken; raises BadMedia or TooLarge."""
    if width < 1 or height < 1:
        raise BadMedia(f"{name} says it is {width}×{height} px")
    if width * height > MAX_PIXELS:
        raise TooLarge(
            f"{name} is {width}×{height} px; at most {MAX_PIXELS // 1_000_000} megapixels are taken"
        )


def _ends_of(path: Path) -> tuple[bytes, bytes]:
    """The bytes in which a header is looked for, and the last ones; of most files all is both."""
    with path.open("rb", buffering=0) as file:
        # As much as there is: room for more than most files hold takes longer than to read them.
        size = os.fstat(file.fileno()).st_size
        start = file.read(min(_HEAD, size))
        if size <= _HEAD:
            return start, start[-_TAIL:]
        file.seek(size - _TAIL)
        return start, file.read(_TAIL)


def _is_marked(end: bytes) -> bool:
    """Does a JPEG end with its end marker? Cameras pad with zeros or line ends behind it."""
    return end.rstrip(b"\0\r\n ").endswith(b"\xff\xd9")


def _header_size(start: bytes) -> tuple[int, int] | None:
    try:
        width, height = imagesize.get(io.BytesIO(start), exif_rotation=True)
    except (ValueError, OSError, KeyError, IndexError, TypeError, struct.error):
        return None
    return (width, height) if width > 0 and height > 0 else None


def _summed(path: Path, name: str) -> tuple[int, int]:
    with opened(path, name) as picture:
        picture.verify()
    with opened(path, name) as picture:
        return _size_as_seen(picture)


def _size_as_seen(picture: Image.Image) -> tuple[int, int]:
    width, height = picture.size
    return (height, width) if orientation(picture) >= 5 else (width, height)


def _turned(seen: Pixels, how: int) -> Pixels:
    if how in (2, 4, 5, 7):
        seen = seen[:, ::-1]
    quarters = {3: 2, 4: 2, 5: 1, 6: 3, 7: 3, 8: 1}.get(how, 0)
    return np.ascontiguousarray(np.rot90(seen, quarters))


def _eight_bits(picture: Image.Image) -> Image.Image:
    if not picture.mode.startswith(("I", "F")):
        return picture
    deep = np.nan_to_num(np.asarray(picture, np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    low, high = float(deep.min()), float(deep.max())
    scaled = (deep - low) * (255 / (high - low)) if high > low else np.clip(deep, 0, 255)
    flat = Image.fromarray(scaled.astype(np.uint8))
    flat.info, exif = picture.info, picture.getexif()
    if _ORIENTATION in exif:
        flat.getexif()[_ORIENTATION] = exif[_ORIENTATION]
    return flat
