"""The packets of an indexed video, read from where they lie without any demuxer."""

from collections.abc import Iterator
from typing import Self

from limn.media import part_files
from limn.media.part_files import Source
from limn.media.video.packets import PacketIndex
from limn.sdk.errors import BadMedia
from limn.storage.space import told_when_gone

_BLOCK = 1 << 20


class PacketFile:
    """Opens the file with the packets; may be read from several threads."""

    def __init__(self, source: Source, name: str, index: PacketIndex) -> None:
        self.index, self.name = index, name
        with told_when_gone(name):
            self._file = part_files.opened(source)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def read(self, row: int) -> bytes:
        """The packet of that row.

        Raises:
            BadMedia: the file ends before it.
            PartMissing: of a file in parts, this one is not here.
        """
        size = int(self.index.size[row])
        content = self._file.read(size, int(self.index.offset[row]))
        if len(content) != size:
            raise BadMedia(f"{self.name} is shorter than it was when it was uploaded")
        return content

    def read_many(self, rows: range) -> Iterator[bytes]:
        """The packets of these rows; neighbours are read together."""
        offsets, sizes = self.index.offset, self.index.size
        at = rows.start
        while at < rows.stop:
            start, stop, end = int(offsets[at]), at, int(offsets[at])
            while stop < rows.stop and 0 <= int(offsets[stop]) - end < _BLOCK // 16:
                end = int(offsets[stop] + sizes[stop])
                stop += 1
                if end - start > _BLOCK:
                    break
            block = self._file.read(end - start, start)
            if len(block) != end - start:
                raise BadMedia(f"{self.name} is shorter than it was when it was uploaded")
            for row in range(at, stop):
                first = int(offsets[row]) - start
                yield block[first : first + int(sizes[row])]
            at = stop
