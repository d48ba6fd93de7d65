"""Recordings: how long they are, how loud, as MP3, and what is refused."""

import io
import struct

import av
import numpy as np
import pytest
from PIL import Image

from core.media import makers
from limn.media import limits, queries
from limn.media.actions import set_deleted_frames
from limn.media.serving import chunk_queue
from limn.media.serving.frames import frame_source
from limn.media.sound import peaks, recordings
from limn.media.sound.sound_frames import peaks_path
from limn.runs.carrying import carry_out
from limn.runs.models import Run
from limn.sdk.errors import BadInput, BadMedia, Cancelled, NotFound, NotReady, TooLarge


@pytest.fixture
def heard(folder, ingested):
    def make(name="a.wav", seconds=2.0, **more):
        makers.recording(folder / name, seconds, **more)
        return ingested()

    return make


def test_a_recording_has_a_frame_for_each_millisecond(heard):
    data = heard(seconds=1.2345)
    assert (data.kind, data.size, data.start_frame, data.stop_frame) == ("audio", 1235, 0, 1234)
    assert (data.original_chunk_type, data.compressed_chunk_type) == ("audio_mp3", "audio_mp3")
    assert data.chunk_size == data.size
    assert queries.get_sound(data).sampling_rate == 16_000


@pytest.mark.parametrize(
    ("name", "codec"),
    [("a.mp3", "libmp3lame"), ("a.flac", ""), ("a.ogg", "libopus"), ("a.opus", "libopus"),
     ("a.m4a", "aac"), ("a.aac", "aac"), ("a.aiff", "pcm_s16be"), ("a.weba", "libopus"),
     ("a.mka", "pcm_s16le"), ("a.au", "pcm_s16be"), ("a.caf", "pcm_s16le")],
)  # fmt: skip
def test_whatever_ffmpeg_reads_is_taken(folder, ingested, name, codec):
    containers = {"a.weba": "a.webm", "a.opus": "a.ogg", "a.aac": "a.aac"}
    written = folder / containers.get(name, name)
    makers.recording(written, 1.0, rate=48_000, codec=codec)
    written.rename(folder / name)
    data = ingested()
    # Codecs that work in blocks add some silence at the ends.
    assert 1000 <= data.size <= 1130


def test_the_sound_is_served_as_mp3_that_is_as_long(heard):
    data = heard(seconds=3.0, channels=2, rate=44_100)
    chunk = frame_source(data).chunk(range(data.size))
    assert chunk.mime == "audio/mpeg"
    with av.open(io.BytesIO(chunk.read())) as made:
        assert made.format.name == "mp3"
        samples = sum(frame.samples for frame in made.decode(audio=0))
        assert samples / made.streams.audio[0].rate == pytest.approx(3.0, abs=0.06)


def test_the_sound_is_made_once(heard):
    data = heard()
    first = frame_source(data).chunk(range(10)).content
    made = first.stat().st_mtime_ns
    again = frame_source(data).chunk(range(1000, 2000), "original").content
    assert again == first
    assert again.read_bytes()[:3]
    assert first.stat().st_size == again.stat().st_size
    assert made <= again.stat().st_mtime_ns


def test_an_mp3_is_served_as_it_was_uploaded(heard, folder):
    data = heard("a.mp3")
    assert frame_source(data).chunk(range(5)).read() == (folder / "a.mp3").read_bytes()


def test_loudness_is_told_in_buckets(heard):
    data = heard(seconds=4.0, quiet=(1.0, 3.0))
    source = frame_source(data)
    buckets = source.loudness(0, 4000, 4)
    assert [round(high, 1) for _, high in buckets] == [0.5, 0.0, 0.0, 0.5]
    assert [round(low, 1) for low, _ in buckets] == [-0.5, 0.0, 0.0, -0.5]
    assert source.loudness(1500, 2500, 1) == [[0.0, 0.0]]
    assert len(source.loudness(0, 50, 1000)) == 5
    assert source.loudness(4000, 5000, 3) == []


def test_loudness_is_measured_again_when_its_file_is_gone(heard):
    data = heard()
    before = frame_source(data).loudness(0, 2000, 50)
    peaks_path(data.pk).unlink()
    assert frame_source(data).loudness(0, 2000, 50) == before


@pytest.mark.parametrize("rate", [8000, 11_025, 22_050, 44_100])
def test_stretches_lie_where_they_are_heard_at_any_rate(tmp_path, rate):
    path = makers.recording(tmp_path / "a.wav", 30.0, rate=rate, quiet=(0, 29.5))
    peaks.measure(path, "a.wav", tmp_path / "peaks.npy")
    found = np.load(tmp_path / "peaks.npy")
    assert len(found) == 3000
    assert int(np.argmax(found[:, 1] > 20)) in (2950, 2951)


def test_a_preview_is_the_cover_or_the_waveform(heard, folder, ingested):
    drawn = makers.read(frame_source(heard(quiet=(0, 1))).preview().read())
    assert drawn.shape[1] == 256
    quiet, loud = drawn[:, :100].mean(), drawn[:, 156:].mean()
    assert loud > quiet + 20
    (folder / "a.wav").unlink()
    makers.recording(folder / "b.mp3", cover=makers.jpeg(7))
    data = ingested()
    assert queries.get_sound(data).has_cover_image
    assert makers.number_in(_cover(data)) == 7


def _cover(data):
    shown = makers.read(frame_source(data).preview().read())
    return np.asarray(Image.fromarray(shown).resize((320, 96)))


