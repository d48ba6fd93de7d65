"""The entries of COCO keypoint files."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np

from limn.sdk import Frame, Label, Points, Shape, Skeleton
from limn.sdk.shapes import FloatArray
from limn_formats.coco.writing import Subset, bounds, score_field
from limn_formats.skeletons import Template, template_of

OUTSIDE, OCCLUDED, VISIBLE = 0, 1, 2


class KeypointSubset(Subset):
    """One keypoint file in the making."""

    prefix = "person_keypoints_"

    @cached_property
    def _templates(self) -> dict[str, Template]:
        return {name: template_of(label) for name, label in self._labels.items()}

    def category(self, label: Label) -> dict[str, Any]:
        """Names of the elements and edges between them; both empty where it is no skeleton."""
        names, edges = self._templates[label.name]
        return {"keypoints": names, "skeleton": edges}

    def instances(self, frame: Frame) -> Iterator[tuple[Shape, dict[str, Any]]]:
        """Every skeleton and every set of points."""
        for one in frame.annotations:
            match one:
                case Skeleton():
                    yield one, _entry(one, self._keypoints(one))
                case Points():
                    flag = OCCLUDED if one.occluded else VISIBLE
                    flags = np.full((len(one.points), 1), flag, np.float64)
                    yield one, _entry(one, np.hstack((one.points, flags)))
                case _:
                    pass  # the host has converted or dropped every other kind

    def _keypoints(self, skeleton: Skeleton) -> FloatArray:
        """Rows of x, y, visibility in the template's order; zeros for what is not there."""
        places = {name: place for place, name in enumerate(self._templates[skeleton.label].names)}
        found = np.zeros((len(places), 3))
        for part in skeleton.elements:
            place = places.get(part.label)
            if not isinstance(part, Points):
                continue  # the host has told of it
            if place is None or len(part.points) != 1:
                self._lose(f"elements {part.label!r} of skeletons {skeleton.label!r} are left out: "
                           "they are no single points of the template")  # fmt: skip
                continue
            found[place, :2] = part.points[0]
            found[place, 2] = OUTSIDE if part.outside else OCCLUDED if part.occluded else VISIBLE
        return found

    def _lose(self, sentence: str) -> None:
        self.losses[sentence] = None


def _entry(one: Shape, keypoints: FloatArray) -> dict[str, Any]:
    seen = keypoints[keypoints[:, 2] > OUTSIDE, :2]
    box = bounds(seen) if len(seen) else [0.0] * 4
    return {
        "segmentation": [],
        "keypoints": _plain(keypoints),
        "num_keypoints": len(seen),
        "area": box[2] * box[3],
        "bbox": box,
        "iscrowd": 0,
        **score_field(one),
    }


def _plain(keypoints: FloatArray) -> list[float]:
    """Rows as one list, visibilities as whole numbers."""
    return [value for x, y, flag in keypoints.tolist() for value in (x, y, int(flag))]
