"""Answers: JSON in CVAT's media type, and files with ranges and ETags."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

import orjson
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

JSON = "application/vnd.cvat+json"
LINES = "application/x-ndjson"
_OPTIONS = orjson.OPT_NON_STR_KEYS | orjson.OPT_UTC_Z
_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)
_BLOCK = 1 << 18


class Stored(Protocol):
    """A file that is not on this machine's disk, or not all of it."""

    @property
    def size(self) -> int:
        """In bytes."""
        ...

    def open(self) -> BinaryIO:
        """The content, which can be read from any place on."""
        ...


Content = Path | bytes | Stored


def json_answer(
    data: Any, status: int = 200, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """`data` as JSON; dates, UUIDs and `orjson.Fragment`s may be part of it."""
    content = orjson.dumps(data, option=_OPTIONS)
    sized = {"Content-Length": str(len(content)), **(headers or {})}
    return HttpResponse(content, content_type=JSON, status=status, headers=sized)


def lines_answer(rows: Iterable[Any], headers: Mapping[str, str] | None = None) -> HttpResponse:
    """Each of `rows` as a line of JSON."""
    options = _OPTIONS | orjson.OPT_APPEND_NEWLINE
    content = b"".join(orjson.dumps(row, option=options) for row in rows)
    sized = {"Content-Length": str(len(content)), **(headers or {})}
    return HttpResponse(content, content_type=LINES, headers=sized)


def file_answer(
    request: HttpRequest,
    content: Content,
    content_type: str,
    *,
    filename: str | None = None,
    etag: str | None = None,
    immutable: bool = False,
) -> HttpResponseBase:
    """A file or bytes: all of it, the range that was asked for, or 304.

    `filename` makes it a download. `etag` is made from the content when not given, which has
    to be bytes or on the disk then.
    `immutable` promises that this address never answers anything else, so that browsers keep
    it for a year. A range outside of the content answers 416.
    """
    etag = quote_etag(etag or _etag(content))
    size = _size(content)
    answer = _whole_or_range(request, content, size, etag)
    answer["Content-Type"] = content_type
    answer["ETag"] = etag
    answer["Accept-Ranges"] = "bytes"
    answer["Cache-Control"] = "private, max-age=31536000, immutable" if immutable else "private"
    if filename is not None:
        disposition = content_disposition_header(as_attachment=True, filename=filename)
        answer["Content-Disposition"] = disposition or "attachment"
    # Written for HttpResponse, but it only looks at the status and headers of any answer.
    conditional = get_conditional_response(request, etag=etag, response=cast(HttpResponse, answer))
    return conditional or answer


def _etag(content: Content) -> str:
    if isinstance(content, bytes):
        return hashlib.blake2b(content, digest_size=16).hexdigest()
    if not isinstance(content, Path):
        raise TypeError("what is stored elsewhere has no ETag of its own; say one")
    stat = content.stat()
    return f"{stat.st_mtime_ns:x}-{stat.st_size:x}"


def _size(content: Content) -> int:
    if isinstance(content, bytes):
        return len(content)
    return content.stat().st_size if isinstance(content, Path) else content.size


def _open(content: Path | Stored) -> BinaryIO:
    return content.open("rb") if isinstance(content, Path) else content.open()


def _whole_or_range(
    request: HttpRequest, content: Content, size: int, etag: str
) -> HttpResponseBase:
    match asked_range(request.headers.get("Range", ""), size):
        case (start, stop) if _range_counts(request, etag):
            answer = _part(content, start, stop)
            answer["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
            answer["Content-Length"] = str(stop - start)
            return answer
        case "outside" if _range_counts(request, etag):
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        case _ if isinstance(content, bytes):
            return HttpResponse(content, headers={"Content-Length": str(size)})
        case _:
            return FileResponse(_open(content), headers={"Content-Length": str(size)})


def asked_range(header: str, size: int) -> tuple[int, int] | str | None:
    """The half-open range of bytes a `Range` header asks for.

    None where there is no header, or one this server does not follow (several ranges, other
    units: the whole file is the right answer to these); `"outside"` beyond the end.
    """
    found = _RANGE.fullmatch(header.replace(" ", ""))
    if found is None or found[0] == "bytes=-":
        return None
    first, last = found[1][:20], found[2][:20]
    if not first:
        start, stop = max(0, size - int(last)), size
    else:
        start, stop = int(first), min(size, int(last) + 1) if last else size
    if first and last and int(last) < int(first):
        return None
    return (start, stop) if start < stop else "outside"


def _range_counts(request: HttpRequest, etag: str) -> bool:
    """A range is of use only if the caller's first part is of the same content."""
    return request.method in ("GET", "HEAD") and request.headers.get("If-Range", etag) == etag


def _part(content: Content, start: int, stop: int) -> HttpResponseBase:
    if isinstance(content, bytes):
        return HttpResponse(content[start:stop], status=206)
    file = _open(content)
    file.seek(start, os.SEEK_SET)
    answer = StreamingHttpResponse(_blocks(file, stop - start), status=206)
    answer._resource_closers.append(file.close)  # type: ignore[attr-defined]  # noqa: SLF001
    return answer


def _blocks(file: BinaryIO, left: int) -> Iterator[bytes]:
    while left > 0 and (block := file.read(min(_BLOCK, left))):
        left -= len(block)
        yield block
