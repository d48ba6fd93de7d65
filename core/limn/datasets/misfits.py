"""Imported objects whose label is made for another type: kept as they are, and told of."""

from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass, field

from limn.annotations.geometry import TYPES
from limn.sdk.shapes import Annotation, Interval, Shape, Tag, Track
from limn.tasks.label_queries import LabelNode

NAMED = 5
"""The first frames, which are named."""


@dataclass(slots=True)
class _Found:
    count: int = 0
    frames: list[int] = field(default_factory=list[int])

    def add(self, frame: int) -> None:
        self.count += 1
        if frame not in self.frames and (len(self.frames) < NAMED or frame < self.frames[-1]):
            insort(self.frames, frame)
            del self.frames[NAMED:]


class Misfits:
    """Counts objects of another type than their label's, of labels that have one."""

    def __init__(self, labels: Iterable[LabelNode]) -> None:
        self._types = {label.name: label.type for label in labels if label.type != "any"}
        self._found: dict[tuple[str, str], _Found] = {}

    def note(self, one: Annotation, frame: int) -> None:
        """Remember an object if it is such; `frame` is where it is, or begins."""
        wanted = self._types.get(one.label)
        if wanted is not None and (kind := _kind(one)) != wanted:
            self._found.setdefault((one.label, kind), _Found()).add(frame)

    def sentences(self) -> list[str]:
        """What people are told, a sentence for each label and type."""
        return [
            f"{_counted(found.count, kind)} the label {label!r}, which is for type "
            f"{self._types[label]}; first on frame {', '.join(map(str, found.frames))}"
            for (label, kind), found in sorted(self._found.items(), key=lambda one: one[0])
        ]


def _kind(one: Annotation) -> str:
    """The type as labels name it."""
    match one:
        case Tag():
            return "tag"
        case Interval():
            return "interval"
        case Track(elements=()):
            return TYPES[type(one.keyframes[0].shape)]
        case Shape():
            return TYPES[type(one)]
        case _:
            return "skeleton"


def _counted(count: int, kind: str) -> str:
    return (
        f"{count} object{'s' if count > 1 else ''} of type {kind} {'have' if count > 1 else 'has'}"
    )
