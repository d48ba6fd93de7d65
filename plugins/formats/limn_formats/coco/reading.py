"""Reads COCO of any size and order, naming the place of every fault."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import msgspec

from limn.sdk import BadDataset, Dataset, Label, Run
from limn_formats.attributes import track_in
from limn_formats.coco.files import annotation_files, entries, named, spool_images, spooled
from limn_formats.coco.schema import Category, Instance
from limn_formats.coco.shapes import Shapes
from limn_formats.coco.spool import Spool

_PREFIX = "instances_"


def read(folder: Path, run: Run) -> Dataset:
    """The dataset of every COCO file in `folder`."""
    spool = Spool(run.scratch / f"coco-{uuid4().hex}.sqlite")
    names: dict[str, None] = {}
    categories: dict[tuple[str, int], str] = {}
    subsets: dict[str, None] = {}
    for path, name, subset in annotation_files(folder, _PREFIX):
        subsets[subset] = None
        for number, category in entries(path, name, "categories", Category, run):
            categories[name, category.id] = category.name
            names[named(category.name, f"{name}: categories[{number}].name")] = None
        spool_images(path, name, subset, spool, run)
        _spool_instances(path, name, categories, spool, run)
    labels = [Label(name=name) for name in names]
    return spooled(spool, Shapes(categories), folder, labels=labels, subsets=subsets)


def _spool_instances(
    path: Path, name: str, categories: dict[tuple[str, int], str], spool: Spool, run: Run
) -> None:
    def rows() -> Iterator[tuple[str, str, int | None, bytes]]:
        for number, instance in entries(path, name, "annotations", Instance, run):
            place = f"{name}: annotations[{number}]"
            if (name, instance.category_id) not in categories:
                raise BadDataset(
                    f"category {instance.category_id} is not listed", where=f"{place}.category_id"
                )
            track = track_in(instance.attributes or {}, place)
            yield f"{name}:{instance.image_id}", place, track, msgspec.json.encode(instance)

    spool.add_instances(rows())
