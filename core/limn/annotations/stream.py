"""Annotations as datasets know them, frame by frame, track by track, or intervals one by one.

Neither holds more than a window of rows, the heads of the tracks, and two keyframes of each;
where jobs of a task overlap the tracks of two jobs are held, to find those that go on.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import count
from typing import Any

import msgspec
import orjson

from limn.annotations import queries
from limn.annotations.codec import LabeledData
from limn.annotations.geometry import shape_of
from limn.annotations.overlaps import Joined
from limn.annotations.reading import (
    ATTRIBUTES,
    FRAME,
    GROUP,
    ID,
    INTERVAL_SCORE,
    LABEL,
    OCCLUDED,
    OUTSIDE,
    PARENT,
    POINTS,
    ROTATION,
    SCORE,
    SOURCE,
    STOP,
    TRACK,
    TYPE,
    Z_ORDER,
    Wire,
    answered,
)
from limn.annotations.rows import Batch, Row, rows_of
from limn.annotations.vocabulary import Labels
from limn.annotations.windows import Window, heads, interval_pages, track_pages, windows
from limn.sdk.geometry.tracks import Timeline, closed
from limn.sdk.shapes import Annotation, AnyShape, Interval, Keyframe, Skeleton, Tag, Track
from limn.tasks.queries import Job, JobSpan, Task, deleted_frames, jobs_of_task

FOREVER = 1 << 31


def frames_of(task: Task, job: Job | None = None) -> Iterator[tuple[int, tuple[Annotation, ...]]]:
    """Each task-relative frame that shows something, ascending, with all that is visible on it.

    Tags come first, then shapes, then tracks (interpolated, numbered as in `tracks_of`).
    Deleted frames are left out. With `job`, what this one job has; else the task's annotation
    jobs.
    """
    for part in _parts(task, job):
        yield from part.frames()


def tracks_of(task: Task, job: Job | None = None) -> Iterator[Track]:
    """Every track with its keyframes, numbered from 0, in the order of jobs and then of ids.

    A track that is visible to the end of its job is hidden from the next frame on.
    """
    for part in _parts(task, job):
        yield from part.tracks()


def intervals_of(task: Task, job: Job | None = None) -> Iterator[Interval]:
    """Every interval of a recording, in the order of jobs and then of their start, in its ms."""
    for part in _parts(task, job):
        yield from part.intervals()


def _parts(task: Task, job: Job | None) -> Iterator["_Part"]:
    names = Names(queries.labels_of(task))
    deleted = frozenset(deleted_frames(task, job))
    if job is not None:
        frames = queries.frames_of_job(job)
        start, stop = job.segment.start_frame, queries.last_of(frames)
        whole = isinstance(frames, range)
        missing = () if whole else frozenset(range(start, stop + 1)) - frozenset(frames) - deleted
        yield _JobPart(names, job.pk, start, stop, 0, FOREVER, deleted, missing)
        return
    spans = sorted(jobs_of_task(task.pk), key=lambda span: span.start)
    if queries.overlapping(spans):
        yield _JoinedPart(names, spans, deleted)
        return
    number = 0
    for span in spans:
        end = FOREVER if span is spans[-1] else span.stop + 1
        yield _JobPart(names, span.id, span.start, span.stop, number, end, deleted)
        number += sum(row[PARENT] is None for row in heads(span.id))


class Names:
    """Labels and attributes of rows, by their names."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self._read: dict[tuple[int, bool | None, str], Mapping[str, str]] = {}

    def label(self, label_id: int) -> str:
        """The label's name."""
        return self.labels.all[label_id].name

    def attributes(self, label_id: int, stored: str, *, mutable: bool | None) -> Mapping[str, str]:
        """Answers by name, defaults for those not given; `mutable` picks some, None all."""
        key = (label_id, mutable, stored)
        if key not in self._read:
            specs = {
                one.id: one
                for one in self.labels.all[label_id].attributes
                if mutable in (None, one.mutable)
            }
            answers = answered(specs.values(), orjson.loads(stored))
            self._read[key] = {specs[one["spec_id"]].name: one["value"] for one in answers}
        return self._read[key]

    def given(self, label_id: int, stored: str) -> dict[str, str]:
        """The mutable answers that were given, by name."""
        specs = self.labels.all[label_id].specs
        return {
            specs[one["spec_id"]].name: one["value"]
            for one in (orjson.loads(stored) if stored != "[]" else ())
            if one["spec_id"] in specs
        }


