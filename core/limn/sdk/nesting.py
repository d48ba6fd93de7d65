"""How deep a JSON file is nested, found out before a parser is let near it.

Streaming parsers keep the path to each value: a file of brackets alone makes them hold paths
whose length grows with every byte, gigabytes for a few kilobytes.
"""

import re
from pathlib import Path

import numpy as np

from limn.sdk.errors import BadDataset

DEEPEST = 200
_BLOCK = 1 << 20
_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_STEP = np.zeros(256, np.int8)
_STEP[[ord("["), ord("{")]] = 1
_STEP[[ord("]"), ord("}")]] = -1


def refuse_deep(path: Path, *, where: str, deepest: int = DEEPEST) -> None:
    """Go on only if no value of the JSON file lies deeper than `deepest` lists and objects.

    Raises:
        BadDataset: one does, or a text in the file has no end.
    """
    depth, rest = 0, b""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            bare = _STRING.sub(b"", rest + block)
            begun = bare.find(b'"')
            rest = bare[begun:] if begun >= 0 else b""
            if len(rest) > 16 * _BLOCK:
                raise BadDataset("a text in it has no end", where=where)
            steps = _STEP[np.frombuffer(bare[:begun] if begun >= 0 else bare, np.uint8)]
            depths = depth + np.cumsum(steps, dtype=np.int64)
            if depths.size and int(depths.max()) > deepest:
                raise BadDataset(
                    f"lists and objects lie more than {deepest} deep in each other", where=where
                )
            depth = int(depths[-1]) if depths.size else depth
