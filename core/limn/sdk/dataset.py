"""The neutral dataset every format reads and writes: a header and three lazy windows.

`frames()` walks the frames in ascending order with everything visible on each, tracks
interpolated; `tracks()` walks the same content object by object, keyframes only. A recording
has no frames but `intervals()`. All may be called again from the start, and none holds more
than a few frames in memory.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Literal, Protocol, TypeAlias

from limn.sdk.labels import Label
from limn.sdk.shapes import Annotation, Interval, Track

MediaKind: TypeAlias = Literal["image", "video", "point_cloud", "audio"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One picture and what is on it.

    `index` counts from 0 within the dataset and ties tracks to frames; deleted frames leave
    gaps. `name` is the picture's path as uploaded, with forward slashes ("" in a dataset that
    was read: the file does not tell, match by `index`); `width` and `height` are in pixels as
    seen, EXIF applied (0: unknown, or a point cloud). `open_media` opens the picture's or the
    cloud's bytes, None where the dataset comes without pictures; `media_name` is the name
    to keep them under, with an ending, where that differs from `name` (frames of a video).
    """

    index: int
    name: str
    width: int = 0
    height: int = 0
    subset: str = "default"
    annotations: tuple[Annotation, ...] = ()
    open_media: Callable[[], BinaryIO] | None = None
    media_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a dataset comes from, for formats that record it. Dates are ISO 8601.

    `start_frame`, `stop_frame` and `frame_filter` (`step=5`) number frames of the source: the
    frame with index 3 is number start_frame + 3 × step there. In a dataset that was read, an
    `id` says that its file numbers frames that way.
    """

    kind: Literal["project", "task", "job"] = "task"
    id: int = 0
    name: str = ""
    owner: str = ""
    owner_email: str = ""
    assignee: str = ""
    created: str = ""
    updated: str = ""
    subset: str = ""
    bug_tracker: str = ""
    overlap: int = 0
    start_frame: int = 0
    stop_frame: int = 0
    frame_filter: str = ""
    source: str = ""
    segments: tuple[tuple[int, int, int], ...] = ()
    """(id of the job, first frame, last frame), frames counted from 0 within the task."""


class Dataset(Protocol):
    """Labels, kind of media, and three lazy windows on the annotations."""

    @property
    def labels(self) -> tuple[Label, ...]:
        """Every label of the dataset, in the order people gave them."""
        ...

    @property
    def media(self) -> MediaKind:
        """What the frames were cut from."""
        ...

    @property
    def size(self) -> int:
        """Number of frames; of a recording its length in ms."""
        ...

    @property
    def subsets(self) -> tuple[str, ...]:
        """Names of the subsets in order, `default` where nobody named one."""
        ...

    @property
    def origin(self) -> Origin:
        """The task or project this was taken from."""
        ...

    def frames(self) -> Iterator[Frame]:
        """Every frame in ascending order with all that is visible on it."""
        ...

    def tracks(self) -> Iterator[Track]:
        """Every track with its keyframes, in the order they were made."""
        ...

    def intervals(self) -> Iterator[Interval]:
        """Every interval of a recording in ascending order of their start."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryDataset:
    """A dataset held in memory: what importers of small files return, and tests build."""

    labels: tuple[Label, ...] = ()
    media: MediaKind = "image"
    all_frames: tuple[Frame, ...] = ()
    all_tracks: tuple[Track, ...] = ()
    all_intervals: tuple[Interval, ...] = ()
    duration: int = 0
    """Length of a recording in ms."""
    origin: Origin = field(default_factory=Origin)

    @property
    def size(self) -> int:
        """Number of frames; of a recording its length in ms."""
        return self.duration or len(self.all_frames)

    @property
    def subsets(self) -> tuple[str, ...]:
        """Names of the subsets in order of first use."""
        return tuple(dict.fromkeys(frame.subset for frame in self.all_frames)) or ("default",)

    def frames(self) -> Iterator[Frame]:
        """Every frame in ascending order."""
        return iter(self.all_frames)

    def tracks(self) -> Iterator[Track]:
        """Every track with its keyframes."""
        return iter(self.all_tracks)

    def intervals(self) -> Iterator[Interval]:
        """Every interval."""
        return iter(self.all_intervals)


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamedDataset:
    """A dataset whose windows are opened by functions: what importers of large files return."""

    open_frames: Callable[[], Iterator[Frame]]
    open_tracks: Callable[[], Iterator[Track]] = field(default=lambda: iter(()))
    open_intervals: Callable[[], Iterator[Interval]] = field(default=lambda: iter(()))
    labels: tuple[Label, ...] = ()
    media: MediaKind = "image"
    size: int = 0
    subsets: tuple[str, ...] = ("default",)
    origin: Origin = field(default_factory=Origin)

    def frames(self) -> Iterator[Frame]:
        """Every frame in the order of the file."""
        return self.open_frames()

    def tracks(self) -> Iterator[Track]:
        """Every track with its keyframes."""
        return self.open_tracks()

    def intervals(self) -> Iterator[Interval]:
        """Every interval in the order of the file."""
        return self.open_intervals()