def test_there_are_no_pictures(heard):
    source = frame_source(heard())
    for wanted in (source.frame, source.pixels, source.context):
        with pytest.raises(NotFound, match="no picture"):
            wanted(0)
    assert source.open_original(0).read(4) == b"RIFF"


def test_facts_tell_the_name_alone_and_no_quality(heard):
    meta = queries.data_meta(heard(), 500, 1499)
    assert meta["frames"] == [{"name": "a.wav", "related_files": 0, "has_related_context": False}]
    assert "image_quality" not in meta
    assert (meta["size"], meta["start_frame"], meta["stop_frame"]) == (1000, 500, 1499)


def test_milliseconds_are_not_deleted(heard):
    with pytest.raises(BadInput) as refused:
        set_deleted_frames(heard(), [5])
    assert list(refused.value.fields) == ["deleted_frames"]


def test_more_than_the_limit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(recordings, "MAX_RECORDING_MS", 1000)
    path = makers.recording(tmp_path / "a.wav", 1.5)
    with pytest.raises(TooLarge, match=r"a\.wav is longer"):
        peaks.measure(path, "a.wav", tmp_path / "peaks.npy")
    assert limits.MAX_RECORDING_MS == 4 * 3600 * 1000


def test_a_second_recording_is_refused(folder, ingested):
    makers.recording(folder / "a.wav")
    makers.recording(folder / "b.mp3")
    with pytest.raises(BadMedia, match=r"b\.mp3 is a second audio besides a\.wav"):
        ingested()


@pytest.mark.parametrize(
    "option", [{"start_frame": 5}, {"stop_frame": 9}, {"frame_filter": "step=2"}]
)
def test_a_recording_is_used_as_a_whole(heard, folder, ingested, option):
    makers.recording(folder / "a.wav")
    with pytest.raises(BadMedia, match="used as a whole"):
        ingested(**option)


def wav(*chunks: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", 1 << 20) + b"WAVE" + b"".join(chunks)


@pytest.mark.parametrize(
    ("name", "content", "match"),
    [
        ("a.wav", b"no sound at all", "not what its name says"),
        ("a.wav", wav(), "cannot be read as a recording"),
        ("a.mp3", b"ID3\x04\0\0\0\0\0\x7f" + b"\0" * 500, "cannot be read as a recording"),
        ("a.flac", b"fLaC" + b"\xff" * 200, "cannot be read as a recording|holds no sound"),
        ("a.mp3", b"", "is empty"),
        (
            "a.wav",
            wav(b"fmt ", struct.pack("<IHHIIHH", 16, 1, 1, 0xFFFFFFF, 0xFFFFFFF, 2, 16),
                b"data", struct.pack("<I", 8), b"\0" * 8),
            "samples a second|cannot be read",
        ),
    ],
)  # fmt: skip
def test_what_is_no_recording_is_refused_by_name(put, ingested, name, content, match):
    put({name: content})
    with pytest.raises(BadMedia, match=match):
        ingested()


def test_a_recording_that_is_cut_off_is_as_long_as_what_is_there(folder, ingested):
    path = makers.recording(folder / "a.flac", 4.0)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert 0 < ingested().size < 4000


def test_a_playlist_opens_nothing_else(put, folder, ingested):
    secret = makers.recording(folder / "secret.wav").rename(folder.parent / "secret.wav")
    put({"a.aac": b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n" + str(secret).encode()})
    with pytest.raises(BadMedia):
        ingested()
    put({"a.aac": b"\xff\xf1" + b"ffconcat version 1.0\nfile " + str(secret).encode()})
    with pytest.raises(BadMedia):
        ingested()


def test_listening_stops_when_the_run_is_stopped(folder, ingested, run):
    makers.recording(folder / "a.wav", 60.0)
    told = run.progress

    def stopped_on_the_way(done, total=1.0, message=""):
        run.stopped = message == "Listening"
        told(done, total, message)

    run.progress = stopped_on_the_way
    with pytest.raises(Cancelled):
        ingested()


def test_silence_where_timestamps_jump_and_no_more_than_the_limit(tmp_path):
    path = tmp_path / "a.mka"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=8000)
        stream.layout = "mono"
        for second in (0, 5):
            frame = av.AudioFrame.from_ndarray(
                np.full((1, 8000), 16_000, np.int16), format="s16", layout="mono"
            )
            frame.sample_rate, frame.pts = 8000, second * 8000
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    sound = peaks.measure(path, "a.mka", tmp_path / "peaks.npy")
    assert sound.duration == pytest.approx(6000, abs=5)
    found = np.load(tmp_path / "peaks.npy")
    assert found[150:480].max() == 0
    assert found[520:580].min() > 50


@pytest.mark.django_db(transaction=True)
def test_the_mp3_of_a_long_recording_is_left_to_a_worker(heard, monkeypatch):
    data = heard(seconds=3.0)
    monkeypatch.setattr("limn.media.sound.sound_frames.CHEAP_MS", 1000)
    monkeypatch.setattr(chunk_queue, "PATIENCE", 0.0)
    for _ in range(2):
        with pytest.raises(NotReady):
            frame_source(data).chunk(range(5))
    (run,) = Run.objects.filter(job="chunk:build")
    assert run.queue == "chunks"
    carry_out(str(run.pk))
    with av.open(io.BytesIO(frame_source(data).chunk(range(5)).read())) as made:
        assert made.format.name == "mp3"
    assert Run.objects.count() == 1