class _Part:
    """The frames `start` … `stop` of a task, from one job or from several joined."""

    def __init__(
        self,
        names: Names,
        number: int,
        end: int,
        deleted: Collection[int],
        missing: Collection[int],
    ) -> None:
        self._names = names
        self._first_number = number
        self._end = end
        self._deleted = frozenset(deleted)
        self._hidden = self._deleted | frozenset(missing)

    def windows(self) -> Iterator[Window]:
        raise NotImplementedError

    def pages(self) -> Iterator[Batch]:
        raise NotImplementedError

    def interval_pages(self) -> Iterator[list[Row]]:
        raise NotImplementedError

    def heads(self) -> Sequence[Row]:
        raise NotImplementedError

    def frames(self) -> Iterator[tuple[int, tuple[Annotation, ...]]]:
        lines = _Lines(self._names, self.heads(), self._first_number)
        for window in self.windows():
            if window.rows.track:
                lines.keep(window.rows.track)
            timelines = lines.timelines(window, self._deleted)
            fixed = _fixed(self._names, window.rows)
            for frame in range(window.start, window.stop + 1):
                if frame in self._hidden:
                    continue
                moving = [shape for line in timelines if (shape := line.at(frame)) is not None]
                if shown := (*fixed.get(frame, ()), *moving):
                    yield frame, shown

    def tracks(self) -> Iterator[Track]:
        number = self._first_number
        for page in self.pages():
            lines = _Lines(self._names, page.track, number)
            for track in lines.whole(page.shape):
                yield track if self._end == FOREVER else closed(track, self._end)
            number += sum(row[PARENT] is None for row in page.track)

    def intervals(self) -> Iterator[Interval]:
        for page in self.interval_pages():
            for row in page:
                yield Interval(
                    start=row[FRAME], stop=row[STOP], score=row[INTERVAL_SCORE],
                    **_head(self._names, row, None),
                )  # fmt: skip


class _JobPart(_Part):
    def __init__(
        self,
        names: Names,
        job_id: int,
        start: int,
        stop: int,
        number: int,
        end: int,
        deleted: Collection[int],
        missing: Collection[int] = (),
    ) -> None:
        super().__init__(names, number, end, deleted, missing)
        self._job_id = job_id
        self._range = start, stop

    def windows(self) -> Iterator[Window]:
        return windows(self._job_id, *self._range, self._deleted)

    def pages(self) -> Iterator[Batch]:
        return track_pages(self._job_id)

    def interval_pages(self) -> Iterator[list[Row]]:
        return interval_pages(self._job_id)

    def heads(self) -> Sequence[Row]:
        return heads(self._job_id)


class _JoinedPart(_Part):
    """Several jobs that overlap; the tracks of two are held at a time."""

    def __init__(self, names: Names, spans: Sequence[JobSpan], deleted: Collection[int]) -> None:
        super().__init__(names, 0, FOREVER, deleted, ())
        self._joined = Joined(spans, names.labels)

    def windows(self) -> Iterator[Window]:
        for slide in self._joined.slides():
            moving = _rows({"tracks": slide.tracks})
            ahead = _Ahead(
                [row for row in moving.shape if row[FRAME] >= slide.start], self._deleted
            )
            for first, last in self._joined.windows(slide.start, slide.stop):
                rows = _rows(self._joined.fixed(first, last))
                rows.shape += ahead.until(last)
                rows.track = moving.track
                yield Window(first, last, rows, ahead.following())

    def pages(self) -> Iterator[Batch]:
        return (_rows({"tracks": page}) for page in self._joined.tracks())

    def interval_pages(self) -> Iterator[list[Row]]:
        return (_rows({"intervals": page}).interval for page in self._joined.intervals())

    def heads(self) -> Sequence[Row]:
        return ()


class _Ahead:
    """Keyframes in order of frames, as far as they are not taken yet."""

    def __init__(self, keyframes: Sequence[Row], deleted: Collection[int]) -> None:
        self._deleted = frozenset(deleted)
        self._lines: defaultdict[int, deque[Row]] = defaultdict(deque)
        for row in sorted(keyframes, key=_by_frame):
            self._lines[row[TRACK]].append(row)

    def until(self, last: int) -> list[Row]:
        """Take the keyframes up to the frame `last`."""
        taken: list[Row] = []
        for line in self._lines.values():
            while line and line[0][FRAME] <= last:
                taken.append(line.popleft())
        return taken

    def following(self) -> list[Row]:
        """The next keyframe of each track that goes on, deleted frames passed over."""
        kept = (
            next((row for row in line if row[FRAME] not in self._deleted), None)
            for line in self._lines.values()
        )
        return [row for row in kept if row is not None]


def _by_frame(row: Row) -> tuple[int, int]:
    return row[FRAME], row[ID]


def _rows(data: Wire) -> Batch:
    """The rows of LabeledData; shapes in order of frame and id."""
    decoded = msgspec.json.decode(orjson.dumps(data), type=LabeledData)
    rows = rows_of(decoded, 0, 0, iter(()))
    rows.shape.sort(key=_by_frame)
    return rows


