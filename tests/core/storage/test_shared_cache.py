"""Hosts with disks of their own build a chunk once between them."""

import pytest

from limn.storage import cache, shared_cache

CHUNK = b"chunk" * 100


@pytest.fixture
def move(settings, tmp_path, valkey):
    """Go to another host: the same Valkey, a disk of its own."""
    settings.CHUNK_CACHE_URL = f"{valkey}/7"

    def to(host: str) -> None:
        settings.DATA_ROOT = tmp_path / host

    to("first")
    yield to
    cache.forget(1)


def never(_):
    pytest.fail("built again")


def test_what_one_host_built_another_fetches(move):
    cache.kept(1, "a.zip", lambda path: path.write_bytes(CHUNK) and None)
    move("second")
    assert cache.has(1, "a.zip")
    assert cache.kept(1, "a.zip", never).read_bytes() == CHUNK


def test_deleted_media_is_forgotten_by_all(move):
    cache.kept(1, "a.zip", lambda path: path.write_bytes(CHUNK) and None)
    cache.forget(1)
    move("second")
    assert not cache.has(1, "a.zip")


def test_a_failed_build_is_offered_to_nobody(move):
    with pytest.raises(ZeroDivisionError):
        cache.kept(1, "a.zip", lambda _: 1 / 0)
    assert not cache.has(1, "a.zip")


def test_very_large_files_stay_where_they_were_built(move, monkeypatch):
    monkeypatch.setattr(shared_cache, "LARGEST", 10)
    cache.kept(1, "a.zip", lambda path: path.write_bytes(CHUNK) and None)
    move("second")
    assert not cache.has(1, "a.zip")


def test_a_server_that_does_not_answer_stands_in_nobodys_way(settings, tmp_path):
    settings.CHUNK_CACHE_URL = "redis://127.0.0.1:1/0"
    settings.DATA_ROOT = tmp_path
    made = cache.kept(1, "a.zip", lambda path: path.write_bytes(CHUNK) and None)
    assert made.read_bytes() == CHUNK
    cache.forget(1)
