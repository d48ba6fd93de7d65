"""Jobs of one task joined where they overlap, a window of frames at a time.

Whether two shapes or tags are one is decided frame by frame, so no more than a window of them is
ever read together. Tracks and intervals go on over many frames; they are read whole.
"""

from collections.abc import Iterable, Iterator, Sequence

import orjson

from limn.annotations import merging, store
from limn.annotations.reading import Reader, Wire
from limn.annotations.rows import Batch
from limn.annotations.vocabulary import Labels
from limn.annotations.windows import ranges
from limn.tasks.queries import JobSpan


class Joined:
    """What is drawn in the jobs `spans` of one task."""

    def __init__(self, spans: Sequence[JobSpan], labels: Labels) -> None:
        self._spans = spans
        self._labels = labels
        self._reader = Reader(labels)

    def windows(self) -> Iterator[tuple[int, int]]:
        """First and last frame of windows that cover all jobs, in order."""
        start, stop = min(one.start for one in self._spans), max(one.stop for one in self._spans)
        return ranges([one.id for one in self._spans], start, stop)

    def fixed(self, first: int, last: int) -> Wire:
        """LabeledData of the tags and shapes on the frames `first` … `last` (inclusive)."""
        there = [one for one in self._spans if one.start <= last and one.stop >= first]
        within = ("frame BETWEEN %s AND %s", [first, last])
        lone = (f"{within[0]} AND track_id IS NULL", within[1])
        return self._merged(
            (span, Batch(tag=store.select("tag", span.id, *within),
                         shape=store.select("shape", span.id, *lone)))
            for span in there
        )  # fmt: skip

    def moving(self) -> Wire:
        """LabeledData of the tracks and intervals."""
        return self._merged(
            (span, Batch(track=store.select("track", span.id),
                         shape=store.select("shape", span.id, "track_id IS NOT NULL"),
                         interval=store.select("interval", span.id)))
            for span in self._spans
        )  # fmt: skip

    def _merged(self, parts: Iterable[tuple[JobSpan, Batch]]) -> Wire:
        read = [(span.start, span.stop, self._reader.read(rows)) for span, rows in parts]
        if len(read) > 1:
            # Only what is compared has to be read as numbers.
            read = [(start, stop, orjson.loads(orjson.dumps(data))) for start, stop, data in read]
        return merging.merged(read, self._labels.dimension)

    def json(self) -> bytes:
        """All of it as JSON of LabeledData, in order of frames."""
        lists: dict[str, list[bytes]] = {"tags": [], "shapes": []}
        for window in self.windows():
            data = self.fixed(*window)
            for kind, parts in lists.items():
                if data[kind]:
                    parts.append(orjson.dumps(data[kind])[1:-1])
        whole = {kind: orjson.Fragment(b"[%b]" % b",".join(lists[kind])) for kind in lists}
        return orjson.dumps(self.moving() | whole)
