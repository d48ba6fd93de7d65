"""COCO 1.0: boxes, polygons and masks in the layout of the COCO object detection task.

    annotations/instances_<subset>.json      images/<subset>/<name>

The JSON is the one cocodataset.org describes. What it has no place for is kept in an
`attributes` object of each annotation, as CVAT does: the label's own attributes, `occluded`,
a box's `rotation` in degrees, and `track_id` with `keyframe`. Masks are run lengths in
column-major order with `iscrowd` 1. Polygons of one group that agree in everything else are
one annotation of several parts.
"""

from pathlib import Path
from typing import ClassVar

from limn.sdk import (
    Archive,
    Box,
    Carries,
    Dataset,
    DatasetFormat,
    Mask,
    Polygon,
    Run,
    hookimpl,
)
from limn_formats.attributes import RESERVED

LIMN_API = 1


class Coco(DatasetFormat):
    """COCO object detection and segmentation."""

    name = "COCO 1.0"
    carries = Carries(
        kinds=frozenset({Box, Polygon, Mask}),
        attributes=True,
        tracks=True,
        rotation=True,
        occluded=True,
        score=True,
        reserved=frozenset(RESERVED),
    )
    extensions: ClassVar[tuple[str, ...]] = ("zip", "json")

    def recognises(self, folder: Path) -> float:
        """0.9 for files named as COCO's are, 0.5 for JSON that begins like COCO."""
        if any(folder.glob("annotations/instances_*.json")):
            return 0.9
        return 0.5 if any(_looks_like_coco(path) for path in folder.rglob("*.json")) else 0.0

    def write(self, dataset: Dataset, archive: Archive, run: Run) -> None:
        """Put one JSON file a subset into the archive, and pictures where there are any."""
        from limn_formats.coco.writing import write

        write(dataset, archive, run)

    def read(self, folder: Path, run: Run) -> Dataset:
        """The dataset of all the JSON files in `folder`, one subset each.

        Raises:
            BadDataset: a file is no JSON, or an entry breaks the format.
        """
        from limn_formats.coco.reading import read

        return read(folder, run)


def _looks_like_coco(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(1 << 16)
    return any(key in head for key in (b'"images"', b'"annotations"', b'"categories"'))


@hookimpl
def offer_formats() -> list[DatasetFormat]:
    """COCO 1.0."""
    return [Coco()]
