"""Frames of a task of point clouds: PCD as it is, its context images, and a view from above."""

import numpy as np

from limn.media.images.image_frames import ImageFrames
from limn.media.images.pictures import Pixels
from limn.media.models import Picture
from limn.media.queries import get_picture
from limn.media.readers import ask
from limn.media.serving import previews
from limn.media.serving.encoded import Encoded, Quality
from limn.sdk.errors import NotFound, TooLarge
from limn.storage.space import told_when_gone

PCD = "application/octet-stream"


class CloudFrames(ImageFrames):
    """Fulfils `limn.media.serving.frames.FrameSource` for point clouds."""

    def pixels(self, number: int) -> Pixels:
        """The view from above, RGB."""
        return self._small(number, previews.SIDE)

    def _small(self, number: int, side: int) -> Pixels:
        name = get_picture(self._data, number).path
        try:
            told = ask("cloud_view", path=str(self._originals.path(name)), name=name, side=side)
        except TooLarge as error:
            raise NotFound(str(error)) from error
        return np.frombuffer(told.content, np.uint8).reshape(told.value)

    def _member_or_grey(self, picture: Picture, quality: Quality) -> tuple[str, bytes]:
        return self._member(picture.path, quality)

    def _member(self, name: str, quality: Quality) -> tuple[str, bytes]:
        return ".pcd", self._encoded(name, quality).read()

    def _encoded(self, name: str, quality: Quality) -> Encoded:
        path = self._originals.path(name)
        with told_when_gone(name):
            path.stat()
        return Encoded(path, PCD)
