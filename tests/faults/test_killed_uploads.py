"""Uploads over HTTP whose server or client dies in the middle: what was kept is really there."""

import base64
import hashlib
import io
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import numpy as np
import pytest
from PIL import Image

from servers.live import PASSWORD, USERNAME, start_server
from servers.sharing import end, kill_all, tree, wait_for

BYTES = "application/offset+octet-stream"
LINE = "line-between-parts"


@dataclass
class Mortal:
    """A server that can be killed with all its children, and started on the same data again."""

    data: Path
    server: dict[str, Any]

    def kill(self) -> None:
        kill_all(tree(self.server["pid"]))

    def start(self) -> None:
        self.server = start_server(self.data, workers=1)

    @property
    def client(self) -> httpx.Client:
        client = httpx.Client(base_url=self.server["url"], timeout=20)
        told = {"username": USERNAME, "password": PASSWORD}
        key = client.post("/api/auth/login", json=told).raise_for_status().json()["key"]
        client.headers["authorization"] = f"Token {key}"
        return client


@pytest.fixture(scope="module")
def mortal(tmp_path_factory) -> Iterator[Mortal]:
    data = tmp_path_factory.mktemp("mortal")
    server = Mortal(data, start_server(data, workers=1))
    yield server
    end(server.server["pid"])


@pytest.fixture(scope="module")
def photo() -> bytes:
    """A picture of some megabytes, which nobody guesses."""
    noise = np.random.default_rng(4).integers(0, 255, (1100, 1500, 3), np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(noise).save(buffer, "PNG", compress_level=0)
    return buffer.getvalue()


def new_task(client: httpx.Client) -> int:
    body = {"name": "t", "labels": [{"name": "car"}]}
    return client.post("/api/tasks", json=body).raise_for_status().json()["id"]


def begin(client: httpx.Client, task: int, length: int) -> str:
    """The path of a new upload."""
    client.post(f"/api/tasks/{task}/data", headers={"Upload-Start": "true"}).raise_for_status()
    answer = client.post(f"/api/tasks/{task}/data/", headers={
        "Tus-Resumable": "1.0.0", "Upload-Length": str(length),
        "Upload-Metadata": f"filename {base64.b64encode(b'photo.png').decode()}",
    })  # fmt: skip
    return urlsplit(answer.raise_for_status().headers["Location"]).path


def sent_in_part(
    client: httpx.Client, method: str, path: str, headers: dict[str, str], content: bytes, part: int
) -> socket.socket:
    """A request of which only the first `part` bytes of its content have been sent."""
    url = client.base_url
    line = socket.create_connection((url.host, url.port))
    told = {
        "Host": f"{url.host}:{url.port}", "Authorization": client.headers["authorization"],
        "Content-Length": str(len(content)), **headers,
    }  # fmt: skip
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    line.sendall(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + content[:part])
    return line


def patch_in_part(client: httpx.Client, path: str, content: bytes, part: int) -> socket.socket:
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": BYTES}
    return sent_in_part(client, "PATCH", path, headers, content, part)


def offset_of(client: httpx.Client, path: str) -> int:
    answer = client.head(path, headers={"Tus-Resumable": "1.0.0"}).raise_for_status()
    return int(answer.headers["Upload-Offset"])


def resume(client: httpx.Client, path: str, content: bytes) -> None:
    at = offset_of(client, path)
    digest = base64.b64encode(hashlib.sha1(content[at:], usedforsecurity=False).digest()).decode()
    answer = client.patch(path, content=content[at:], headers={
        "Tus-Resumable": "1.0.0", "Upload-Offset": str(at), "Content-Type": BYTES,
        "Upload-Checksum": f"sha1 {digest}",
    })  # fmt: skip
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, str(len(content)))


