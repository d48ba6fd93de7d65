"""The contract of a dataset format."""

from abc import ABC
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from limn.sdk.archive import Archive
from limn.sdk.dataset import Dataset
from limn.sdk.runs import Run
from limn.sdk.shapes import SHAPES, Annotation


@dataclass(frozen=True, slots=True, kw_only=True)
class Carries:
    """What a format can hold, so that the host tells people beforehand what will be lost.

    `kinds` are the annotation classes written as they are; the host converts others where
    an honest conversion exists (ellipse → polygon, mask ↔ polygon) and drops the rest with a
    warning. The flags say whether these survive a round trip.
    """

    kinds: frozenset[type[Annotation]]
    attributes: bool = False
    tracks: bool = False
    groups: bool = False
    rotation: bool = False
    z_order: bool = False
    occluded: bool = False
    score: bool = False
    source: bool = False
    elements: frozenset[type[Annotation]] = frozenset(SHAPES)
    """Kinds that elements of skeletons may be of."""
    element_attributes: bool = False
    """Whether the elements of skeletons keep their own attributes."""
    only_tracks: bool = False
    """Whether a shape of its own becomes a track of one frame."""
    subsets: bool = True
    """Whether a project's subsets, and the names of its pictures, are kept."""
    reserved: frozenset[str] = frozenset()
    """Names of attributes that the files use for something else, so that such answers go."""


class DatasetFormat(ABC):
    """One way to lay a dataset out in files.

    Subclass it, set the class attributes, and override `write`, `read`, or both.
    """

    name: ClassVar[str]
    """Display name with its version, unique on the host: `COCO 1.0`. Also the API's key."""

    carries: ClassVar[Carries]
    """What the format holds."""

    exports: ClassVar[bool] = True
    imports: ClassVar[bool] = True
    extensions: ClassVar[tuple[str, ...]] = ("zip",)
    """File endings accepted on import, without the dot; the first is also the export's."""

    single_file: ClassVar[bool] = False
    """Whether `write` puts one file into the archive, which people get without a ZIP around it."""

    dimension: ClassVar[Literal["2d", "3d", "1d"]] = "2d"
    """What it is for: pictures and video, point clouds, or recordings."""

    masks_become_polygons: ClassVar[bool] = True
    """Whether imported masks become their outlines unless people ask to keep them; False for
    formats in which masks and polygons are told apart on purpose."""

    def recognises(self, folder: Path) -> float:
        """How sure this format is, from 0 to 1, that `folder` holds a dataset of its kind."""
        del folder
        return 0.0

    def write(self, dataset: Dataset, archive: Archive, run: Run) -> None:
        """Put `dataset` into `archive`; pictures too where frames have `open_media`."""
        raise NotImplementedError(f"{self.name} does not export")

    def read(self, folder: Path, run: Run) -> Dataset:
        """The dataset found in `folder`, an unpacked archive or a folder with one file.

        Raises:
            BadDataset: a file breaks the format; `where` names file and line or key.
        """
        raise NotImplementedError(f"{self.name} does not import")
