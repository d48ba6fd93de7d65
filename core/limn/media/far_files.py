"""A file that lies elsewhere, read by ranges: what a reader has of it instead of a path."""

import bisect
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence

from limn.media.seeking import Seeking

Span = tuple[int, int]
"""First byte, and the one behind the last."""
Fetch = Callable[[Sequence[Span]], bytes]
"""Gives the bytes of these spans, joined; none of them reaches beyond the file."""
BLOCK = 64 << 10
"""Bytes fetched where nothing tells that the next ones will be wanted, too."""
MOST_AT_ONCE = 8 << 20
"""Bytes of one question."""
_MOST_AHEAD = 4 << 20
_KEPT = 32 << 20
_PLACES = 8
"""Places from which reading may go on; containers have a track here and a track there."""


class FarFile:
    """Bytes by `fetch` of a file that has `size` of them; the last ones used are kept.

    Where reading goes on from block to block, more and more are fetched at once.
    """

    def __init__(self, fetch: Fetch, size: int) -> None:
        self.size = size
        self._fetch = fetch
        self._blocks: OrderedDict[int, bytes] = OrderedDict()
        self._goes_on: OrderedDict[int, int] = OrderedDict()

    def read(self, size: int, offset: int) -> bytes:
        """So many bytes from there on; fewer where it ends."""
        stop = min(offset + size, self.size)
        if stop <= offset:
            return b""
        first, last = offset // BLOCK, (stop - 1) // BLOCK
        found = b"".join(self._block(number, last) for number in range(first, last + 1))
        return found[offset - first * BLOCK : stop - first * BLOCK]

    def pieces(self, spans: Sequence[Span]) -> Iterator[bytes]:
        """The bytes of each span, which is short; many are asked for at once, none is kept.

        Fewer where the file ends.
        """
        here = [(min(start, self.size), min(stop, self.size)) for start, stop in spans]
        for some in _together(here):
            content, at = self._fetch([span for span in some if span[0] < span[1]]), 0
            for start, stop in some:
                yield content[at : at + stop - start]
                at += stop - start

    def close(self) -> None:
        """Nothing is held open."""

    def _block(self, number: int, last: int) -> bytes:
        if number not in self._blocks:
            self._load(number, last)
        self._blocks.move_to_end(number)
        return self._blocks[number]

    def _load(self, number: int, last: int) -> None:
        """This block, those up to `last`, and some behind it where reading goes on."""
        ahead = min(self._goes_on.pop(number, 0) * 2 or 1, _MOST_AHEAD // BLOCK)
        stop = min(max(last + 1, number + ahead), number + _MOST_AHEAD // BLOCK)
        content = self._fetch([(number * BLOCK, min(stop * BLOCK, self.size))])
        for at in range(0, len(content), BLOCK):
            self._blocks[number + at // BLOCK] = content[at : at + BLOCK]
        self._goes_on[stop] = ahead
        while len(self._goes_on) > _PLACES:
            self._goes_on.popitem(last=False)
        while len(self._blocks) > _KEPT // BLOCK:
            self._blocks.popitem(last=False)


class FarReading(Seeking):
    """A far file as FFmpeg reads it: from a place on, which moves."""

    def __init__(self, file: FarFile) -> None:
        super().__init__(file.size)
        self._file = file
        self._passed: Sequence[Span] = ()

    def pass_over(self, spans: Sequence[Span]) -> None:
        """Give zeros for these bytes from now on, and fetch none; `spans` are in order."""
        self._passed = spans

    def passes_over(self, at: int) -> bool:
        """Are there zeros in the place of that byte?"""
        found = bisect.bisect_right(self._passed, (at, self._file.size)) - 1
        return found >= 0 and at < self._passed[found][1]

    def read(self, size: int = -1, /) -> bytes:
        wanted = self._file.size - self._at if size < 0 else size
        content = self._content(wanted)
        self._at += len(content)
        return content

    def _content(self, wanted: int) -> bytes:
        next_one = bisect.bisect_right(self._passed, (self._at, self._file.size))
        if self.passes_over(self._at):
            return bytes(min(wanted, self._passed[next_one - 1][1] - self._at))
        if next_one < len(self._passed):
            wanted = min(wanted, self._passed[next_one][0] - self._at)
        return self._file.read(wanted, self._at)


def _together(spans: Sequence[Span]) -> Iterator[Sequence[Span]]:
    """The spans in parts that may be asked for at once."""
    some, size = list[Span](), 0
    for start, stop in spans:
        if some and size + stop - start > MOST_AT_ONCE:
            yield some
            some, size = [], 0
        some.append((start, stop))
        size += stop - start
    if some:
        yield some
