"""Annotations as the API's description tells of them; named as CVAT's components.

Nothing is checked with these: requests are read by `codec`, answers written by `reading`.
"""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

ShapeType = Literal[
    "rectangle", "polygon", "polyline", "points", "ellipse", "cuboid", "mask", "skeleton"
]


class AttributeVal(BaseModel):
    """The answer to one attribute of the label."""

    spec_id: int
    value: str


class _Labelled(BaseModel):
    id: int | None = None
    frame: int
    label_id: int
    group: int | None = 0
    source: str = "manual"
    attributes: list[AttributeVal] = []


class _Geometry(BaseModel):
    type: ShapeType
    occluded: bool = False
    outside: bool = False
    z_order: int = 0
    rotation: float = 0.0
    points: list[float] = []


class LabeledImage(_Labelled):
    """A tag."""


class SubLabeledShape(_Labelled, _Geometry):
    """A skeleton's element."""

    score: float = 1.0


class LabeledShape(SubLabeledShape):
    """A shape; a skeleton has elements."""

    elements: list[SubLabeledShape] = []


class TrackedShape(_Geometry):
    """A keyframe."""

    id: int | None = None
    frame: int
    attributes: list[AttributeVal] = []


class SubLabeledTrack(_Labelled):
    """The track of a skeleton's element."""

    shapes: list[TrackedShape]


class LabeledTrack(SubLabeledTrack):
    """A track; a skeleton's has elements."""

    elements: list[SubLabeledTrack] = []


class LabeledData(BaseModel):
    """All kinds at once."""

    version: int = 0
    tags: list[LabeledImage] = []
    shapes: list[LabeledShape] = []
    tracks: list[LabeledTrack] = []


class ChangesDone(BaseModel):
    """What was created and updated, with ids, in the order sent; the job's new version."""

    version: int
    create: LabeledData
    update: LabeledData


class Write(BaseModel):
    """One write to a job's annotations."""

    version: int
    at: datetime
    user_id: int | None
    kind: str
