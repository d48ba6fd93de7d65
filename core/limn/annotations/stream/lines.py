"""Tracks put together of their heads and keyframes, window after window."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import count
from typing import Any

from limn.annotations.reading import (
    ATTRIBUTES,
    FRAME,
    GROUP,
    ID,
    LABEL,
    OUTSIDE,
    PARENT,
    SOURCE,
    TRACK,
)
from limn.annotations.rows import Row
from limn.annotations.stream.objects import Names, head_of, shape_of_row
from limn.annotations.windows import Window
from limn.sdk.geometry.tracks import Timeline
from limn.sdk.shapes import Keyframe, Track


class Lines:
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
        shape = replace(shape_of_row(self._names, row, head), outside=False)
        return Keyframe(frame=row[FRAME], shape=shape, outside=bool(row[OUTSIDE]))

    def _track(self, head: Row, keyframes: Mapping[int, list[Keyframe]]) -> Track:
        elements = (self._track(one, keyframes) for one in self._elements.get(head[ID], ()))
        return Track(
            **head_of(self._names, head, mutable=False),
            keyframes=tuple(keyframes.get(head[ID], ())),
            elements=tuple(elements),
            number=self._numbers.get(head[ID], self._numbers.get(head[PARENT], 0)),
        )
