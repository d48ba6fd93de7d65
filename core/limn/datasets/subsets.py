"""A dataset's subsets one by one, with the pictures that came along."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from limn.media.names import checked
from limn.sdk.dataset import Dataset, Frame, MediaKind, Origin
from limn.sdk.errors import BadDataset, BadInput
from limn.sdk.labels import Attribute, Label
from limn.sdk.runs import Run
from limn.sdk.shapes import Interval, Shape, Track
from limn.storage import space
from limn.tasks.label_queries import described


@dataclass
class Subset:
    """One subset as a dataset of its own, whose frames are numbered from 0.

    `pictures` are the names of the files in `folder`, in the order of frames.
    """

    whole: Dataset
    name: str
    folder: Path
    pictures: list[str] = field(default_factory=list[str])
    _places: dict[int, int] = field(default_factory=dict[int, int])

    @property
    def labels(self) -> tuple[Label, ...]:
        """The labels of the whole dataset."""
        return self.whole.labels

    @property
    def media(self) -> MediaKind:
        """Subsets are pictures."""
        return "image"

    @property
    def size(self) -> int:
        """Number of frames."""
        return len(self.pictures)

    @property
    def subsets(self) -> tuple[str, ...]:
        """This one."""
        return (self.name,)

    @property
    def origin(self) -> Origin:
        """Nothing is known: frames have numbers of their own here."""
        return Origin()

    def frames(self) -> Iterator[Frame]:
        """The frames of this subset, in order."""
        mine = (frame for frame in self.whole.frames() if frame.subset == self.name)
        for number, frame in enumerate(mine):
            yield replace(frame, index=number)

    def tracks(self) -> Iterator[Track]:
        """The tracks that have keyframes in this subset."""
        for track in self.whole.tracks():
            moved = self._moved(track)
            if moved.keyframes or moved.elements:
                yield moved

    def intervals(self) -> Iterator[Interval]:
        """None: subsets are pictures."""
        return iter(())

    def add(self, frame: Frame, where: str) -> None:
        """Take a frame's picture.

        Raises:
            BadDataset: it has none, or its name is taken or cannot be kept.
        """
        name = frame.media_name or frame.name
        if not name or frame.open_media is None:
            called = repr(name) if name else f"of frame {frame.index}"
            raise BadDataset(f"the picture {called} is not in the archive", where=where)
        try:
            name = checked(name)
        except BadInput as error:
            raise BadDataset(str(error), where=where) from error
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with (
                space.told_when_full(name), frame.open_media() as source, target.open("xb") as copy
            ):  # fmt: skip
                space.copy(source, copy, name)
        except FileExistsError as error:
            raise BadDataset(
                f"two pictures of subset {self.name!r} are called {name!r}", where=where
            ) from error
        self._places[frame.index] = len(self.pictures)
        self.pictures.append(name)

    def _moved(self, track: Track) -> Track:
        elements = tuple(self._moved(one) for one in track.elements)
        return replace(
            track,
            keyframes=tuple(
                replace(one, frame=self._places[one.frame])
                for one in track.keyframes
                if one.frame in self._places
            ),
            elements=tuple(one for one in elements if one.keyframes),
        )


@dataclass
class Divided:
    """A dataset with its pictures copied, subset by subset, and the attributes it uses."""

    subsets: list[Subset]
    used: Mapping[str, Mapping[str, bool]]
    """By label the names of the attributes answered, and whether tracks answer them."""

    def new_labels(self, known: AbstractSet[str]) -> list[dict[str, Any]]:
        """The dataset's labels whose names are not `known`, as their room is told of them.

        Attributes that are answered, but that the dataset does not describe, are text.
        """
        return [
            described(_with_used(label, self.used.get(label.name, {})))
            for label in self.subsets[0].labels
            if label.name not in known
        ]


def divided(dataset: Dataset, folder: Path, run: Run, *, where: str) -> Divided:
    """The dataset in subsets, its pictures copied below `folder`; all frames are walked.

    Raises:
        BadDataset: there are no frames, or a picture is not there.
    """
    subsets: dict[str, Subset] = {}
    used: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    for done, frame in enumerate(dataset.frames(), start=1):
        run.progress(0.1 + 0.2 * done / max(dataset.size, done), 1.0, "Sorting pictures")
        if frame.subset not in subsets:
            home = folder / str(len(subsets))
            home.mkdir(parents=True)
            subsets[frame.subset] = Subset(dataset, frame.subset, home)
        subsets[frame.subset].add(frame, where)
        for one in frame.annotations:
            tracked = isinstance(one, Shape) and one.track is not None
            for name in one.attributes:
                used[one.label][name] = used[one.label].get(name, False) or tracked
    if not subsets:
        raise BadDataset("there are no pictures in this dataset", where=where)
    return Divided(list(subsets.values()), used)


def _with_used(label: Label, used: Mapping[str, bool]) -> Label:
    known = {one.name for one in label.attributes}
    extra = (
        Attribute(name=name, mutable=mutable) for name, mutable in used.items() if name not in known
    )
    return replace(label, attributes=(*label.attributes, *extra))
