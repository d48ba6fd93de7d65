"""Reads COCO of any size and order, naming the place of every fault."""

import sqlite3
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import ijson  # pyright: ignore[reportMissingTypeStubs]
import msgspec

from limn.sdk import BadDataset, Dataset, Frame, Label, Run, StreamedDataset, Track
from limn.sdk.pictures import opener
from limn.sdk.tracks import track_of
from limn_formats.coco.located import located
from limn_formats.coco.schema import Category, Image, Instance, checked
from limn_formats.coco.shapes import Shapes
from limn_formats.coco.spool import Row, Spool

_PREFIX = "instances_"
_STEP = 1000
Item = TypeVar("Item", Category, Image, Instance)


def read(folder: Path, run: Run) -> Dataset:
    """The dataset of every COCO file in `folder`."""
    spool = Spool(run.scratch / f"coco-{uuid4().hex}.sqlite")
    names: dict[str, None] = {}
    categories: dict[tuple[str, int], str] = {}
    subsets: dict[str, None] = {}
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        subset = path.stem.removeprefix(_PREFIX) if path.stem.startswith(_PREFIX) else "default"
        subsets[subset] = None
        for number, category in _entries(path, name, "categories", Category, run):
            categories[name, category.id] = category.name
            names[_known(category.name, f"{name}: categories[{number}].name")] = None
        _spool_images(path, name, subset, spool, run)
        _spool_instances(path, name, categories, spool, run)
    if lost := spool.index():
        raise BadDataset("the picture of this annotation is not listed", where=f"{lost}.image_id")
    shapes = Shapes(categories)
    return StreamedDataset(
        open_frames=partial(_frames, spool, shapes, folder),
        open_tracks=partial(_tracks, spool, shapes),
        labels=tuple(Label(name=name) for name in names),
        size=spool.size,
        subsets=tuple(subsets),
    )


def _files(folder: Path) -> list[Path]:
    named = sorted(folder.rglob(f"{_PREFIX}*.json"))
    files = named or sorted(folder.rglob("*.json"))
    if not files:
        raise BadDataset("there is no annotations/instances_*.json", where="the archive")
    return files


def _known(name: str, where: str) -> str:
    if not name.strip():
        raise BadDataset("a category has no name", where=where)
    return name


def _entries(
    path: Path, name: str, key: str, kind: type[Item], run: Run
) -> Iterator[tuple[int, Item]]:
    """Every entry of one of the file's arrays, checked, with its number."""
    number = -1
    with located(path, name) as file:
        for number, value in enumerate(ijson.items(file, f"{key}.item", use_float=True)):
            if number % _STEP == 0:
                run.check()
            yield number, checked(value, kind, f"{name}: {key}[{number}]")
    if number < 0:
        _demand(path, name, key)


def _demand(path: Path, name: str, key: str) -> None:
    """Refuse a file without the array `key`; an empty one is fine."""
    with located(path, name) as file:
        for prefix, event, _ in ijson.parse(file, use_float=True):
            if prefix == key and event == "start_array":
                return
    raise BadDataset(f"there is no list of {key}", where=name)


def _spool_images(path: Path, name: str, subset: str, spool: Spool, run: Run) -> None:
    last = 0

    def rows() -> Iterator[tuple[str, str, str, int, int]]:
        nonlocal last
        for last, image in _entries(path, name, "images", Image, run):
            width, height = (_size(side, f"{name}: images[{last}]") for side in
                             (image.width, image.height))  # fmt: skip
            key = f"{name}:{image.id}"
            yield key, subset, image.file_name.replace("\\", "/"), width, height

    try:
        spool.add_images(rows())
    except sqlite3.IntegrityError as error:
        raise BadDataset(
            "another picture has the same id", where=f"{name}: images[{last}].id"
        ) from error


def _size(side: int, where: str) -> int:
    if not 0 <= side <= 1 << 20:
        raise BadDataset(f"a picture cannot measure {side} px", where=where)
    return side


def _spool_instances(
    path: Path, name: str, categories: dict[tuple[str, int], str], spool: Spool, run: Run
) -> None:
    def rows() -> Iterator[tuple[str, str, int | None, bytes]]:
        for number, instance in _entries(path, name, "annotations", Instance, run):
            place = f"{name}: annotations[{number}]"
            if (name, instance.category_id) not in categories:
                raise BadDataset(
                    f"category {instance.category_id} is not listed", where=f"{place}.category_id"
                )
            track = _track(instance, place)
            yield f"{name}:{instance.image_id}", place, track, msgspec.json.encode(instance)

    spool.add_instances(rows())


def _track(instance: Instance, place: str) -> int | None:
    track = (instance.attributes or {}).get("track_id")
    if track is None or track == "":
        return None
    if isinstance(track, int) and 0 <= track < 1 << 62:
        return track
    raise BadDataset("a track's number is wrong", where=f"{place}.attributes.track_id")


def _frames(spool: Spool, shapes: "Shapes", folder: Path) -> Iterator[Frame]:
    pictures = folder / "images"
    with_pictures = pictures.is_dir()
    for position, group in groupby(spool.by_picture(), key=_position):
        rows = list(group)
        first = rows[0]
        yield Frame(
            index=position - 1,
            name=first.name,
            width=first.width,
            height=first.height,
            subset=first.subset,
            annotations=tuple(shape for row in rows for shape in shapes.of(row)),
            open_media=opener(pictures, f"{first.subset}/{first.name}", first.name)
            if with_pictures
            else None,
        )


def _tracks(spool: Spool, shapes: "Shapes") -> Iterator[Track]:
    size = spool.size
    for number, rows in groupby(spool.by_track(), key=_track_number):
        seen = [(row.position - 1, shape) for row in rows for shape in shapes.of(row)]
        if seen:
            yield track_of(number, seen, size)


def _position(row: Row) -> int:
    return row.position


def _track_number(row: Row) -> int:
    return row.track or 0
