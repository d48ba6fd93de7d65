"""COCO Keypoints 1.0: skeletons and points in the layout of the COCO keypoint detection task.

    annotations/person_keypoints_<subset>.json      images/<subset>/<name>

A category lists the names of a skeleton's elements and, as pairs of positions from 1, its
edges; an annotation gives x, y and visibility of each element: 0 outside of the picture or not
set, 1 occluded, 2 visible. Points that are no skeleton have a category without names. The
label's attributes and the flags COCO has no place for are kept as COCO 1.0 keeps them.
"""

import re
from pathlib import Path
from typing import ClassVar

from limn.sdk import (
    Archive,
    Carries,
    Dataset,
    DatasetFormat,
    Points,
    Run,
    Skeleton,
    hookimpl,
)
from limn_formats.attributes import RESERVED

LIMN_API = 1
_KEYPOINTS = re.compile(rb'"keypoints"\s*:\s*\[')
_HEAD = 1 << 16


class CocoKeypoints(DatasetFormat):
    """COCO keypoint detection."""

    name = "COCO Keypoints 1.0"
    carries = Carries(
        kinds=frozenset({Skeleton, Points}),
        attributes=True,
        tracks=True,
        occluded=True,
        score=True,
        elements=frozenset({Points}),
        reserved=frozenset(RESERVED),
    )
    extensions: ClassVar[tuple[str, ...]] = ("zip", "json")

    def recognises(self, folder: Path) -> float:
        """0.95 for files named as COCO's are, 0.6 for JSON that begins with keypoints."""
        if any(folder.glob("annotations/person_keypoints_*.json")):
            return 0.95
        return 0.6 if any(_has_keypoints(path) for path in folder.rglob("*.json")) else 0.0

    def write(self, dataset: Dataset, archive: Archive, run: Run) -> None:
        """Put one JSON file a subset into the archive, and pictures where there are any."""
        from limn_formats.coco.writing import write
        from limn_formats.coco_keypoints.writing import KeypointSubset

        write(dataset, archive, run, KeypointSubset)

    def read(self, folder: Path, run: Run) -> Dataset:
        """The dataset of all the keypoint files in `folder`, one subset each.

        Raises:
            BadDataset: a file is no JSON, or an entry breaks the format.
        """
        from limn_formats.coco_keypoints.reading import read

        return read(folder, run)


def _has_keypoints(path: Path) -> bool:
    with path.open("rb") as file:
        return bool(_KEYPOINTS.search(file.read(_HEAD)))


@hookimpl
def offer_formats() -> list[DatasetFormat]:
    """COCO Keypoints 1.0."""
    return [CocoKeypoints()]
