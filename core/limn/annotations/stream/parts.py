"""The frames of one job, or of several that overlap, as one run of rows."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Sequence

import msgspec
import orjson

from limn.annotations.codec import LabeledData
from limn.annotations.overlaps import Joined
from limn.annotations.reading import FRAME, ID, INTERVAL_SCORE, PARENT, STOP, TRACK, Wire
from limn.annotations.rows import Batch, Row, rows_of
from limn.annotations.stream.lines import Lines
from limn.annotations.stream.objects import Names, fixed_of, head_of
from limn.annotations.windows import Window, heads, interval_pages, track_pages, windows
from limn.sdk.geometry.tracks import closed
from limn.sdk.shapes import Annotation, Interval, Track
from limn.tasks.queries import JobSpan

FOREVER = 1 << 31


class Part:
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
        """Its frames, window by window, with what is on them."""
        raise NotImplementedError

    def pages(self) -> Iterator[Batch]:
        """Its tracks, whole, some at a time."""
        raise NotImplementedError

    def interval_pages(self) -> Iterator[list[Row]]:
        """Its intervals, some at a time."""
        raise NotImplementedError

    def heads(self) -> Sequence[Row]:
        """Its tracks without their keyframes, where windows do not bring them."""
        raise NotImplementedError

    def frames(self) -> Iterator[tuple[int, tuple[Annotation, ...]]]:
        """Each frame that shows something, with all that is visible on it."""
        lines = Lines(self._names, self.heads(), self._first_number)
        for window in self.windows():
            if window.rows.track:
                lines.keep(window.rows.track)
            timelines = lines.timelines(window, self._deleted)
            fixed = fixed_of(self._names, window.rows)
            for frame in range(window.start, window.stop + 1):
                if frame in self._hidden:
                    continue
                moving = [shape for line in timelines if (shape := line.at(frame)) is not None]
                if shown := (*fixed.get(frame, ()), *moving):
                    yield frame, shown

    def tracks(self) -> Iterator[Track]:
        """Each track with its keyframes, numbered on."""
        number = self._first_number
        for page in self.pages():
            lines = Lines(self._names, page.track, number)
            for track in lines.whole(page.shape):
                yield track if self._end == FOREVER else closed(track, self._end)
            number += sum(row[PARENT] is None for row in page.track)

    def intervals(self) -> Iterator[Interval]:
        """Each interval, in ms."""
        for page in self.interval_pages():
            for row in page:
                yield Interval(
                    start=row[FRAME], stop=row[STOP], score=row[INTERVAL_SCORE],
                    **head_of(self._names, row, None),
                )  # fmt: skip


class JobPart(Part):
    """One job; `missing` are frames between its first and last that it does not have."""

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


class JoinedPart(Part):
    """Several jobs that overlap; the tracks of two are held at a time."""

    def __init__(self, names: Names, spans: Sequence[JobSpan], deleted: Collection[int]) -> None:
        super().__init__(names, 0, FOREVER, deleted, ())
        self._joined = Joined(spans, names.labels, deleted)

    def windows(self) -> Iterator[Window]:
        for slide in self._joined.slides():
            moving = _rows({"tracks": slide.tracks})
            ahead = _Ahead(
                [row for row in moving.shape if row[FRAME] >= slide.since], self._deleted
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
