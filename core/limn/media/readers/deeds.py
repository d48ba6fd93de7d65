"""What a reader can be asked for; each names the file it is about by `path` and `name`."""

from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from limn.media.far_files import FarFile
from limn.media.part_files import Source
from limn.sdk.runs import Run

if TYPE_CHECKING:
    from limn.media.readers.telling import TellingRun
    from limn.media.video.clip_frames import Form


class Done(NamedTuple):
    """A deed's answer: something JSON can tell, and bytes where it has some."""

    value: Any
    content: bytes = b""


def _verify(run: Run, *, path: str, name: str) -> Done:
    from limn.media.images import pictures

    del run
    return Done(pictures.verified(Path(path), name))


def _original(run: Run, *, path: str, name: str) -> Done:
    from limn.media.serving import stills

    del run
    mime, content = stills.original(Path(path), name)
    return Done([mime, content is not None], content or b"")


def _compressed(run: Run, *, path: str, name: str, quality: int) -> Done:
    from limn.media.serving import stills

    del run
    mime, content = stills.compressed(Path(path), name, quality)
    return Done([mime, content is not None], content or b"")


def _pixels(run: Run, *, path: str, name: str, shrink_to: int) -> Done:
    from limn.media.images import pictures

    del run
    seen = pictures.pixels(Path(path), name, shrink_to=shrink_to)
    return Done(seen.shape, seen.tobytes())


def _unpack(run: Run, *, path: str, name: str, folder: str) -> Done:
    from limn.media.unpacking import archives

    return Done(archives.unpack(Path(path), name, Path(folder), run))


def _render(run: Run, *, path: str, name: str, folder: str) -> Done:
    from limn.media.unpacking import papers

    return Done(papers.render(Path(path), name, Path(folder), run))


def _index(run: Run, *, path: str, name: str, place: str) -> Done:
    return _indexed(Path(path), name, Path(place), run)


def _index_far(run: "TellingRun", *, size: int, name: str, place: str) -> Done:
    return _indexed(FarFile(run.fetch, size), name, Path(place), run)


def _indexed(video: Source, name: str, place: Path, run: Run) -> Done:
    from limn.media.video import indexing

    index = indexing.build(video, name, place, run)
    index.save(place)
    return Done(len(index))


def _still(run: Run, *, frame: int, form: "Form", quality: int, **clip: Any) -> Done:
    from limn.media.video.clip_frames import ClipFrames

    del run
    return Done(None, ClipFrames(**clip).still(frame, form, quality))


def _still_ready(run: Run, *, name: str) -> Done:
    """Load what the first frame would have to wait for."""
    from limn.media.video import clip_frames

    del run, name
    return Done(clip_frames.__name__)


def _clip_zip(
    run: Run, *, target: str, frames: list[int], form: "Form", quality: int, **clip: Any
) -> Done:
    from limn.media.video.clip_frames import ClipFrames

    return Done(ClipFrames(**clip).write_zip(Path(target), frames, form, quality, run))


def _clip_mp4(run: Run, *, target: str, frames: list[int], quality: int, **clip: Any) -> Done:
    from limn.media.video.clip_frames import ClipFrames

    return Done(ClipFrames(**clip).write_mp4(Path(target), frames, quality, run))


def _listen(run: Run, *, path: str, name: str, place: str) -> Done:
    from limn.media.sound import peaks

    return Done(list(astuple(peaks.measure(Path(path), name, Path(place), run))))


def _mp3(run: Run, *, path: str, name: str, target: str) -> Done:
    from limn.media.sound import recordings

    return Done(recordings.write_mp3(Path(path), name, Path(target), run))


def _cover(run: Run, *, path: str, name: str) -> Done:
    from limn.media.sound import recordings

    del run
    seen = recordings.cover(Path(path), name)
    return Done(None) if seen is None else Done(seen.shape, seen.tobytes())


def _cloud(run: Run, *, path: str, name: str, target: str | None) -> Done:
    from limn.media.point_clouds import clouds

    del run
    if target is None:
        clouds.check_pcd(Path(path), name)
    else:
        clouds.write_pcd(Path(path), name, Path(target))
    return Done(None)


def _cloud_view(run: Run, *, path: str, name: str, side: int) -> Done:
    from limn.media.point_clouds import cloud_views, clouds

    del run
    seen = cloud_views.from_above(clouds.places(Path(path), name), side)
    return Done(seen.shape, seen.tobytes())


DEEDS: dict[str, Callable[..., Done]] = {
    "clip_mp4": _clip_mp4,
    "clip_zip": _clip_zip,
    "cloud": _cloud,
    "cloud_view": _cloud_view,
    "compressed": _compressed,
    "cover": _cover,
    "index": _index,
    "index_far": _index_far,
    "listen": _listen,
    "mp3": _mp3,
    "original": _original,
    "pixels": _pixels,
    "render": _render,
    "still": _still,
    "still_ready": _still_ready,
    "unpack": _unpack,
    "verify": _verify,
}
