"""Forms with files in them, read as they come: no file waits in memory or is copied twice."""

from collections.abc import Iterator
from typing import Protocol

import multipart

from limn.sdk.errors import BadInput, TooLarge

MAX_FIELDS = 16 << 20
"""Bytes that all plain fields of a form may have together."""
MAX_PARTS = 100_000
_BLOCK = 1 << 18


Parts = Iterator[multipart.MultipartSegment | bytearray | bytes | None]
"""What the parser tells: a segment, pieces of its content, and None at its end."""


class Sender(Protocol):
    """A request with a body (Django's `HttpRequest`)."""

    @property
    def content_type(self) -> str | None:
        """Without its parameters."""
        ...

    @property
    def META(self) -> dict[str, str]:  # noqa: N802 (Django's name)
        """The headers."""
        ...

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes of the body; empty at the end."""
        ...


class FormBody:
    """The files of a multipart request, one after the other; afterwards `fields` has the rest.

    A file is to be read before the next one is asked for. A request of another kind has neither.
    """

    def __init__(self, request: Sender) -> None:
        self._request = request
        self.fields: dict[str, list[str]] = {}
        self._left = MAX_FIELDS

    @property
    def has_files(self) -> bool:
        """Whether it is of a kind that may have files."""
        return self._request.content_type == "multipart/form-data"

    def __iter__(self) -> Iterator["FormFile"]:
        if not self.has_files:
            return
        parts = self._parts()
        for part in parts:
            if not isinstance(part, multipart.MultipartSegment):
                continue
            if part.filename is None:
                self._keep(part.name or "", parts)
            elif part.filename:
                yield FormFile(part.name or "", part.filename, parts)

    def _parts(self) -> Parts:
        _, options = multipart.parse_options_header(self._request.META.get("CONTENT_TYPE", ""))
        try:
            with multipart.PushMultipartParser(
                options.get("boundary", ""), max_segment_count=MAX_PARTS, max_header_size=16_384
            ) as parser:
                while not parser.closed:
                    yield from parser.parse(self._request.read(_BLOCK))
        except multipart.MultipartError as error:
            raise BadInput(f"the form cannot be read: {error}") from error

    def _keep(self, name: str, parts: Parts) -> None:
        content = bytearray()
        for piece in _content(parts):
            self._left -= len(piece)
            if self._left < 0:
                raise TooLarge(f"the fields of a form may have {MAX_FIELDS} bytes together")
            content += piece
        self.fields.setdefault(name, []).append(content.decode(errors="replace"))


class FormFile:
    """A file of a form; fulfils `limn.media.transfer.receiving.SentFile`."""

    def __init__(self, field: str, name: str, parts: Parts) -> None:
        self.field = field
        self.name: str | None = name
        self._parts = parts

    def chunks(self) -> Iterator[bytes | bytearray]:
        """The content in pieces, to be read once."""
        return _content(self._parts)


def _content(
    parts: Parts,
) -> Iterator[bytearray | bytes]:
    """The pieces up to the end of the part, which is told by None."""
    for piece in parts:
        if not isinstance(piece, bytearray | bytes):
            return
        yield piece
