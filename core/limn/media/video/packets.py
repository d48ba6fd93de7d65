"""The packet index of a video: which frame is where, and where decoding may begin."""

import bisect
from dataclasses import asdict, dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from uuid import uuid4

import numpy as np
import orjson
from numpy.typing import NDArray

from limn.storage import store
from limn.storage.space import told_when_full

Ints = NDArray[np.int64]
HIDDEN = -1
"""The number of a packet that shows nothing."""
_ARRAYS = ("offset", "size", "number", "key_rows", "key_firsts", "key_closed", "times")


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """What a decoder needs to know beforehand; sizes in px as stored, before any turn.

    `rotation` is in degrees counterclockwise; `colors` are primaries, transfer, matrix and
    range by their numbers in ITU-T H.273 (range: 1 limited, 2 full; 0 and 2 elsewhere: unknown).
    """

    codec: str
    decoder: str
    extradata: str
    """Parameter sets as the container has them, in hexadecimal digits."""
    width: int
    height: int
    rotation: int
    pixel_format: str
    time_base: tuple[int, int]
    rate: float | None
    colors: tuple[int, int, int, int]

    @property
    def parameters(self) -> bytes:
        """`extradata` as bytes."""
        return bytes.fromhex(self.extradata)


@dataclass(frozen=True, eq=False)
class PacketIndex:
    """Packets in decoding order, the rows; and frames by number, in presentation order.

    `offset` and `size` (bytes) tell where a packet lies in the video, or in the file beside the
    index if they are `scattered` in the video. `number` is its frame's, or `HIDDEN`. Decoding
    may begin at the rows `key_rows` and gives every frame from `key_firsts` on; browsers
    begin only where `key_closed`. `times` are
    timestamps by frame, `end` when the last one ends, in units of the track's time base.
    `damaged` are ranges of frames (first, last) that cannot be decoded, or build on a broken
    packet. `counted` tells that
    numbers were found by decoding.
    """

    track: Track
    offset: Ints
    size: Ints
    number: Ints
    key_rows: Ints
    key_firsts: Ints
    key_closed: NDArray[np.bool_]
    times: Ints
    end: int
    scattered: bool = False
    counted: bool = False
    damaged: tuple[tuple[int, int], ...] = field(default=())

    def __len__(self) -> int:
        return len(self.times)

    @cached_property
    def row(self) -> Ints:
        """The row of each frame."""
        rows = np.zeros(len(self), np.int64)
        shown = np.flatnonzero(self.number >= 0)
        rows[self.number[shown]] = shown
        return rows

    def start_of(self, number: int) -> int:
        """The last row from which decoding leads to that frame."""
        key = bisect.bisect_right(self.key_rows, self.row[number]) - 1
        while key > 0 and self.key_firsts[key] > number:
            key -= 1
        return int(self.key_rows[max(key, 0)])

    @cached_property
    def version(self) -> str:
        """A digest: the same for the same packets of the same frames."""
        digest = blake2b(self._about(), digest_size=8)
        for name in _ARRAYS:
            digest.update(getattr(self, name).tobytes())
        return digest.hexdigest()

    def save(self, path: Path) -> None:
        """Write the index as a NumPy archive."""
        unfinished = path.with_name(f"{uuid4().hex}.unfinished")
        arrays = {name: getattr(self, name) for name in _ARRAYS}
        try:
            with told_when_full("a packet index"), unfinished.open("wb") as file:
                np.savez(file, about=np.frombuffer(self._about(), np.uint8), **arrays)
            store.publish(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)

    def _about(self) -> bytes:
        return orjson.dumps(
            {
                "track": asdict(self.track),
                "end": self.end,
                "scattered": self.scattered,
                "counted": self.counted,
                "damaged": self.damaged,
            }
        )


def load(path: Path) -> PacketIndex:
    """The index `save` wrote."""
    with np.load(path, allow_pickle=False) as file:
        about = orjson.loads(file["about"].tobytes())
        track = about.pop("track")
        track |= {name: tuple(track[name]) for name in ("time_base", "colors")}
        about["damaged"] = tuple(map(tuple, about["damaged"]))
        arrays = {name: file[name] for name in _ARRAYS}
    return PacketIndex(track=Track(**track), **arrays, **about)


def publish(source: Path, target: Path) -> None:
    """Move a saved index, and the packets beside it, to their place."""
    if packets_beside(source).exists():
        store.publish(packets_beside(source), packets_beside(target))
    store.publish(source, target)


def packets_beside(index: Path) -> Path:
    """Where the packets of a video lie whose container scatters them."""
    return index.with_suffix(".bin")


def packets_of(path: Path, place: Path, index: PacketIndex) -> Path:
    """The file that holds the packets of the video at `path`, whose index lies at `place`."""
    return packets_beside(place) if index.scattered else path
