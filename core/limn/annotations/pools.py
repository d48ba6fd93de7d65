"""A pool of ground truth in a task: what is drawn there is true of its honeypots too."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from msgspec.structs import replace

from limn.annotations.codec import LabeledData, LabeledImage, LabeledShape
from limn.sdk.errors import BadInput
from limn.tasks.queries import Task, honeypots_of, pool_of

One = TypeVar("One", LabeledImage, LabeledShape)


@dataclass(frozen=True, slots=True)
class Pool:
    """The honeypots by the frame of a pool that they show, and all of them."""

    shown: Mapping[int, Sequence[int]]
    honeypots: Collection[int]

    @classmethod
    def of(cls, task: Task) -> "Pool | None":
        """The pool of a task, as it is now; none where it has no honeypots."""
        if not pool_of(task):
            return None
        shown: dict[int, list[int]] = {}
        honeypots = honeypots_of(task)
        for honeypot, real in honeypots.items():
            shown.setdefault(real, []).append(honeypot)
        return cls(shown, honeypots.keys())

    def places(self, frame: int) -> Sequence[int]:
        """Where something that is true of a frame goes: nowhere by itself from a honeypot."""
        return () if frame in self.honeypots else [frame, *self.shown.get(frame, ())]

    def spread(self, data: LabeledData) -> None:
        """Repeat what is on frames of the pool on their honeypots, in place of what is there."""
        data.tags[:] = self._repeated(data.tags)
        data.shapes[:] = self._repeated(data.shapes)

    def _repeated(self, objects: Sequence[One]) -> list[One]:
        own = [one for one in objects if one.frame not in self.honeypots]
        copies = (_copied(one, at) for one in own for at in self.shown.get(one.frame, ()))
        return [*own, *copies]


def _copied(one: One, frame: int) -> One:
    if isinstance(one, LabeledShape):
        elements = [replace(element, id=None, frame=frame) for element in one.elements]
        return replace(one, id=None, frame=frame, elements=elements)
    return replace(one, id=None, frame=frame)


def is_on_pool(task: Task, data: LabeledData) -> bool:
    """Whether anything of `data` is on a frame of the task's pool."""
    pool = pool_of(task)
    return any(one.frame in pool for one in (*data.tags, *data.shapes))


def refuse_on_pool(task: Task, data: LabeledData) -> None:
    """Go on only if nothing is on a frame of the pool, where only whole writes and its job reach.

    Raises:
        BadInput: by the path of the first that is.
    """
    pool = pool_of(task)
    for kind in ("tags", "shapes"):
        for index, one in enumerate(getattr(data, kind)):
            if one.frame in pool:
                path = f"{kind}[{index}].frame"
                problem = f"frame {one.frame} is ground truth; change it in its own job"
                raise BadInput(f"{path}: {problem}", fields={path: [problem]})
