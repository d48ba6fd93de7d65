"""Colour profiles: what a picture with one of its own looks like in sRGB."""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

_LARGEST = 4 << 20
"""Bytes of a profile; those of cameras and screens have some hundreds, of presses up to two MiB."""
_RGB = b"RGB "


def has_own(picture: Image.Image) -> bool:
    """Does it tell its colours by an RGB profile that is not just sRGB's?"""
    profile = picture.info.get("icc_profile") or b""
    # Bytes 16 to 19 of a profile name its space; every sRGB profile calls itself so.
    return 128 < len(profile) <= _LARGEST and profile[16:20] == _RGB and not _names_srgb(profile)


def as_srgb(seen: NDArray[np.uint8], picture: Image.Image) -> NDArray[np.uint8]:
    """The RGB pixels of the picture, shape (height, width, 3), in sRGB.

    As they are where it has no profile of its own, or one that makes no sense.
    """
    if not has_own(picture):
        return seen
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(picture.info["icc_profile"]))
        made = ImageCms.profileToProfile(
            Image.fromarray(seen), own, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return seen
    return seen if made is None else np.asarray(made)


def _names_srgb(profile: bytes) -> bool:
    return b"sRGB" in profile or "sRGB".encode("utf-16-be") in profile
