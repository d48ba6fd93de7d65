"""One picture as it leaves the media room: its own bytes where they will do, else new ones.

What only this process may open is opened here; the rest is asked of a reader.
"""

import io
from pathlib import Path

from PIL import Image, ImageOps

from limn.media.images import jpegs, pictures
from limn.media.readers import ask
from limn.media.serving.encoded import Encoded

_LOSSY = 97
"""Quality at which a turned picture is written again as an "original"."""
_HERE_PIXELS = 50_000_000
"""Larger JPEGs and PNGs are left to readers, too: their memory goes back with the process."""


def original(path: Path, name: str) -> tuple[str, bytes | None]:
    """Media type and bytes of the picture turned as its EXIF says; None where it is straight."""
    with pictures.opened(path, name) as picture:
        mime = pictures.MIMES[picture.format or ""]
        if pictures.orientation(picture) == pictures.STRAIGHT:
            return mime, None
        buffer = io.BytesIO()
        ImageOps.exif_transpose(picture).save(buffer, picture.format, quality=_LOSSY)
        return mime, buffer.getvalue()


def compressed(path: Path, name: str, quality: int) -> tuple[str, bytes | None]:
    """Media type and bytes of the picture as a JPEG; None where its own bytes are small enough."""
    with pictures.opened(path, name) as picture:
        if _is_small_enough(picture, quality):
            return jpegs.JPEG, None
        if picture.format in pictures.JPEGS and (made := jpegs.coarser(picture, path, quality)):
            return jpegs.JPEG, made
        seen = pictures.as_seen(picture, path, repeat_colour=jpegs.averages_colour(quality))
    return jpegs.JPEG, jpegs.jpeg(seen, quality)


def as_original(path: Path, name: str) -> Encoded:
    """The picture as uploaded, turned as its EXIF says.

    Raises:
        BadMedia: it cannot be read.
    """
    if _may_open_here(path):
        return _encoded(path, *original(path, name))
    told = ask("original", path=str(path), name=name)
    mime, is_new = told.value
    return _encoded(path, str(mime), told.content if is_new else None)


def as_compressed(path: Path, name: str, quality: int) -> Encoded:
    """The picture as a JPEG of that quality, or as it is where that would not make it smaller.

    Raises:
        BadMedia: it cannot be read.
    """
    if _may_open_here(path):
        return _encoded(path, *compressed(path, name, quality))
    told = ask("compressed", path=str(path), name=name, quality=quality)
    mime, is_new = told.value
    return _encoded(path, str(mime), told.content if is_new else None)


def as_pixels(path: Path, name: str, *, shrink_to: int = 0) -> pictures.Pixels:
    """RGB as seen, shape (height, width, 3); see `limn.media.images.pictures.pixels`.

    Raises:
        BadMedia: it cannot be read.
    """
    if _may_open_here(path):
        return pictures.pixels(path, name, shrink_to=shrink_to)
    told = ask("pixels", path=str(path), name=name, shrink_to=shrink_to)
    return pictures.from_bytes(told.content, told.value)


def _may_open_here(path: Path) -> bool:
    """A JPEG or PNG that is not huge and needs no profile of a stranger to be followed."""
    start = pictures.start_of(path)
    width, height = pictures.well_known_size(start)
    return 0 < width * height <= _HERE_PIXELS and not pictures.tells_colours(path, start)


def _encoded(path: Path, mime: str, content: bytes | None) -> Encoded:
    return Encoded(path if content is None else content, mime)


def _is_small_enough(picture: Image.Image, quality: int) -> bool:
    """Would encoding a JPEG again only make it worse?"""
    return (
        picture.format == "JPEG"
        and picture.mode in ("RGB", "L")
        and pictures.orientation(picture) == pictures.STRAIGHT
        and pictures.jpeg_quality(picture) <= quality
    )
