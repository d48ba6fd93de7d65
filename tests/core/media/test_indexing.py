"""What is broken in a video is told at its upload, and nothing else suffers."""

import av
import pytest

from core.media import makers
from limn.media import limits
from limn.media.queries import get_clip
from limn.media.serving.frames import frame_source
from limn.media.video import indexing, native
from limn.media.video.footage import Footage
from limn.sdk.errors import BadMedia, TooLarge

FRAMES = 40


def index_of(data):
    return Footage(data, get_clip(data)).index()


@pytest.fixture
def spoiled(tmp_path, folder):
    """Overwrites the packet of that place with what `garbage` makes of its size."""

    def spoil(name, place, garbage):
        path = makers.video(tmp_path / name, FRAMES, bframes=0, gop=10)
        with av.open(str(path)) as container:
            packets = [bytes(packet) for packet in container.demux(video=0) if packet.size]
        content = path.read_bytes()
        at, size = content.index(packets[place]), len(packets[place])
        (folder / name).write_bytes(content[:at] + garbage(size) + content[at + size :])

    return spoil


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mkv"])
def test_damage_in_the_middle_is_marked_and_moves_no_number(spoiled, ingested, name):
    spoiled(name, 20, lambda size: b"\xff" * size)
    data = ingested()
    assert data.size == FRAMES
    index = index_of(data)
    assert index.damaged == ((20, 29),)
    source = frame_source(data)
    for number in (0, 9, 19, 30, 39):
        assert makers.number_in(source.pixels(number)) == number
    with pytest.raises(BadMedia, match=f"frame 25 of {name} cannot be decoded"):
        source.frame(25)
    told = native.describe(data, range(15, 25), "/video")
    assert told["damaged"] == [(20, 24)]


def test_a_video_whose_table_is_missing_is_refused(tmp_path, folder, ingested):
    whole = makers.video(tmp_path / "whole.mp4", 20).read_bytes()
    (folder / "clip.mp4").write_bytes(whole[: whole.index(b"moov") - 4])
    with pytest.raises(BadMedia, match=r"clip.mp4 cannot be read as a video"):
        ingested()


def test_a_video_without_frames_is_refused(folder, ingested):
    with av.open(str(folder / "clip.mkv"), "w") as container:
        container.add_stream("mpeg4", rate=25, width=64, height=64, pix_fmt="yuv420p")
        container.start_encoding()
    with pytest.raises(BadMedia, match=r"clip.mkv cannot be read as a video"):
        ingested()


def test_a_video_of_nothing_but_garbage_is_refused(spoiled, folder, ingested):
    spoiled("clip.mp4", 0, lambda size: b"\xff" * size)
    content = (folder / "clip.mp4").read_bytes()
    start = content.index(b"mdat") + 4
    end = content.index(b"moov") - 4
    (folder / "clip.mp4").write_bytes(content[:start] + b"\xff" * (end - start) + content[end:])
    with pytest.raises(BadMedia, match=r"clip.mp4 holds no frame that can be decoded"):
        ingested()


def test_a_video_of_too_many_frames_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_PACKETS", 10)
    path = makers.video(tmp_path / "clip.mp4", 20)
    with pytest.raises(TooLarge, match=r"clip.mp4 has more than 10 frames"):
        indexing.build(path, path.name, tmp_path / "packets.npz")


def test_frames_that_grow_beyond_the_limit_are_not_decoded(tmp_path, monkeypatch):
    small = makers.video(tmp_path / "small.ts", 10)
    large = makers.video(tmp_path / "large.ts", 10, size=(640, 192))
    both = tmp_path / "both.ts"
    both.write_bytes(small.read_bytes() + large.read_bytes())
    monkeypatch.setattr(limits, "MAX_PIXELS", 320 * 192)
    place = tmp_path / "packets.npz"
    index = indexing.build(both, both.name, place)
    assert len(index) == 10
