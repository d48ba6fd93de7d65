"""Parts of objects where a server gives whole ones only."""

from collections.abc import Iterable, Iterator


def first(blocks: Iterable[bytes], size: int) -> bytes:
    """The first `size` bytes; no more blocks are taken than that needs."""
    found = bytearray()
    for block in blocks:
        found += block
        if len(found) >= size:
            break
    return bytes(found[:size])


def behind(blocks: Iterable[bytes], start: int) -> Iterator[bytes]:
    """What follows the first `start` bytes."""
    at = 0
    for block in blocks:
        at += len(block)
        if at > start:
            yield block[max(0, len(block) - (at - start)) :]
