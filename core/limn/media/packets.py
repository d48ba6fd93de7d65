"""The packet index of a video: which frame is where, found without decoding.

A frame's number is its rank among the presentation timestamps of the packets that are shown.
Where these cannot be trusted (AVI with B-frames, invisible VP8 frames, a damaged end) frames
are counted by decoding once; such an index holds what the decoder gave.
"""

from array import array
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from limn.media.decoders import Decoder
from limn.media.videos import NO_TIME, decoded, opened
from limn.sdk.errors import BadMedia
from limn.storage import store
from limn.storage.space import told_when_full

if TYPE_CHECKING:
    from limn.sdk.runs import Run

Ints = NDArray[np.int64]
_CHECKED = 24
_COLUMNS = 5
_INVISIBLE = {"vp8"}
"""Codecs whose packets may show nothing."""


@dataclass(frozen=True)
class PacketIndex:
    """Shown packets in file order: arrays of one length, times in units of the stream.

    `counted` marks an index whose `pts` are not timestamps but ranks in decoding order: such a
    video can only be walked from its start.
    """

    pts: Ints
    dts: Ints
    size: Ints
    position: Ints
    key: NDArray[np.bool_]
    counted: bool = False

    def __len__(self) -> int:
        return len(self.pts)

    @cached_property
    def shown(self) -> Ints:
        """Timestamps in presentation order: element k belongs to frame k."""
        return np.sort(self.pts)

    @cached_property
    def keys(self) -> tuple[Ints, Ints]:
        """Presentation and decoding times of the key frames, in presentation order."""
        order = np.argsort(self.pts[self.key], kind="stable")
        return self.pts[self.key][order], self.dts[self.key][order]

    def save(self, path: Path) -> None:
        """Write the index as a NumPy archive."""
        unfinished = path.with_name(f"{uuid4().hex}.unfinished")
        try:
            with told_when_full("a packet index"), unfinished.open("wb") as file:
                np.savez(
                    file, pts=self.pts, dts=self.dts, size=self.size, position=self.position,
                    key=self.key, counted=np.array(self.counted),
                )  # fmt: skip
            store.publish(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)


def load(path: Path) -> PacketIndex:
    """The index `save` wrote."""
    with np.load(path, allow_pickle=False) as file:
        return PacketIndex(
            file["pts"], file["dts"], file["size"], file["position"], file["key"],
            bool(file["counted"]),
        )  # fmt: skip


def build(path: Path, name: str, run: "Run | None" = None) -> PacketIndex:
    """The index of the video at `path`, called `name` in errors.

    Raises:
        BadMedia: it holds no frame that can be decoded.
    """
    index, trusted = _demuxed(path, name, run)
    if trusted and _agrees(index, path, name):
        return index
    if run is not None:
        run.warn(f"{name}: its timestamps do not tell its frames; they were counted by decoding")
    return _counted(path, name, run)


def _demuxed(path: Path, name: str, run: "Run | None") -> tuple[PacketIndex, bool]:
    rows = array("q")
    with opened(path, name) as (container, stream):
        trusted = stream.codec_context.name not in _INVISIBLE
        for packet in container.demux(stream):
            if not packet.size or packet.is_discard:
                continue
            pts = NO_TIME if packet.pts is None else packet.pts
            dts = NO_TIME if packet.dts is None else packet.dts
            rows.extend((pts, dts, packet.size, packet.pos or 0, packet.is_keyframe))
            if run is not None and not len(rows) % 4096:
                run.check()
    index = _of(np.frombuffer(rows, np.int64))
    return index, trusted and _is_sound(index)


def _of(rows: Ints) -> PacketIndex:
    table = rows.reshape(-1, _COLUMNS)
    key = table[:, 4].astype(bool)
    if key.any():
        # What is shown before the first key frame has nothing to be decoded from.
        kept = table[:, 0] >= table[key.argmax(), 0]
        table, key = table[kept], key[kept]
    pts, dts, size, position, _ = table.T.copy()
    return PacketIndex(pts, dts, size, position, key)


def _is_sound(index: PacketIndex) -> bool:
    return bool(
        len(index)
        and index.key.any()
        and index.pts.min() != NO_TIME
        and len(np.unique(index.pts)) == len(index)
    )


def _agrees(index: PacketIndex, path: Path, name: str) -> bool:
    """Does the decoder show the first frames in this order, and the last one at all?"""
    with opened(path, name) as (container, stream):
        times = [frame.pts for frame in islice(decoded(container, stream), _CHECKED)]
    if times != index.shown[:_CHECKED].tolist():
        return False
    try:
        with Decoder(path, name, index.shown, index.keys) as decoder:
            decoder.frame(len(index) - 1)
    except BadMedia:
        return False
    return True


def _counted(path: Path, name: str, run: "Run | None") -> PacketIndex:
    """One row for each frame the decoder gives; timestamps where they tell frames apart."""
    times, decoding, keys = array("q"), array("q"), array("b")
    with opened(path, name, steady=True) as (container, stream):
        for frame in decoded(container, stream):
            times.append(NO_TIME if frame.pts is None else frame.pts)
            decoding.append(NO_TIME if frame.dts is None else frame.dts)
            keys.append(bool(frame.key_frame))
            if run is not None and not len(times) % 64:
                run.check()
    if not times:
        raise BadMedia(f"{name} holds no frame that can be decoded")
    pts, dts, key = np.array(times), np.array(decoding), np.array(keys, bool)
    nothing = np.zeros_like(pts)
    if key[0] and pts[0] != NO_TIME and (np.diff(pts) > 0).all():
        return PacketIndex(pts, dts, nothing, nothing, key)
    return PacketIndex(np.arange(len(pts)), dts, nothing, nothing, key, counted=True)
