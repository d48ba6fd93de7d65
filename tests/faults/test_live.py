"""News of changes over a real server: soon, resumable, and never in the way of other requests."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import httpx
import orjson
import pytest

from servers.live import PASSWORD, USERNAME, LiveServer, own_server, start_server
from servers.sharing import end, wait_for

STREAMS = 3


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[LiveServer]:
    more = {"LIMN_LIVE_STREAMS": str(STREAMS), "LIMN_OPEN_SIGNUP": "true"}
    with own_server(tmp_path_factory.mktemp("live"), **more) as server:
        yield server


@pytest.fixture(scope="module")
def admin(server) -> Iterator[httpx.Client]:
    with signed_in(server, USERNAME, PASSWORD) as client:
        yield client


@contextmanager
def signed_in(server: LiveServer, username: str, password: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=20) as client:
        told = {"username": username, "password": password}
        key = client.post("/api/auth/login", json=told).raise_for_status().json()["key"]
        client.headers["authorization"] = f"Token {key}"
        yield client


@dataclass
class Drawn:
    """A job with media, and a label to draw with."""

    job: int
    task: int
    label: int

    @property
    def address(self) -> str:
        return f"/api/jobs/{self.job}/annotations"

    def draw(self, client: httpx.Client, count: int = 1) -> int:
        """Add rectangles; returns the job's new version."""
        box = {"type": "rectangle", "frame": 0, "label_id": self.label, "points": [0, 0, 5, 5]}
        body = {"create": {"shapes": [box] * count}}
        return (
            client.post(f"{self.address}/changes", json=body).raise_for_status().json()["version"]
        )


@pytest.fixture
def drawn(admin) -> Drawn:
    return new_job(admin)


def new_job(admin: httpx.Client) -> Drawn:
    labels = [{"name": "car"}]
    task = admin.post("/api/tasks", json={"name": "t", "labels": labels}).json()["id"]
    files = {"client_files[0]": ("a.png", picture(), "image/png")}
    admin.post(f"/api/tasks/{task}/data", data={"image_quality": "70"}, files=files)

    def jobs() -> list[dict[str, Any]]:
        return admin.get(f"/api/jobs?task_id={task}").json()["results"]

    [job] = wait_for(jobs, "the task has a job", 60)
    label = admin.get(f"/api/labels?task_id={task}").json()["results"][0]["id"]
    return Drawn(job["id"], task, label)


def picture() -> bytes:
    import io

    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (32, 24), "teal").save(file, "PNG")
    return file.getvalue()


