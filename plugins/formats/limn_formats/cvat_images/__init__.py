"""CVAT's own XML, version 1.1: every shape and tag, frame by frame.

    annotations.xml      images/<subset>/<name>

"CVAT for images 1.1" writes it, an `<image>` a frame with tracks as the shapes they show on
it. "CVAT 1.1" reads it, and the `<track>` elements of "CVAT for video 1.1" as well. CVAT
rounds coordinates to two decimals; here they are written exactly.
"""

from pathlib import Path
from typing import ClassVar

from limn.sdk import (
    SHAPES,
    Archive,
    Carries,
    Dataset,
    DatasetFormat,
    Run,
    Tag,
    hookimpl,
)

LIMN_API = 1


class CvatForImages(DatasetFormat):
    """Writes CVAT's XML, one element a frame."""

    name = "CVAT for images 1.1"
    carries = Carries(
        kinds=frozenset({Tag, *SHAPES}),
        attributes=True,
        groups=True,
        rotation=True,
        z_order=True,
        occluded=True,
        source=True,
        element_attributes=True,
    )
    imports = False

    def write(self, dataset: Dataset, archive: Archive, run: Run) -> None:
        """Put `annotations.xml` into the archive, and pictures where there are any."""
        from limn_formats.cvat_images.writing import write

        write(dataset, archive, run)


class Cvat(DatasetFormat):
    """Reads CVAT's XML, of images and of video."""

    name = "CVAT 1.1"
    carries = Carries(
        kinds=frozenset({Tag, *SHAPES}),
        attributes=True,
        tracks=True,
        groups=True,
        rotation=True,
        z_order=True,
        occluded=True,
        source=True,
        element_attributes=True,
    )
    exports = False
    extensions: ClassVar[tuple[str, ...]] = ("xml", "zip")
    masks_become_polygons = False

    def recognises(self, folder: Path) -> float:
        """0.9 where an XML file begins like CVAT's."""
        return 0.9 if any(_begins_well(path) for path in folder.rglob("*.xml")) else 0.0

    def read(self, folder: Path, run: Run) -> Dataset:
        """The dataset of the XML file in `folder`.

        Raises:
            BadDataset: the file is no XML, or an element breaks the format.
        """
        from limn_formats.cvat_images.reading import read

        return read(folder, run)


def _begins_well(path: Path) -> bool:
    with path.open("rb") as file:
        return b"<annotations" in file.read(1 << 12)


@hookimpl
def offer_formats() -> list[DatasetFormat]:
    """CVAT's XML, one format a direction."""
    return [CvatForImages(), Cvat()]
