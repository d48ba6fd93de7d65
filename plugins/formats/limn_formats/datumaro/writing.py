"""Writes Datumaro's JSON a frame at a time."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import orjson

from limn.sdk import (
    Annotation,
    AnyShape,
    Archive,
    Box,
    Cuboid,
    Cuboid3D,
    Dataset,
    Ellipse,
    Frame,
    Mask,
    Points,
    Polygon,
    Polyline,
    Run,
    Shape,
    Skeleton,
)
from limn_formats.attributes import attributes_of
from limn_formats.coco.rle import compressed, counts_of
from limn_formats.coco.writing import Spool, picture_name
from limn_formats.cvat_images.header import Numbering
from limn_formats.datumaro.cuboids import to_datumaro
from limn_formats.datumaro.vocabulary import Vocabulary

ABSENT, HIDDEN, VISIBLE = 0, 1, 2


def write(dataset: Dataset, archive: Archive, run: Run) -> None:
    """Put the dataset into the archive, a file for every subset."""
    vocabulary = Vocabulary(dataset.labels)
    entries = Entries(vocabulary)
    numbering = Numbering.of(dataset.origin.start_frame, dataset.origin.frame_filter)
    items: dict[str, Spool] = {}

    def spool(subset: str) -> Spool:
        if subset not in items:
            items[subset] = Spool(_place(run.scratch, len(items)))
        return items[subset]

    for name in dataset.subsets:
        spool(name)
    for done, frame in enumerate(dataset.frames(), start=1):
        spool(frame.subset).add(
            {
                "id": str(PurePosixPath(frame.name).with_suffix("")) if frame.name else "",
                "annotations": list(entries.of(frame)),
                "attr": {"frame": numbering.absolute(frame.index)},
                "image": _image(frame),
            }
        )
        archive.add_media(f"images/{frame.subset}/{picture_name(frame)}", frame)
        run.progress(done, dataset.size)
    header = orjson.dumps({"info": {}, "categories": vocabulary.categories()})
    for subset, spooled in items.items():
        with archive.open(f"annotations/{subset}.json") as file:
            file.write(header[:-1] + b',"items":[')
            spooled.pour(file)
            file.write(b"]}\n")
    for loss in entries.losses:
        run.warn(loss)


def _place(scratch: Path, number: int) -> Path:
    return scratch / f"datumaro-{number}.json"


def _image(frame: Frame) -> dict[str, Any]:
    size = {"size": [frame.height, frame.width]} if frame.width and frame.height else {}
    return {"path": picture_name(frame), **size}


class Entries:
    """Makes entries of annotations; `losses` are sentences on what had no place."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._count = 0
        self.losses: dict[str, None] = {}

    def of(self, frame: Frame) -> Iterator[dict[str, Any]]:
        """An entry for every annotation on the frame."""
        for one in frame.annotations:
            yield {
                "id": self._count,
                "type": "label",
                "attributes": self._attributes(one),
                "group": one.group,
                "label_id": self._vocabulary.ids[one.label],
                **(self._shape(one, frame) if isinstance(one, AnyShape) else {}),
            }
            self._count += 1

    def _attributes(self, one: Annotation) -> dict[str, Any]:
        label = self._vocabulary.labels[one.label]
        attributes = attributes_of(one, label)
        if isinstance(one, Shape) and one.score != 1 and not label.attribute("score"):
            attributes["score"] = one.score
        return attributes

    def _shape(self, shape: AnyShape, frame: Frame) -> dict[str, Any]:
        kind, geometry = self._geometry(shape, frame)
        return {"type": kind, **geometry, "z_order": shape.z_order}

    def _geometry(self, shape: AnyShape, frame: Frame) -> tuple[str, dict[str, Any]]:
        match shape:
            case Box():
                sides = [shape.x1, shape.y1, shape.x2 - shape.x1, shape.y2 - shape.y1]
                return "bbox", {"bbox": sides}
            case Polygon() | Polyline():
                return type(shape).__name__.lower(), {"points": np.ravel(shape.points)}
            case Points():
                flag = HIDDEN if shape.occluded else VISIBLE
                visibility = [flag] * len(shape.points)
                return "points", {"points": np.ravel(shape.points), "visibility": visibility}
            case Ellipse():
                low = shape.cx - shape.rx, shape.cy - shape.ry
                high = shape.cx + shape.rx, shape.cy + shape.ry
                return "ellipse", {"points": [*low, *high]}
            case Mask():
                return "mask", {"rle": _rle(shape, frame)}
            case Cuboid():
                return "cuboid_2d", {"points": to_datumaro(shape.points)}
            case Cuboid3D():
                return "cuboid_3d", {
                    "position": [shape.x, shape.y, shape.z],
                    "rotation": [shape.rx, shape.ry, shape.rz],
                    "scale": [shape.sx, shape.sy, shape.sz],
                }
            case Skeleton():
                return "skeleton", self._skeleton(shape)

    def _skeleton(self, skeleton: Skeleton) -> dict[str, Any]:
        template = self._vocabulary.templates.get(skeleton.label)
        places = {name: place for place, name in enumerate(template.names)} if template else {}
        points: list[list[float]] = [[0.0, 0.0, ABSENT] for _ in places]
        attributes: list[dict[str, Any]] = [{} for _ in places]
        for part in skeleton.elements:
            place = places.get(part.label)
            if not isinstance(part, Points):
                continue  # the host has told of it
            if place is None or len(part.points) != 1:
                self.losses[
                    f"elements {part.label!r} of skeletons {skeleton.label!r} are left out: "
                    "they are no single points of the template"
                ] = None
                continue
            flag = ABSENT if part.outside else HIDDEN if part.occluded else VISIBLE
            points[place] = [*part.points[0].tolist(), flag]
            label = self._vocabulary.parts[skeleton.label, part.label]
            attributes[place] = attributes_of(replace(part, track=None), label)
        return {"points": [value for row in points for value in row],
                "points_attributes": attributes}  # fmt: skip


def _rle(mask: Mask, frame: Frame) -> dict[str, Any]:
    width = frame.width or mask.left + mask.width
    height = frame.height or mask.top + mask.height
    return {"counts": compressed(counts_of(mask, width, height)), "size": [height, width]}
