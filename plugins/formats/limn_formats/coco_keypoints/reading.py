"""Reads COCO keypoint files of any size and order, naming the place of every fault."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import msgspec

from limn.sdk import BadDataset, Dataset, Label, Points, Run, Skeleton
from limn_formats.attributes import common_of, track_in
from limn_formats.coco.files import annotation_files, entries, named, spool_images, spooled
from limn_formats.coco.shapes import finite, score_of
from limn_formats.coco.spool import Row, Spool
from limn_formats.coco_keypoints.writing import OCCLUDED, OUTSIDE, VISIBLE
from limn_formats.skeletons import skeleton_label

_PREFIX = "person_keypoints_"


class Category(msgspec.Struct):
    """A label; a skeleton's has names of elements and edges between them, from 1."""

    id: int
    name: str
    keypoints: list[str] = []
    skeleton: list[list[int]] = []


class Instance(msgspec.Struct):
    """An object on a picture: x, y, visibility of each of its points."""

    image_id: int | str
    category_id: int
    keypoints: list[float]
    score: float | None = None
    attributes: dict[str, object] | None = None


class Person(NamedTuple):
    """A label, and names of its elements if it is a skeleton's."""

    label: str
    parts: tuple[str, ...]


Categories = Mapping[tuple[str, int], Person]


def read(folder: Path, run: Run) -> Dataset:
    """The dataset of every keypoint file in `folder`."""
    spool = Spool(run.scratch / f"keypoints-{uuid4().hex}.sqlite")
    categories: dict[tuple[str, int], Person] = {}
    labels: dict[str, Label] = {}
    subsets: dict[str, None] = {}
    for path, name, subset in annotation_files(folder, _PREFIX):
        subsets[subset] = None
        for number, category in entries(path, name, "categories", Category, run):
            label = _label(category, f"{name}: categories[{number}]")
            labels.setdefault(label.name, label)
            categories[name, category.id] = Person(label.name, tuple(category.keypoints))
        spool_images(path, name, subset, spool, run)
        _spool_instances(path, name, categories, spool, run)
    return spooled(
        spool, _Shapes(categories), folder, labels=tuple(labels.values()), subsets=subsets
    )


def _label(category: Category, place: str) -> Label:
    name = named(category.name, f"{place}.name")
    if not category.keypoints:
        return Label(name=name)
    known: set[str] = set()
    for number, part in enumerate(category.keypoints):
        if not part.strip() or part in known:
            raise BadDataset(
                "the name of a keypoint is empty or there twice",
                where=f"{place}.keypoints[{number}]",
            )
        known.add(part)
    return skeleton_label(name, category.keypoints, category.skeleton)


def _spool_instances(path: Path, name: str, categories: Categories, spool: Spool, run: Run) -> None:
    empty = 0

    def rows() -> Iterator[tuple[str, str, int | None, bytes]]:
        nonlocal empty
        for number, instance in entries(path, name, "annotations", Instance, run):
            place = f"{name}: annotations[{number}]"
            if (name, instance.category_id) not in categories:
                raise BadDataset(
                    f"category {instance.category_id} is not listed", where=f"{place}.category_id"
                )
            _check(instance, categories[name, instance.category_id], place)
            if not any(instance.keypoints[2::3]):
                empty += 1
                continue
            track = track_in(instance.attributes or {}, place)
            yield f"{name}:{instance.image_id}", place, track, msgspec.json.encode(instance)

    spool.add_instances(rows())
    if empty:
        run.warn(f"{empty} annotations of {name} are left out: they have no keypoints")


def _check(instance: Instance, person: Person, place: str) -> None:
    """Refuse keypoints that are not x, y, visibility of each of the category's elements."""
    numbers, where = instance.keypoints, f"{place}.keypoints"
    if len(numbers) % 3:
        raise BadDataset("keypoints are x, y, visibility of each point", where=where)
    if person.parts and len(numbers) != 3 * len(person.parts):
        raise BadDataset(
            f"there are {len(numbers) // 3} keypoints, and the category has {len(person.parts)}",
            where=where,
        )
    for number, flag in enumerate(numbers[2::3]):
        if flag not in {OUTSIDE, OCCLUDED, VISIBLE}:
            raise BadDataset("a visibility is 0, 1 or 2", where=f"{where}[{3 * number + 2}]")
    finite(numbers, where)
    score_of(instance.score, place)


class _Shapes:
    """Makes shapes of spooled entries."""

    def __init__(self, categories: Categories) -> None:
        self._categories = categories
        self._decoder = msgspec.json.Decoder(Instance)

    def of(self, row: Row) -> Iterator[Skeleton | Points]:
        """The shape of one entry, if it is one."""
        if row.body is None or row.place is None:
            return
        entry = self._decoder.decode(row.body)
        person = self._categories[row.place.rpartition(": ")[0], entry.category_id]
        common = common_of(
            dict(entry.attributes or {}),
            person.label,
            track=row.track,
            score=score_of(entry.score, row.place),
        )
        rows = finite(entry.keypoints, row.place).reshape(-1, 3)
        if person.parts:
            parts = zip(person.parts, rows, strict=True)
            yield Skeleton(
                elements=tuple(
                    Points(
                        label=name,
                        points=point[None, :2],
                        outside=bool(point[2] == OUTSIDE),
                        occluded=bool(point[2] == OCCLUDED),
                    )
                    for name, point in parts
                ),
                **common,
            )
            return
        seen = rows[rows[:, 2] > OUTSIDE]
        common["occluded"] |= bool((seen[:, 2] == OCCLUDED).all())
        yield Points(points=seen[:, :2].copy(), **common)
