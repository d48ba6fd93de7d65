"""Frames of an image task: the uploaded files, passed through wherever they can be."""

import io
from collections.abc import Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import numpy as np

from limn.media.images import jpegs
from limn.media.images.pictures import Pixels
from limn.media.models import Data, Picture
from limn.media.places import originals
from limn.media.queries import get_picture, get_pictures
from limn.media.serving import chunks, previews, stills, zips
from limn.media.serving.encoded import ChunkKind, Encoded, Quality
from limn.sdk.errors import Changed, NotFound
from limn.storage import cache
from limn.storage.space import told_when_gone

_AHEAD = 256
_GREY = 128


class ImageFrames:
    """Fulfils `limn.media.serving.frames.FrameSource` for pictures."""

    def __init__(self, data: Data) -> None:
        self._data = data
        self._originals = originals.of(data)
        self._known: dict[int, str] = {}

    def frame(self, number: int, quality: Quality = "compressed") -> Encoded:
        """JPEG at the data's quality, or the uploaded file (turned as its EXIF says)."""
        return self._encoded(get_picture(self._data, number).path, quality)

    def media_name(self, number: int) -> str:
        """The picture's path as uploaded."""
        return get_picture(self._data, number).path

    def open_original(self, number: int) -> BinaryIO:
        """The picture's bytes, turned as its EXIF says."""
        original = self._encoded(self._path(number), "original").content
        return io.BytesIO(original) if isinstance(original, bytes) else original.open("rb")

    def pixels(self, number: int) -> Pixels:
        """RGB as seen, shape (height, width, 3)."""
        name = get_picture(self._data, number).path
        return self._pixels(name)

    def chunk(
        self,
        numbers: Sequence[int],
        quality: Quality = "compressed",
        kind: ChunkKind = "imageset",
        cache_key: str | None = None,
    ) -> Encoded:
        """A ZIP of the pictures; `kind` can be nothing else."""
        pictures = get_pictures(self._data, numbers)
        names = [picture.path for picture in pictures]

        def build(path: Path) -> None:
            members = zips.in_parallel(lambda one: self._member_or_grey(one, quality), pictures)
            zips.write_zip(path, members)

        # A honeypot may show another picture tomorrow: a chunk is known by its pictures.
        shown = f"{cache_key or ''}/{'/'.join(names)}"
        first = partial(self._originals.ahead, names)
        return chunks.kept(self._data, numbers, quality, "imageset", shown, build, first)

    def context(self, number: int) -> Encoded:
        """A ZIP of JPEGs: the context images of the frame, by their names in its folder."""
        picture = get_picture(self._data, number)
        names: list[str] = picture.related
        if not names:
            raise NotFound(f"frame {number} has no context images")

        def build(path: Path) -> None:
            members = ((PurePosixPath(name).name, self._finest(name)) for name in names)
            zips.write_members(path, members)

        name = f"context-{cache.digest(picture.path)}.zip"
        first = partial(self._originals.ahead, names)
        return Encoded(cache.kept(self._data.pk, name, build, first=first), chunks.ZIP)

    def preview(self, number: int | None = None) -> Encoded:
        """A small JPEG of that frame, or of the first that is not deleted."""
        shown = previews.first_shown(self._data) if number is None else number
        path = get_picture(self._data, shown).path
        self._originals.ahead([path])
        return previews.kept(self._data, shown, self._small, key=cache.digest(path))

    def _path(self, number: int) -> str:
        """The picture's path; asked for along with the next ones', as whoever exports goes on."""
        if number not in self._known:
            numbers = range(number, max(number + 1, min(number + _AHEAD, self._data.size)))
            found = get_pictures(self._data, numbers)
            self._known = dict(zip(numbers, (one.path for one in found), strict=True))
        return self._known[number]

    def _small(self, number: int, side: int) -> Pixels:
        return self._pixels(get_picture(self._data, number).path, shrink_to=side)

    def _pixels(self, name: str, shrink_to: int = 0) -> Pixels:
        with told_when_gone(name):
            return stills.as_pixels(self._originals.path(name), name, shrink_to=shrink_to)

    def _finest(self, name: str) -> bytes:
        return jpegs.jpeg(self._pixels(name), 100)

    def _member_or_grey(self, picture: Picture, quality: Quality) -> tuple[str, bytes]:
        """One picture that is gone from its storage must not take its neighbours along."""
        try:
            return self._member(picture.path, quality)
        except (NotFound, Changed):
            grey = np.full((picture.height, picture.width, 3), _GREY, np.uint8)
            return ".jpeg", jpegs.jpeg(grey, self._data.image_quality)

    def _member(self, name: str, quality: Quality) -> tuple[str, bytes]:
        encoded = self._encoded(name, quality)
        suffix = ".jpeg" if quality == "compressed" else PurePosixPath(name).suffix.lower()
        return suffix, encoded.read()

    def _encoded(self, name: str, quality: Quality) -> Encoded:
        path = self._originals.path(name)
        with told_when_gone(name):
            path.stat()
            if quality == "original":
                return stills.as_original(path, name)
            return stills.as_compressed(path, name, self._data.image_quality)
