"""Open decoders are reused, but never shared."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from core.media import makers
from limn.media.video import decoder_pool, indexing, packets
from limn.media.video.decoder_pool import DecoderPool
from limn.media.video.decoders import Decoder
from limn.sdk.errors import BadMedia
from limn.storage.space import Unavailable


@pytest.fixture
def video(tmp_path):
    path = makers.video(tmp_path / "clip.mp4", 60, gop=20)
    return path, indexing.build(path, path.name, path.with_suffix(".npz"))


def test_going_on_needs_no_seek(video, monkeypatch):
    path, index = video
    with Decoder(path, path.name, index) as decoder:
        decoder.frame(5)
        monkeypatch.setattr(Decoder, "_begin", lambda *_: pytest.fail("it sought"))
        for number in (6, 7, 12, 19):
            frame = decoder.frame(number)
            assert makers.number_in(frame.to_ndarray(format="rgb24")) == number


def test_a_jump_over_key_frames_does_not_decode_all_between(video, monkeypatch):
    path, index = video
    sought = []
    begin = Decoder._begin
    monkeypatch.setattr(Decoder, "_begin", lambda self, row: (sought.append(row), begin(self, row)))
    with Decoder(path, path.name, index) as decoder:
        decoder.frame(0)
        frame = decoder.frame(45)
    assert sought == [0, 40]
    assert makers.number_in(frame.to_ndarray(format="rgb24")) == 45


def test_the_pool_gives_the_decoder_that_stands_nearest_before(video):
    path, index = video
    pool = DecoderPool()
    with (
        pool.borrow(path, path.name, 3, index) as first,
        pool.borrow(path, path.name, 30, index) as second,
    ):
        assert first is not second
        first.frame(3)
        second.frame(30)
    with pool.borrow(path, path.name, 31, index) as again:
        assert again is second
    with pool.borrow(path, path.name, 4, index) as again:
        assert again is first
    pool.forget()


def test_idle_decoders_stay_within_a_budget(tmp_path, monkeypatch):
    pool = DecoderPool()
    monkeypatch.setattr(decoder_pool, "IDLE_BYTES", 3 * 320 * 96 * 30)
    for number in range(6):
        path = makers.video(tmp_path / f"{number}.mp4", 2)
        index = indexing.build(path, path.name, path.with_suffix(".npz"))
        with pool.borrow(path, path.name, 0, index) as decoder:
            decoder.frame(0)
    assert len(pool._idle) == 3
    pool.forget()


def test_threads_get_exact_frames_from_one_pool(video):
    path, index = video
    pool = DecoderPool()

    def number_at(number: int) -> int:
        with pool.borrow(path, path.name, number, index) as decoder:
            return makers.number_in(decoder.frame(number).to_ndarray(format="rgb24"))

    wanted = [number * 37 % 60 for number in range(120)]
    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(number_at, wanted)) == wanted
    pool.forget()


def test_an_index_survives_its_file(video, tmp_path):
    _, index = video
    index.save(tmp_path / "packets.npz")
    loaded = packets.load(tmp_path / "packets.npz")
    assert loaded.version == index.version
    assert loaded.times.tolist() == index.times.tolist()
    assert loaded.key_firsts.tolist() == [0, 20, 40]
    assert loaded.size.sum() == index.size.sum() > 0
    assert not loaded.counted


def test_a_video_that_cannot_be_numbered_by_time_is_counted(tmp_path, run):
    path = makers.video(tmp_path / "clip.avi", 30)
    index = indexing.build(path, path.name, path.with_suffix(".npz"), run)
    assert len(index) == 30
    assert run.warnings == [
        "clip.avi: its timestamps do not tell its frames; they were counted by decoding"
    ]


def test_a_missing_file_is_told_apart_from_a_broken_one(video, tmp_path):
    path, index = video
    path.unlink()
    with pytest.raises(Unavailable, match=r"clip.mp4 is not on the disk"):
        Decoder(path, path.name, index)
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"\0" * 100)
    with pytest.raises(BadMedia, match=r"broken.mp4 cannot be read as a video"):
        indexing.build(broken, broken.name, tmp_path / "broken.npz")
