"""From an entry of a COCO file to Limn's shapes."""

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any, TypedDict

import msgspec
import numpy as np

from limn.sdk import BadDataset, Box, Mask, Polygon
from limn.sdk.shapes import FloatArray
from limn_formats.coco.rle import decompressed, raster_of
from limn_formats.coco.schema import Instance, Lengths, texts
from limn_formats.coco.spool import Row


class Common(TypedDict):
    """What every shape has."""

    label: str
    attributes: Mapping[str, str]
    group: int
    occluded: bool
    score: float
    track: int | None
    keyframe: bool


class Shapes:
    """Makes shapes of spooled entries."""

    def __init__(self, categories: Mapping[tuple[str, int], str]) -> None:
        self._categories = categories
        self._decoder = msgspec.json.Decoder(Instance)

    def of(self, row: Row) -> Iterator[Box | Polygon | Mask]:
        """The shapes of one entry: none, one, or a polygon for each of several parts.

        Raises:
            BadDataset: the geometry is none; the place is told.
        """
        if row.body is None or row.place is None:
            return
        entry = self._decoder.decode(row.body)
        name = row.key.rpartition(":")[0]
        attributes = dict(entry.attributes or {})
        rotation = 0.0 if entry.segmentation else _rotation(attributes, row.place)
        common = _common(entry, attributes, self._categories[name, entry.category_id], row)
        match entry.segmentation:
            case Lengths() as lengths:
                yield from _mask(lengths, row, common)
            case [*parts] if parts:
                yield from _polygons(parts, row, common)
            case _:
                yield _box(entry, row.place, common, rotation)


def _common(entry: Instance, attributes: dict[str, Any], label: str, row: Row) -> Common:
    occluded = attributes.pop("occluded", False)
    keyframe = attributes.pop("keyframe", True)
    attributes.pop("track_id", None)
    score = 1.0 if entry.score is None else entry.score
    if not 0 <= score <= 1:
        raise BadDataset(f"a score is from 0 to 1, not {score}", where=f"{row.place}.score")
    return Common(
        label=label,
        attributes=texts(attributes),
        group=0,
        occluded=_flag(occluded),
        score=score,
        track=row.track,
        keyframe=_flag(keyframe),
    )


def _flag(value: object) -> bool:
    return value in {"true", "True", "1"} if isinstance(value, str) else bool(value)


def _rotation(attributes: dict[str, Any], place: str) -> float:
    value = attributes.pop("rotation", 0)
    if isinstance(value, int | float) and isfinite(value):
        return float(value) % 360
    raise BadDataset("this is not a number of degrees", where=f"{place}.attributes.rotation")


def _mask(lengths: Lengths, row: Row, common: Common) -> Iterator[Mask]:
    height, width = lengths.size
    where = f"{row.place}.segmentation"
    if row.width and row.height and (width, height) != (row.width, row.height):
        raise BadDataset(
            f"the mask is for {width} × {height} px, the picture has {row.width} × {row.height}",
            where=f"{where}.size",
        )
    try:
        counts = lengths.counts
        runs = decompressed(counts) if isinstance(counts, str) else np.array(counts, np.int64)
        found = raster_of(runs, width, height)
    except (ValueError, OverflowError) as error:
        raise BadDataset(str(error), where=f"{where}.counts") from error
    if found is not None:
        yield Mask(**found._asdict(), **common)


def _polygons(parts: list[list[float]], row: Row, common: Common) -> Iterator[Polygon]:
    if len(parts) > 1:
        common["group"] = (row.number or 0) + 1
    for number, part in enumerate(parts):
        yield Polygon(points=_ring(part, f"{row.place}.segmentation[{number}]"), **common)


def _ring(numbers: list[float], where: str) -> FloatArray:
    if len(numbers) < 6 or len(numbers) % 2:
        raise BadDataset(f"a polygon cannot have {len(numbers)} coordinates", where=where)
    return _finite(numbers, where).reshape(-1, 2)


def _finite(numbers: list[float], where: str) -> FloatArray:
    if not all(map(isfinite, numbers)):
        raise BadDataset("a coordinate is not a finite number", where=where)
    return np.array(numbers, np.float64)


def _box(entry: Instance, place: str, common: Common, rotation: float) -> Box:
    if entry.bbox is None or len(entry.bbox) != 4:
        raise BadDataset(
            "there is neither a segmentation nor a bbox of four numbers", where=f"{place}.bbox"
        )
    x, y, width, height = _finite(entry.bbox, f"{place}.bbox").tolist()
    if width < 0 or height < 0:
        raise BadDataset("a box has a negative size", where=f"{place}.bbox")
    return Box(x1=x, y1=y, x2=x + width, y2=y + height, rotation=rotation, **common)
