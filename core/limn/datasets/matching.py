"""Which frame of a task a picture of a dataset is."""

from collections import defaultdict
from collections.abc import Collection
from pathlib import PurePosixPath

from limn.media.queries import Data, frame_names
from limn.sdk.dataset import Frame, Origin
from limn.sdk.errors import BadDataset


class Matcher:
    """Finds frames of a task by the names of pictures, and by number where there is no name.

    A name matches the frame of the same path, whatever the ending; else the only frame whose
    path ends with it, or with whose path it ends. Of several frames that show one picture, the
    first is meant that is not in `last`.
    """

    def __init__(self, data: Data, origin: Origin, last: Collection[int] = ()) -> None:
        self._data = data
        self._origin = origin
        self._exact: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._last_parts: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        named = sorted(enumerate(frame_names(data)), key=lambda one: one[0] in last)
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
            index, rest = divmod(at_source - self._data.start_frame, self._data.step)
            if rest:
                return None
        return index if 0 <= index < self._data.size else None

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
