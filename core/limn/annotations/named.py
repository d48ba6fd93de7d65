"""Annotations by the names of labels and attributes instead of ids, as backups keep them."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import orjson
from msgspec import Raw, Struct, field

from limn.annotations.checks import SOURCES, allows
from limn.annotations.codec import (
    NOTHING,
    AttributeVal,
    Count,
    Degrees,
    LabeledData,
    LabeledImage,
    LabeledInterval,
    LabeledShape,
    LabeledTrack,
    Order,
    ShapeType,
    Share,
    Source,
    SubLabeledShape,
    SubLabeledTrack,
    TrackedShape,
)
from limn.annotations.reading import Reader, Wire
from limn.annotations.rows import KINDS
from limn.annotations.vocabulary import Labels
from limn.annotations.windows import all_pages
from limn.sdk.errors import BadInput
from limn.tasks.label_queries import LabelNode


class NamedAttribute(Struct, gc=False):
    """The answer to one attribute."""

    name: str
    value: str


class _Named(Struct, kw_only=True):
    frame: Count
    label: str
    group: Count | None = 0
    source: Source = "manual"
    attributes: list[NamedAttribute] = []


class NamedTag(_Named, kw_only=True):
    """A tag."""


class NamedElement(_Named, kw_only=True):
    """A skeleton's element."""

    type: ShapeType
    occluded: bool = False
    outside: bool = False
    z_order: Order = 0
    rotation: Degrees = 0.0
    points: Raw = NOTHING
    score: Share = 1.0


class NamedShape(NamedElement, kw_only=True):
    """A shape; a skeleton has elements."""

    elements: list[NamedElement] = []


class NamedKeyframe(Struct, kw_only=True):
    """A keyframe."""

    frame: Count
    type: ShapeType
    occluded: bool = False
    outside: bool = False
    z_order: Order = 0
    rotation: Degrees = 0.0
    points: Raw = NOTHING
    attributes: list[NamedAttribute] = []


class NamedLine(_Named, kw_only=True):
    """The track of a skeleton's element."""

    shapes: list[NamedKeyframe]


class NamedTrack(NamedLine, kw_only=True):
    """A track; a skeleton's has elements."""

    elements: list[NamedLine] = []


class NamedInterval(_Named, kw_only=True):
    """A stretch of a recording, in ms; it begins on `frame`."""

    frame: Count = field(name="start")
    stop: Count | None = None
    score: Share = 1.0


Named = NamedTag | NamedShape | NamedTrack | NamedInterval
TYPES: dict[str, type[Named]] = {
    "tags": NamedTag,
    "shapes": NamedShape,
    "tracks": NamedTrack,
    "intervals": NamedInterval,
}


def named_pages(
    job_id: int, start: int, stop: int, labels: Labels
) -> Iterator[dict[str, list[Wire]]]:
    """Everything of a job with the frames `start` … `stop`, a page of lists by kind at a time.

    Objects are JSON values without ids; attributes that were not answered have their default.
    """
    reader = Reader(labels)
    for page in all_pages(job_id, start, stop):
        data = orjson.loads(orjson.dumps(reader.read(page)))
        yield {kind: [_named(one, labels) for one in data[kind]] for kind in KINDS}


def _named(item: Wire, labels: Labels) -> Wire:
    node = labels.all[item.pop("label_id")]
    del item["id"]
    item["attributes"] = _answers(item["attributes"], node)
    for keyframe in item.get("shapes", ()):
        del keyframe["id"]
        keyframe["attributes"] = _answers(keyframe["attributes"], node)
    if "elements" in item:
        item["elements"] = [_named(one, labels) for one in item["elements"]]
    return {**item, "label": node.name}


def _answers(given: list[Wire], node: LabelNode) -> list[Wire]:
    return [{"name": node.specs[one["spec_id"]].name, "value": one["value"]} for one in given]


class Resolver:
    """Turns names into the ids of a task's labels.

    Answers that their attribute does not allow here are left out and counted in `dropped`, by
    label and attribute.
    """

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._specs = {
            node.id: {one.name: one for one in node.attributes} for node in labels.all.values()
        }
        self.dropped: Counter[tuple[str, str]] = Counter()

    def resolved(self, one: Named) -> LabeledData:
        """The object, and nothing else, for this task's labels.

        Raises:
            BadInput: it names a label or attribute that is not there.
        """
        node = self._labels.by_name.get(one.label)
        if node is None:
            raise BadInput(f"there is no label {one.label!r}")
        match one:
            case NamedTag():
                return LabeledData(tags=[LabeledImage(**self._head(one, node, None))])
            case NamedShape():
                elements = [
                    SubLabeledShape(**self._shape(part, _sublabel(node, part)))
                    for part in one.elements
                ]
                shape = LabeledShape(**self._shape(one, node), elements=elements)
                return LabeledData(shapes=[shape])
            case NamedTrack():
                lines = [
                    SubLabeledTrack(**self._line(part, _sublabel(node, part)))
                    for part in one.elements
                ]
                track = LabeledTrack(**self._line(one, node), elements=lines)
                return LabeledData(tracks=[track])
            case NamedInterval():
                head = self._head(one, node, None)
                interval = LabeledInterval(**head, stop=one.stop, score=one.score)
                return LabeledData(intervals=[interval])

    def _shape(self, one: NamedElement, node: LabelNode) -> dict[str, Any]:
        return self._head(one, node, None) | _geometry(one) | {"score": one.score}

    def _line(self, one: NamedLine, node: LabelNode) -> dict[str, Any]:
        keyframes = [
            TrackedShape(
                frame=each.frame,
                attributes=self._given(each, node, mutable=True),
                **_geometry(each),
            )
            for each in one.shapes
        ]
        return {**self._head(one, node, mutable=False), "shapes": keyframes}

    def _head(self, one: _Named, node: LabelNode, mutable: bool | None) -> dict[str, Any]:  # noqa: FBT001
        return {
            "frame": one.frame,
            "label_id": node.id,
            "group": one.group or 0,
            "source": one.source if one.source in SOURCES else "manual",
            "attributes": self._given(one, node, mutable),
        }

    def _given(
        self,
        one: _Named | NamedKeyframe,
        node: LabelNode,
        mutable: bool | None,  # noqa: FBT001
    ) -> list[AttributeVal]:
        kept: list[AttributeVal] = []
        for answer in one.attributes:
            spec = self._specs[node.id].get(answer.name)
            if spec is None:
                raise BadInput(f"label {node.name!r} has no attribute {answer.name!r}")
            if mutable in (None, spec.mutable) and allows(spec, answer.value):
                kept.append(AttributeVal(spec.id, answer.value))
            else:
                self.dropped[node.name, spec.name] += 1
        return kept


def _geometry(one: NamedElement | NamedKeyframe) -> dict[str, Any]:
    return {
        "type": one.type,
        "occluded": one.occluded,
        "outside": one.outside,
        "z_order": one.z_order,
        "rotation": one.rotation,
        "points": one.points,
    }


def _sublabel(node: LabelNode, one: _Named) -> LabelNode:
    found = next((part for part in node.sublabels if part.name == one.label), None)
    if found is None:
        raise BadInput(f"the skeleton {node.name!r} has no element {one.label!r}")
    return found
