"""`manifest.jsonl`: what media holds, frame by frame, as it travels with it between servers."""

from collections.abc import Iterator
from itertools import chain
from pathlib import PurePosixPath
from typing import Any

import orjson

from limn.media import index_files, originals, packets, probing
from limn.media.models import Data, Picture
from limn.media.queries import get_clip, source_files

_VERSION = "1.1"
_ROWS = 5000


def lines(data: Data) -> Iterator[bytes]:
    """The lines of the manifest, each with its end.

    Pictures are listed in order of frames, used or not, with their size in px and the paths of
    their context images; of a video its properties and key frames are told. Checksums, which
    are optional, are left out. Point clouds have no size. A recording has no manifest.
    """
    if data.kind == "audio":
        return
    kind = "video" if data.kind == "video" else "images"
    entries = _of_video(data) if kind == "video" else _of_pictures(data)
    for entry in chain([{"version": _VERSION}, {"type": kind}], entries):
        yield orjson.dumps(entry, option=orjson.OPT_APPEND_NEWLINE)


def files(data: Data) -> list[str]:
    """Every file of the media once: paths under `originals.root(data)`."""
    if data.kind in ("video", "audio"):
        return list(source_files(data))
    found: dict[str, None] = {}
    for path, related in _pictures(data, "path", "related"):
        found |= dict.fromkeys((path, *related))
    return list(found)


def _pictures(data: Data, *fields: str) -> Iterator[tuple[Any, ...]]:
    rows = Picture.objects.filter(data_id=data.pk).order_by("frame")
    yield from rows.values_list(*fields).iterator(chunk_size=_ROWS)


def _of_pictures(data: Data) -> Iterator[dict[str, Any]]:
    for path, width, height, related in _pictures(data, "path", "width", "height", "related"):
        extension = PurePosixPath(path).suffix
        yield {
            "name": path.removesuffix(extension),
            "extension": extension,
            **({"width": width, "height": height} if width else {}),
            "meta": {"related_images": related},
        }


def _of_video(data: Data) -> Iterator[dict[str, Any]]:
    clip = get_clip(data)
    index = _index(data, clip.path)
    properties = {
        "name": clip.path,
        "resolution": [clip.width, clip.height],
        "length": len(index),
        "chapters": [],
    }
    yield {"properties": properties}
    for number in index.key_firsts.tolist():
        yield {"number": number, "pts": int(index.times[number])}


def _index(data: Data, name: str) -> packets.PacketIndex:
    return index_files.recent(originals.root(data) / name, name, probing.index_path(data.pk))
