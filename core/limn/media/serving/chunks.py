"""Many frames in one file, as CVAT's clients fetch them: made once, then kept."""

from collections.abc import Callable, Sequence
from pathlib import Path

from limn.media.models import Data
from limn.media.serving.encoded import ChunkKind, Encoded, Quality
from limn.storage import cache

ZIP = "application/zip"
MP4 = "video/mp4"
_SUFFIXES: dict[str, str] = {"imageset": ".zip", "video": ".mp4"}


def kept(
    data: Data,
    numbers: Sequence[int],
    quality: Quality,
    kind: ChunkKind,
    cache_key: str | None,
    build: Callable[[Path], None],
    first: Callable[[], None] | None = None,
) -> Encoded:
    """The chunk of these frames, built if it is not kept yet.

    Chunks of the same frames are one file, whichever job or task asked; `cache_key` tells apart
    what the caller knows to be different.
    """
    name = name_of(data, numbers, quality, kind, cache_key)
    path = cache.kept(data.pk, name, build, first=first)
    return Encoded(path, ZIP if kind == "imageset" else MP4)


def name_of(
    data: Data, numbers: Sequence[int], quality: Quality, kind: ChunkKind, cache_key: str | None
) -> str:
    """Under which name the chunk of these frames is kept."""
    wanted = f"{cache_key or ''}/{data.image_quality}/{','.join(map(str, numbers))}"
    return f"{quality}-{kind}-{cache.digest(wanted)}{_SUFFIXES[kind]}"
