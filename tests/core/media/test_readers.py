"""What opens strangers' files may break: the file is named, and the next one is read."""

import gc
import os
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from core.media import makers
from limn.media.images import pictures
from limn.media.readers import ask, ground, landlock, reader
from limn.media.readers.pool import ReaderPool
from limn.media.video import indexing
from limn.sdk.errors import BadMedia, Cancelled, LimnError, TooLarge
from servers.sharing import command_of

TESTS = Path(__file__).parents[2]


@pytest.fixture
def breaking(monkeypatch):
    """Asks readers that break on demand: `breaking("crash")`."""
    monkeypatch.setenv("PYTHONPATH", str(TESTS))
    pool = ReaderPool("core.media.breaking_reader")
    yield lambda deed, run=None: pool.ask(deed, run, path="/x.tif", name="x.tif")
    pool.end()


@pytest.fixture
def video_file(tmp_path):
    """A video and its index."""
    path, place = makers.video(tmp_path / "a.mp4", 12), tmp_path / "a.npz"
    indexing.build(path, path.name, place).save(place)
    return path, place


@pytest.fixture
def bmp(tmp_path):
    path = tmp_path / "a.bmp"
    path.write_bytes(makers.encoded("BMP", 5))
    return path


@pytest.mark.parametrize(
    ("deed", "error", "problem"),
    [
        ("crash", BadMedia, "x.tif could not be read: it broke the program that reads it"),
        ("eat", TooLarge, "x.tif needs more memory to be read than one file may take"),
        ("spin", BadMedia, "x.tif takes more than 60 s to be read"),
        ("fail", LimnError, "x.tif could not be read: an internal error"),
    ],
)
def test_a_file_that_breaks_its_reader_is_named_and_the_next_is_read(
    breaking, deed, error, problem
):
    with pytest.raises(error, match=problem):
        breaking(deed)
    assert breaking("environment").value


def test_a_reader_that_says_nothing_is_ended(breaking, monkeypatch):
    breaking("environment")
    monkeypatch.setattr(reader, "SILENT_SECONDS", 0.2)
    with pytest.raises(BadMedia, match=r"x.tif could not be read within 0 s"):
        breaking("sleep")


def test_a_stopped_run_ends_its_reader(breaking, run):
    threading.Timer(0.3, lambda: setattr(run, "stopped", True)).start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        breaking("sleep", run)
    assert time.monotonic() - started < 30


def test_secrets_of_the_server_are_not_told_to_readers(breaking, monkeypatch):
    monkeypatch.setenv("LIMN_SECRET_KEY", "s")
    assert not [name for name in breaking("environment").value if name.startswith("LIMN")]


def test_a_reader_that_left_meanwhile_is_replaced(breaking):
    breaking("environment")
    time.sleep(1.5)
    assert breaking("environment").value


def test_a_reader_outlives_the_thread_that_began_it(bmp):
    with ThreadPoolExecutor(1) as one:
        one.submit(ask, "verify", path=str(bmp), name="a.bmp").result()
    assert ask("verify", path=str(bmp), name="a.bmp").value == [320, 96]


def test_readers_serve_many_threads(bmp):
    with ThreadPoolExecutor(8) as threads:
        answers = list(
            threads.map(lambda _: ask("verify", path=str(bmp), name="a.bmp").value, range(40))
        )
    assert answers == [[320, 96]] * 40


def test_readers_end_with_the_pool(breaking):
    breaking("environment")
    child = next(
        one for one in psutil.Process().children() if "breaking_reader" in " ".join(command_of(one))
    )
    pool = next(one for one in gc.get_objects() if type(one) is ReaderPool and one._idle
                and one._idle[0].pid == child.pid)  # fmt: skip
    pool.end()
    assert not child.is_running()


def test_pixels_come_back_as_they_were_read(bmp):
    told = ask("pixels", path=str(bmp), name="a.bmp", shrink_to=0)
    seen = pictures.from_bytes(told.content, told.value)
    assert makers.number_in(seen) == 5


def test_a_reader_that_lasts_waits_and_one_that_died_is_replaced(video_file):
    path, place = video_file
    pool = ReaderPool()
    pool.keep_one()
    (first,) = pool._idle
    assert first.lasting
    os.kill(first.pid, signal.SIGKILL)
    first._process.wait()
    still = pool.ask(
        "still", path=str(path), name="a.mp4", place=str(place), width=320, height=96, rotation=0,
        frame=7, form="png", quality=70,
    )  # fmt: skip
    assert makers.number_in(makers.read(still.content)) == 7
    (second,) = pool._idle
    assert second.lasting
    assert second.pid != first.pid
    pool.end()


def test_a_video_is_asked_of_the_reader_that_has_it_open(tmp_path):
    pool = ReaderPool()
    readers = {}
    a, b = ({"path": str(tmp_path / name)} for name in "ab")
    with pool._lent(a), pool._lent(b):
        pass
    for about in (a, b, a, b):
        with pool._lent(about) as reader:
            readers.setdefault(about["path"], set()).add(reader.pid)
    assert len(readers[a["path"]]) == len(readers[b["path"]]) == 1
    assert readers[a["path"]] != readers[b["path"]]
    pool.end()


@pytest.mark.skipif(landlock.version() < 4, reason="the kernel cannot keep anybody from anything")
def test_a_reader_reaches_media_and_nothing_else(monkeypatch, own_data_root, tmp_path):
    monkeypatch.setenv("PYTHONPATH", str(TESTS))
    monkeypatch.setattr(ground, "also", [])
    media = own_data_root / "media" / "1"
    media.mkdir(parents=True)
    for path in (media / "a.tif", own_data_root / "secret.key", tmp_path / "b.tif"):
        path.write_bytes(b"x")
    pool = ReaderPool("core.media.breaking_reader")
    with socket.create_server(("127.0.0.1", 0)) as server:
        ways = {
            ("read", str(media / "a.tif")): "yes",
            ("write", str(media / "b.tif")): "yes",
            ("read", str(own_data_root / "secret.key")): "PermissionError",
            ("write", str(own_data_root / "secret.key")): "PermissionError",
            ("read", str(tmp_path / "b.tif")): "PermissionError",
            ("read", "/etc/passwd"): "PermissionError",
            ("read", f"/proc/{os.getpid()}/environ"): "PermissionError",
            ("list", "/"): "PermissionError",
            ("start", "/bin/true"): "PermissionError",
            ("call", server.getsockname()[1]): "PermissionError",
        }
        told = pool.ask("reach", path=str(media / "a.tif"), name="a.tif", reached=[*ways])
    assert dict(zip(ways, told.value, strict=True)) == ways
    # A file that lies elsewhere is asked of a reader that sees its folder.
    way = ("read", str(tmp_path / "b.tif"))
    told = pool.ask("reach", path=way[1], name="b.tif", reached=[way])
    assert told.value == ["yes"]
    pool.end()
