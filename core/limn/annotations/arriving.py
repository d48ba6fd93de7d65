"""Annotations of datasets as the wire's objects: names become ids, or are refused by name."""

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from typing import Any

from limn.annotations.codec import (
    AttributeVal,
    LabeledImage,
    LabeledInterval,
    LabeledShape,
    LabeledTrack,
    SubLabeledShape,
    SubLabeledTrack,
    TrackedShape,
    written,
)
from limn.annotations.geometry import TYPES, points_of, rotation_of
from limn.annotations.vocabulary import Labels
from limn.sdk.errors import BadInput
from limn.sdk.shapes import Annotation, AnyShape, Interval, Keyframe, Shape, Skeleton, Tag, Track
from limn.tasks.label_queries import LabelNode


class Arrivals:
    """Makes wire objects of a dataset's annotations for a task with these labels.

    Every method raises `BadInput` that names the label, attribute or value that does not fit.
    """

    def __init__(self, labels: Labels) -> None:
        self._labels = labels

    def tag(self, tag: Tag, frame: int) -> LabeledImage:
        """A tag on a task-relative frame."""
        return LabeledImage(**self._head(tag, self._label(tag), None), frame=frame)

    def shape(self, shape: Shape, frame: int) -> LabeledShape:
        """A shape on a task-relative frame."""
        label = self._label(shape)
        elements: list[SubLabeledShape] = []
        if isinstance(shape, Skeleton):
            for one in shape.elements:
                head = self._head(one, _sublabel(label, one), None)
                elements.append(SubLabeledShape(**head, **_geometry(one), frame=frame))
        return LabeledShape(
            **self._head(shape, label, None), **_geometry(shape), frame=frame, elements=elements
        )

    def track(self, track: Track) -> LabeledTrack:
        """A track; its frames are task-relative."""
        label = self._label(track)
        elements = [
            SubLabeledTrack(**self._line(one, _sublabel(label, one))) for one in track.elements
        ]
        return LabeledTrack(**self._line(track, label), elements=elements)

    def interval(self, interval: Interval) -> LabeledInterval:
        """An interval, in ms of the task."""
        label = self._label(interval)
        if not 0 <= interval.score <= 1:
            raise BadInput(f"the score {interval.score} of a {interval.label!r} is not from 0 to 1")
        return LabeledInterval(
            **self._head(interval, label, None),
            frame=int(interval.start),
            stop=None if interval.stop is None else int(interval.stop),
            score=float(interval.score),
        )

    def _line(self, track: Track, label: LabelNode) -> dict[str, Any]:
        return {
            **self._head(track, label, mutable=False),
            "frame": first_frame(track),
            "shapes": [self._keyframe(one, label) for one in track.keyframes],
        }

    def _keyframe(self, keyframe: Keyframe, label: LabelNode) -> TrackedShape:
        geometry: dict[str, Any] = _geometry(keyframe.shape) | {"outside": keyframe.outside}
        del geometry["score"]
        return TrackedShape(
            frame=keyframe.frame,
            attributes=_attributes(keyframe.shape.attributes, label, mutable=True),
            **geometry,
        )

    def _label(self, item: Annotation) -> LabelNode:
        label = self._labels.by_name.get(item.label)
        if label is None:
            raise BadInput(f"there is no label {item.label!r} in this task")
        return label

    def _head(
        self,
        item: Annotation,
        label: LabelNode,
        mutable: bool | None,  # noqa: FBT001
    ) -> dict[str, Any]:
        if item.group < 0:
            raise BadInput(f"group {item.group} of a {item.label!r} is negative")
        return {
            "label_id": label.id,
            "group": int(item.group),
            "source": item.source,
            "attributes": _attributes(item.attributes, label, mutable=mutable),
        }


def first_frame(track: Track) -> int:
    """The first frame that has a keyframe; 0 of a track without any."""
    frames = [one.frame for one in track.keyframes[:1]]
    return min(frames + [first_frame(one) for one in track.elements], default=0)


def _sublabel(label: LabelNode, item: Annotation) -> LabelNode:
    found = next((one for one in label.sublabels if one.name == item.label), None)
    if found is None:
        raise BadInput(f"the skeleton {label.name!r} has no element {item.label!r}")
    return found


def _attributes(
    answers: Mapping[str, str], label: LabelNode, *, mutable: bool | None
) -> list[AttributeVal]:
    """`mutable` tells which answers are kept here; the others are kept elsewhere."""
    if not answers:
        return []
    specs = {one.name: one for one in label.attributes}
    if unknown := next((name for name in answers if name not in specs), None):
        raise BadInput(f"label {label.name!r} has no attribute {unknown!r}")
    return [
        AttributeVal(specs[name].id, str(value))
        for name, value in answers.items()
        if mutable in (None, specs[name].mutable)
    ]


def _geometry(shape: AnyShape | Shape) -> dict[str, Any]:
    points, rotation = points_of(shape), rotation_of(shape)
    if not isfinite(rotation) or not _finite(points):
        raise BadInput(f"a {shape.label!r} has a coordinate that is no number")
    if not 0 <= shape.score <= 1:
        raise BadInput(f"the score {shape.score} of a {shape.label!r} is not from 0 to 1")
    return {
        "type": TYPES[type(shape)],
        "points": written(points),
        "rotation": rotation,
        "occluded": bool(shape.occluded),
        "outside": bool(shape.outside),
        "z_order": int(shape.z_order),
        "score": float(shape.score),
    }


def _finite(points: Sequence[float]) -> bool:
    return all(map(isfinite, points))


def split(annotations: Iterable[Annotation]) -> tuple[list[Tag], list[Shape]]:
    """The tags and the shapes among `annotations`."""
    tags = [one for one in annotations if isinstance(one, Tag)]
    return tags, [one for one in annotations if isinstance(one, Shape)]
