"""Tasks, jobs and projects as datasets, read from the database while they are walked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from limn.annotations.queries import frames_of_job
from limn.annotations.stream import frames_of, intervals_of, tracks_of
from limn.annotations.windows import heads
from limn.media.queries import (
    Data,
    frames_meta,
    get_clip,
    get_sound,
    source_frame,
    video_frame_name,
)
from limn.media.serving.frames import FrameSource, frame_source
from limn.sdk.dataset import Frame, MediaKind, Origin
from limn.sdk.errors import BadInput
from limn.sdk.geometry.tracks import closed
from limn.sdk.labels import Label
from limn.sdk.shapes import Annotation, Interval, Shape, Track
from limn.tasks.label_queries import label_tree, labels_of_task
from limn.tasks.queries import (
    Job,
    Project,
    Task,
    deleted_frames,
    honeypots_of,
    jobs_of_task,
    tasks_of_project,
)

_PAGE = 2000
"""Frames whose names and sizes are asked for together."""
_HEAD_PARENT = 8


@dataclass(frozen=True, kw_only=True)
class _Part:
    """The frames of one task or job, as a piece of a dataset."""

    task: Task
    job: Job | None = None
    first_index: int = 0
    first_track: int = 0

    @property
    def data(self) -> Data:
        """The task's media."""
        if self.task.data is None or not self.task.data.kind:
            raise BadInput(f"task {self.task.pk} has no media yet, and so nothing to export")
        return self.task.data

    @property
    def subset(self) -> str:
        """The subset all of the task belongs to."""
        return self.task.subset or "default"

    @property
    def is_recording(self) -> bool:
        """Whether the frames are milliseconds, which nobody walks through."""
        return self.data.kind == "audio"

    @property
    def size(self) -> int:
        """Number of frames that are not deleted; of a recording all of its ms."""
        return self.data.size if self.is_recording else len(self.numbers)

    @cached_property
    def numbers(self) -> Sequence[int]:
        """The task-relative frames, deleted ones left out; none of a recording.

        Honeypots are left out of a whole task: it has the pictures they show once already.
        """
        if self.is_recording:
            return ()
        numbers = frames_of_job(self.job) if self.job else range(self.data.size)
        left_out = deleted_frames(self.task, self.job)
        if self.job is None:
            left_out.update(honeypots_of(self.task))
        if isinstance(numbers, range) and not left_out:
            return numbers
        return [number for number in sorted(numbers) if number not in left_out]

    @property
    def start(self) -> int:
        """The task-relative frame that comes first."""
        return self.job.segment.start_frame if self.job else 0

    @property
    def length(self) -> int:
        """How many indexes the part takes up, deleted frames counted."""
        return self.data.size if self.job is None else len(frames_of_job(self.job))

    def index(self, number: int) -> int:
        """The dataset's index of a task-relative frame."""
        return number - self.start + self.first_index

    def frames(self, *, with_pictures: bool) -> Iterator[Frame]:
        """Every frame with what is on it."""
        if self.is_recording:
            return
        pictures = frame_source(self.data) if with_pictures else None
        shown = frames_of(self.task, self.job)
        upcoming = next(shown, None)
        for bare in self._bare():
            number = bare.index
            while upcoming is not None and upcoming[0] < number:
                upcoming = next(shown, None)
            found = upcoming[1] if upcoming is not None and upcoming[0] == number else ()
            yield replace(
                bare,
                index=self.index(number),
                subset=self.subset,
                annotations=tuple(map(self._numbered, found)) if self.first_track else found,
                open_media=partial(_open, pictures, number) if pictures else None,
            )

    def _bare(self) -> Iterator[Frame]:
        """Frames with names and sizes alone; their index is the task-relative number."""
        if self.data.kind == "video":
            clip = get_clip(self.data)
            for number in self.numbers:
                name = video_frame_name(self.data, number)
                yield Frame(
                    index=number, name=name, media_name=f"{name}.png",
                    width=clip.width, height=clip.height,
                )  # fmt: skip
            return
        for begin in range(0, len(self.numbers), _PAGE):
            page = self.numbers[begin : begin + _PAGE]
            meta = frames_meta(self.data, page[0], page[-1])
            for number in page:
                one = meta[number - page[0]]
                yield Frame(
                    index=number, name=one["name"], width=one["width"], height=one["height"]
                )

    def _numbered(self, one: Annotation) -> Annotation:
        if isinstance(one, Shape) and one.track is not None:
            return replace(one, track=one.track + self.first_track)
        return one

    def tracks(self) -> Iterator[Track]:
        """Every track with its keyframes."""
        moved = self.first_index or self.start
        for track in tracks_of(self.task, self.job):
            numbered = replace(track, number=track.number + self.first_track)
            yield self._moved(numbered) if moved else numbered

    def intervals(self) -> Iterator[Interval]:
        """Every interval, in ms of the whole recording."""
        return intervals_of(self.task, self.job)

    def _moved(self, track: Track) -> Track:
        return replace(
            track,
            keyframes=tuple(replace(one, frame=self.index(one.frame)) for one in track.keyframes),
            elements=tuple(map(self._moved, track.elements)),
        )

    def count_tracks(self) -> int:
        """How many tracks the part has at most."""
        jobs = [self.job.pk] if self.job else [span.id for span in jobs_of_task(self.task.pk)]
        return sum(row[_HEAD_PARENT] is None for job in jobs for row in heads(job))


