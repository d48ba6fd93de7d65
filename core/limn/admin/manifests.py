"""Manifests of files that are not uploaded, for `hostctl manifest`."""

import os
from pathlib import Path
from uuid import uuid4

from limn.media import cataloguing, kinds


def create(source: Path, target: Path | None, *, sorting: str, summed: bool) -> tuple[Path, int]:
    """Write the manifest of a folder of pictures or of a video; where it is, and its entries.

    Without `target` it lies in the folder, or beside the video. It appears complete or not at all.

    Raises:
        BadInput, BadMedia, TooLarge: see `limn.media.cataloguing.lines`.
    """
    place = target or (source if source.is_dir() else source.parent) / kinds.MANIFEST
    unfinished = place.with_name(f".{place.name}.{uuid4().hex}")
    written = 0
    try:
        with unfinished.open("wb") as file:
            for line in cataloguing.lines(source, sorting=sorting, summed=summed):
                file.write(line)
                written += 1
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(place)
    finally:
        unfinished.unlink(missing_ok=True)
    return place, written - 2
