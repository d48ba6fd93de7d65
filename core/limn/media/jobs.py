"""Work in the background: chunks that take long."""

from datetime import timedelta

from limn.media.queries import get_data
from limn.media.serving.encoded import ChunkKind, Quality
from limn.media.sound.sound_frames import SoundFrames
from limn.media.video.video_frames import VideoFrames
from limn.runs.declare import job
from limn.runs.live import LiveRun
from limn.sdk.errors import Cancelled, NotFound

_KEPT = timedelta(minutes=10)


@job("chunk:build", queue="chunks", max_attempts=2, keep=_KEPT, keep_failed=_KEPT)
def build_chunk(
    run: LiveRun, *, data_id: int, numbers: list[int], quality: Quality, kind: ChunkKind,
    cache_key: str | None,
) -> None:  # fmt: skip
    """Build the chunk of these frames, unless it has been built meanwhile."""
    try:
        data = get_data(data_id)
        frames = SoundFrames(data) if data.kind == "audio" else VideoFrames(data)
    except NotFound as error:
        raise Cancelled(f"data {data_id} was deleted") from error
    frames.build_chunk(numbers, quality, kind, cache_key, run)
