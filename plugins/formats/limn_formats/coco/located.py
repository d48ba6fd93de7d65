"""Finds the line at which a large JSON file breaks, without reading it into memory."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import ijson  # pyright: ignore[reportMissingTypeStubs]

from limn.sdk import BadDataset

_CHUNK = 1 << 16
BROKEN = (ijson.JSONError, UnicodeDecodeError, RecursionError, OverflowError)
"""What ijson raises for a file that is no JSON, or none that fits this machine."""


class _Watched:
    """Reads a file in chunks, and from `exact` bytes on byte by byte, counting lines."""

    def __init__(self, file: IO[bytes], exact: int | None = None) -> None:
        self._file = file
        self._exact = exact
        self.consumed = 0
        self.line = 1

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes; 0 asks what type comes out."""
        if size:
            near = self._exact is not None and self.consumed >= self._exact
            size = 1 if near else _CHUNK
        content = self._file.read(size)
        self.consumed += len(content)
        self.line += content.count(b"\n")
        return content


@contextmanager
def located(path: Path, name: str) -> Generator[_Watched]:
    """Open the file for ijson; what breaks it is told as `name:line`.

    Raises:
        BadDataset: in place of what ijson raises.
    """
    with path.open("rb") as file:
        watched = _Watched(file)
        try:
            yield watched
        except BROKEN as error:
            problem, line = _culprit(path, before=max(watched.consumed - _CHUNK, 0))
            raise BadDataset(
                problem or str(error), where=f"{name}:{line or watched.line}"
            ) from error


def _culprit(path: Path, before: int) -> tuple[str, int]:
    """What is wrong and on which line; the parse is repeated, slowly at the end."""
    with path.open("rb") as file:
        watched = _Watched(file, before - before % _CHUNK)
        try:
            for _ in ijson.basic_parse(watched, use_float=True):
                pass
        except BROKEN as error:
            return f"this is not valid JSON: {_sentence(error)}", watched.line
    return "", 0


def _sentence(error: Exception) -> str:
    """The first line of the parser's message, without its picture of the place."""
    text = error.args[0] if error.args else str(error)
    if isinstance(text, bytes):
        text = text.decode(errors="replace")
    return str(text).strip().splitlines()[0] if str(text).strip() else type(error).__name__
