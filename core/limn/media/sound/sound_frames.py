"""What a recording shows: no pictures, but its sound as MP3, a preview, and its loudness."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NoReturn

import numpy as np

from limn.media.images import jpegs
from limn.media.images.pictures import Pixels
from limn.media.models import Data
from limn.media.places import originals
from limn.media.probing import PEAKS
from limn.media.queries import get_sound
from limn.media.readers import ask
from limn.media.serving import chunk_queue, previews
from limn.media.serving.encoded import ChunkKind, Encoded, Quality
from limn.media.sound import peaks
from limn.sdk.errors import NotFound
from limn.storage import cache, store

if TYPE_CHECKING:
    from limn.sdk.runs import Run

MP3 = "audio/mpeg"
CHEAP_MS = 120_000
"""Of so much sound a request waits for the MP3 itself, about a second."""
_NAME = "sound.mp3"
_QUALITY = 85


def peaks_path(data_id: int) -> Path:
    """Where the peaks of this data lie; they are measured again when missing."""
    return store.cache_folder(data_id) / PEAKS


class SoundFrames:
    """Fulfils `serving.frames.FrameSource` for a recording, as far as there is sense in it."""

    def __init__(self, data: Data) -> None:
        self._data = data
        self._sound = get_sound(data)
        self._originals = originals.of(data)

    def chunk(
        self,
        numbers: Sequence[int],
        quality: Quality = "compressed",
        kind: ChunkKind = "audio_mp3",
        cache_key: str | None = None,
    ) -> Encoded:
        """All of the sound, whichever milliseconds are asked for; the upload if that is MP3.

        Long recordings are left to a worker.
        """
        del numbers
        if self._data.size > CHEAP_MS and not cache.has(self._data.pk, _NAME):
            # All of it: its milliseconds need not be told.
            about = {"numbers": [], "quality": quality, "kind": kind, "cache_key": cache_key}
            chunk_queue.have_built(self._data.pk, _NAME, about)
        return self.build_chunk((), quality, kind, cache_key)

    def build_chunk(
        self,
        numbers: Sequence[int],
        quality: Quality,
        kind: ChunkKind,
        cache_key: str | None,
        run: "Run | None" = None,
    ) -> Encoded:
        """The sound, made here and now if it is not kept yet; `run` hears how far it is."""
        del numbers, quality, kind, cache_key
        name = self._sound.path

        def build(target: Path) -> None:
            ask("mp3", run, path=str(self._path), name=name, target=str(target))

        return Encoded(cache.kept(self._data.pk, _NAME, build), MP3)

    def preview(self, number: int | None = None) -> Encoded:
        """The cover image, or the waveform drawn."""
        del number

        def build(target: Path) -> None:
            shown = self._cover() if self._sound.has_cover_image else None
            picture = peaks.drawn(self._peaks()) if shown is None else shown
            target.write_bytes(jpegs.jpeg(jpegs.within(picture, previews.SIDE), _QUALITY))

        return Encoded(cache.kept(self._data.pk, "preview.jpeg", build), jpegs.JPEG)

    def loudness(self, start: int, stop: int, buckets: int) -> list[list[float]]:
        """[lowest, highest] within ±1 of each bucket between `start` and `stop` (ms, exclusive)."""
        return peaks.as_numbers(peaks.in_buckets(self._peaks(), start, stop, buckets))

    @property
    def _path(self) -> Path:
        return self._originals.path(self._sound.path)

    def _cover(self) -> Pixels | None:
        told = ask("cover", path=str(self._path), name=self._sound.path)
        return told.value and np.frombuffer(told.content, np.uint8).reshape(told.value)

    def _peaks(self) -> peaks.Peaks:
        place = peaks_path(self._data.pk)
        if not place.exists():
            self._originals.made(place)
        return peaks.kept(lambda: self._path, self._sound.path, place)

    def frame(self, number: int, quality: Quality = "compressed") -> Encoded:
        """Nothing: raises NotFound."""
        _no_pictures(number)

    def media_name(self, number: int) -> str:
        """The recording's path as uploaded."""
        return self._sound.path

    def open_original(self, number: int) -> BinaryIO:
        """The recording as uploaded."""
        return self._path.open("rb")

    def pixels(self, number: int) -> Pixels:
        """Nothing: raises NotFound."""
        _no_pictures(number)

    def context(self, number: int) -> Encoded:
        """Nothing: raises NotFound."""
        _no_pictures(number)


def _no_pictures(number: int) -> NoReturn:
    raise NotFound(f"a recording has no picture at {number} ms")
