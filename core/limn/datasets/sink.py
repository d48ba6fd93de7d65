"""Puts a dataset that was read into a task or job: everything, or nothing."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from limn.annotations.actions import Place, ReadyImport, ready_import
from limn.annotations.arriving import first_frame
from limn.annotations.checks import SOURCES
from limn.annotations.spool import Spool
from limn.datasets.fidelity import outlined
from limn.datasets.matching import Matcher, Numbered
from limn.datasets.misfits import Misfits
from limn.sdk.dataset import Dataset, Frame
from limn.sdk.errors import BadDataset, BadInput
from limn.sdk.runs import Run
from limn.sdk.shapes import Annotation, Interval, Keyframe, Mask, Shape, Skeleton, Track
from limn.tasks.label_queries import LabelNode

_GROUPS = 1 << 20
"""Groups of a mask's outlines begin above those of people."""


class Arrival:
    """A dataset on its way into a place whose frames are `numbered`.

    `file` is what the dataset's file is called in errors. With `outline_masks` masks become
    polygons, but for labels made for masks. A picture's name means the frames `last` only if no
    other shows it.
    """

    def __init__(
        self,
        dataset: Dataset,
        place: Place,
        numbered: Numbered,
        run: Run,
        *,
        file: str,
        outline_masks: bool,
        last: Collection[int] = (),
    ) -> None:
        self._dataset = dataset
        self._target = place
        self._run = run
        self._file = file
        labels = place.labels.top.values()
        self._labels = _Vocabulary(labels, file, outline_masks=outline_masks)
        self._matcher = Matcher(numbered, dataset.origin, last)
        self._places: dict[int, int] = {}
        self._unknown = 0
        self._misfits = Misfits(labels)
        self._tracked = set[int | None]()

    def match(self) -> None:
        """Find the frames that tracks are on, by a walk through the dataset.

        Without tracks there is none: frames are found as their annotations are made ready.

        Raises:
            BadDataset: the task has no such picture.
        """
        if next(iter(self._dataset.tracks()), None) is None:
            return
        for frame in self._dataset.frames():
            self._run.check()
            number = self._number(frame)
            if number is not None:
                self._places[frame.index] = number

    def _number(self, frame: Frame) -> int | None:
        """The task's number of a frame; None for one that it does not have, and nothing is on."""
        number = self._matcher.frame(frame)
        if number is None and frame.annotations:
            called = repr(frame.name) if frame.name else f"with the number {frame.index}"
            raise BadDataset(f"the task has no picture {called}", where=self._file)
        return number

    def ready(self, spool: Spool, *, append: bool) -> ReadyImport:
        """Everything read and checked, to be put in place of what is there, or beside it.

        Raises:
            BadDataset: a picture or a label is not the task's, or a value does not fit.
        """
        try:
            ready = ready_import(
                self._target, self._frames(), self._tracks(), self._intervals(),
                append=append, spool=spool,
            )  # fmt: skip
        except BadInput as error:
            raise BadDataset(str(error), where=self._file) from error
        self._tell_losses()
        return ready

    def _frames(self) -> Iterator[tuple[int, tuple[Annotation, ...]]]:
        """What is on each frame, under the task's numbers."""
        for done, frame in enumerate(self._dataset.frames(), start=1):
            self._run.progress(0.1 + 0.9 * done / max(self._dataset.size, done))
            number = self._number(frame)
            if number is None:
                self._unknown += 1
            else:
                annotations = chain.from_iterable(map(self._labels.fitted, frame.annotations))
                yield number, tuple(self._noted(annotations, number))

    def _tracks(self) -> Iterator[Track]:
        """The tracks, their keyframes under the task's numbers."""
        for track in self._dataset.tracks():
            self._run.check()
            moved = self._moved(self._labels.track(track))
            if moved.keyframes or moved.elements:
                self._tracked.add(moved.number)
                self._misfits.note(moved, first_frame(moved))
                yield moved

    def _intervals(self) -> Iterator[Interval]:
        """The intervals, in ms of the task's recording."""
        for one in self._dataset.intervals():
            self._run.check()
            interval = self._labels.interval(one)
            self._misfits.note(interval, int(interval.start))
            yield interval

    def _noted(self, annotations: Iterable[Annotation], frame: int) -> Iterator[Annotation]:
        for one in annotations:
            # What a track shows was noted with it; tracks are read first.
            if not isinstance(one, Shape) or one.track not in self._tracked:
                self._misfits.note(one, frame)
            yield one

    def _tell_losses(self) -> None:
        """Tell people what was left out."""
        for (label, name), count in self._labels.dropped.items():
            self._run.warn(
                f"{count} values of {name!r} are left out: {label!r} has no such attribute"
            )
        if self._unknown:
            self._run.warn(f"{self._unknown} pictures of the dataset are not in the task")
        for sentence in self._misfits.sentences():
            self._run.warn(sentence)

    def _moved(self, track: Track) -> Track:
        keyframes = {
            number: replace(keyframe, frame=number)
            for keyframe in track.keyframes
            if (number := self._place(keyframe)) is not None
        }
        return replace(
            track,
            keyframes=tuple(keyframes[number] for number in sorted(keyframes)),
            elements=tuple(map(self._moved, track.elements)),
        )

    def _place(self, keyframe: Keyframe) -> int | None:
        found = self._places.get(keyframe.frame)
        if found is None:
            found = self._matcher.number(keyframe.frame)
        if found is None and not keyframe.outside:
            raise BadDataset(f"a track is on frame {keyframe.frame}, which the task does not have",
                             where=self._file)  # fmt: skip
        return found


