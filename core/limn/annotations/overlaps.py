"""Jobs of one task joined where they overlap, without ever holding all of the task.

Whether two shapes or tags are one is decided frame by frame, so no more than a window of them is
read together. Tracks are joined job after job, see `sliding`; which are one is kept as ids alone,
and by these they are read again, a page at a time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import orjson

from limn.annotations import merging, store, windows
from limn.annotations.joining import Intervals
from limn.annotations.reading import Reader, Wire
from limn.annotations.rows import Batch
from limn.annotations.sliding import Key, Slide, slides
from limn.annotations.uniting import Joint, go_on
from limn.annotations.vocabulary import Labels
from limn.tasks.queries import JobSpan


@dataclass(slots=True)
class _Course:
    """What becomes of a track; with `None` a step hides it."""

    key: Key
    keyframes: int
    """How many it has in the end, or somewhat fewer."""
    steps: list[tuple[Key | None, Joint]] = field(default_factory=list[tuple[Key | None, Joint]])

    def made_of(self) -> Iterator[Key]:
        """The tracks of jobs that it is made of."""
        yield self.key
        yield from (key for key, _ in self.steps if key is not None)


class Joined:
    """What is drawn in the jobs `spans` of one task with these `deleted` frames."""

    def __init__(
        self, spans: Sequence[JobSpan], labels: Labels, deleted: Collection[int] = ()
    ) -> None:
        self._spans = spans
        self._labels = labels
        self._deleted = deleted
        self._reader = Reader(labels)

    def windows(self, start: int = 0, stop: int = 1 << 31) -> Iterator[tuple[int, int]]:
        """First and last frame of windows over `start` … `stop`, as far as there are jobs."""
        there = [one for one in self._spans if one.start <= stop and one.stop >= start]
        if there:
            first, last = min(one.start for one in there), max(one.stop for one in there)
            yield from windows.ranges([one.id for one in there], max(start, first), min(stop, last))

    def fixed(self, first: int, last: int) -> Wire:
        """LabeledData of the tags and shapes on the frames `first` … `last` (inclusive)."""
        there = [one for one in self._spans if one.start <= last and one.stop >= first]
        within = ("frame BETWEEN %s AND %s", [first, last])
        lone = (f"{within[0]} AND track_id IS NULL", within[1])
        parts = (
            (span, Batch(tag=store.select("tag", span.id, *within),
                         shape=store.select("shape", span.id, *lone)))
            for span in there
        )  # fmt: skip
        read = [(span.start, span.stop, self._reader.read(rows)) for span, rows in parts]
        if len(read) > 1:
            # Only what is compared has to be read as numbers.
            read = [(start, stop, _as_numbers(data)) for start, stop, data in read]
        return merging.merged(read, self._labels.dimension)

    def slides(self) -> Iterator[Slide]:
        """The tracks, job after job."""
        return slides(self._spans, self._tracks_of, self._labels.dimension, self._deleted)

    def _tracks_of(self, span: JobSpan) -> list[Wire]:
        rows = Batch(
            track=store.select("track", span.id),
            shape=store.select("shape", span.id, "track_id IS NOT NULL"),
        )
        return _as_numbers(self._reader.read(rows))["tracks"]

    @cached_property
    def _plan(self) -> list[_Course]:
        """The courses of all tracks, in their order."""
        plan: dict[int, _Course] = {}
        for span, slide in zip(_by_start(self._spans), self.slides(), strict=True):
            for track_id, other in slide.joins:
                step = None if other is None else (span.id, other)
                plan[track_id].steps.append((step, slide.joint))
                plan[track_id].keyframes += 0 if other is None else slide.keyframes[other]
            for key in slide.came:
                plan[key[1]] = _Course(key, slide.keyframes[key[1]])
        return list(plan.values())

    def tracks(self) -> Iterator[list[Wire]]:
        """Whole tracks, about as many keyframes at a time as a window has."""
        page: list[_Course] = []
        keyframes = 0
        for course in self._plan:
            if page and keyframes + course.keyframes > windows.ROWS:
                yield self._page(page)
                page, keyframes = [], 0
            page.append(course)
            keyframes += course.keyframes
        if page:
            yield self._page(page)

    def _page(self, courses: Sequence[_Course]) -> list[Wire]:
        found = self._whole(key for one in courses for key in one.made_of())
        for one in courses:
            for key, joint in one.steps:
                go_on(found[one.key], key and found[key], joint)
        return [found[one.key] for one in courses]

    def _whole(self, keys: Iterable[Key]) -> dict[Key, Wire]:
        of_job: defaultdict[int, list[int]] = defaultdict(list)
        for job_id, track_id in keys:
            of_job[job_id].append(track_id)
        return {
            (job_id, one["id"]): one
            for job_id, ids in of_job.items()
            for one in _as_numbers(
                self._reader.read(store.select_objects(job_id, "tracks", ids))
            )["tracks"]
        }  # fmt: skip

    def intervals(self) -> Iterator[list[Wire]]:
        """Pages of intervals, in order of their start."""
        return Intervals(_by_start(self._spans), self._reader, merging.LIKE_ENOUGH).pages()

    def json(self) -> bytes:
        """All of it as JSON of LabeledData, in order of frames."""
        lists: dict[str, list[bytes]] = {kind: [] for kind in ("tags", "shapes")}
        for window in self.windows():
            data = self.fixed(*window)
            for kind, parts in lists.items():
                _add(parts, data[kind])
        for kind, pages in (("tracks", self.tracks()), ("intervals", self.intervals())):
            lists[kind] = []
            for page in pages:
                _add(lists[kind], page)
        whole = {kind: orjson.Fragment(b"[%b]" % b",".join(lists[kind])) for kind in lists}
        return orjson.dumps({"version": 0} | whole)


def _add(parts: list[bytes], objects: list[Wire]) -> None:
    if objects:
        parts.append(orjson.dumps(objects)[1:-1])


def _as_numbers(data: Wire) -> Wire:
    return orjson.loads(orjson.dumps(data))


def _by_start(spans: Sequence[JobSpan]) -> list[JobSpan]:
    return sorted(spans, key=lambda span: span.start)
