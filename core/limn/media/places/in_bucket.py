"""Originals in the bucket for media: sent there when they come, fetched when they are needed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

from limn.media.models import Data
from limn.media.places.fetched import Fetched, name_of_copy
from limn.media.places.parts import Parts
from limn.media.queries import places_in_use
from limn.sdk.errors import LimnError
from limn.sdk.runs import Run
from limn.storage import cache, media_bucket

RAW, MADE = "raw/", "made/"
"""In a place of the bucket: originals, and what was found out about them when they came."""


def send(folder: Path, names: Iterable[str], made: Sequence[Path], run: Run) -> str:
    """The new place that holds the files `names` of `folder`, and those of `made` that exist.

    Raises:
        Unavailable, StorageFailed: the bucket does not take them; then it has none of them.
    """
    files = {RAW + name: folder / name for name in names}
    files |= {MADE + path.name: path for path in made if path.exists()}

    def told(done: int) -> None:
        run.progress(0.9 + 0.1 * done / len(files), 1.0, "Sending files to the bucket")

    return media_bucket.send(files, told)


def sweep() -> int:
    """Delete what no row knows of and nobody fills any more; how many places that were."""
    return media_bucket.sweep(places_in_use())


@dataclass(frozen=True, slots=True)
class InBucket(Fetched):
    """Originals in the bucket for media; those of `root`, where data began elsewhere, are here."""

    data: Data
    root: Path

    def path(self, name: str) -> Path:
        """The file, or a copy of the object.

        Raises:
            Unavailable: it is not in the bucket, or none is chosen any more.
            StorageFailed: it cannot be read now.
        """
        here = self.root / name
        if here.exists():
            return here

        def fetch(unfinished: Path) -> None:
            media_bucket.fetch(self.data.places, RAW + name, unfinished)

        return cache.kept(self.data.pk, name_of_copy(name), fetch, shared=False)

    def parts(self, name: str) -> Parts | None:
        """The object in parts; errors as for `path`."""
        return None if (self.root / name).exists() else self._parts(RAW + name)

    def parts_made(self, name: str) -> Parts:
        """What was made when the originals came, in parts; errors as for `path`."""
        return self._parts(MADE + name)

    def made(self, target: Path) -> bool:
        """What was kept when the originals came."""
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(f"{uuid4().hex}.unfinished")
        try:
            media_bucket.fetch(self.data.places, MADE + target.name, unfinished)
            unfinished.replace(target)
        except LimnError:
            return False
        finally:
            unfinished.unlink(missing_ok=True)
        return True

    def _parts(self, name: str) -> Parts:
        return Parts(self.data.pk, InPlaces(tuple(self.data.places), name))


@dataclass(frozen=True, slots=True)
class InPlaces:
    """The file `name` in one of the `places` of the bucket, read by ranges; errors as `fetch`."""

    places: tuple[str, ...]
    name: str

    @property
    def identity(self) -> str:
        """Its name: places are never written again."""
        return self.name

    @property
    def size(self) -> int:
        """In bytes."""
        return _found(self.places, self.name)[1]

    def read(self, start: int, stop: int) -> bytes:
        """Bytes of the object."""
        only = self.places[0] if len(self.places) == 1 else _found(self.places, self.name)[0]
        return media_bucket.read(only, self.name, start, stop)


@lru_cache(maxsize=256)
def _found(places: tuple[str, ...], name: str) -> tuple[str, int]:
    """In which place the file lies, and its bytes: neither ever changes."""
    return media_bucket.size(places, name)
