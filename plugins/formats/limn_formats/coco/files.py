"""What every COCO annotation file has: arrays of entries, pictures, and annotations on them."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Protocol, TypeVar

import ijson  # pyright: ignore[reportMissingTypeStubs]
import msgspec

from limn.sdk import (
    Annotation,
    AnyShape,
    BadDataset,
    Dataset,
    Frame,
    Label,
    Run,
    StreamedDataset,
    Track,
)
from limn.sdk.pictures import opener
from limn.sdk.tracks import track_of
from limn_formats.coco.located import located
from limn_formats.coco.schema import Image, checked
from limn_formats.coco.spool import Row, Spool
from limn_formats.skeletons import with_elements

_STEP = 1000
Item = TypeVar("Item", bound=msgspec.Struct)


class ShapesOfRow(Protocol):
    """Makes shapes of spooled entries."""

    def of(self, row: Row) -> Iterable[Annotation]:
        """The annotations of one entry."""
        ...


def annotation_files(folder: Path, prefix: str) -> Iterator[tuple[Path, str, str]]:
    """Path, name and subset of every annotation file: those with the prefix, else all JSON.

    Raises:
        BadDataset: there is none.
    """
    named = sorted(folder.rglob(f"{prefix}*.json"))
    files = named or sorted(folder.rglob("*.json"))
    if not files:
        raise BadDataset(f"there is no annotations/{prefix}*.json", where="the archive")
    for path in files:
        subset = path.stem.removeprefix(prefix) if path.stem.startswith(prefix) else "default"
        yield path, path.relative_to(folder).as_posix(), subset


def entries(
    path: Path, name: str, key: str, kind: type[Item], run: Run
) -> Iterator[tuple[int, Item]]:
    """Every entry of one of the file's arrays, checked, with its number.

    Raises:
        BadDataset: the file has no such array, or an entry breaks the format.
    """
    number = -1
    with located(path, name) as file:
        for number, value in enumerate(ijson.items(file, f"{key}.item", use_float=True)):
            if number % _STEP == 0:
                run.check()
            yield number, checked(value, kind, f"{name}: {key}[{number}]")
    if number < 0:
        demand_array(path, name, key)


def demand_array(path: Path, name: str, key: str) -> None:
    """Refuse a file without the array `key`; an empty one is fine."""
    with located(path, name) as file:
        for prefix, event, _ in ijson.parse(file, use_float=True):
            if prefix == key and event == "start_array":
                return
    raise BadDataset(f"there is no list of {key}", where=name)


def named(name: str, where: str) -> str:
    """A category's name, which must not be empty."""
    if not name.strip():
        raise BadDataset("a category has no name", where=where)
    return name


def spool_images(path: Path, name: str, subset: str, spool: Spool, run: Run) -> None:
    """Put every picture of the file into the spool, under `name:id`."""
    last = 0

    def rows() -> Iterator[tuple[str, str, str, int, int]]:
        nonlocal last
        for last, image in entries(path, name, "images", Image, run):
            width, height = (size_of(side, f"{name}: images[{last}]") for side in
                             (image.width, image.height))  # fmt: skip
            key = f"{name}:{image.id}"
            yield key, subset, image.file_name.replace("\\", "/"), width, height

    try:
        spool.add_images(rows())
    except sqlite3.IntegrityError as error:
        raise BadDataset(
            "another picture has the same id", where=f"{name}: images[{last}].id"
        ) from error


def size_of(side: int, where: str) -> int:
    """A side of a picture in px, if there can be such a picture."""
    if not 0 <= side <= 1 << 20:
        raise BadDataset(f"a picture cannot measure {side} px", where=where)
    return side


def spooled(
    spool: Spool,
    shapes: ShapesOfRow,
    folder: Path,
    *,
    labels: Sequence[Label],
    subsets: Iterable[str],
) -> Dataset:
    """The dataset of everything in the spool; pictures lie in `folder`/images.

    Raises:
        BadDataset: an annotation is on a picture that is not listed.
    """
    if lost := spool.index():
        raise BadDataset("the picture of this annotation is not listed", where=f"{lost}.image_id")
    return StreamedDataset(
        open_frames=partial(_frames, spool, shapes, folder),
        open_tracks=partial(_tracks, spool, shapes),
        labels=tuple(labels),
        size=spool.size,
        subsets=tuple(subsets),
    )


def _frames(spool: Spool, shapes: ShapesOfRow, folder: Path) -> Iterator[Frame]:
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


def _tracks(spool: Spool, shapes: ShapesOfRow) -> Iterator[Track]:
    size = spool.size
    for number, rows in groupby(spool.by_track(), key=_track_number):
        seen = [
            (row.position - 1, one)
            for row in rows
            for one in shapes.of(row)
            if isinstance(one, AnyShape)
        ]
        if seen:
            yield with_elements(track_of(number, seen, size))


def _position(row: Row) -> int:
    return row.position


def _track_number(row: Row) -> int:
    return row.track or 0
