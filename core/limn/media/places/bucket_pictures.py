"""Pictures that stay in a connected storage: listed there, and measured by their first bytes."""

import fnmatch
import io
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import imagesize
import orjson

from limn.media import kinds, ordering
from limn.media.images import context, pictures
from limn.media.limits import MAX_ENTRIES
from limn.media.names import checked
from limn.media.options import DataOptions
from limn.media.places.fetched import AT_ONCE
from limn.media.probing import PictureFile, Probed, used
from limn.media.transfer.quota import Take
from limn.sdk.errors import BadInput, BadMedia, NotFound, TooLarge
from limn.sdk.runs import Run
from limn.sdk.storages import Storage, StoredObject
from limn.storage import space

_FIRST, _MORE = 32 << 10, 512 << 10
"""Bytes read of a picture to learn its size: most tell it soon, photos with thumbnails later."""
_BATCH = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Objects by key, and what a manifest says of some."""

    objects: Mapping[str, StoredObject]
    listed: Sequence[Mapping[str, object]] = ()

    @property
    def only_pictures(self) -> bool:
        """Is each of them a picture, so that all may stay where they are?"""
        return all(kinds.by_extension(key) == "image" for key in self.objects)

    @property
    def one_video(self) -> StoredObject | None:
        """The video, where there is one and nothing else."""
        first = next(iter(self.objects.values()))
        alone = len(self.objects) == 1 and kinds.by_extension(first.key) == "video"
        return first if alone else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """Objects that stay in their storage."""

    storage: Storage
    found: Found


def find(
    storage: Storage, names: Sequence[str], *, excluded: Sequence[str], pattern: str, prefix: str
) -> Found:
    """What `names` mean: objects, folders (`day 1/`), and manifests (`….jsonl`) for their list.

    `excluded` objects and folders are left out; of the rest those that fit `pattern` are taken.

    Raises:
        BadInput: one is not there, or none is left. TooLarge: there are too many.
    """
    manifests = [name for name in names if name.endswith(".jsonl")]
    asked = [name for name in names if name not in manifests]
    listed = [entry for name in manifests for entry in _entries(storage, name)]
    if manifests and not asked:
        found = _heads(storage, [str(entry["name"]) for entry in listed])
    else:
        wanted = asked or [""]
        found = {one.key: one for name in wanted for one in _expanded(storage, name, prefix)}
    kept = {
        key: one
        for key, one in found.items()
        if fnmatch.fnmatchcase(key, pattern or "*")
        and not any(key == out or key.startswith(out.rstrip("/") + "/") for out in excluded)
        and not kinds.is_junk(key)
    }
    if not kept:
        problem = "none of the files of the storage is left"
        raise BadInput(problem, fields={"server_files": [problem]})
    if len(kept) > MAX_ENTRIES:
        raise TooLarge(f"the storage holds {len(kept)} such files; {MAX_ENTRIES} are taken")
    for key in kept:
        checked(key)
    return Found(objects=kept, listed=listed)


def probed(
    storage: Storage, found: Found, options: DataOptions, run: Run, *, staging: Path, seed: int
) -> Probed:
    """Everything about the pictures, of which nothing is kept here.

    Raises:
        BadMedia: names the one that is broken. TooLarge: one has too many pixels.
    """
    keys = list(found.objects)
    beside = [key for key in keys if context.is_context(key)]
    names = [key for key in keys if not context.is_context(key)]
    related = context.related_to(names, beside)
    order = [str(entry["name"]) for entry in found.listed if entry["name"] in found.objects]
    if options.sorting_method == "predefined" and order and not options.file_order:
        options = replace(options, file_order=tuple(order))
    names = ordering.ordered(names, options, manifest=None, seed=seed)
    numbers = used(len(names), options)
    sizes = _told(found.listed)
    measured = [
        replace(picture, related=related.get(picture.path, ()))
        for picture in _measured(storage, [found.objects[name] for name in names], sizes, run)
    ]
    return Probed(
        kind="image",
        staging=staging,
        pictures=measured,
        numbers=numbers,
        content_size=sum(found.objects[names[number]].size for number in numbers),
        options=options,
    )


def fetch(storage: Storage, found: Found, folder: Path, run: Run, take: Take) -> list[str]:
    """Names of the objects, all copied into `folder`: what is packed cannot stay outside.

    Raises:
        NoSpace: they do not fit. TooLarge: as `take`, which takes room for them.
    """
    total = sum(one.size for one in found.objects.values())
    space.demand(folder, total)
    take(total, f"{len(found.objects)} files of the storage")
    done = 0
    for key, one in found.objects.items():
        path = folder / checked(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        with space.told_when_full(key), path.open("wb") as file:
            for block in storage.stream(key, tag=one.tag):
                space.write(file, block, key)
                done += len(block)
                run.progress(0.3 * done, total or 1, f"Fetching {key}")
    return list(found.objects)


def _expanded(storage: Storage, name: str, prefix: str) -> Iterator[StoredObject]:
    """The object of that name, or those below the folder."""
    plain = name.lstrip("/")
    if plain and not plain.endswith("/"):
        try:
            yield storage.head(plain)
        except NotFound:
            plain += "/"
        else:
            return
    whole = plain or prefix
    first = True
    for one in itertools.islice(storage.walk(whole), MAX_ENTRIES + 1):
        first = False
        yield one
    if first and name:
        problem = f"{name} is not in the storage"
        raise BadInput(problem, fields={"server_files": [problem]})


def _heads(storage: Storage, keys: Sequence[str]) -> dict[str, StoredObject]:
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return {one.key: one for one in threads.map(storage.head, keys)}


def _entries(storage: Storage, manifest: str) -> Iterator[dict[str, object]]:
    """The pictures a manifest lists, by their keys."""
    home = manifest[: manifest.rfind("/") + 1]
    for number, line in enumerate(storage.get(manifest).splitlines(), start=1):
        try:
            entry = orjson.loads(line) if line.strip() else {}
            if "name" in entry:
                yield {**entry, "name": f"{home}{entry['name']}{entry.get('extension', '')}"}
        except (ValueError, TypeError) as error:
            raise BadMedia(f"{manifest}:{number} is not a line of a manifest") from error


def _told(listed: Iterable[Mapping[str, object]]) -> dict[str, tuple[int, int]]:
    sizes: dict[str, tuple[int, int]] = {}
    for entry in listed:
        width, height = entry.get("width"), entry.get("height")
        if isinstance(width, int) and isinstance(height, int) and width > 0 and height > 0:
            sizes[str(entry["name"])] = (width, height)
    return sizes


def _measured(
    storage: Storage,
    objects: Sequence[StoredObject],
    sizes: Mapping[str, tuple[int, int]],
    run: Run,
) -> Iterator[PictureFile]:
    def measure(one: StoredObject) -> PictureFile:
        width, height = sizes.get(one.key) or _size(storage, one, run)
        pictures.check_pixels(width, height, one.key)
        return PictureFile(path=one.key, width=width, height=height, tag=one.tag)

    waiting, done = iter(objects), 0
    with ThreadPoolExecutor(AT_ONCE) as threads:
        while batch := list(itertools.islice(waiting, _BATCH)):
            yield from threads.map(measure, batch)
            done += len(batch)
            run.progress(0.2 + 0.7 * done / len(objects), 1.0, "Measuring pictures")


def _size(storage: Storage, one: StoredObject, run: Run) -> tuple[int, int]:
    """Width and height in px as seen, from the beginning of the object, or all of it."""
    for length in (_FIRST, _MORE):
        content = storage.get_range(one.key, 0, min(length, one.size), tag=one.tag)
        # A header that is cut, or that it does not know, makes it raise whatever comes.
        with suppress(Exception):
            width, height = imagesize.get(io.BytesIO(content), exif_rotation=True)
            if width > 0 and height > 0:
                return width, height
    path = run.scratch / f"whole-{abs(hash(one.key)):x}{PurePosixPath(one.key).suffix}"
    try:
        with space.told_when_full(one.key), path.open("wb") as file:
            for block in storage.stream(one.key, tag=one.tag):
                space.write(file, block, one.key)
        return pictures.probe(path, one.key)
    finally:
        path.unlink(missing_ok=True)
