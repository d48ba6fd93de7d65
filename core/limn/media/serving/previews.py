"""A small picture of what a task is about."""

from collections.abc import Callable
from pathlib import Path

from limn.media.images import jpegs
from limn.media.images.pictures import Pixels
from limn.media.models import Data
from limn.media.serving.encoded import Encoded
from limn.storage import cache

SIDE = 256
QUALITY = 75


def kept(
    data: Data, number: int | None, pixels: Callable[[int, int], Pixels], *, key: str = ""
) -> Encoded:
    """A JPEG of frame `number` (None: the first not deleted), at most `SIDE` px wide and high.

    `pixels(number, side)` gives that frame's RGB, which may be shrunk to `side` px already.
    `key` tells pictures apart that the frame may show at different times.
    """
    shown = first_shown(data) if number is None else number

    def build(path: Path) -> None:
        small = jpegs.within(pixels(shown, SIDE), SIDE)
        path.write_bytes(jpegs.jpeg(small, QUALITY))

    return Encoded(cache.kept(data.pk, f"preview-{key or shown}.jpeg", build), jpegs.JPEG)


def first_shown(data: Data) -> int:
    """The first frame that is not deleted; the very first where all are."""
    deleted = set(data.deleted_frames)
    return next((number for number in range(data.size) if number not in deleted), 0)