def finish(client: httpx.Client, task: int) -> list[str]:
    """The names of the task's frames, once it is ready."""
    done = client.post(
        f"/api/tasks/{task}/data", json={"image_quality": 70}, headers={"Upload-Finish": "true"}
    )
    key = done.raise_for_status().json()["rq_id"]

    def ended() -> dict[str, Any] | None:
        request = client.get(f"/api/requests/{key}").json()
        return request if request["status"] in ("finished", "failed") else None

    request = wait_for(ended, "the task is ready", 60)
    assert request["status"] == "finished", request
    meta = client.get(f"/api/tasks/{task}/data/meta").json()
    return [frame["name"] for frame in meta["frames"]]


def frame(client: httpx.Client, task: int, number: int = 0) -> bytes:
    query = {"type": "frame", "number": number, "quality": "original"}
    return client.get(f"/api/tasks/{task}/data", params=query).raise_for_status().content


def on_disk(data: Path, path: str) -> int:
    part = data / "uploads" / "parts" / path.rstrip("/").rpartition("/")[2]
    return part.stat().st_size if part.exists() else 0


def test_an_upload_goes_on_after_the_server_was_killed(mortal: Mortal, photo: bytes):
    client = mortal.client
    task = new_task(client)
    path = begin(client, task, len(photo))
    line = patch_in_part(client, path, photo, len(photo) // 2)
    wait_for(lambda: on_disk(mortal.data, path) > 1 << 20, "a part of the upload is on the disk")
    mortal.kill()
    line.close()
    kept = on_disk(mortal.data, path)
    assert 0 < kept < len(photo)
    mortal.start()
    client = mortal.client
    assert offset_of(client, path) == kept
    resume(client, path, photo)
    assert finish(client, task) == ["photo.png"]
    assert frame(client, task) == photo


def test_an_upload_goes_on_after_its_client_was_killed(mortal: Mortal, photo: bytes):
    client = mortal.client
    task = new_task(client)
    path = begin(client, task, len(photo))
    part = len(photo) // 2
    line = patch_in_part(client, path, photo, part)
    wait_for(lambda: on_disk(mortal.data, path) > 1 << 20, "a part of the upload is on the disk")
    line.close()
    resume(client, path, photo)
    assert finish(client, task) == ["photo.png"]
    assert frame(client, task) == photo


def test_a_form_whose_server_was_killed_is_sent_again(mortal: Mortal, photo: bytes):
    client = mortal.client
    task = new_task(client)
    url = f"/api/tasks/{task}/data"
    client.post(url, headers={"Upload-Start": "true"}).raise_for_status()
    small = {"client_files[0]": ("a.png", _small(), "image/png")}
    several = {"Upload-Multiple": "true"}
    client.post(url, files=small, headers=several).raise_for_status()
    body = _form("b.png", photo)
    headers = several | {"Content-Type": f"multipart/form-data; boundary={LINE}"}
    line = sent_in_part(client, "POST", url, headers, body, len(body) // 2)
    parts = mortal.data / "uploads" / "parts"
    wait_for(lambda: list(parts.glob("*.batch/b.png")), "the second file begins to come")
    mortal.kill()
    line.close()
    kept = mortal.data / "uploads" / "files" / f"task-{task}-data"
    assert [path.name for path in kept.iterdir()] == ["a.png"]
    mortal.start()
    client = mortal.client
    for _ in range(2):  # a client that heard no answer sends it once more
        client.post(url, content=body, headers=headers).raise_for_status()
    assert finish(client, task) == ["a.png", "b.png"]
    assert frame(client, task, 1) == photo


def _small() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), (90, 20, 60)).save(buffer, "PNG")
    return buffer.getvalue()


def _form(name: str, content: bytes) -> bytes:
    head = f'--{LINE}\r\nContent-Disposition: form-data; name="f"; filename="{name}"\r\n'
    return (
        head.encode()
        + b"Content-Type: image/png\r\n\r\n"
        + content
        + f"\r\n--{LINE}--\r\n".encode()
    )
