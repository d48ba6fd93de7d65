"""What a deed tells its parent while it is done, and asks of it."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from limn.media.far_files import Span
from limn.media.readers import limited


class TellingRun:
    """Fulfils `limn.sdk.runs.Run`: the parent hears of everything, and ends us to cancel."""

    def __init__(self, told: BinaryIO) -> None:
        self._told = told

    @property
    def scratch(self) -> Path:
        raise NotImplementedError("a reader gets its folder by name")

    def progress(self, done: float, total: float = 1.0, message: str = "") -> None:
        limited.more_time()
        tell(self._told, {"kind": "progress", "done": done, "total": total, "message": message})

    def warn(self, message: str) -> None:
        tell(self._told, {"kind": "warn", "message": message})

    def check(self) -> None:
        """A cancelled deed ends with its process."""

    def fetch(self, spans: Sequence[Span]) -> bytes:
        """Bytes of the file elsewhere that the deed is about; without them we are ended."""
        tell(self._told, {"kind": "fetch", "spans": spans})
        wanted = sum(stop - start for start, stop in spans)
        content = sys.stdin.buffer.read(wanted)
        if len(content) < wanted:
            raise EOFError("the parent has ended")
        return content


def tell(told: BinaryIO, what: dict[str, Any], content: bytes = b"") -> None:
    """A line of JSON to the parent, and what belongs to it."""
    told.write(json.dumps(what | {"bytes": len(content)}).encode() + b"\n")
    told.write(content)
    told.flush()
