"""What a format cannot hold: converted where that is honest, left out otherwise, always told.

An ellipse becomes a polygon, a polygon a mask, a mask its outlines, a turned box a polygon or
the box around it, a skeleton its points. Nothing is invented: a line stays away from a format
that has no lines.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import chain
from time import monotonic
from typing import Any

import numpy as np

from limn.datasets.changes import Change, sentences
from limn.sdk.dataset import Dataset, Frame, MediaKind, Origin
from limn.sdk.formats import Carries, DatasetFormat
from limn.sdk.geometry.boxes import bounding
from limn.sdk.geometry.raster import box_ring, ellipse_ring, filled, outlines
from limn.sdk.labels import Label
from limn.sdk.shapes import (
    Annotation,
    Box,
    Ellipse,
    FloatArray,
    Interval,
    Mask,
    Points,
    Polygon,
    Shape,
    Skeleton,
    Track,
)

_COMMON = (
    "label", "attributes", "group", "source", "occluded", "outside", "z_order", "score", "track",
    "keyframe",
)  # fmt: skip
_GROUPS = 1 << 32
"""Groups made here begin above those of people."""


def fit(dataset: Dataset, format: DatasetFormat) -> "Fitted":
    """The dataset as `format` can hold it; `changes` counts while its frames are walked."""
    return Fitted(dataset, format.carries)


class Fitted:
    """A dataset with everything converted or left out that its format cannot hold."""

    def __init__(self, dataset: Dataset, carries: Carries) -> None:
        self._dataset = dataset
        self._carries = carries
        self._groups = _GROUPS
        self.changes: Counter[Change] = Counter()
        """What the last walk over `frames()`, and then `intervals()`, changed, and how often."""

    @cached_property
    def _defaults(self) -> dict[str, dict[str, dict[str, str]]]:
        """Answers that elements of skeletons have by themselves, by label and element."""
        return {
            label.name: {
                below.name: {one.name: one.default for one in below.attributes}
                for below in label.sublabels
            }
            for label in self.labels
        }

    @property
    def labels(self) -> tuple[Label, ...]:
        """Every label, also those nothing is left of."""
        return self._dataset.labels

    @property
    def media(self) -> MediaKind:
        """What the frames were cut from."""
        return self._dataset.media

    @property
    def size(self) -> int:
        """Number of frames."""
        return self._dataset.size

    @property
    def subsets(self) -> tuple[str, ...]:
        """Names of the subsets in order."""
        return self._dataset.subsets

    @property
    def origin(self) -> Origin:
        """The task or project this was taken from."""
        return self._dataset.origin

    def frames(self) -> Iterator[Frame]:
        """Every frame with what the format can hold of it."""
        self.changes.clear()
        for frame in self._dataset.frames():
            fitted = tuple(one for given in frame.annotations for one in self._fitted(given, frame))
            yield replace(frame, annotations=fitted)

    def tracks(self) -> Iterator[Track]:
        """Every track whose shapes the format can hold, or of which one shape each can be made."""
        nowhere = Frame(index=-1, name="")
        for track in self._dataset.tracks():
            keyframes = [
                replace(keyframe, shape=shapes[0])
                for keyframe in track.keyframes
                if len(shapes := convert(keyframe.shape, nowhere, self._carries)) == 1
            ]
            if len(keyframes) == len(track.keyframes):
                yield replace(track, keyframes=tuple(keyframes))

    def intervals(self) -> Iterator[Interval]:
        """Every interval, if the format can hold it."""
        for one in self._dataset.intervals():
            self._note_losses(one)
            if Interval in self._carries.kinds:
                yield one
            else:
                self.changes[Change("interval")] += 1

    def _fitted(self, one: Annotation, frame: Frame) -> list[Annotation]:
        self._note_losses(one)
        made = convert(one, frame, self._carries)
        if len(made) == 1 and made[0] is one:
            return made
        outcome = type(made[0]).__name__.lower() if made else ""
        self.changes[Change(_called(one), outcome)] += 1
        if len(made) > 1 and not one.group:
            self._groups += 1
            return [replace(part, group=self._groups) for part in made]
        return made

    def _note_losses(self, one: Annotation) -> None:
        carries = self._carries
        if one.attributes and not carries.attributes:
            self.changes[Change("attributes")] += 1
        elif carries.reserved and not carries.reserved.isdisjoint(one.attributes):
            self.changes[Change("reserved")] += 1
        if one.group and not carries.groups:
            self.changes[Change("group")] += 1
        if one.source != "manual" and not carries.source:
            self.changes[Change("source")] += 1
        if isinstance(one, Shape | Interval) and one.score != 1 and not carries.score:
            self.changes[Change("score")] += 1
        if isinstance(one, Shape):
            self._note_losses_of_shape(one)

    def _note_losses_of_shape(self, one: Shape) -> None:
        carries = self._carries
        if one.z_order and not carries.z_order:
            self.changes[Change("z-order")] += 1
        if one.occluded and not carries.occluded:
            self.changes[Change("occlusion")] += 1
        if one.track is not None and one.keyframe and not carries.tracks:
            self.changes[Change("track")] += 1
        # Masks are never tracked: they come back as they were.
        if one.track is None and carries.only_tracks and not isinstance(one, Mask):
            self.changes[Change("lone")] += 1
        if isinstance(one, Skeleton) and Skeleton in carries.kinds:
            self._note_losses_of_elements(one)

    def _note_losses_of_elements(self, skeleton: Skeleton) -> None:
        defaults = self._defaults.get(skeleton.label, {})
        for one in skeleton.elements:
            if type(one) not in self._carries.elements:
                self.changes[Change("element")] += 1
            elif self._carries.element_attributes:
                continue
            # Answers that nobody gave come back by themselves.
            elif one.attributes not in ({}, defaults.get(one.label)):
                self.changes[Change("answers of elements")] += 1


def convert(one: Annotation, frame: Frame, carries: Carries) -> list[Annotation]:
    """What the format can hold of an annotation: itself, others in its place, or nothing."""
    turned = isinstance(one, Box | Ellipse) and bool(one.rotation) and not carries.rotation
    if type(one) in carries.kinds and not turned:
        return [one]
    match one:
        case Box():
            return _from_ring(one, box_ring(one), frame, carries)
        case Ellipse():
            return _from_ring(one, ellipse_ring(one), frame, carries)
        case Polygon():
            return _from_ring(one, one.points, frame, carries)
        case Mask() if Polygon in carries.kinds:
            return outlined(one)
        case Mask() if Box in carries.kinds:
            right, bottom = one.left + one.width, one.top + one.height
            return [Box(x1=one.left, y1=one.top, x2=right, y2=bottom, **_common(one))]
        case Skeleton() if Points in carries.kinds:
            return _joints(one)
        case _:
            return []


def outlined(mask: Mask) -> list[Annotation]:
    """A polygon for every connected part of a mask, in the mask's group."""
    return [Polygon(points=ring, **_common(mask)) for ring in outlines(mask)]


