"""Runs, datasets and pictures for tests, made without the host."""

import io
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from limn.sdk.dataset import Dataset, Frame, MemoryDataset, Origin, StreamedDataset
from limn.sdk.errors import Cancelled
from limn.sdk.geometry.raster import raster
from limn.sdk.labels import Attribute, Label
from limn.sdk.shapes import (
    SHAPES,
    Annotation,
    AnyShape,
    Box,
    Cuboid,
    Cuboid3D,
    Ellipse,
    Interval,
    Mask,
    Points,
    Polygon,
    Polyline,
    Shape,
    Skeleton,
    Tag,
)

WIDTH, HEIGHT = 64, 48
PARTS = ("head", "tail")


class ScratchRun:
    """A run whose scratch is a folder you give, and which remembers what it was told.

    With `cancel_after=n`, the n-th call of `progress` or `check` raises `Cancelled`.
    """

    def __init__(self, folder: Path, *, cancel_after: int | None = None) -> None:
        self.scratch = folder / "scratch"
        self.scratch.mkdir(parents=True, exist_ok=True)
        self.told: list[tuple[float, float, str]] = []
        self.warnings: list[str] = []
        self.checks = 0
        self._cancel_after = cancel_after

    def progress(self, done: float, total: float = 1.0, message: str = "") -> None:
        """Remember how far the work is."""
        self.told.append((done, total, message))
        self.check()

    def warn(self, message: str) -> None:
        """Remember a warning."""
        self.warnings.append(message)

    def check(self) -> None:
        """Raise `Cancelled` when the time has come."""
        self.checks += 1
        if self._cancel_after is not None and self.checks >= self._cancel_after:
            raise Cancelled("the test stopped this run")


def picture(
    width: int = WIDTH, height: int = HEIGHT, *, shade: int = 0, kind: str = "PNG"
) -> bytes:
    """The bytes of a picture of one colour; `shade` 0 to 255 makes it differ from others."""
    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", (width, height), (shade, 255 - shade, 128)).save(target, kind)
    return target.getvalue()


def shape_of(kind: type[Annotation], number: int = 0, **common: Any) -> Annotation:
    """An annotation of that kind; `number` moves it, up to 9 px (an interval by 100 ms)."""
    at = float(number % 10)
    match kind.__name__:
        case "Tag":
            return Tag(**{k: v for k, v in common.items() if k in _OF_TAGS})
        case "Interval":
            known = {k: v for k, v in common.items() if k in _OF_TAGS}
            return Interval(start=100 * number, stop=100 * number + 250, **known)
        case "Cuboid3D":
            turn = {"rx": 0.25, "ry": -0.5, "rz": 1.5}
            return Cuboid3D(x=4.5 + at, y=-2.25, z=0.5, sx=4.25, sy=1.75, sz=1.5, **turn, **common)
        case "Box":
            return Box(x1=2.5 + at, y1=3.25, x2=20.75 + at, y2=30.5, **common)
        case "Ellipse":
            return Ellipse(cx=30.5 + at, cy=20.25, rx=9.5, ry=4.75, **common)
        case "Cuboid":
            front = np.array([(4, 4), (4, 20), (20, 4), (20, 20)], np.float64)
            return Cuboid(points=np.concatenate((front, front + 6.5)) + at, **common)
        case "Mask":
            found = raster(_blob(), left=5 + int(at), top=7)
            assert found is not None
            return Mask(**found._asdict(), **common)
        case "Skeleton":
            elements = tuple(
                Points(label=part, points=np.array([(10.5 + at, 8.0 + place)]))
                for place, part in enumerate(PARTS)
            )
            return Skeleton(elements=elements, **common)
        case name:
            ring = np.array([(3.5, 4.25), (25.125, 5.0), (22.75, 28.5), (6.0, 20.0)]) + at
            return {"Polygon": Polygon, "Polyline": Polyline, "Points": Points}[name](
                points=ring, **common
            )


def labels(prefix: str = "") -> tuple[Label, ...]:
    """`thing`, with an attribute of every kind, and `person`, a skeleton."""
    attributes = (
        Attribute(name="note"),
        Attribute(name="colour", kind="select", values=("red", "blue"), default="red"),
        Attribute(name="parked", kind="checkbox", values=("false",), default="false", mutable=True),
        Attribute(name="wheels", kind="number", values=("0", "18", "1"), default="4"),
    )
    nodes = "".join(
        f'<circle r="1" cx="{10 + place}" cy="10" data-type="element node" '
        f'data-element-id="{place}" data-node-id="{place}" data-label-name="{part}"/>'
        for place, part in enumerate(PARTS, start=1)
    )
    return (
        Label(name=f"{prefix}thing", color="#ff0000", attributes=attributes),
        Label(
            name=f"{prefix}person",
            color="#00ff00",
            type="skeleton",
            sublabels=tuple(Label(name=part, type="points") for part in PARTS),
            svg=nodes,
        ),
    )


