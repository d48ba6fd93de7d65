"""Which frame of a task a picture of a dataset is."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Self

from limn.media.queries import Data, frame_names
from limn.sdk.dataset import Frame, Origin
from limn.sdk.errors import BadDataset, BadInput
from limn.tasks.queries import Job, Task, frames_of_job, honeypots_of, pool_of


@dataclass(frozen=True, slots=True)
class Numbered:
    """The frames of a task: how many, what they are called, and where they are in the source.

    `names` are none where frames have none.
    """

    size: int
    names: Sequence[str]
    start: int = 0
    step: int = 1

    @classmethod
    def of(cls, data: Data) -> Self:
        """The frames of a task's media."""
        return cls(data.size, frame_names(data), data.start_frame, data.step)


def media_of(task: Task) -> Data:
    """The media of a task.

    Raises:
        BadInput: it has none yet.
    """
    if task.data is None or not task.data.kind:
        raise BadInput(f"task {task.pk} has no media yet, and so no frames to annotate")
    return task.data


def meant_last(task: Task, job: Job | None) -> Collection[int]:
    """Frames that a picture's name means only if no other shows it: of jobs, and honeypots."""
    if task.data is None or not pool_of(task):
        return ()
    if job is None:
        return honeypots_of(task)
    return frozenset(range(task.data.size)).difference(frames_of_job(job))


class Matcher:
    """Finds frames of a task by the names of pictures, and by number where there is no name.

    A name matches the frame of the same path, whatever the ending; else the only frame whose
    path ends with it, or with whose path it ends. Of several frames that show one picture, the
    first is meant that is not in `last`.
    """

    def __init__(self, task: Numbered, origin: Origin, last: Collection[int] = ()) -> None:
        self._task = task
        self._origin = origin
        self._exact: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._last_parts: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        named = sorted(enumerate(task.names), key=lambda one: one[0] in last)
        for number, name in named:
            if self._exact.setdefault(name, number) != number:
                continue
            stem = _without_ending(name)
            self._stems.setdefault(stem, number)
            self._last_parts[stem.rpartition("/")[2]].append((stem, number))

    def frame(self, frame: Frame) -> int | None:
        """The task-relative number of a dataset's frame; None where the task has no such.

        Raises:
            BadDataset: several frames of the task could be meant.
        """
        if not frame.name:
            return self.number(frame.index)
        name = frame.name
        if (number := self._exact.get(name)) is not None:
            return number
        stem = _without_ending(str(PurePosixPath(name)))
        for asked in (stem, name):
            if asked in self._stems:
                return self._stems[asked]
        return self._by_ending(name, stem)

    def number(self, index: int) -> int | None:
        """The task-relative number of a frame the file only numbers."""
        origin = self._origin
        if origin.id and index >= 0:
            step = int(origin.frame_filter.removeprefix("step=") or 1)
            at_source = origin.start_frame + index * step
            index, rest = divmod(at_source - self._task.start, self._task.step)
            if rest:
                return None
        return index if 0 <= index < self._task.size else None

    def _by_ending(self, name: str, stem: str) -> int | None:
        found = {
            number
            for last in {stem.rpartition("/")[2], name.rpartition("/")[2]}
            for candidate, number in self._last_parts.get(last, ())
            if _ends_with(candidate, stem) or _ends_with(stem, candidate)
        }
        if len(found) > 1:
            raise BadDataset(
                f"{len(found)} frames of the task could be meant; name more of the path",
                where=name,
            )
        return found.pop() if found else None


def _ends_with(path: str, tail: str) -> bool:
    return path == tail or path.endswith(f"/{tail}")


def _without_ending(name: str) -> str:
    before, _, ending = name.rpartition(".")
    has_one = ending and "/" not in ending and before and not before.endswith("/")
    return before if has_one else name