def _fixed(names: Names, rows: Batch) -> dict[int, list[Annotation]]:
    """Tags and shapes by frame."""
    shown: defaultdict[int, list[Annotation]] = defaultdict(list)
    elements: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows.tag:
        shown[row[FRAME]].append(Tag(**_head(names, row, None)))
    for row in rows.shape:
        if row[PARENT] is not None:
            elements[row[PARENT]].append(row)
    for row in rows.shape:
        if row[PARENT] is None and row[TRACK] is None and not row[OUTSIDE]:
            shape = _shape(names, row, _head(names, row, None))
            if isinstance(shape, Skeleton):
                below = (_shape(names, one, _head(names, one, None)) for one in elements[row[ID]])
                shape = replace(shape, elements=tuple(below))
            shown[row[FRAME]].append(shape)
    return shown


def _head(names: Names, row: Row, mutable: bool | None) -> dict[str, Any]:  # noqa: FBT001
    return {
        "label": names.label(row[LABEL]),
        "attributes": names.attributes(row[LABEL], row[ATTRIBUTES], mutable=mutable),
        "group": row[GROUP],
        "source": row[SOURCE],
    }


def _shape(names: Names, row: Row, head: dict[str, Any]) -> AnyShape:
    return shape_of(
        row[TYPE],
        orjson.loads(row[POINTS]),
        row[ROTATION],
        names.labels.dimension,
        occluded=bool(row[OCCLUDED]),
        outside=bool(row[OUTSIDE]),
        z_order=row[Z_ORDER],
        score=row[SCORE],
        **head,
    )


class _Lines:
    """Tracks put together of heads and keyframes, window after window."""

    def __init__(self, names: Names, rows: Sequence[Row], number: int) -> None:
        self._names = names
        self._count = number
        self._numbers: dict[int, int] = {}
        self._before: dict[int, Keyframe] = {}
        self.keep(rows)

    def keep(self, rows: Sequence[Row]) -> None:
        """Go on with the tracks of these heads alone; those that are new are numbered on."""
        self._heads = {row[ID]: row for row in rows}
        self._whole = [row for row in rows if row[PARENT] is None]
        self._elements: defaultdict[int, list[Row]] = defaultdict(list)
        for row in rows:
            if row[PARENT] is not None:
                self._elements[row[PARENT]].append(row)
        known = self._numbers
        fresh = count(self._count)
        self._numbers = {
            row[ID]: known[row[ID]] if row[ID] in known else next(fresh) for row in self._whole
        }
        self._count = next(fresh)
        self._before = {one: self._before[one] for one in self._heads if one in self._before}

    def timelines(self, window: Window, deleted: AbstractSet[int]) -> list[Timeline]:
        """The tracks that may show in a window, as far as it needs them; windows come in order."""
        keyframes = self._keyframes(
            row for row in window.rows.shape if row[TRACK] is not None and row[FRAME] not in deleted
        )
        for row in window.following:
            keyframes[row[TRACK]].append(self._keyframe(row, {}))
        shown = {
            track_id
            for track_id, line in keyframes.items()
            if any(one.frame <= window.stop and not one.outside for one in line)
        }
        return [
            Timeline(self._track(head, keyframes), deleted)
            for head in self._whole
            if head[ID] in shown or any(one[ID] in shown for one in self._elements[head[ID]])
        ]

    def whole(self, rows: Sequence[Row]) -> Iterator[Track]:
        """The tracks with all their keyframes `rows`."""
        keyframes = self._keyframes(rows)
        for head in self._whole:
            yield self._track(head, keyframes)

    def _keyframes(self, rows: Any) -> defaultdict[int, list[Keyframe]]:
        """Keyframes by track, each list led by the one before the window."""
        found: defaultdict[int, list[Keyframe]] = defaultdict(list)
        for track_id, keyframe in self._before.items():
            found[track_id].append(keyframe)
        for row in rows:
            before = self._before.get(row[TRACK])
            label_id = self._heads[row[TRACK]][LABEL]
            earlier = (
                before.shape.attributes
                if before
                else self._names.attributes(label_id, "[]", mutable=True)
            )
            keyframe = self._keyframe(row, earlier)
            found[row[TRACK]].append(keyframe)
            self._before[row[TRACK]] = keyframe
        return found

    def _keyframe(self, row: Row, earlier: Mapping[str, str]) -> Keyframe:
        label_id = self._heads[row[TRACK]][LABEL]
        given = self._names.given(label_id, row[ATTRIBUTES])
        head = {
            "label": self._names.label(label_id),
            "attributes": {**earlier, **given} if given else earlier,
            "group": row[GROUP],
            "source": row[SOURCE],
        }
        shape = replace(_shape(self._names, row, head), outside=False)
        return Keyframe(frame=row[FRAME], shape=shape, outside=bool(row[OUTSIDE]))

    def _track(self, head: Row, keyframes: Mapping[int, list[Keyframe]]) -> Track:
        elements = (self._track(one, keyframes) for one in self._elements.get(head[ID], ()))
        return Track(
            **_head(self._names, head, mutable=False),
            keyframes=tuple(keyframes.get(head[ID], ())),
            elements=tuple(elements),
            number=self._numbers.get(head[ID], self._numbers.get(head[PARENT], 0)),
        )
