"""Writes COCO without holding more than a frame: rows go to spools, joined at the end."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, ClassVar

import numpy as np
import orjson

from limn.sdk import (
    Archive,
    Box,
    Dataset,
    Frame,
    Label,
    Mask,
    Polygon,
    Run,
    Shape,
)
from limn.sdk.geometry import rle
from limn.sdk.geometry.raster import ring_area
from limn.sdk.shapes import FloatArray
from limn_formats.attributes import attributes_of
from limn_formats.coco.rle import counts_of

_SPOOLED = 1 << 18
_JSON = orjson.OPT_SERIALIZE_NUMPY


def write(dataset: Dataset, archive: Archive, run: Run, kind: "type[Subset] | None" = None) -> None:
    """Put the dataset into the archive as COCO, every subset as a file of this kind."""
    labels = {label.name: label for label in dataset.labels}
    subsets: dict[str, Subset] = {}

    def subset(name: str) -> Subset:
        if name not in subsets:
            folder = run.scratch / f"coco-{len(subsets)}"
            subsets[name] = (kind or Subset)(name, labels, folder)
        return subsets[name]

    for name in dataset.subsets:
        subset(name)
    for done, frame in enumerate(dataset.frames(), start=1):
        subset(frame.subset).add(frame)
        archive.add_media(f"images/{frame.subset}/{picture_name(frame)}", frame)
        run.progress(done, dataset.size)
    for made in subsets.values():
        made.save(archive)
        for loss in made.losses:
            run.warn(loss)


def picture_name(frame: Frame) -> str:
    """The name under which a frame's picture is kept, with its ending."""
    return frame.media_name or frame.name


class Spool:
    """JSON values on their way to a file; none is kept in memory, no file stays open."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._waiting = bytearray()
        self.count = 0
        path.write_bytes(b"")

    def add(self, value: Mapping[str, Any]) -> None:
        """Append one value."""
        self._waiting += b",\n" if self.count else b"\n"
        self._waiting += orjson.dumps(value, option=_JSON)
        self.count += 1
        if len(self._waiting) >= _SPOOLED:
            self._flush()

    def pour(self, target: IO[bytes]) -> None:
        """Copy all values, with commas between them, and forget them."""
        self._flush()
        with self._path.open("rb") as file:
            shutil.copyfileobj(file, target, 1 << 20)
        self._path.unlink()

    def _flush(self) -> None:
        with self._path.open("ab") as file:
            file.write(self._waiting)
        self._waiting.clear()


class Subset:
    """One annotation file in the making; `losses` are sentences on what it had no place for."""

    prefix: ClassVar = "instances_"

    def __init__(self, name: str, labels: Mapping[str, Label], folder: Path) -> None:
        folder.mkdir(parents=True)
        self.losses: dict[str, None] = {}
        self._name = name
        self._labels = labels
        self._ids = {label: number for number, label in enumerate(labels, start=1)}
        self._images = Spool(folder / "images")
        self._annotations = Spool(folder / "annotations")

    def add(self, frame: Frame) -> None:
        """Append a frame and what is on it."""
        image = self._images.count + 1
        self._images.add(
            {
                "id": image,
                "width": frame.width,
                "height": frame.height,
                "file_name": picture_name(frame),
                "license": 0,
                "flickr_url": "",
                "coco_url": "",
                "date_captured": 0,
            }
        )
        for instance, fields in self.instances(frame):
            self._annotations.add(
                {
                    "id": self._annotations.count + 1,
                    "image_id": image,
                    "category_id": self._ids[instance.label],
                    **fields,
                    "attributes": attributes_of(instance, self._labels[instance.label]),
                }
            )

    def instances(self, frame: Frame) -> Iterator[tuple[Shape, dict[str, Any]]]:
        """Every annotation the file has a place for, with the geometry's part of its entry."""
        return _instances(frame)

    def category(self, label: Label) -> dict[str, Any]:
        """What a category tells beside its number and name."""
        del label
        return {}

    def save(self, archive: Archive) -> None:
        """Join the spools to `annotations/<prefix><subset>.json`."""
        header = {
            "licenses": [{"name": "", "id": 0, "url": ""}],
            "info": dict.fromkeys(
                ("contributor", "date_created", "description", "url", "version", "year"), ""
            ),
            "categories": [
                {"id": number, "name": name, "supercategory": ""}
                | self.category(self._labels[name])
                for name, number in self._ids.items()
            ],
        }
        with archive.open(f"annotations/{self.prefix}{self._name}.json") as file:
            file.write(orjson.dumps(header)[:-1] + b',"images":[')
            self._images.pour(file)
            file.write(b'],"annotations":[')
            self._annotations.pour(file)
            file.write(b"]}\n")


Instance = Box | Polygon | Mask


def _instances(frame: Frame) -> Iterator[tuple[Instance, dict[str, Any]]]:
    """Every annotation COCO has a place for, with the geometry's part of its entry."""
    rings: dict[object, list[Polygon]] = {}
    for one in frame.annotations:
        match one:
            case Box():
                yield one, _box(one)
            case Mask():
                yield one, _mask(one, frame)
            case Polygon():
                rings.setdefault(_one_object(one), []).append(one)
            case _:
                pass  # the host has converted or dropped every other kind
    for parts in rings.values():
        yield parts[0], _polygons(parts)


def _one_object(part: Polygon) -> object:
    """Equal for polygons that are parts of one object."""
    if not part.group:
        return id(part)
    attributes = frozenset(part.attributes.items())
    return part.group, part.label, part.occluded, part.track, part.score, attributes


def _box(box: Box) -> dict[str, Any]:
    width, height = box.x2 - box.x1, box.y2 - box.y1
    return {
        "segmentation": [],
        "area": width * height,
        "bbox": [box.x1, box.y1, width, height],
        "iscrowd": 0,
        **score_field(box),
    }


def _polygons(parts: list[Polygon]) -> dict[str, Any]:
    return {
        "segmentation": [np.ravel(part.points) for part in parts],
        "area": sum(ring_area(part.points) for part in parts),
        "bbox": bounds(np.concatenate([part.points for part in parts])),
        "iscrowd": 0,
        **score_field(parts[0]),
    }


def _mask(mask: Mask, frame: Frame) -> dict[str, Any]:
    width = frame.width or mask.left + mask.width
    height = frame.height or mask.top + mask.height
    return {
        "segmentation": {"counts": counts_of(mask, width, height), "size": [height, width]},
        "area": rle.area(mask),
        "bbox": [mask.left, mask.top, mask.width, mask.height],
        "iscrowd": 1,
        **score_field(mask),
    }


def bounds(points: FloatArray) -> list[float]:
    """Left, top, width and height of the box around points of shape (n, 2)."""
    (x1, y1), (x2, y2) = points.min(axis=0), points.max(axis=0)
    return [float(x1), float(y1), float(x2 - x1), float(y2 - y1)]


def score_field(shape: Shape) -> dict[str, float]:
    """The score, where there is one to tell."""
    return {} if shape.score == 1 else {"score": shape.score}
