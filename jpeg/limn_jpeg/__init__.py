"""JPEGs at a lower quality, without decoding them to pixels."""

import ctypes
from pathlib import Path

__all__ = ["requantised", "works"]
_ROOM = 4096
"""Bytes it may be larger than the JPEG given. Coarser steps make it smaller nearly always."""


def requantised(jpeg: bytes, quality: int) -> bytes | None:
    """The JPEG at IJG quality 1 … 100, its steps those of libjpeg for that quality.

    None where it has to be decoded and encoded instead: the library was not compiled, or this is
    not a sound baseline JPEG in YCbCr with one sample of colour for four pixels, or some of its
    steps are twice as coarse already. EXIF, profile and comments are left out. Other threads go
    on meanwhile.
    """
    if _library is None:
        return None
    room = len(jpeg) + _ROOM
    made = ctypes.create_string_buffer(room)
    size = _library.limn_jpeg_requantise(jpeg, len(jpeg), quality, made, room)
    return ctypes.string_at(made, size) if size else None


def works() -> bool:
    """Was the library compiled, and can it be opened here?"""
    return _library is not None


def _opened() -> ctypes.CDLL | None:
    try:
        library = ctypes.CDLL(str(Path(__file__).with_name("requantise.so")))
    except OSError:
        return None
    library.limn_jpeg_requantise.restype = ctypes.c_size_t
    library.limn_jpeg_requantise.argtypes = [
        ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_char_p, ctypes.c_size_t,
    ]  # fmt: skip
    return library


_library = _opened()
