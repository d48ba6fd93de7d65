"""Lists, a page at a time, in the envelope `{count, next, previous, results}`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from limn.sdk.errors import NotFound
from limn.wire.answers import LINES, json_answer, lines_answer
from limn.wire.listing import Listing
from limn.wire.shown import Shown
from limn.wire.urls import absolute

M = TypeVar("M", bound=Model)
T = TypeVar("T")
DEFAULT_SIZE = 10
_FAR = 1 << 62
"""A place that no list reaches, and databases can still count to."""


class Page(BaseModel):
    """The envelope as the API is described; each list adds its `results`."""

    count: int
    next: str | None
    previous: str | None


@dataclass(frozen=True, slots=True)
class Cut(Generic[T]):
    """The rows of one page, and what its envelope says."""

    rows: Sequence[T]
    count: int
    next: str | None
    previous: str | None
    as_lines: bool = False

    def answer(self, results: Sequence[Any]) -> HttpResponse:
        """The envelope around `results`, one for each row; or a line for each.

        Lines come to callers that accept `application/x-ndjson`; what the envelope would say is
        in the headers `X-Total-Count` and `Link` then.
        """
        if self.as_lines:
            return lines_answer(results, self._headers())
        return json_answer(
            {"count": self.count, "next": self.next, "previous": self.previous, "results": results}
        )

    def _headers(self) -> dict[str, str]:
        links = {"next": self.next, "prev": self.previous}
        told = ", ".join(f'<{url}>; rel="{name}"' for name, url in links.items() if url)
        return {"X-Total-Count": str(self.count), **({"Link": told} if told else {})}


def page(
    request: HttpRequest,
    queryset: QuerySet[M],
    show: Callable[[M], Any],
    *,
    listing: Listing,
) -> HttpResponse:
    """One page of `queryset`, searched, filtered and sorted as asked, each row as `show` says.

    Raises:
        BadInput: a filter that cannot be.
        NotFound: there is no such page.
    """
    cut = cut_page(request, queryset, listing=listing)
    return cut.answer([show(row) for row in cut.rows])


def cut_page(
    request: HttpRequest,
    queryset: QuerySet[M],
    *,
    listing: Listing,
    shown: Shown | None = None,
) -> Cut[Any]:
    """As `page`, for callers that look up more about all rows of the page at once.

    With `shown` the page is cut among the ids alone, which is as fast for the last page as for
    the first, and its rows are what that reads of them.
    """
    found = listing.apply(request, queryset)
    span = _span(request)
    if shown is not None:
        count, rows = shown.page(found, span)
        return _cut(request, rows, _reaching(span, count))
    count = _reaching(span, found.count())
    return _cut(request, list(found[span]) if count else [], count)


def cut_rows(request: HttpRequest, rows: Sequence[T]) -> Cut[T]:
    """One page of rows that are in memory already."""
    span = _span(request)
    return _cut(request, rows[span], _reaching(span, len(rows)))


def _cut(request: HttpRequest, rows: Sequence[T], count: int) -> Cut[T]:
    number, size = _number(request), _size(request)
    return Cut(
        rows,
        count,
        next=_link(request, number + 1) if size and number * size < count else None,
        previous=_link(request, number - 1) if number > 1 else None,
        as_lines=LINES in request.headers.get("Accept", ""),
    )


def _span(request: HttpRequest) -> slice:
    """Which rows of the list are asked for."""
    number, size = _number(request), _size(request)
    if size is None:
        return slice(0 if number == 1 else _FAR, None)
    start = min((number - 1) * size, _FAR)
    return slice(start, start + size)


def _reaching(span: slice, count: int) -> int:
    """That count, of a list that reaches the page that was asked for."""
    if span.start and span.start >= count:
        raise NotFound("Invalid page.")
    return count


def _number(request: HttpRequest) -> int:
    text = request.GET.get("page", "") or "1"
    if not (text.isascii() and text.isdecimal()) or len(text) > 12 or int(text) < 1:
        raise NotFound("Invalid page.")
    return int(text)


def _size(request: HttpRequest) -> int | None:
    """Rows of a page; None for all."""
    text = request.GET.get("page_size", "")
    if text == "all":
        return None
    if text.isascii() and text.isdecimal() and 0 < len(text) <= 9:
        return int(text) or DEFAULT_SIZE
    return DEFAULT_SIZE


def _link(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    if number == 1:
        query.pop("page", None)
    else:
        query["page"] = str(number)
    return absolute(request, request.path) + (f"?{query.urlencode()}" if query else "")
