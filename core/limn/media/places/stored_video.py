"""A video that stays in a connected storage: what it is, read there by ranges."""

from pathlib import Path

from limn.media import kinds
from limn.media.options import DataOptions
from limn.media.places.ranges import InOneStorage
from limn.media.probing import Probed, video_probed
from limn.media.video import index_files
from limn.sdk.errors import BadMedia
from limn.sdk.runs import Run


def probed(
    video: InOneStorage, options: DataOptions, run: Run, *, staging: Path, index: Path
) -> Probed:
    """Everything about the video, of which nothing is kept here but the packet index at `index`.

    Raises:
        BadMedia: it is empty, no video, or broken. TooLarge: over a limit of pixels or packets.
        Changed: it was replaced meanwhile.
        NotFound, Forbidden, StorageFailed: it cannot be read.
    """
    name = video.found.key
    kind = kinds.kind_by(video.read(0, min(kinds.SNIFFED, video.size)), name)
    if kind != "video":
        raise BadMedia(f"{name} is not what its name says: its content is of kind {kind}")
    run.progress(0.1, 1.0, "Reading the video")
    made = index_files.made(video, name, index, run)
    return video_probed(name, made, options, staging=staging, size=video.size, tag=video.found.tag)
