"""A `manifest.jsonl` for files that lie somewhere else, in a bucket for instance."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from limn.media import kinds, manifest, ordering
from limn.media.images import context, pictures
from limn.media.options import DataOptions
from limn.media.probing import ClipFile, clip_of
from limn.media.readers import ask
from limn.media.video import index_files
from limn.media.video.packets import packets_of
from limn.sdk.errors import BadInput


def lines(
    source: Path, *, sorting: str = "lexicographical", summed: bool = True
) -> Iterator[bytes]:
    """The manifest of the pictures below the folder `source`, or of the video `source`.

    Pictures come in the order of `sorting`, with the MD5 of their file; key frames of a video
    with that of their RGB pixels; without them unless `summed`. Other files are passed over.

    Raises:
        BadInput: there is no such file, or no picture in the folder.
        BadMedia, TooLarge: a file cannot be read; names it.
    """
    if source.is_dir():
        return manifest.written("images", _pictures(source, sorting, summed=summed))
    if source.is_file() and kinds.kind_of(source, source.name) == "video":
        return manifest.written("video", _video(source, summed=summed))
    raise BadInput(f"{source} is neither a folder nor a video")


def _pictures(folder: Path, sorting: str, *, summed: bool) -> Iterator[dict[str, Any]]:
    found = [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and kinds.by_extension(path.name) == "image"
        and not kinds.is_junk(str(path))
    ]
    names = [name for name in found if not context.is_context(name)]
    if not names:
        raise BadInput(f"{folder} holds no pictures")
    related = context.related_to(names, [name for name in found if context.is_context(name)])
    options = DataOptions(sorting_method=sorting).checked()
    for name in ordering.ordered(names, options, manifest=None, seed=0):
        path = folder / name
        kinds.kind_of(path, name)
        entry = manifest.picture_entry(name, *pictures.probe(path, name), related.get(name, ()))
        yield entry | ({"checksum": _sum_of_file(path)} if summed else {})


def _video(path: Path, *, summed: bool) -> Iterator[dict[str, Any]]:
    with TemporaryDirectory() as folder:
        place = Path(folder) / "index"
        index = index_files.recent(path.resolve(), path.name, place)
        clip = clip_of(path.name, index)
        for entry in manifest.video_entries(clip.path, (clip.width, clip.height), index):
            if summed and "number" in entry:
                packets = packets_of(path.resolve(), place, index)
                entry["checksum"] = _sum_of_frame(packets, place, clip, entry["number"])
            yield entry


def _sum_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, _md5).hexdigest()


def _sum_of_frame(path: Path, place: Path, clip: ClipFile, number: int) -> str:
    seen = ask(
        "still", frame=number, form="rgb", quality=100, path=str(path), name=clip.path,
        place=str(place), width=clip.width, height=clip.height, rotation=clip.rotation,
    )  # fmt: skip
    return _md5(seen.content).hexdigest()


def _md5(content: bytes = b"") -> "hashlib._Hash":
    return hashlib.md5(content, usedforsecurity=False)
