"""`manifest.jsonl`: what media holds, frame by frame, as it travels with it between servers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import PurePosixPath
from typing import Any, Literal

import orjson

from limn.media.models import Data, Picture
from limn.media.queries import get_clip, source_files
from limn.media.video.footage import Footage
from limn.media.video.packets import PacketIndex

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
    yield from written(kind, _of_video(data) if kind == "video" else _of_pictures(data))


def written(
    kind: Literal["images", "video"], entries: Iterable[Mapping[str, Any]]
) -> Iterator[bytes]:
    """Lines of a manifest with these entries, each with its end."""
    for entry in chain([{"version": _VERSION}, {"type": kind}], entries):
        yield orjson.dumps(entry, option=orjson.OPT_APPEND_NEWLINE)


def picture_entry(path: str, width: int, height: int, related: Sequence[str]) -> dict[str, Any]:
    """What is told of one picture, sizes in px; a point cloud has none."""
    extension = PurePosixPath(path).suffix
    return {
        "name": path.removesuffix(extension),
        "extension": extension,
        **({"width": width, "height": height} if width else {}),
        "meta": {"related_images": list(related)},
    }


def video_entries(name: str, size: tuple[int, int], index: PacketIndex) -> Iterator[dict[str, Any]]:
    """What is told of a video: its properties, then each key frame a player can begin at."""
    yield {
        "properties": {
            "name": name, "resolution": [*size], "length": len(index), "chapters": [],
        }
    }  # fmt: skip
    for number in index.key_firsts.tolist():
        yield {"number": number, "pts": int(index.times[number])}


def files(data: Data) -> list[str]:
    """Every file of the media once: their names among its originals."""
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
    for row in _pictures(data, "path", "width", "height", "related"):
        yield picture_entry(*row)


def _of_video(data: Data) -> Iterator[dict[str, Any]]:
    clip = get_clip(data)
    yield from video_entries(clip.path, (clip.width, clip.height), Footage(data, clip).index())
