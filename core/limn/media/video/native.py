"""A video as our own clients read it: what it holds, its fragments, and the file itself."""

import mimetypes
from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from limn.media.models import Clip, Data
from limn.media.queries import get_clip
from limn.media.video import codecs, fragments
from limn.media.video.footage import Footage
from limn.media.video.fragments import Fragment
from limn.media.video.packet_files import PacketFile
from limn.media.video.packets import Ints, PacketIndex
from limn.sdk.errors import NotFound

if TYPE_CHECKING:
    from pathlib import Path

    from limn.media.places.parts import Parts


def describe(data: Data, numbers: Sequence[int], home: str) -> dict[str, Any]:
    """What a client needs to show the task-relative frames `numbers` of a video.

    `home` is the address of the video; what is below `home`/version never changes.

    Raises:
        NotFound: the data is no video.
    """
    clip, index = _opened(data)
    sources = _sources(data, numbers)
    return {
        "version": index.version,
        "url": f"{home}/{index.version}",
        "start_frame": data.start_frame,
        "step": data.step,
        "size": data.size,
        "source_frames": len(index),
        "width": clip.width,
        "height": clip.height,
        "rotation": -clip.rotation % 360,
        "frame_rate": clip.frame_rate,
        "time_base": index.track.time_base,
        "end": index.end,
        "times": _runs(index, int(sources.min()), int(sources.max())),
        "damaged": _within(index.damaged, sources),
        "config": _config(index),
        "fragments": [_row(one, index) for one in _needed(index, sources)],
    }


def fragment(data: Data, numbers: Sequence[int], version: str, number: int) -> bytes:
    """The fragment of that number, for somebody who may see the frames `numbers`.

    Raises:
        NotFound: none of these frames needs it, or the video is another by now.
    """
    clip, index = _opened(data, version)
    wanted = [one for one in _needed(index, _sources(data, numbers)) if one.number == number]
    if not wanted:
        raise NotFound(f"no frame here is in a fragment {number}")
    rows = range(wanted[0].start, wanted[0].stop)
    with PacketFile(Footage(data, clip).packets(rows), clip.path, index) as packets:
        return fragments.encode(wanted[0], index, packets)


def original(data: Data, version: str) -> "tuple[Path | Parts, str]":
    """The video as it was uploaded, and its media type.

    Raises:
        NotFound: the data is no video, or the video is another by now.
    """
    clip, _ = _opened(data, version)
    kind, _ = mimetypes.guess_type(clip.path)
    return Footage(data, clip).whole(), kind or "application/octet-stream"


def _opened(data: Data, version: str | None = None) -> tuple[Clip, PacketIndex]:
    clip = get_clip(data)
    index = Footage(data, clip).index()
    if version not in (None, index.version):
        raise NotFound("this video was changed; ask what it holds again")
    return clip, index


def _sources(data: Data, numbers: Sequence[int]) -> Ints:
    return np.asarray(numbers, np.int64) * data.step + data.start_frame


@lru_cache(maxsize=16)
def _cut(index: PacketIndex) -> tuple[list[Fragment], Ints]:
    cut = fragments.cut(index)
    return cut, np.array([one.first for one in cut])


def _needed(index: PacketIndex, sources: Ints) -> list[Fragment]:
    """The fragments that lead to these frames."""
    cut, firsts = _cut(index)
    holding = np.unique(np.searchsorted(firsts, sources, "right") - 1)
    needed = {n for one in holding.tolist() for n in range(cut[one].begin, one + 1)}
    return [cut[number] for number in sorted(needed)]


def _row(one: Fragment, index: PacketIndex) -> dict[str, int]:
    return {
        "number": one.number,
        "begin": one.begin,
        "first": one.first,
        "frames": one.frames,
        "packets": one.stop - one.start,
        "bytes": int(index.size[one.start : one.stop].sum()),
    }


def _runs(index: PacketIndex, first: int, last: int) -> list[list[int]]:
    """Timestamps of these frames as runs of equal distance: frame, time, distance, count."""
    times = index.times[first : last + 2]
    gaps = np.diff(np.append(times, index.end) if len(times) < last + 2 - first else times)
    starts = np.flatnonzero(np.diff(gaps, prepend=gaps[0] - 1))
    counts = np.diff(np.append(starts, len(gaps)))
    return [
        [first + at, int(times[at]), int(gaps[at]), count]
        for at, count in zip(starts.tolist(), counts.tolist(), strict=True)
    ]


def _within(damaged: Sequence[tuple[int, int]], sources: Ints) -> list[tuple[int, int]]:
    low, high = int(sources.min()), int(sources.max())
    return [(max(a, low), min(b, high)) for a, b in damaged if a <= high and b >= low]


def _config(index: PacketIndex) -> dict[str, Any]:
    found = codecs.config(index.track)
    description = found.pop("description")
    if description is not None:
        found["description"] = b64encode(description).decode()
    return found
