"""Packet indexes where they are kept: found, and made again by a reader when they are lost."""

from functools import lru_cache
from pathlib import Path

from limn.media.readers import ask
from limn.media.video import packets
from limn.media.video.packets import PacketIndex, packets_beside


def recent(path: Path, name: str, place: Path) -> PacketIndex:
    """The index at `place` of the video at `path`, from memory if it was asked for lately.

    Raises:
        BadMedia: it was lost, and the video can no longer be read.
    """
    if not is_whole(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        ask("index", path=str(path), name=name, place=str(place))
    return loaded(place)


def loaded(place: Path) -> PacketIndex:
    """The index that lies at `place`."""
    return _loaded(place, place.stat().st_mtime_ns)


def is_whole(place: Path) -> bool:
    """Are the index and the packets that belong beside it there?"""
    if not place.exists():
        return False
    return not loaded(place).scattered or packets_beside(place).exists()


@lru_cache(maxsize=8)
def _loaded(place: Path, _changed: int) -> PacketIndex:
    return packets.load(place)
