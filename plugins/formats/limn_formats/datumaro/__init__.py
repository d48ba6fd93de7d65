"""Datumaro 1.0: every kind of annotation in the JSON of the Datumaro framework.

    annotations/<subset>.json      images/<subset>/<name>

A file lists its labels, the points and joints of skeletons, and items: a picture each, with
what is on it. What the format has no place for is kept in the `attributes` of an annotation:
the label's own attributes, `occluded`, the `rotation` of boxes and ellipses in degrees,
`track_id` with `keyframe`, and `score`. Masks are COCO's compressed run lengths.
"""

import re
from pathlib import Path
from typing import ClassVar

from limn.sdk import SHAPES, Archive, Carries, Dataset, DatasetFormat, Points, Run, Tag, hookimpl
from limn_formats.attributes import RESERVED

LIMN_API = 1
_CATEGORIES = re.compile(rb'"categories"\s*:\s*\{')
_HEAD = 1 << 16


class Datumaro(DatasetFormat):
    """The Datumaro framework's own format."""

    name = "Datumaro 1.0"
    carries = Carries(
        kinds=frozenset({Tag, *SHAPES}),
        attributes=True,
        tracks=True,
        groups=True,
        rotation=True,
        z_order=True,
        occluded=True,
        score=True,
        elements=frozenset({Points}),
        element_attributes=True,
        reserved=frozenset(RESERVED),
    )
    extensions: ClassVar[tuple[str, ...]] = ("zip", "json")
    masks_become_polygons = False

    def recognises(self, folder: Path) -> float:
        """0.9 for JSON in `annotations/` that begins with Datumaro's categories, 0.7 elsewhere."""
        found = [path for path in folder.rglob("*.json") if _begins_well(path)]
        if any(path.parent.name == "annotations" for path in found):
            return 0.9
        return 0.7 if found else 0.0

    def write(self, dataset: Dataset, archive: Archive, run: Run) -> None:
        """Put one JSON file a subset into the archive, and pictures where there are any."""
        from limn_formats.datumaro.writing import write

        write(dataset, archive, run)

    def read(self, folder: Path, run: Run) -> Dataset:
        """The dataset of all the JSON files in `folder`, one subset each.

        Raises:
            BadDataset: a file is no JSON, or an entry breaks the format.
        """
        from limn_formats.datumaro.reading import read

        return read(folder, run)


def _begins_well(path: Path) -> bool:
    with path.open("rb") as file:
        return bool(_CATEGORIES.search(file.read(_HEAD)))


@hookimpl
def offer_formats() -> list[DatasetFormat]:
    """Datumaro 1.0."""
    return [Datumaro()]
