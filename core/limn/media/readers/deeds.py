"""What a reader can be asked for; each names the file it is about by `path` and `name`."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from limn.sdk.runs import Run

if TYPE_CHECKING:
    from limn.media.clip_frames import Form


class Done(NamedTuple):
    """A deed's answer: something JSON can tell, and bytes where it has some."""

    value: Any
    content: bytes = b""


def _verify(run: Run, *, path: str, name: str) -> Done:
    from limn.media import pictures

    del run
    return Done(pictures.verified(Path(path), name))


def _original(run: Run, *, path: str, name: str) -> Done:
    from limn.media import stills

    del run
    mime, content = stills.original(Path(path), name)
    return Done([mime, content is not None], content or b"")


def _compressed(run: Run, *, path: str, name: str, quality: int) -> Done:
    from limn.media import stills

    del run
    mime, content = stills.compressed(Path(path), name, quality)
    return Done([mime, content is not None], content or b"")


def _pixels(run: Run, *, path: str, name: str, shrink_to: int) -> Done:
    from limn.media import pictures

    del run
    seen = pictures.pixels(Path(path), name, shrink_to=shrink_to)
    return Done(seen.shape, seen.tobytes())


def _unpack(run: Run, *, path: str, name: str, folder: str) -> Done:
    from limn.media import archives

    return Done(archives.unpack(Path(path), name, Path(folder), run))


def _render(run: Run, *, path: str, name: str, folder: str) -> Done:
    from limn.media import papers

    return Done(papers.render(Path(path), name, Path(folder), run))


def _index(run: Run, *, path: str, name: str, place: str) -> Done:
    from limn.media import indexing

    index = indexing.build(Path(path), name, Path(place), run)
    index.save(Path(place))
    return Done(len(index))


def _still(run: Run, *, frame: int, form: "Form", quality: int, **clip: Any) -> Done:
    from limn.media.clip_frames import ClipFrames

    del run
    return Done(None, ClipFrames(**clip).still(frame, form, quality))


def _still_ready(run: Run, *, name: str) -> Done:
    """Load what the first frame would have to wait for."""
    from limn.media import clip_frames

    del run, name
    return Done(clip_frames.__name__)


def _clip_zip(
    run: Run, *, target: str, frames: list[int], form: "Form", quality: int, **clip: Any
) -> Done:
    from limn.media.clip_frames import ClipFrames

    return Done(ClipFrames(**clip).write_zip(Path(target), frames, form, quality, run))


def _clip_mp4(run: Run, *, target: str, frames: list[int], quality: int, **clip: Any) -> Done:
    from limn.media.clip_frames import ClipFrames

    return Done(ClipFrames(**clip).write_mp4(Path(target), frames, quality, run))


DEEDS: dict[str, Callable[..., Done]] = {
    "clip_mp4": _clip_mp4,
    "clip_zip": _clip_zip,
    "compressed": _compressed,
    "index": _index,
    "original": _original,
    "pixels": _pixels,
    "render": _render,
    "still": _still,
    "still_ready": _still_ready,
    "unpack": _unpack,
    "verify": _verify,
}
