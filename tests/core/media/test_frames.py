"""One frame is the same frame by every way there is to it."""

import io
import zipfile

import av
import numpy as np
import pytest
from PIL import Image

from core.media import makers
from limn.media import actions, probing, queries
from limn.media.queries import get_clip
from limn.media.serving.frames import checksum, frame_source
from limn.media.video.footage import Footage
from limn.sdk.errors import BadMedia, NotFound
from limn.storage import store


def numbers_in_zip(content: bytes) -> list[int]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return [makers.number_in(makers.read(archive.read(name))) for name in archive.namelist()]


def numbers_in_mp4(content: bytes) -> list[int]:
    with av.open(io.BytesIO(content)) as container:
        assert not container.streams.audio
        stream = container.streams.video[0]
        assert stream.codec_context.name == "h264"
        assert stream.average_rate == 25
        frames = container.decode(stream)
        return [makers.number_in(frame.to_ndarray(format="rgb24")) for frame in frames]


@pytest.fixture
def clip(folder, ingested):
    def make(name="clip.mp4", frames=40, made=None, **options):
        makers.video(folder / name, frames, **(made or {}))
        return ingested(**options)

    return make


def test_frame_numbers_of_a_video_follow_start_stop_and_step(clip):
    data = clip(start_frame=3, stop_frame=30, frame_filter="step=4")
    assert data.size == 7
    assert (data.start_frame, data.stop_frame) == (3, 27)
    source = frame_source(data)
    assert numbers_in_zip(source.chunk(range(7)).read()) == [3, 7, 11, 15, 19, 23, 27]
    assert makers.number_in(source.pixels(6)) == 27
    assert source.media_name(6) == "frame_000027.png"
    with pytest.raises(NotFound, match="no frame 7"):
        source.frame(7)


def test_frames_outside_of_the_edit_list_are_not_counted(tmp_path, folder, ingested):
    whole = makers.video(tmp_path / "whole.mp4", 60, gop=12)
    cut = folder / "cut.mp4"
    with av.open(str(whole)) as source, av.open(str(cut), "w") as target:
        video = source.streams.video[0]
        copy = target.add_stream_from_template(video)
        # Packets before time 0 are kept for their references and hidden by an edit list.
        shift = 8 * 512
        for packet in source.demux(video):
            if packet.dts is None:
                continue
            packet.pts, packet.dts, packet.stream = packet.pts - shift, packet.dts - shift, copy
            target.mux(packet)
    data = ingested()
    with av.open(str(cut)) as container:
        shown = [
            makers.number_in(frame.to_ndarray(format="rgb24"))
            for frame in container.decode(video=0)
        ]
    source = frame_source(data)
    assert data.size == len(shown) < 60
    assert [makers.number_in(source.pixels(number)) for number in range(data.size)] == shown


def test_a_lost_packet_index_is_made_again(clip):
    data = clip()
    probing.index_path(data.pk).unlink()
    assert makers.number_in(frame_source(data).pixels(21)) == 21
    assert probing.index_path(data.pk).exists()


def test_a_damaged_frame_does_not_hide_the_others(folder, ingested):
    path = makers.video(folder / "clip.mkv", 40, bframes=0, gop=10)
    with av.open(str(path)) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
        spoiled = bytes(packets[10])
    content = path.read_bytes()
    at = content.index(spoiled)
    data = ingested()
    # The key frame of the second group rots on the disk after the upload.
    rotten = content[:at] + b"\xff" * len(spoiled) + content[at + len(spoiled) :]
    target = store.media_folder(data.pk) / "clip.mkv"
    target.unlink()
    target.write_bytes(rotten)
    source = frame_source(data)
    with pytest.raises(BadMedia, match=r"frame 10 of clip.mkv cannot be decoded"):
        source.frame(10)
    assert makers.number_in(source.pixels(9)) == 9
    assert makers.number_in(source.pixels(20)) == 20
    with zipfile.ZipFile(io.BytesIO(source.chunk(range(8, 24)).read())) as archive:
        assert len(archive.namelist()) == 16
        assert makers.read(archive.read("000002.jpeg")).mean() < 60
        assert makers.number_in(makers.read(archive.read("000015.jpeg"))) == 23