class Stream:
    """An open stream; `events` grows as they arrive."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self.events: list[dict[str, Any]] = []
        self.ended = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        event: dict[str, Any] = {}
        try:
            for line in self.answer.iter_lines():
                name, _, value = line.partition(": ")
                if line:
                    event[name] = orjson.loads(value) if name == "data" else value
                elif "data" in event:
                    self.events.append({**event, "at": time.monotonic()})
                    event = {}
        except httpx.HTTPError:
            pass
        self.ended.set()

    def changed(self) -> list[dict[str, Any]]:
        return [one for one in self.events if one["event"] == "changed"]


@contextmanager
def following(client: httpx.Client, job: int, query: str = "", **headers: str) -> Iterator[Stream]:
    """An open stream, waited for while those of clients that are gone still take its place."""
    url = f"/api/live/jobs/{job}{query}"

    def opened() -> httpx.Response | None:
        answer = client.send(client.build_request("GET", url, headers=headers), stream=True)
        if answer.status_code == 200:
            return answer
        answer.close()
        return None

    answer = wait_for(opened, "a stream is opened", 30)
    try:
        assert answer.headers["content-type"] == "text/event-stream"
        stream = Stream(answer)
        wait_for(lambda: stream.events, "the stream begins", 10)
        yield stream
    finally:
        # Closing alone would wait for the thread that reads. A server that ended has closed it.
        with suppress(OSError):
            answer.extensions["network_stream"].get_extra_info("socket").shutdown(socket.SHUT_RDWR)
        answer.close()


def test_a_change_is_told_within_a_second(server, admin, drawn):
    with following(admin, drawn.job) as one, following(admin, drawn.job) as two:
        assert one.events[0]["event"] == "version"
        assert one.events[0]["data"] == {"version": 0}
        for version in (1, 2):
            assert drawn.draw(admin, version) == version
            saved = time.monotonic()
            for stream in (one, two):
                wait_for(lambda: len(stream.changed()) == version, "news", 5)  # noqa: B023
                assert stream.changed()[-1]["at"] - saved < 1.0
        told = one.changed()[-1]
        assert told["id"] == "2"
        assert told["data"]["user"]["username"] == USERNAME
        assert (told["data"]["version"], told["data"]["kind"]) == (2, "changes")
        assert told["data"]["counts"]["created"] == {
            "tags": 0,
            "shapes": 2,
            "tracks": 0,
            "intervals": 0,
        }


def test_who_comes_back_is_told_what_was_missed(admin, drawn):
    for _ in range(4):
        drawn.draw(admin)
    with following(admin, drawn.job, **{"Last-Event-ID": "2"}) as stream:
        wait_for(lambda: len(stream.changed()) == 2, "the missed changes", 5)
        assert [one["data"]["version"] for one in stream.changed()] == [3, 4]
    with following(admin, drawn.job, "?since=3") as stream:
        wait_for(stream.changed, "the missed change", 5)
        assert [one["data"]["version"] for one in stream.changed()] == [4]
    with following(admin, drawn.job, "?since=99") as stream:
        assert stream.events[0]["data"] == {"version": 4}


def test_streams_are_capped_and_never_in_the_way(admin, drawn):
    with ExitStack() as stack:
        streams = [stack.enter_context(following(admin, drawn.job)) for _ in range(STREAMS)]
        refused = admin.get(f"/api/live/jobs/{drawn.job}")
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) > 0
        begun = time.monotonic()
        threads = [threading.Thread(target=drawn.draw, args=[admin]) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert time.monotonic() - begun < 10
        for stream in streams:
            wait_for(lambda: len(stream.changed()) == 8, "all news", 5)  # noqa: B023
            versions = [one["data"]["version"] for one in stream.changed()]
            assert versions == list(range(1, 9))
    with ExitStack() as stack:
        for _ in range(STREAMS):
            stack.enter_context(following(admin, drawn.job))


def test_a_stream_ends_when_access_is_withdrawn(server, admin, drawn):
    name, password = f"robert{drawn.job}", "clear-water-9"
    told = {"username": name, "password1": password, "password2": password}
    answer = httpx.post(f"{server.url}/api/auth/register", json=told)
    assert answer.status_code == 201, answer.text
    with signed_in(server, name, password) as bob:
        me = bob.get("/api/users/self").json()["id"]
        admin.patch(f"/api/jobs/{drawn.job}", json={"assignee": me}).raise_for_status()
        with following(bob, drawn.job) as stream:
            drawn.draw(admin)
            wait_for(stream.changed, "news while it is allowed", 5)
            admin.patch(f"/api/jobs/{drawn.job}", json={"assignee": None}).raise_for_status()
            drawn.draw(admin)
            assert stream.ended.wait(10)
            assert len(stream.changed()) == 1
        assert bob.get(f"/api/live/jobs/{drawn.job}").status_code == 403


def test_a_stream_ends_with_its_job(admin, drawn):
    with following(admin, drawn.job) as stream:
        admin.delete(f"/api/tasks/{drawn.task}").raise_for_status()
        assert stream.ended.wait(10)


def test_editors_go_on_where_they_were_when_the_server_is_back(tmp_path):
    first = start_server(tmp_path)
    try:
        server = LiveServer(first["url"], tmp_path, first["pid"])
        with (
            signed_in(server, USERNAME, PASSWORD) as ada,
            signed_in(server, USERNAME, PASSWORD) as bob,
        ):
            drawn, headers = new_job(ada), dict(ada.headers)
            with following(ada, drawn.job) as one, following(bob, drawn.job) as two:
                for version, editor in enumerate((ada, bob, ada), start=1):
                    assert drawn.draw(editor) == version
                for stream in (one, two):
                    wait_for(lambda: len(stream.changed()) == 3, "news of both", 5)  # noqa: B023
                end(first["pid"])
                assert one.ended.wait(20)
                assert two.ended.wait(20)
            known = one.changed()[-1]["id"]
    finally:
        end(first["pid"])
    with (
        own_server(tmp_path) as server,
        httpx.Client(
            base_url=server.url, timeout=20, headers={"authorization": headers["authorization"]}
        ) as ada,
    ):
        assert drawn.draw(ada) == 4
        with following(ada, drawn.job, **{"Last-Event-ID": known}) as stream:
            assert drawn.draw(ada) == 5
            wait_for(lambda: len(stream.changed()) == 2, "what was missed, and what is new", 5)
            assert [one["data"]["version"] for one in stream.changed()] == [4, 5]
