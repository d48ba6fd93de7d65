"""Annotations as the API's description tells of them; named as CVAT's components.

Nothing is checked with these: requests are read by `codec`, answers written by `reading`.
"""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from limn.identity.schemas import BasicUser
from limn.wire.describing import Sometimes
from limn.wire.paging import Page

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
    version: Sometimes[int] = None


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


class LabeledInterval(BaseModel):
    """A stretch of a recording in ms; `stop` is not part of it, null: to the end."""

    id: int | None = None
    label_id: int
    group: int | None = 0
    source: str = "manual"
    attributes: list[AttributeVal] = []
    score: float = 1.0
    start: int
    stop: int | None = None
    version: Sometimes[int] = None


class LabeledData(BaseModel):
    """All kinds at once; `intervals` belong to recordings, all others to pictures and clouds."""

    version: int = 0
    tags: list[LabeledImage] = []
    shapes: list[LabeledShape] = []
    tracks: list[LabeledTrack] = []
    intervals: list[LabeledInterval] = []


class SeenAnnotation(BaseModel):
    """An object that is to be touched only if it is still at that version."""

    id: int
    version: int


class AnnotationIds(BaseModel):
    """Objects by id, or by id and version."""

    tags: list[int | SeenAnnotation] = []
    shapes: list[int | SeenAnnotation] = []
    tracks: list[int | SeenAnnotation] = []
    intervals: list[int | SeenAnnotation] = []


class ChangesRequest(BaseModel):
    """Deeds on a job that are done together or not at all."""

    create: LabeledData = LabeledData()
    update: LabeledData = LabeledData()
    delete: AnnotationIds = AnnotationIds()


class RestoreRequest(BaseModel):
    """The version a job, or some objects of it (`shape:12`), are to go back to."""

    version: int
    objects: list[str] | None = None
    partial: bool = False


class ChangesDone(BaseModel):
    """What was created and updated, with ids, in the order sent; the job's new version."""

    version: int
    create: LabeledData
    update: LabeledData


class DeletedIds(BaseModel):
    """Ids of objects by kind."""

    tags: list[int]
    shapes: list[int]
    tracks: list[int]
    intervals: list[int]


class ChangesSince(BaseModel):
    """What became of a job after a version."""

    version: int
    changed: LabeledData
    deleted: DeletedIds


class KindCounts(BaseModel):
    """Numbers of objects by kind."""

    tags: int
    shapes: int
    tracks: int
    intervals: Sometimes[int] = None


class WriteCounts(BaseModel):
    """What a write did, in numbers of objects; `updated` were written again."""

    created: KindCounts
    updated: KindCounts
    deleted: KindCounts


class Write(BaseModel):
    """One write to a job's annotations; `user` is null where the server itself wrote."""

    version: int
    at: datetime
    user: BasicUser | None
    kind: Literal["put", "create", "update", "delete", "changes", "import", "restore", "label"]
    counts: WriteCounts


class WriteToObject(Write):
    """A write to one object, and what the object was after it."""

    object: LabeledImage | LabeledShape | LabeledTrack | LabeledInterval | None = None


class WritePage(Page):
    """A page of writes; `object` is there where one was asked for."""

    results: list[WriteToObject]


class WriteWithValues(Write):
    """A write, with the objects it touched as they were before and after."""

    before: LabeledData
    after: LabeledData


class Restored(BaseModel):
    """The job's new version; `lost` objects with the reason, `adjusted` ones lost answers."""

    version: int
    lost: dict[str, str]
    adjusted: list[str]