def test_a_truncated_video_has_the_frames_that_can_be_decoded(tmp_path, folder, ingested, run):
    whole = makers.video(tmp_path / "whole.ts", 40, bframes=0)
    content = whole.read_bytes()
    (folder / "half.ts").write_bytes(content[: len(content) * 3 // 5])
    data = ingested()
    assert 10 < data.size < 40
    source = frame_source(data)
    last = data.size - 1
    assert makers.number_in(source.pixels(last)) == last


def test_a_download_cut_short_has_the_frames_that_came(tmp_path, folder, ingested):
    whole = makers.video(tmp_path / "whole.mp4", 60, container_options={"movflags": "faststart"})
    content = whole.read_bytes()
    (folder / "half.mp4").write_bytes(content[: len(content) * 3 // 5])
    data = ingested()
    source = frame_source(data)
    (damaged,) = Footage(data, get_clip(data)).index().damaged
    came = [number for number in range(data.size) if not damaged[0] <= number <= damaged[1]]
    assert 5 < len(came) < 40
    assert came[-1] == data.size - 1
    assert [makers.number_in(source.pixels(number)) for number in came] == came
    told = queries.data_meta(data)["damaged_frames"]
    assert told == list(range(damaged[0], damaged[1] + 1))
    assert queries.data_meta(data, damaged[0] - 1, damaged[0])["damaged_frames"] == [damaged[0]]
    with pytest.raises(BadMedia, match=f"frame {damaged[0]} of half.mp4 cannot be decoded"):
        source.pixels(damaged[0])


def test_a_video_that_changes_its_size_has_frames_of_one_size(tmp_path, folder, ingested, run):
    small = makers.video(tmp_path / "small.ts", 10)
    large = makers.video(tmp_path / "large.ts", 10, size=(640, 192))
    (folder / "both.ts").write_bytes(small.read_bytes() + large.read_bytes())
    data = ingested()
    assert data.size == 20
    source = frame_source(data)
    assert queries.frame_size(data) == (320, 96)
    for number in (0, 9, 10, 19, 3):
        picture = source.pixels(number)
        assert picture.shape == (96, 320, 3)
        assert makers.number_in(picture) == number % 10
    expected = [*range(5, 10), *range(5)]
    assert numbers_in_zip(source.chunk(range(5, 15)).read()) == expected
    assert numbers_in_mp4(source.chunk(range(5, 15), kind="video").read()) == expected


def test_pictures_keep_their_number_and_their_turn(put, ingested):
    put(
        {
            "a.jpg": makers.jpeg(1),
            "b.jpg": makers.jpeg(2, (640, 200), orientation=6),
            "c.png": makers.png(3),
            "d.jpg": makers.jpeg(4, orientation=8),
            "e.jpg": makers.jpeg(5, orientation=3),
            "f.png": makers.png16(6),
        }
    )
    data = ingested(image_quality=80)
    source = frame_source(data)
    assert data.size == 6
    for number in range(6):
        assert makers.number_in(makers.read(source.frame(number).read())) == number + 1
        assert makers.number_in(source.pixels(number)) == number + 1
        if number != 5:
            original = makers.read(source.frame(number, "original").read())
            assert makers.number_in(original) == number + 1
    assert queries.frame_size(data, 1) == (640, 200)
    assert numbers_in_zip(source.chunk(range(6)).read()) == [1, 2, 3, 4, 5, 6]
    with zipfile.ZipFile(io.BytesIO(source.chunk([0, 2], "original").read())) as archive:
        assert archive.namelist() == ["000000.jpg", "000001.png"]
        assert archive.read("000001.png") == makers.png(3)
        assert archive.read("000000.jpg") == makers.jpeg(1)


def test_an_original_is_given_as_it_was_uploaded(put, ingested):
    put({"a.jpg": makers.jpeg(1), "b.jpg": makers.jpeg(2, orientation=6)})
    source = frame_source(ingested())
    assert source.open_original(0).read() == makers.jpeg(1)
    assert source.frame(0, "original").mime == "image/jpeg"
    turned = Image.open(source.open_original(1))
    assert turned.getexif().get(0x0112, 1) == 1
    assert turned.size == (320, 96)


def test_a_jpeg_is_encoded_again_only_when_that_makes_it_smaller(put, ingested):
    put({"a.jpg": makers.jpeg(1)})
    fine = ingested(image_quality=95)
    assert frame_source(fine).frame(0).read() == makers.jpeg(1)
    coarse = ingested(image_quality=40)
    assert len(frame_source(coarse).frame(0).read()) < len(makers.jpeg(1))


def test_previews_show_the_first_frame_that_is_left(put, ingested):
    put({f"{number}.jpg": makers.jpeg(number, (640, 200)) for number in range(3)})
    data = ingested()
    first = makers.read(frame_source(data).preview().read())
    assert first.shape == (80, 256, 3)
    assert makers.number_in(first) == 0
    assert makers.number_in(makers.read(frame_source(data).preview(1).read())) == 1
    actions.set_deleted_frames(data, [0, 1])
    assert makers.number_in(makers.read(frame_source(data).preview().read())) == 2


def test_a_chunk_is_built_once(clip, monkeypatch):
    source = frame_source(clip())
    first = source.chunk(range(10))
    changed = first.content.stat().st_mtime_ns
    content = first.read()
    monkeypatch.setattr("limn.media.video.video_frames.ask", lambda *_: pytest.fail("built again"))
    again = source.chunk(range(10))
    assert again.content == first.content
    assert again.read() == content
    assert again.content.stat().st_mtime_ns >= changed


def test_checksums_are_the_same_for_bytes_and_files(tmp_path):
    content = np.arange(5000, dtype=np.uint8).tobytes()
    path = tmp_path / "chunk.zip"
    path.write_bytes(content)
    assert checksum(path) == checksum(content)
    assert checksum(content) != checksum(content[:-1])
    assert checksum(b"").isdecimal()


def test_context_images_are_shown_beside_their_picture(put, ingested):
    put(
        {
            "a/1.jpg": makers.jpeg(1),
            "a/2.jpg": makers.jpeg(2),
            "a/related_images/1_jpg/left.png": makers.png(11),
            "a/related_images/1_jpg/right.jpg": makers.jpeg(12),
        }
    )
    data = ingested()
    assert queries.frame_names(data) == ["a/1.jpg", "a/2.jpg"]
    assert [(frame["related_files"], frame["has_related_context"])
            for frame in queries.frames_meta(data)] == [(2, True), (0, False)]  # fmt: skip
    source = frame_source(data)
    with zipfile.ZipFile(io.BytesIO(source.context(0).read())) as archive:
        assert archive.namelist() == ["left.png", "right.jpg"]
        seen = [makers.number_in(makers.read(archive.read(name))) for name in archive.namelist()]
    assert seen == [11, 12]
    with pytest.raises(NotFound, match="frame 1 has no context images"):
        source.context(1)


def test_a_context_image_without_its_picture_is_refused(put, ingested):
    put({"related_images/1_jpg/left.png": makers.png(1)})
    with pytest.raises(BadMedia, match=r"left.png is a context image"):
        ingested()
