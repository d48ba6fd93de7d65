"""Packet indexes where they are kept: found, and made again by a reader when they are lost."""

from functools import lru_cache
from pathlib import Path

from limn.media.places.ranges import Answering, Ranged
from limn.media.readers import ask
from limn.media.video import packets
from limn.media.video.packets import PacketIndex, packets_beside
from limn.sdk.runs import Run


def recent(video: Path | Ranged, name: str, place: Path) -> PacketIndex:
    """The index at `place` of the video, from memory if it was asked for lately.

    Raises:
        BadMedia: it was lost, and the video can no longer be read.
        What reading the video raises.
    """
    return loaded(place) if is_whole(place) else made(video, name, place)


def made(video: Path | Ranged, name: str, place: Path, run: Run | None = None) -> PacketIndex:
    """The index of the video, made by a reader and written to `place`; errors as for `recent`."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(video, Path):
        ask("index", run, path=str(video), name=name, place=str(place))
    else:
        fetch = Answering(video, name).fetch
        ask("index_far", run, fetch, size=video.size, name=name, place=str(place))
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
