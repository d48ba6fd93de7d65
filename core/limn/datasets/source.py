"""Tasks, jobs and projects as datasets, read from the database while they are walked."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import cast

from limn.datasets.origins import origin_of, origin_of_project
from limn.datasets.parts import Part
from limn.sdk.dataset import Frame, MediaKind, Origin
from limn.sdk.geometry.tracks import closed
from limn.sdk.labels import Label
from limn.sdk.shapes import Interval, Track
from limn.tasks.label_queries import label_tree, labels_of_task
from limn.tasks.queries import Job, Project, Task, tasks_of_project


class TaskDataset:
    """A task, or one job of it, as a dataset; `with_pictures` lets frames open their media."""

    def __init__(self, task: Task, job: Job | None = None, *, with_pictures: bool = False) -> None:
        self._part = Part(task=task, job=job)
        self._with_pictures = with_pictures
        self.labels: tuple[Label, ...] = tuple(node.plain() for node in labels_of_task(task))
        self.origin: Origin = origin_of(self._part)

    @property
    def media(self) -> MediaKind:
        """What the task's frames were cut from."""
        return cast("MediaKind", self._part.data.kind)

    @property
    def size(self) -> int:
        """Number of frames that are not deleted; of a recording its length in ms."""
        return self._part.size

    @property
    def subsets(self) -> tuple[str, ...]:
        """The task's subset."""
        return (self._part.subset,)

    def frames(self) -> Iterator[Frame]:
        """Every frame in ascending order with what is visible on it."""
        return self._part.frames(with_pictures=self._with_pictures)

    def tracks(self) -> Iterator[Track]:
        """Every track with its keyframes."""
        return self._part.tracks()

    def intervals(self) -> Iterator[Interval]:
        """Every interval of a recording, in ms of all of it, also where this is one job."""
        return self._part.intervals()


class ProjectDataset:
    """All tasks of a project as one dataset, task after task.

    Pictures of one subset that share a name are told apart by the number of their task.
    """

    def __init__(self, project: Project, *, with_pictures: bool = False) -> None:
        self._project = project
        self._with_pictures = with_pictures
        nodes = label_tree(project_id=project.pk)
        self.labels: tuple[Label, ...] = tuple(node.plain() for node in nodes)
        self.origin: Origin = origin_of_project(project)

    @cached_property
    def _parts(self) -> list[Part]:
        parts: list[Part] = []
        index = track = 0
        for task in tasks_of_project(self._project.pk):
            part = Part(task=task, first_index=index, first_track=track)
            parts.append(part)
            index += part.length
            track += part.count_tracks()
        return parts

    @property
    def media(self) -> MediaKind:
        """What the frames of all tasks were cut from; images where these differ."""
        kinds = {part.data.kind for part in self._parts}
        return cast("MediaKind", kinds.pop()) if len(kinds) == 1 else "image"

    @property
    def size(self) -> int:
        """Number of frames that are not deleted."""
        return sum(part.size for part in self._parts)

    @property
    def subsets(self) -> tuple[str, ...]:
        """Subsets of the tasks, in order of first use."""
        return tuple(dict.fromkeys(part.subset for part in self._parts)) or ("default",)

    def frames(self) -> Iterator[Frame]:
        """Every frame of every task."""
        taken: set[tuple[str, str]] = set()
        shared = len({part.subset for part in self._parts}) < len(self._parts)
        for part in self._parts:
            for frame in part.frames(with_pictures=self._with_pictures):
                yield _named_apart(frame, part.task.pk, taken) if shared else frame

    def tracks(self) -> Iterator[Track]:
        """Every track of every task, hidden where its task ends and the next one begins."""
        for part in self._parts:
            end = part.first_index + part.length
            for track in part.tracks():
                yield track if part is self._parts[-1] else closed(track, end)

    def intervals(self) -> Iterator[Interval]:
        """Every interval of every task, each in ms of its own recording."""
        for part in self._parts:
            yield from part.intervals()


def dataset_of(
    target: Project | Task | Job, *, with_pictures: bool = False
) -> TaskDataset | ProjectDataset:
    """All of a project or task, or one job of a task, as a dataset."""
    match target:
        case Project():
            return ProjectDataset(target, with_pictures=with_pictures)
        case Task():
            return TaskDataset(target, with_pictures=with_pictures)
        case Job():
            return TaskDataset(target.segment.task, target, with_pictures=with_pictures)


def _named_apart(frame: Frame, task_id: int, taken: set[tuple[str, str]]) -> Frame:
    if (frame.subset, frame.name) in taken:
        frame = replace(
            frame,
            name=_with_task(frame.name, task_id),
            media_name=_with_task(frame.media_name, task_id) if frame.media_name else "",
        )
    taken.add((frame.subset, frame.name))
    return frame


def _with_task(name: str, task_id: int) -> str:
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}_task{task_id}{path.suffix}"))