class _Vocabulary:
    """Makes annotations speak of labels and attributes that the task has."""

    def __init__(self, labels: Iterable[LabelNode], file: str, *, outline_masks: bool) -> None:
        self._labels = {label.name: label for label in labels}
        self._file = file
        self._outline_masks = outline_masks
        self._groups = _GROUPS
        self.dropped: Counter[tuple[str, str]] = Counter()

    def interval(self, one: Interval) -> Interval:
        """The interval with the attributes its label has."""
        known = self._known(one, self._label(one.label))
        return replace(one, attributes=known, source=_source(one.source))

    def fitted(self, one: Annotation) -> list[Annotation]:
        """The annotation with the attributes its label has; several for a mask's outlines."""
        label = self._label(one.label)
        known, source = self._known(one, label), _source(one.source)
        # Most of them are as they should be, and making another of each takes long.
        if known is not one.attributes or source != one.source or isinstance(one, Skeleton):
            one = replace(one, attributes=known, source=source)
        return self._shown(one, label)

    def _shown(self, known: Annotation, label: LabelNode) -> list[Annotation]:
        if isinstance(known, Skeleton):
            known = replace(known, elements=tuple(self._element(e, label) for e in known.elements))
        if isinstance(known, Mask) and self._outline_masks and label.type != "mask":
            return self._grouped(outlined(known))
        return [known]

    def _grouped(self, parts: list[Annotation]) -> list[Annotation]:
        if len(parts) == 1 or any(part.group for part in parts):
            return parts
        self._groups += 1
        return [replace(part, group=self._groups) for part in parts]

    def track(self, track: Track, parent: LabelNode | None = None) -> Track:
        """The same for a track; fixed attributes told by keyframes become the track's."""
        label = self._sublabel(track.label, parent) if parent else self._label(track.label)
        fixed = {spec.name for spec in label.attributes if not spec.mutable}
        first = track.keyframes[0].shape.attributes if track.keyframes else dict[str, str]()
        own = {key: value for key, value in first.items() if key in fixed} | dict(track.attributes)
        return replace(
            track,
            source=_source(track.source),
            attributes=self._known(replace(track, attributes=own), label),
            keyframes=tuple(
                replace(one, shape=replace(one.shape, attributes=self._known(one.shape, label)))
                for one in track.keyframes
            ),
            elements=tuple(self.track(element, label) for element in track.elements),
        )

    def _element(self, element: Shape, parent: LabelNode) -> Shape:
        label = self._sublabel(element.label, parent)
        known = self._known(element, label)
        return replace(element, attributes=known, source=_source(element.source))

    def _label(self, name: str) -> LabelNode:
        if name not in self._labels:
            known = ", ".join(map(repr, self._labels)) or "none"
            raise BadDataset(
                f"there is no label {name!r} in this task; it has {known}", where=self._file
            )
        return self._labels[name]

    def _sublabel(self, name: str, parent: LabelNode) -> LabelNode:
        found = next((one for one in parent.sublabels if one.name == name), None)
        if found is None:
            raise BadDataset(f"the skeleton {parent.name!r} has no element {name!r}",
                             where=self._file)  # fmt: skip
        return found

    def _known(self, one: Annotation, label: LabelNode) -> Mapping[str, str]:
        names = {spec.name for spec in label.attributes}
        if one.attributes.keys() <= names:
            return one.attributes
        for name in one.attributes.keys() - names:
            self.dropped[label.name, name] += 1
        return {name: value for name, value in one.attributes.items() if name in names}


def _source(source: str) -> str:
    return source if source in SOURCES else "manual"
