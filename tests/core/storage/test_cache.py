"""Kept files are built once, never seen half-made, and the oldest go first."""

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from limn.sdk.errors import NotReady
from limn.storage import cache, locks, store


@pytest.fixture(autouse=True)
def own_data_root(settings, tmp_path) -> Path:
    settings.DATA_ROOT = tmp_path / "data"
    settings.CHUNK_CACHE_BYTES = 1 << 30
    return settings.DATA_ROOT


def test_many_readers_cause_one_build():
    built = []

    def build(path: Path) -> None:
        built.append(path)
        time.sleep(0.1)
        path.write_bytes(b"chunk")

    with ThreadPoolExecutor(8) as threads:
        paths = list(threads.map(lambda _: cache.kept(1, "a.zip", build), range(24)))
    assert len(built) == 1
    assert {path.read_bytes() for path in paths} == {b"chunk"}


def test_a_failed_build_leaves_nothing_and_the_next_one_works():
    def fail(path: Path) -> None:
        path.write_bytes(b"half")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cache.kept(1, "a.zip", fail)
    assert not [path for path in store.folder("cache").rglob("*") if path.is_file()]
    assert cache.kept(1, "a.zip", lambda path: path.write_bytes(b"x") and None).exists()


def test_a_reader_does_not_wait_for_ever(monkeypatch):
    monkeypatch.setattr(cache, "PATIENCE", 0.1)
    busy, done = threading.Event(), threading.Event()

    def build(path: Path) -> None:
        busy.set()
        done.wait(10)
        path.write_bytes(b"late")

    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(cache.kept, 1, "a.zip", build)
        assert busy.wait(5)
        with pytest.raises(NotReady) as caught:
            cache.kept(1, "a.zip", build)
        done.set()
        assert first.result().read_bytes() == b"late"
    assert caught.value.retry_after == 10


def test_files_unused_for_longest_go_first():
    for place in range(6):
        path = cache.kept(place % 2, f"{place}.zip", lambda path: path.write_bytes(b"x" * 100))
        os.utime(path, (1000 + place, 1000 + place))
    cache.kept(0, "0.zip", lambda _: pytest.fail("it was there"))
    assert cache.trim(300) == 300
    left = {path.name for path in store.folder("cache").rglob("*.zip")}
    assert left == {"0.zip", "4.zip", "5.zip"}


def test_the_budget_is_kept_while_files_are_built(settings, monkeypatch):
    settings.CHUNK_CACHE_BYTES = 1000
    monkeypatch.setattr(cache, "GRACE", -1)
    for place in range(40):
        cache.kept(1, f"{place}.zip", lambda path: path.write_bytes(b"x" * 100))
    sizes = [path.stat().st_size for path in store.folder("cache").rglob("*.zip")]
    assert 0 < sum(sizes) <= 1000
    assert (store.cache_folder(1) / "kept" / "39.zip").exists()


def test_a_file_just_built_stays_whatever_the_budget(settings):
    settings.CHUNK_CACHE_BYTES = 10
    path = cache.kept(1, "a.zip", lambda path: path.write_bytes(b"x" * 100))
    assert path.exists()


def test_a_lock_is_freed_when_its_holder_leaves():
    with locks.locked("a", patience=0), pytest.raises(NotReady), locks.locked("a", patience=0):
        pass
    with locks.locked("a", patience=0):
        pass


def test_forgetting_removes_everything_made():
    cache.kept(3, "a.zip", lambda path: path.write_bytes(b"x"))
    cache.forget(3)
    assert not (store.folder("cache") / "3").exists()
