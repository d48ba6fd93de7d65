"""Pixels to bytes: JPEG for looking at, PNG where nothing may be lost."""

from pathlib import Path

import cv2
import numpy as np
import simplejpeg
from PIL import Image

import limn_jpeg
from limn.media.images import colours, pictures
from limn.media.images.pictures import Pixels
from limn.media.serving.encoded import JPEG, PNG
from limn.sdk.errors import LimnError

__all__ = ["JPEG", "PNG", "averages_colour", "coarser", "jpeg", "png", "within"]
_FASTEST = [cv2.IMWRITE_PNG_COMPRESSION, 1]


def jpeg(picture: Pixels, quality: int) -> bytes:
    """A JPEG of RGB pixels at IJG quality 1 … 100; colour is kept at full size from 95 on."""
    sampling = "420" if averages_colour(quality) else "444"
    return simplejpeg.encode_jpeg(
        np.ascontiguousarray(picture), quality, "RGB", colorsubsampling=sampling
    )


def coarser(picture: Image.Image, path: Path, quality: int) -> bytes | None:
    """The opened JPEG at `path` at a lower quality without decoding it, in half the time.

    None where it has to be decoded: it is turned, has colours of its own, or is of a kind that
    `limn_jpeg` does not take.
    """
    straight = pictures.orientation(picture) == pictures.STRAIGHT
    if not (straight and averages_colour(quality)) or colours.has_own(picture):
        return None
    return limn_jpeg.requantised(path.read_bytes(), quality)


def averages_colour(quality: int) -> bool:
    """Does a JPEG of that quality get one sample of colour for four pixels, their average?"""
    return quality < 95


def png(picture: Pixels) -> bytes:
    """A PNG of RGB pixels, packed fast rather than small."""
    done, content = cv2.imencode(".png", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), _FASTEST)
    if not done:
        raise LimnError("a frame could not be written as PNG")
    return content.tobytes()


def within(picture: Pixels, side: int) -> Pixels:
    """The picture, shrunk so that no side is longer than `side` px."""
    height, width = picture.shape[:2]
    scale = side / max(height, width)
    if scale >= 1:
        return picture
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
