"""Reads Datumaro's JSON of any size, naming the place of every fault."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import ijson  # pyright: ignore[reportMissingTypeStubs]
import msgspec

from limn.sdk import BadDataset, Dataset, Label, Run
from limn_formats.attributes import track_in
from limn_formats.coco.files import entries, size_of, spooled
from limn_formats.coco.located import located
from limn_formats.coco.schema import checked
from limn_formats.coco.spool import Spool
from limn_formats.datumaro.schema import Categories, Item, Thing
from limn_formats.datumaro.shapes import KINDS, Shapes
from limn_formats.datumaro.tables import Table

_BATCH = 10_000
"""Annotations and pictures that are put into the spool together."""


def read(folder: Path, run: Run) -> Dataset:
    """The dataset of every Datumaro file in `folder`."""
    spool = Spool(run.scratch / f"datumaro-{uuid4().hex}.sqlite")
    tables: dict[str, Table] = {}
    labels: dict[str, Label] = {}
    subsets: dict[str, None] = {}
    for path, subset in _files(folder):
        name = path.relative_to(folder).as_posix()
        subsets[subset] = None
        tables[name] = Table(_categories(path, name), f"{name}: categories")
        for label in tables[name].labels():
            labels.setdefault(label.name, label)
        _Filling(spool, subset, name, tables[name], run).fill(path)
    return spooled(
        spool, Shapes(tables), folder, labels=tuple(labels.values()), subsets=subsets
    )  # fmt: skip


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every annotation file and its subset."""
    listed = sorted(path for path in folder.rglob("*.json") if path.parent.name == "annotations")
    for path in listed:
        yield path, path.stem
    if listed:
        return
    others = sorted(folder.rglob("*.json"))
    if not others:
        raise BadDataset("there is no annotations/*.json", where="the archive")
    for path in others:
        yield path, "default" if len(others) == 1 else path.stem


def _categories(path: Path, name: str) -> Categories:
    with located(path, name) as file:
        for value in ijson.items(file, "categories", use_float=True):
            return checked(value, Categories, f"{name}: categories")
    raise BadDataset("there are no categories", where=name)


class _Filling:
    """One file on its way into the spool."""

    def __init__(self, spool: Spool, subset: str, name: str, table: Table, run: Run) -> None:
        self._spool = spool
        self._subset = subset
        self._name = name
        self._table = table
        self._run = run
        self._images: list[tuple[str, str, str, int, int]] = []
        self._things: list[tuple[str, str, int | None, bytes]] = []
        self._left_out: Counter[str] = Counter()

    def fill(self, path: Path) -> None:
        """Put everything into the spool; tell what is left out."""
        for number, item in entries(path, self._name, "items", Item, self._run):
            self._run.check()
            self._add(item, number)
            if len(self._images) + len(self._things) >= _BATCH:
                self._flush()
        self._flush()
        for reason, count in sorted(self._left_out.items()):
            self._run.warn(f"{count} annotations of {self._name} are left out: {reason}")

    def _add(self, item: Item, number: int) -> None:
        place = f"{self._name}: items[{number}]"
        if item.point_cloud is not None:
            raise BadDataset("point clouds are not read", where=f"{place}.point_cloud")
        key = f"{self._name}:{number}"
        image = item.image
        height, width = (
            size_of(int(side), f"{place}.image.size") for side in (image and image.size) or (0, 0)
        )
        name = ((image and image.path) or str(item.id)).replace("\\", "/")
        self._images.append((key, self._subset, name, width, height))
        for index, thing in enumerate(item.annotations):
            where = f"{place}.annotations[{index}]"
            if reason := self._unfit(thing):
                self._left_out[reason] += 1
                continue
            self._table.label(thing, where)
            track = track_in(thing.attributes or {}, where)
            self._things.append((key, where, track, msgspec.json.encode(thing)))

    def _unfit(self, thing: Thing) -> str:
        if thing.type not in KINDS:
            return f"the type {thing.type!r} has no place here"
        return "they have no label" if thing.label_id is None else ""

    def _flush(self) -> None:
        self._spool.add_images(self._images)
        self._spool.add_instances(self._things)
        self._images.clear()
        self._things.clear()