def sample(
    kinds: Collection[type[Annotation]] = (Tag, *SHAPES),
    *,
    frames: int = 3,
    pictures: bool = False,
    names: str = "photo {}.png",
    prefix: str = "",
    attributes: bool = True,
    rotation: bool = True,
) -> MemoryDataset:
    """A small dataset with one annotation of each of `kinds` on every frame.

    `names` makes the pictures' names from their number, `prefix` begins every label's. With
    `Interval` among the kinds it is a recording: `frames` intervals and no frames.
    """
    thing, person = (label.name for label in labels(prefix))
    values = {"note": "as seen", "colour": "blue", "parked": "true", "wheels": "6"}
    ordered = sorted(kinds, key=lambda kind: kind.__name__)

    def one(kind: type[Annotation], number: int) -> Annotation:
        common: dict[str, Any] = {"label": person if kind is Skeleton else thing}
        if attributes and kind is not Skeleton:
            common["attributes"] = values
        if issubclass(kind, Shape):
            common["occluded"] = number % 2 == 1
        if rotation and kind in {Box, Ellipse}:
            common["rotation"] = 30.5
        return shape_of(kind, number, **common)

    heard = Interval in kinds
    return MemoryDataset(
        labels=labels(prefix),
        media="audio" if heard else "point_cloud" if Cuboid3D in kinds else "image",
        all_intervals=tuple(_intervals(one(Interval, index) for index in range(frames * heard))),
        duration=_DURATION if heard else 0,
        origin=Origin(kind="task", id=7, name="sample", segments=((3, 0, frames - 1),)),
        all_frames=tuple(
            Frame(
                index=index,
                name=names.format(index),
                width=WIDTH,
                height=HEIGHT,
                annotations=tuple(one(kind, index) for kind in ordered),
                open_media=partial(io.BytesIO, picture(shade=index)) if pictures else None,
            )
            for index in range(0 if heard else frames)
        ),
    )


def _intervals(annotations: Iterable[Annotation]) -> Iterator[Interval]:
    return (one for one in annotations if isinstance(one, Interval))


def large(kind: type[Annotation], frames: int, shapes: int = 10) -> Dataset:
    """A dataset of any size that is made while it is read, and never held."""
    label = labels()[1 if kind is Skeleton else 0].name
    if kind is Interval:
        return StreamedDataset(
            open_frames=lambda: iter(()),
            open_intervals=lambda: _intervals(
                shape_of(Interval, number, label=label) for number in range(frames * shapes)
            ),
            labels=labels(),
            media="audio",
            size=frames * shapes * 100 + 250,
        )

    def opened() -> Iterator[Frame]:
        for index in range(frames):
            yield Frame(
                index=index,
                name=f"photo {index}.png",
                width=WIDTH,
                height=HEIGHT,
                annotations=tuple(shape_of(kind, number, label=label) for number in range(shapes)),
            )

    return StreamedDataset(open_frames=opened, labels=labels(), size=frames)


def followed(frames: int = 6, *, kind: type[Annotation] = Box) -> MemoryDataset:
    """A dataset with one shape of `kind` tracked over frames 1 to 3, a box if nothing is said.

    It was set by hand on the first and last of them.
    """
    thing, person = (label.name for label in labels())

    def seen(index: int) -> tuple[AnyShape, ...]:
        if not 1 <= index <= 3:
            return ()
        label = person if kind is Skeleton else thing
        shape = shape_of(kind, 2 * index, label=label, track=5, keyframe=index != 2)
        return (shape,) if isinstance(shape, AnyShape) else ()

    from limn.sdk.tracks import track_of

    sights = [(index, shape) for index in range(frames) for shape in seen(index)]
    return MemoryDataset(
        labels=labels(),
        all_frames=tuple(
            Frame(
                index=index, name=f"photo {index}.png", width=WIDTH, height=HEIGHT,
                annotations=seen(index),
            )
            for index in range(frames)
        ),
        all_tracks=(track_of(5, sights, frames),),
    )  # fmt: skip


_DURATION = 60_000
_OF_TAGS = ("label", "attributes", "group", "source")


def _blob() -> np.ndarray[Any, np.dtype[np.bool_]]:
    """A bitmap with a hole and a notch, 9 × 11 px."""
    pixels = np.ones((9, 11), np.bool_)
    pixels[3:5, 4:6] = False
    pixels[0, :3] = False
    return pixels
