"""A frame or chunk as it leaves the media room."""

import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Quality = Literal["compressed", "original"]
ChunkKind = Literal["imageset", "video", "audio_mp3"]
JPEG = "image/jpeg"
PNG = "image/png"
_SEEN = 1000


@dataclass(frozen=True, slots=True)
class Encoded:
    """Bytes, or a file holding them, and their media type."""

    content: bytes | Path
    mime: str

    def read(self) -> bytes:
        """The bytes, wherever they are."""
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()


def checksum(content: bytes | Path) -> str:
    """The value of CVAT's `X-Checksum` header for a chunk.

    A decimal CRC-32 of the first 1000 bytes and then the decimal length.
    """
    if isinstance(content, Path):
        with content.open("rb") as file:
            start, size = file.read(_SEEN), content.stat().st_size
    else:
        start, size = content[:_SEEN], len(content)
    return str(zlib.crc32(str(size).encode(), zlib.crc32(start)))
