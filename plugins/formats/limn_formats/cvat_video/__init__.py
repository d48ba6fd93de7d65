"""CVAT's own XML, version 1.1, as it is written for video: an element a track.

    annotations.xml      images/frame_000000.<ending>

A track tells its shape on every frame it is seen on, with `keyframe` 1 where somebody set it,
and once more with `outside` 1 where it disappears. A shape that belongs to no track becomes a
track of two frames. Frames are numbered as in the video, pictures too. "CVAT 1.1" reads it.
"""

from limn.sdk import SHAPES, Archive, Carries, Dataset, DatasetFormat, Run, hookimpl

LIMN_API = 1


class CvatForVideo(DatasetFormat):
    """Writes CVAT's XML, one element a track."""

    name = "CVAT for video 1.1"
    carries = Carries(
        kinds=frozenset(SHAPES),
        attributes=True,
        tracks=True,
        groups=True,
        rotation=True,
        z_order=True,
        occluded=True,
        source=True,
        element_attributes=True,
        only_tracks=True,
        subsets=False,
    )
    imports = False

    def write(self, dataset: Dataset, archive: Archive, run: Run) -> None:
        """Put `annotations.xml` into the archive, and pictures where there are any."""
        from limn_formats.cvat_video.writing import write

        write(dataset, archive, run)


@hookimpl
def offer_formats() -> list[DatasetFormat]:
    """CVAT's XML for video."""
    return [CvatForVideo()]
