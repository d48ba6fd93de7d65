"""What the door lets in: every value is checked against the job's labels and frames.

The first wrong value raises `BadInput` with its path, `shapes[3].points[1]`. Nothing that
passed here makes NumPy, OpenCV or pycocotools fail.
"""

from collections.abc import Collection, Sequence
from math import inf

from limn.annotations.codec import (
    AttributeVal,
    LabeledData,
    LabeledImage,
    LabeledInterval,
    LabeledShape,
    LabeledTrack,
    SubLabeledShape,
    SubLabeledTrack,
    TrackedShape,
)
from limn.annotations.points import Drawn, Path, check_points, refuse
from limn.annotations.rows import KINDS
from limn.annotations.vocabulary import Labels
from limn.tasks.label_queries import LabelNode, SpecNode

SOURCES = frozenset({"manual", "auto", "semi-auto", "file", "consensus"})

_Labelled = LabeledImage | SubLabeledShape | SubLabeledTrack | LabeledInterval
_DRAWN = {
    "1d": ("intervals",),
    "2d": ("tags", "shapes", "tracks"),
    "3d": ("tags", "shapes", "tracks"),
}
_MEDIA = {"1d": "a recording", "2d": "pictures", "3d": "point clouds"}


def check(data: LabeledData, labels: Labels, frames: Collection[int], where: str = "") -> None:
    """Go on only if all of `data` may be kept in a job with these labels and frames.

    `frames` are task-relative. `where` is the path of `data` itself, with its dot.

    Raises:
        BadInput: the first wrong value, by its path.
    """
    door = _Door(labels, frames)
    for kind in KINDS:
        if getattr(data, kind) and kind not in _DRAWN[labels.dimension]:
            media = _MEDIA[labels.dimension]
            refuse(f"{where}{kind}[0]", f"the task has {media}, on which there are no {kind}")
    if data.tracks and labels.has_pool:
        refuse(f"{where}tracks[0]", "there are no tracks in a task with honeypots")
    for index, tag in enumerate(data.tags):
        door.tag(tag, lambda index=index: f"{where}tags[{index}]")
    for index, shape in enumerate(data.shapes):
        door.shape(shape, lambda index=index: f"{where}shapes[{index}]")
    for index, track in enumerate(data.tracks):
        door.track(track, lambda index=index: f"{where}tracks[{index}]")
    for index, interval in enumerate(data.intervals):
        door.interval(interval, lambda index=index: f"{where}intervals[{index}]")
    door.points()