def _open(pictures: FrameSource, number: int) -> BinaryIO:
    return pictures.open_original(number)


class TaskDataset:
    """A task, or one job of it, as a dataset; `with_pictures` lets frames open their media."""

    def __init__(self, task: Task, job: Job | None = None, *, with_pictures: bool = False) -> None:
        self._part = _Part(task=task, job=job)
        self._with_pictures = with_pictures
        self.labels: tuple[Label, ...] = tuple(node.plain() for node in labels_of_task(task))
        self.origin: Origin = _origin_of(self._part)

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
        self.origin: Origin = _origin_of_project(project)

    @cached_property
    def _parts(self) -> list[_Part]:
        parts: list[_Part] = []
        index = track = 0
        for task in tasks_of_project(self._project.pk):
            part = _Part(task=task, first_index=index, first_track=track)
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


def _origin_of(part: _Part) -> Origin:
    task, job, data = part.task, part.job, part.data
    last = part.start + part.length - 1 if part.is_recording else part.start
    last = part.numbers[-1] if part.numbers else last
    assignee = job.assignee if job else task.assignee
    updated = job.updated_date if job else task.updated_date
    spans = jobs_of_task(task.pk)
    return Origin(
        kind="job" if job else "task",
        id=job.pk if job else task.pk,
        name=task.name,
        owner=task.owner.username if task.owner else "",
        owner_email=task.owner.email if task.owner else "",
        assignee=assignee.username if assignee else "",
        created=task.created_date.isoformat(sep=" "),
        updated=updated.isoformat(sep=" "),
        subset=task.subset,
        bug_tracker=task.bug_tracker,
        overlap=task.overlap or 0,
        start_frame=source_frame(data, part.start),
        stop_frame=source_frame(data, last),
        frame_filter=data.frame_filter,
        source=_source(data),
        segments=tuple(
            (span.id, span.start, span.stop) for span in spans if job is None or span.id == job.pk
        ),
    )


def _source(data: Data) -> str:
    """The file that all frames are cut from."""
    match data.kind:
        case "video":
            return get_clip(data).path
        case "audio":
            return get_sound(data).path
        case _:
            return ""


def _origin_of_project(project: Project) -> Origin:
    return Origin(
        kind="project",
        id=project.pk,
        name=project.name,
        owner=project.owner.username if project.owner else "",
        owner_email=project.owner.email if project.owner else "",
        assignee=project.assignee.username if project.assignee else "",
        created=project.created_date.isoformat(sep=" "),
        updated=project.updated_date.isoformat(sep=" "),
        bug_tracker=project.bug_tracker,
    )
