"""Streams of news: how they end, what they cost, and that one thread asks for all of them."""

import threading
import time

import orjson
import pytest

from limn.annotations import live
from limn.annotations.live import Stream, Watch
from limn.sdk.errors import NotReady

JOB = 1


class Jobs:
    """The versions of jobs, without a database."""

    def __init__(self) -> None:
        self.versions = {JOB: 4}
        self.asked: list[list[int]] = []
        self.threads: set[int] = set()

    def __call__(self, job_ids: list[int]) -> dict[int, int]:
        self.asked.append(job_ids)
        self.threads.add(threading.get_ident())
        return {one: self.versions[one] for one in job_ids if one in self.versions}

    def news(self, version: int) -> list[live.Event]:
        return [
            ("changed", number, {"version": number})
            for number in range(version + 1, self.versions[JOB] + 1)
        ]


@pytest.fixture
def jobs(monkeypatch, settings):
    jobs = Jobs()
    settings.LIVE_STREAMS = 3
    monkeypatch.setattr(live, "_watch", Watch(jobs))
    monkeypatch.setattr(live, "_room", live._Room())
    monkeypatch.setattr(live, "POLL_SECONDS", 0.02)
    monkeypatch.setattr(live, "HEARTBEAT_SECONDS", 0.1)
    monkeypatch.setattr(live, "LIFE_SECONDS", 1.0)
    monkeypatch.setattr(live, "close_old_connections", lambda: None)
    return jobs


def stream(jobs, version=4, admitted=lambda: True):
    return Stream(JOB, version, jobs.news, admitted)


def told(parts):
    """The versions of `changed` events among the parts of a stream."""
    found = []
    for part in parts:
        fields = dict(line.split(b": ", 1) for line in part.splitlines() if line)
        if fields.get(b"event") == b"changed":
            assert int(fields[b"id"]) == orjson.loads(fields[b"data"])["version"]
            found.append(int(fields[b"id"]))
    return found


def test_a_stream_begins_with_the_version_and_ends_by_itself(jobs):
    begun = time.monotonic()
    first, *rest = stream(jobs)
    assert first == b'retry: 3000\nid: 4\nevent: version\ndata: {"version":4}\n\n'
    assert set(rest) == {b": \n\n"}
    assert len(rest) >= 5
    assert 0.8 < time.monotonic() - begun < 5


def test_changes_are_told_once_and_in_order(jobs):
    one = iter(stream(jobs, version=2))
    next(one)
    parts = [next(one), next(one)]
    assert told(parts) == [3, 4]
    jobs.versions[JOB] = 6
    parts = [next(one) for _ in range(6)]
    assert told(parts) == [5, 6]
    one.close()


def test_a_stream_without_access_says_nothing_more(jobs):
    answers = iter([True, False])
    one = iter(stream(jobs, admitted=lambda: next(answers)))
    next(one)
    jobs.versions[JOB] = 5
    while told([next(one)]) != [5]:
        pass
    jobs.versions[JOB] = 6
    assert told(one) == []


def test_access_is_asked_for_now_and_then_without_any_news(jobs, monkeypatch):
    monkeypatch.setattr(live, "ASK_AGAIN_SECONDS", 0.15)
    asked = []
    assert len(list(stream(jobs, admitted=lambda: len(asked.append(1) or asked) < 3))) < 12
    assert len(asked) == 3


def test_a_stream_ends_with_its_job(jobs):
    one = iter(stream(jobs))
    next(one)
    del jobs.versions[JOB]
    assert told(one) == []


def test_places_are_limited_and_given_back(jobs):
    open_ = [stream(jobs) for _ in range(3)]
    with pytest.raises(NotReady):
        stream(jobs)
    open_.pop().close()
    again = stream(jobs)
    # One that was read to its end gives its place back too, and closing twice gives no more.
    list(again)
    again.close()
    open_.append(stream(jobs))
    with pytest.raises(NotReady):
        stream(jobs)
    for one in open_:
        one.close()


def test_one_thread_asks_for_all_streams_and_ends_with_the_last(jobs):
    streams = [stream(jobs) for _ in range(3)]
    readers = [threading.Thread(target=list, args=[one]) for one in streams]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(10)
    assert len(jobs.threads) == 1
    assert all(one == [JOB] for one in jobs.asked)
    time.sleep(0.1)
    count = len(jobs.asked)
    time.sleep(0.2)
    assert len(jobs.asked) == count
    one = iter(stream(jobs, version=3))
    next(one)
    assert told([next(one)]) == [4]
    one.close()