class _Door:
    def __init__(self, labels: Labels, frames: Collection[int]) -> None:
        self._labels = labels
        self._frames = frames
        self._drawn: list[Drawn] = []

    def tag(self, tag: LabeledImage, path: Path) -> None:
        self._head(tag, self._label(tag, path), path, mutable=None)

    def interval(self, interval: LabeledInterval, path: Path) -> None:
        label = self._label(interval, path)
        if interval.frame not in self._frames:
            refuse(f"{path()}.start", f"{interval.frame} ms is not in the recording here")
        self._head(interval, label, path, mutable=None)
        if interval.stop is None:
            return
        if interval.stop <= interval.frame:
            refuse(f"{path()}.stop", f"it has to be after the start, {interval.frame} ms")
        if interval.stop - 1 not in self._frames:
            refuse(f"{path()}.stop", f"{interval.stop} ms is not in the recording here")

    def shape(self, shape: LabeledShape, path: Path) -> None:
        label = self._label(shape, path)
        self._head(shape, label, path, mutable=None)
        self._geometry(shape, path)
        if (shape.type == "skeleton") != bool(shape.elements):
            refuse(f"{path()}.elements", "a skeleton has elements, and nothing else has")
        for index, element in enumerate(shape.elements):
            self._element(element, shape, label, lambda index=index: f"{path()}.elements[{index}]")

    def _element(
        self, element: SubLabeledShape, shape: LabeledShape, label: LabelNode, path: Path
    ) -> None:
        if element.frame != shape.frame:
            refuse(f"{path()}.frame", f"the skeleton is on frame {shape.frame}")
        if element.type == "skeleton":
            refuse(f"{path()}.type", "an element is no skeleton")
        self._head(element, _sublabel(element, label, path), path, mutable=None)
        self._geometry(element, path)

    def track(self, track: LabeledTrack, path: Path) -> None:
        label = self._label(track, path)
        self._line(track, label, path)
        for index, element in enumerate(track.elements):
            below: Path = lambda index=index: f"{path()}.elements[{index}]"  # noqa: E731
            self._line(element, _sublabel(element, label, below), below)

    def _line(self, track: SubLabeledTrack, label: LabelNode, path: Path) -> None:
        self._head(track, label, path, mutable=False)
        seen: set[int] = set()
        for index, keyframe in enumerate(track.shapes):
            below: Path = lambda index=index: f"{path()}.shapes[{index}]"  # noqa: E731
            self._keyframe(keyframe, label, below)
            if keyframe.frame in seen:
                refuse(f"{below()}.frame", f"frame {keyframe.frame} has a keyframe already")
            if keyframe.type != track.shapes[0].type:
                refuse(f"{below()}.type", f"the track began as {track.shapes[0].type}")
            seen.add(keyframe.frame)

    def _keyframe(self, keyframe: TrackedShape, label: LabelNode, path: Path) -> None:
        self._frame(keyframe.frame, path)
        if keyframe.type == "mask":
            refuse(f"{path()}.type", "masks cannot be tracked")
        self._geometry(keyframe, path)
        _attributes(keyframe.attributes, label, path, mutable=True)

    def _geometry(self, shape: SubLabeledShape | TrackedShape, path: Path) -> None:
        if self._labels.dimension == "3d" and shape.type != "cuboid":
            refuse(f"{path()}.type", f"in a point cloud there is no {shape.type}, only cuboid")
        self._drawn.append((shape, path))

    def points(self) -> None:
        """The points of all that passed before."""
        check_points(self._drawn, self._labels.dimension)

    def _head(self, item: _Labelled, label: LabelNode, path: Path, *, mutable: bool | None) -> None:
        self._frame(item.frame, path)
        if item.source not in SOURCES:
            if item.id is None:
                refuse(f"{path()}.source", f"choose from {', '.join(sorted(SOURCES))}")
            item.source = "manual"
        if item.group is None:
            item.group = 0
        if item.attributes:
            _attributes(item.attributes, label, path, mutable=mutable)

    def _frame(self, frame: int, path: Path) -> None:
        if frame not in self._frames:
            refuse(f"{path()}.frame", f"frame {frame} is not among the frames here")

    def _label(self, item: _Labelled, path: Path) -> LabelNode:
        label = self._labels.top.get(item.label_id)
        if label is None:
            refuse(f"{path()}.label_id", f"there is no label {item.label_id} in this task")
        return label


def _sublabel(item: _Labelled, label: LabelNode, path: Path) -> LabelNode:
    found = next((one for one in label.sublabels if one.id == item.label_id), None)
    if found is None:
        refuse(f"{path()}.label_id", f"{item.label_id} is no sublabel of {label.name!r}")
    return found


def _attributes(
    values: Sequence[AttributeVal], label: LabelNode, path: Path, *, mutable: bool | None
) -> None:
    """`mutable` tells which attributes may stand here; None: all of them."""
    seen: set[int] = set()
    for index, given in enumerate(values):
        spec = label.specs.get(given.spec_id)
        if spec is None or mutable not in (None, spec.mutable) or given.spec_id in seen:
            refuse(f"{path()}.attributes[{index}].spec_id", f"spec_id {given.spec_id} is invalid")
        seen.add(given.spec_id)
        if not allows(spec, given.value):
            refuse(
                f"{path()}.attributes[{index}].value",
                f"{given.value[:100]!r} is not among the values of {spec.name!r}",
            )


def allows(spec: SpecNode, value: str) -> bool:
    """Whether `value` answers this attribute; its default always does."""
    if value == spec.default_value:
        return True
    match spec.input_type:
        case "checkbox":
            return value.lower() in ("true", "false")
        case "number":
            return _number_allowed(spec.values, value)
        case "select" | "radio":
            return value in spec.values
        case _:
            return True


def _number_allowed(values: Sequence[str], value: str) -> bool:
    try:
        number = float(value)
        low, high = (float(one) for one in values[:2]) if len(values) >= 2 else (-inf, inf)
    except ValueError:
        return False
    return low <= number <= high and abs(number) < inf
