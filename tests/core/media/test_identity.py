"""A number means one picture, whatever the video is like and whichever way the frame is asked."""

import io
import zipfile

import av
import numpy as np
import pytest

from core.media import makers
from core.media.clips import CLIPS, packets_in
from limn.media import queries
from limn.media.models import Data
from limn.media.serving.frames import frame_source
from limn.media.video import native
from limn.media.video.footage import Footage

NAMES = [clip.name for clip in CLIPS]


@pytest.fixture
def ready(folder, ingested):
    """The clip of that name as data, and what it is to show."""

    def make(name, **options):
        clip = next(one for one in CLIPS if one.name == name)
        clip.make(folder)
        return ingested(**options), clip

    return make


@pytest.mark.parametrize("name", NAMES)
def test_every_way_to_a_frame_leads_to_the_same_picture(ready, name):
    data, clip = ready(name)
    source = frame_source(data)
    shows = list(clip.shows)
    assert data.size == len(shows)
    assert queries.frame_size(data) == clip.size
    index = Footage(data, queries.get_clip(data)).index()
    assert index.counted == clip.counted
    assert not index.damaged
    # Backwards and across, so that decoders seek.
    for number in [*range(0, data.size, 5), *reversed(range(1, data.size, 3))]:
        assert makers.number_in(source.pixels(number)) == shows[number]
    last = data.size - 1
    assert makers.number_in(makers.read(source.frame(last).read())) == shows[last]
    assert makers.number_in(makers.read(source.frame(last, "original").read())) == shows[last]
    assert makers.number_in(makers.read(source.open_original(0).read())) == shows[0]
    assert makers.number_in(makers.read(source.preview(last).read())) == shows[last]
    assert in_zip(source.chunk(range(data.size)).read()) == shows
    assert in_zip(source.chunk(range(last, data.size), "original").read()) == shows[-1:]
    assert in_mp4(source.chunk(range(data.size), kind="video").read()) == shows
    assert in_fragments(data) == dict(enumerate(shows))


@pytest.mark.parametrize("name", ["open.mp4", "hevc.mkv", "vp8.webm", "h264.avi", "cut.mp4"])
def test_start_stop_and_step_choose_the_same_frames_everywhere(ready, name):
    data, clip = ready(name, start_frame=2, stop_frame=12, frame_filter="step=3")
    source = frame_source(data)
    shows = list(clip.shows)[2:13:3]
    assert [makers.number_in(source.pixels(number)) for number in range(data.size)] == shows
    assert in_zip(source.chunk(range(data.size)).read()) == shows
    given = in_fragments(data)
    assert [given[2 + 3 * number] for number in range(data.size)] == shows


def in_zip(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [makers.number_in(makers.read(archive.read(name))) for name in archive.namelist()]


def in_mp4(content):
    with av.open(io.BytesIO(content)) as container:
        return [number_in(frame) for frame in container.decode(video=0)]


def number_in(frame):
    return makers.number_in(frame.to_ndarray(format="rgb24"))


def in_fragments(data: Data) -> dict[int, int]:
    """What a client sees that knows nothing but the description and the fragments."""
    told = native.describe(data, range(data.size), "/video")
    index = Footage(data, queries.get_clip(data)).index()
    seen = {}
    decoder = None
    for row in told["fragments"]:
        content = native.fragment(data, range(data.size), told["version"], row["number"])
        if row["begin"] == row["number"]:
            decoder = av.CodecContext.create(index.track.decoder, "r")
            if "description" in told["config"]:
                decoder.extradata = index.track.parameters
        given = {}
        packets = list(packets_in(content))
        assert len(packets) == row["packets"]
        assert packets[0][1] or row["begin"] != row["number"]
        for number, _, packet in packets:
            sent = av.Packet(packet)
            sent.pts = number
            given |= {frame.pts: frame for frame in decoder.decode(sent)}
        if last_of_its_group(row, told["fragments"]):
            given |= {frame.pts: frame for frame in decoder.decode(None)}
        for number in range(row["first"], row["first"] + row["frames"]):
            seen[number] = turned_number(given[number], told["rotation"])
    return seen


def last_of_its_group(row, rows):
    return all(other["begin"] != row["begin"] or other["number"] <= row["number"] for other in rows)


def turned_number(frame, rotation):
    picture = frame.to_ndarray(format="rgb24")
    return makers.number_in(np.rot90(picture, -rotation // 90))
