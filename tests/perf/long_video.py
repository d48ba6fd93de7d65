"""Indexes a video of two hours, told by its memory.

Run as a script: `python long_video.py FOLDER make|index`. Prints one line of JSON: the most
memory the process ever had in MiB, the number of frames, and how the progress rose.
"""

import json
import sys
from pathlib import Path

import av
from peaks import peak

from core.media import makers

SECOND, HOURS = 25, 2
FRAMES = HOURS * 3600 * SECOND


class _Run:
    def __init__(self):
        self.told = []

    def progress(self, done, total=1.0, message=""):
        self.told.append(done / total)

    def warn(self, message):
        raise AssertionError(message)

    def check(self):
        pass


def make(folder: Path) -> None:
    """The packets of twenty seconds, again and again."""
    short = makers.video(folder / "short.mp4", 20 * SECOND, size=(320, 96), gop=50)
    with av.open(str(short)) as read, av.open(str(folder / "long.mp4"), "w") as written:
        video = read.streams.video[0]
        stream = written.add_stream_from_template(video)
        packets = [(bytes(one), one.pts, one.dts, one.is_keyframe, one.duration)
                   for one in read.demux(video) if one.size]  # fmt: skip
        step = video.duration
        for turn in range(FRAMES // (20 * SECOND)):
            for content, pts, dts, key, duration in packets:
                packet = av.Packet(len(content))
                packet.update(content)
                packet.pts, packet.dts = pts + turn * step, dts + turn * step
                packet.duration, packet.is_keyframe = duration, key
                packet.time_base, packet.stream = video.time_base, stream
                written.mux(packet)


def index(folder: Path) -> dict[str, object]:
    from limn.media.video import indexing

    run = _Run()
    made = indexing.build(folder / "long.mp4", "long.mp4", folder / "packets.npz", run)
    made.save(folder / "packets.npz")
    return {"frames": len(made), "steps": len(run.told), "rises": run.told == sorted(run.told),
            "last": run.told[-1]}  # fmt: skip


if __name__ == "__main__":
    deed = {"make": make, "index": index}[sys.argv[2]]
    told = deed(Path(sys.argv[1])) or {}
    sys.stdout.write(json.dumps(told | {"peak": peak()}))