def _from_ring(one: Shape, ring: FloatArray, frame: Frame, carries: Carries) -> list[Annotation]:
    if Polygon in carries.kinds:
        return [Polygon(points=ring, **_common(one))]
    if Mask in carries.kinds and (found := filled([ring], frame.width, frame.height)):
        return [Mask(**found._asdict(), **_common(one))]
    if Box in carries.kinds:
        x1, y1, x2, y2 = bounding(ring)
        return [Box(x1=x1, y1=y1, x2=x2, y2=y2, **_common(one))]
    return []


def _joints(skeleton: Skeleton) -> list[Annotation]:
    seen = [one.points for one in skeleton.elements if isinstance(one, Points) and not one.outside]
    return [Points(points=np.concatenate(seen), **_common(skeleton))] if seen else []


def _common(one: Shape) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _COMMON}


def _called(one: Annotation) -> str:
    turned = "turned " if isinstance(one, Box) and one.rotation else ""
    return turned + type(one).__name__.lower()


def preview(dataset: Dataset, format: DatasetFormat, seconds: float) -> tuple[list[str], bool]:
    """What an export will change or leave out, without writing anything.

    Looks no longer than `seconds`; the second value tells whether everything was seen.
    """
    fitted, until = fit(dataset, format), monotonic() + seconds
    walk = chain(fitted.frames(), fitted.intervals())
    complete = all(monotonic() < until for _ in walk)
    return sentences(fitted.changes, format.name), complete
