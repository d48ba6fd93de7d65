"""Frames of a task of point clouds: PCD as it is, its context images, and a view from above."""

from limn.media import cloud_views, clouds, previews
from limn.media.encoded import Encoded, Quality
from limn.media.image_frames import ImageFrames
from limn.media.pictures import Pixels
from limn.media.queries import get_picture
from limn.storage.space import told_when_gone

PCD = "application/octet-stream"
_POINTS = 100_000
"""Points that are enough to see what a cloud is of."""


class CloudFrames(ImageFrames):
    """Fulfils `limn.media.frames.FrameSource` for point clouds."""

    def pixels(self, number: int) -> Pixels:
        """The view from above, RGB."""
        return self._small(number, previews.SIDE)

    def _small(self, number: int, side: int) -> Pixels:
        name = get_picture(self._data, number).path
        return cloud_views.from_above(
            clouds.places(self._originals.path(name), name, _POINTS), side
        )

    def _member(self, name: str, quality: Quality) -> tuple[str, bytes]:
        return ".pcd", self._encoded(name, quality).read()

    def _encoded(self, name: str, quality: Quality) -> Encoded:
        path = self._originals.path(name)
        with told_when_gone(name):
            path.stat()
        return Encoded(path, PCD)
