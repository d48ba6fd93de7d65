"""Frames of a video as bytes, decoded where a fault costs little: inside a reader."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from limn.media.images import jpegs
from limn.media.images.pictures import Pixels
from limn.media.serving import zips
from limn.media.video import index_files, videos
from limn.media.video.decoder_pool import pool
from limn.media.video.encoding import write_mp4
from limn.sdk.errors import BadMedia

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from av.video.frame import VideoFrame

    from limn.media.video.decoders import Decoder
    from limn.sdk.runs import Run

Form = Literal["jpeg", "png", "rgb"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipFrames:
    """The video whose packets are in the file `path`, its index at `place`; sizes in px as seen.

    Frames are those of the source. `rotation` is in degrees counterclockwise.
    """

    path: str
    name: str
    place: str
    width: int
    height: int
    rotation: int

    def still(self, frame: int, form: Form, quality: int) -> bytes:
        """One frame as JPEG of that quality, as PNG, or as RGB pixels.

        Raises:
            BadMedia: it cannot be decoded.
        """
        with self._decoder(frame) as decoder:
            found = decoder.frame(frame)
        return _encoded(self._seen(found), form, quality)

    def write_zip(
        self, target: Path, frames: Sequence[int], form: Form, quality: int, run: "Run"
    ) -> None:
        """A ZIP of these frames; of those that cannot be decoded, of pictures that say so."""
        suffix = {"jpeg": ".jpeg", "png": ".png"}[form]

        def member(frame: "VideoFrame") -> tuple[str, bytes]:
            return suffix, _encoded(self._seen(frame), form, quality)

        zips.write_zip(target, zips.in_parallel(member, self._decoded(frames, run)))

    def write_mp4(self, target: Path, frames: Sequence[int], quality: int, run: "Run") -> None:
        """An MP4 of these frames, likewise."""
        write_mp4(target, self._decoded(frames, run), self.rotation, quality)

    def _decoder(self, frame: int) -> "AbstractContextManager[Decoder]":
        index = index_files.loaded(Path(self.place))
        return pool.borrow(Path(self.path), self.name, frame, index)

    def _decoded(self, frames: Sequence[int], run: "Run") -> "Iterator[VideoFrame]":
        with self._decoder(frames[0]) as decoder:
            for done, frame in enumerate(frames):
                run.progress(done, len(frames), "Making a chunk")
                try:
                    yield self._sized(decoder.frame(frame))
                except BadMedia:
                    # One damaged frame must not hide the others, nor move their numbers.
                    yield videos.placeholder(self.width, self.height, self.rotation, frame)

    def _seen(self, frame: "VideoFrame") -> Pixels:
        return videos.as_seen(self._sized(frame), self.rotation)

    def _sized(self, frame: "VideoFrame") -> "VideoFrame":
        turned = self.rotation % 180
        return videos.sized(
            frame, *((self.height, self.width) if turned else (self.width, self.height))
        )


def _encoded(picture: Pixels, form: Form, quality: int) -> bytes:
    match form:
        case "jpeg":
            return jpegs.jpeg(picture, quality)
        case "png":
            return jpegs.png(picture)
        case "rgb":
            return picture.tobytes()
