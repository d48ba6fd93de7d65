"""From an entry of a COCO file to Limn's shapes."""

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

import msgspec
import numpy as np

from limn.sdk import BadDataset, Box, Mask, Polygon
from limn.sdk.shapes import FloatArray
from limn_formats.attributes import Common, common_of, rotation_in
from limn_formats.coco.rle import decompressed, raster_of
from limn_formats.coco.schema import Instance, Lengths
from limn_formats.coco.spool import Row


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
        name = row.place.rpartition(": ")[0]
        attributes = dict(entry.attributes or {})
        rotation = 0.0 if entry.segmentation else rotation_in(attributes, row.place)
        label = self._categories[name, entry.category_id]
        score = score_of(entry.score, row.place)
        common = common_of(attributes, label, track=row.track, score=score)
        match entry.segmentation:
            case Lengths() as lengths:
                place = f"{row.place}.segmentation"
                yield from masks(lengths, (row.width, row.height), place, common)
            case [*parts] if parts:
                yield from _polygons(parts, row, common)
            case _:
                yield _box(entry, row.place, common, rotation)


def score_of(score: float | None, place: str) -> float:
    """An entry's score, 1 where there is none.

    Raises:
        BadDataset: it is not from 0 to 1.
    """
    if score is None:
        return 1.0
    if not 0 <= score <= 1:
        raise BadDataset(f"a score is from 0 to 1, not {score}", where=f"{place}.score")
    return score


def masks(
    lengths: Lengths, picture: tuple[int, int], where: str, common: Mapping[str, Any]
) -> Iterator[Mask]:
    """The mask of run lengths on a picture of that width and height; none where nothing is set.

    Raises:
        BadDataset: the lengths do not fill the picture; `where` they stand is told.
    """
    height, width = lengths.size
    if all(picture) and (width, height) != picture:
        raise BadDataset(
            f"the mask is for {width} × {height} px, the picture has {picture[0]} × {picture[1]}",
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
    return finite(numbers, where).reshape(-1, 2)


def finite(numbers: list[float], where: str) -> FloatArray:
    """The numbers, shape (n,).

    Raises:
        BadDataset: one of them is no finite number.
    """
    if not all(map(isfinite, numbers)):
        raise BadDataset("a coordinate is not a finite number", where=where)
    return np.array(numbers, np.float64)


def _box(entry: Instance, place: str, common: Common, rotation: float) -> Box:
    if entry.bbox is None or len(entry.bbox) != 4:
        raise BadDataset(
            "there is neither a segmentation nor a bbox of four numbers", where=f"{place}.bbox"
        )
    x, y, width, height = finite(entry.bbox, f"{place}.bbox").tolist()
    if width < 0 or height < 0:
        raise BadDataset("a box has a negative size", where=f"{place}.bbox")
    return Box(x1=x, y1=y, x2=x + width, y2=y + height, rotation=rotation, **common)
