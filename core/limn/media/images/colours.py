"""Colour profiles: what a picture with one of its own looks like in sRGB."""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

_LARGEST = 4 << 20
"""Bytes of a profile; those of cameras and screens have some hundreds, of presses up to two MiB."""
_SPACES = {b"RGB ": "RGB", b"CMYK": "CMYK", b"GRAY": "L", b"Lab ": "LAB"}
"""Colour spaces as profiles name them, and the mode of pictures they can tell the colours of."""


def has_own(picture: Image.Image) -> bool:
    """Does it tell its colours by a profile for such colours, which is not just sRGB's?"""
    profile = _profile(picture)
    # Every sRGB profile calls itself so.
    return _space(profile) == _plain_mode(picture) and not _names_srgb(profile)


def in_srgb(picture: Image.Image) -> Image.Image:
    """The picture as RGB in sRGB, its own profile followed where that makes sense.

    Raises:
        ValueError: its colours have no way to RGB.
    """
    mode = _plain_mode(picture)
    made = _followed(picture.convert(mode), _profile(picture)) if has_own(picture) else None
    if made is None and mode == "LAB":
        return _converted(picture, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")))
    return made or picture.convert("RGB")


def of_pixels(seen: NDArray[np.uint8], picture: Image.Image) -> NDArray[np.uint8]:
    """RGB pixels of a picture of colours or greys in sRGB, shape (height, width, 3)."""
    plain = Image.fromarray(seen if picture.mode == "RGB" else np.ascontiguousarray(seen[:, :, 0]))
    followed = _followed(plain, _profile(picture))
    return seen if followed is None else np.asarray(followed)


def _followed(plain: Image.Image, profile: bytes) -> Image.Image | None:
    """The picture in sRGB; None where its profile makes no sense."""
    try:
        return _converted(plain, ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _converted(plain: Image.Image, profile: ImageCms.ImageCmsProfile) -> Image.Image:
    made = ImageCms.profileToProfile(
        plain, profile, ImageCms.createProfile("sRGB"), outputMode="RGB"
    )
    assert made is not None  # noqa: S101 (it is where nothing is to be done in place)
    return made


def _plain_mode(picture: Image.Image) -> str:
    """The mode of the picture without palette and transparency."""
    if picture.mode in ("1", "L", "LA", "La"):
        return "L"
    return picture.mode if picture.mode in ("CMYK", "LAB") else "RGB"


def _profile(picture: Image.Image) -> bytes:
    return picture.info.get("icc_profile") or b""


def _space(profile: bytes) -> str | None:
    """The mode of pictures that it is for, by its bytes 16 to 19; None where it is no profile."""
    return _SPACES.get(profile[16:20]) if 128 < len(profile) <= _LARGEST else None


def _names_srgb(profile: bytes) -> bool:
    return b"sRGB" in profile or "sRGB".encode("utf-16-be") in profile
