"""The frames, tracks and intervals of one task or job, as a piece of a dataset."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import BinaryIO

from limn.annotations.queries import frames_of_job
from limn.annotations.stream import frames_of, intervals_of, tracks_of
from limn.annotations.windows import heads
from limn.media.queries import Data, frames_meta, get_clip, video_frame_name
from limn.media.serving.frames import FrameSource, frame_source
from limn.sdk.dataset import Frame
from limn.sdk.errors import BadInput
from limn.sdk.shapes import Annotation, Interval, Shape, Track
from limn.tasks.queries import Job, Task, deleted_frames, honeypots_of, jobs_of_task

_PAGE = 2000
"""Frames whose names and sizes are asked for together."""
_HEAD_PARENT = 8


@dataclass(frozen=True, kw_only=True)
class Part:
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
