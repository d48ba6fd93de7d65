"""Thirty odd videos. Frame k shows k, unless told otherwise; all are small and soon made."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from core.media import makers

FRAMES = 26
SIZE = (160, 64)
VARIABLE = [number * 40 + number * number % 17 for number in range(FRAMES)]
GAPS = [number * 40 + (number // 9) * 5000 for number in range(FRAMES)]
X265 = {"x265-params": "log-level=none:keyint=9:min-keyint=9"}
OPEN = {"x264-params": "open-gop=1:bframes=2:scenecut=0"}
ALTREF = {"auto-alt-ref": "1", "lag-in-frames": "9"}
AV1 = {"preset": "12", "svtav1-params": "keyint=9"}


@dataclass(frozen=True)
class Clip:
    """How a video is made: options for `makers.video`, then what is done to it."""

    name: str
    made: dict[str, Any] = field(default_factory=dict)
    then: "Callable[[Path, Path], None] | None" = None
    shows: tuple[int, ...] = tuple(range(FRAMES))
    size: tuple[int, int] = SIZE
    counted: bool = False

    def make(self, folder: Path) -> Path:
        path = folder / self.name.partition(" ")[0]
        plain = folder.parent / f"plain-{path.name}" if self.then else path
        options = {"size": self.size, "gop": 9, **self.made}
        makers.video(plain, options.pop("frames", FRAMES), **options)
        if self.then:
            self.then(plain, path)
        return path


def remuxed(
    source: Path, target: Path, change: Callable[[int, av.Packet], bool] = lambda *_: True,
    options: dict[str, str] | None = None,
) -> None:  # fmt: skip
    """Copy the packets; `change` may alter each, by its place, or leave it out."""
    with av.open(str(source)) as read, av.open(str(target), "w", options=options or {}) as written:
        video = read.streams.video[0]
        stream = written.add_stream_from_template(video)
        for place, packet in enumerate(read.demux(video)):
            if packet.size and change(place, packet):
                packet.stream = stream
                written.mux(packet)


def shifted(by: int) -> Callable[[Path, Path], None]:
    """Timestamps moved by so many frames."""

    def shift(_place: int, packet: av.Packet) -> bool:
        step = round(1 / (25 * packet.time_base))
        packet.pts, packet.dts = packet.pts + by * step, packet.dts + by * step
        return True

    return lambda source, target: remuxed(source, target, shift)


def doubled(source: Path, target: Path) -> None:
    """Frames 10 and 11 have one timestamp."""

    def change(place: int, packet: av.Packet) -> bool:
        if place == 10:
            packet.pts = packet.pts + packet.duration
        return True

    remuxed(source, target, change)


def headless(source: Path, target: Path) -> None:
    """The first key frame is missing, as in a recording that was cut anywhere."""
    remuxed(source, target, lambda place, _: place > 3)


def fragmented(source: Path, target: Path) -> None:
    """An MP4 without a table of its packets."""
    remuxed(source, target, options={"movflags": "frag_keyframe+empty_moov+default_base_moof"})


def lying(source: Path, target: Path) -> None:
    """Every packet is marked as a key frame."""

    def change(_place: int, packet: av.Packet) -> bool:
        packet.is_keyframe = True
        return True

    remuxed(source, target, change)


def accompanied(source: Path, target: Path) -> None:
    """A second video and sound beside it."""
    with av.open(str(source)) as read, av.open(str(target), "w") as written:
        video = read.streams.video[0]
        stream = written.add_stream_from_template(video)
        other = written.add_stream("mpeg4", rate=25, width=64, height=64, pix_fmt="yuv420p")
        sound = written.add_stream("aac", rate=48000)
        for packet in read.demux(video):
            if packet.size:
                packet.stream = stream
                written.mux(packet)
        for place in range(5):
            black = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
            black.pts, black.time_base = place, Fraction(1, 25)
            written.mux(other.encode(black))
        quiet = av.AudioFrame.from_ndarray(np.zeros((2, 1024), np.float32), "fltp", "stereo")
        quiet.rate, quiet.pts, quiet.time_base = 48000, 0, Fraction(1, 48000)
        written.mux(sound.encode(quiet))
        for one in (other, sound):
            written.mux(one.encode(None))


CLIPS = [
    Clip("plain.mp4"),
    Clip("open.mp4", {"options": OPEN}),
    Clip("open.mkv", {"options": OPEN}),
    Clip("pyramid.mp4", {"options": {"x264-params": "bframes=5:b-pyramid=normal:scenecut=0"}}),
    Clip("variable.mp4", {"pts": VARIABLE}),
    Clip("variable.mkv", {"pts": VARIABLE}),
    Clip("variable.webm", {"pts": VARIABLE, "codec": "libvpx-vp9", "bframes": 0}),
    Clip("gaps.mp4", {"pts": GAPS}),
    Clip("cut.mp4", then=shifted(-12), shows=tuple(range(12, FRAMES))),
    Clip("late.mp4", then=shifted(50)),
    Clip("late.ts", then=shifted(50)),
    Clip("turned.mp4", {"rotation": 90}),
    Clip("turned_back.mov", {"rotation": -90}),
    Clip("cropped.mp4", size=(162, 66)),
    Clip("odd.webm", {"codec": "libvpx-vp9", "bframes": 0}, size=(163, 67)),
    Clip("deep.mp4", {"codec": "libx265", "options": X265, "pix_fmt": "yuv420p10le"}),
    Clip("deep_h264.mkv", {"pix_fmt": "yuv420p10le"}),
    Clip("full_range.mp4", {"pix_fmt": "yuvj420p"}),
    Clip("full_chroma.mp4", {"pix_fmt": "yuv444p"}),
    Clip("single.mp4", {"frames": 1}, shows=(0,)),
    Clip("one_key.mp4", {"gop": 1000}),
    Clip("intra.mp4", {"gop": 1, "bframes": 0}),
    Clip("refreshed.mp4", {"options": {"x264-params": "intra-refresh=1:bframes=0:keyint=9"}}),
    Clip("doubled.ts", {"bframes": 0}, doubled, counted=True),
    Clip("headless.ts", {"bframes": 0}, headless, tuple(range(9, FRAMES))),
    Clip("fragmented.mp4", then=fragmented),
    Clip("lying.mp4", then=lying),
    Clip("accompanied.mp4", then=accompanied),
    Clip("front.mp4", {"container_options": {"movflags": "faststart"}}),
    Clip("fields.mp4", {"options": {"x264-params": "tff=1:bframes=2"}}),
    Clip("h264.ts"),
    Clip("h264.avi", counted=True),
    Clip("hevc.mp4", {"codec": "libx265", "options": X265}),
    Clip("hevc.mkv", {"codec": "libx265", "options": X265}),
    Clip("hevc.ts", {"codec": "libx265", "options": X265}),
    Clip("vp8.webm", {"codec": "libvpx", "bframes": 0, "options": ALTREF}),
    Clip("vp9.webm", {"codec": "libvpx-vp9", "bframes": 0, "options": ALTREF}),
    Clip("vp9.mp4", {"codec": "libvpx-vp9", "bframes": 0}),
    Clip("av1.mp4", {"codec": "libsvtav1", "bframes": 0, "options": AV1}),
    Clip("av1.mkv", {"codec": "libsvtav1", "bframes": 0, "options": AV1}),
    Clip("mpeg4.avi", {"codec": "mpeg4"}),
    Clip("mpeg4.mp4", {"codec": "mpeg4"}),
    Clip("mpeg2.ts", {"codec": "mpeg2video"}),
    Clip("mpeg2.mkv", {"codec": "mpeg2video"}),
    Clip("motion.avi", {"codec": "mjpeg", "bframes": 0}),
    Clip("motion.mov", {"codec": "mjpeg", "bframes": 0}),
    Clip("prores.mov", {"codec": "prores_ks", "bframes": 0, "pix_fmt": "yuv422p10le"}),
]  # fmt: skip


def packets_in(fragment: bytes) -> Iterator[tuple[int, bool, bytes]]:
    """Number, whether it is a key frame, and content of each packet of a fragment."""
    assert fragment[:4] == b"LFR1"
    count = int.from_bytes(fragment[4:8], "little")
    numbers, sizes, flags = np.frombuffer(fragment, "<i4", 3 * count, 8).reshape(3, count).tolist()
    at = 8 + 12 * count
    for number, size, flag in zip(numbers, sizes, flags, strict=True):
        yield number, bool(flag & 1), fragment[at : at + size]
        at += size
    assert at == len(fragment)
