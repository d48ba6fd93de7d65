"""What a reader can be asked for; each names the file it is about by `path` and `name`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from limn.sdk.runs import Run


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


DEEDS: dict[str, Callable[..., Done]] = {
    "compressed": _compressed,
    "original": _original,
    "pixels": _pixels,
    "render": _render,
    "unpack": _unpack,
    "verify": _verify,
}
