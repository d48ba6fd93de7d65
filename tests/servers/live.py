"""A whole Limn, as `hostctl up` starts it."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from servers.databases import made_database
from servers.sharing import end, free_port, wait_for

USERNAME, PASSWORD = "admin1", "clear-water-9"
RUNNING = "LIMN_TESTS_SERVER"
"""The variable that names a server that tests in another process take for theirs."""


@dataclass(frozen=True)
class LiveServer:
    """Where a running server is, and how to sign in as its administrator."""

    url: str
    data: Path
    pid: int
    username: str = USERNAME
    password: str = PASSWORD

    def told(self) -> dict[str, Any]:
        """What another process has to know."""
        return {"url": self.url, "data": str(self.data), "pid": self.pid}


@pytest.fixture(scope="session")
def limn_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """An embedded server for all tests of this process: what one deletes, no other looks at."""
    if running := os.environ.get(RUNNING):
        told = json.loads(running)
        yield LiveServer(told["url"], Path(told["data"]), told["pid"])
        return
    data = Path(tempfile.mkdtemp(prefix="limn-server-", dir=tmp_path_factory.getbasetemp()))
    with own_server(data) as server:
        yield server


@contextmanager
def own_server(data: Path, *, workers: int = 2, **environment: str) -> Iterator[LiveServer]:
    """A server nobody else uses."""
    server = start_server(data, workers=workers, **environment)
    try:
        yield LiveServer(server["url"], data, server["pid"])
    finally:
        end(server["pid"])


def start_server(
    data: Path, *, workers: int = 2, port: int | None = None, **environment: str
) -> dict[str, Any]:
    port = port or free_port()
    process = subprocess.Popen(
        up_command(data, port, workers),
        env=os.environ
        | {
            "LIMN_ADMIN_USERNAME": USERNAME,
            "LIMN_ADMIN_PASSWORD": PASSWORD,
            "LIMN_SHARE": str(share_of(data)),
            "LIMN_STORAGE_FOLDERS": str(share_of(data)),
            "LIMN_PRIVATE_HOSTS": "127.0.0.1",
        }
        | own_database_on(data)
        | environment,
        stdout=(data / "server.log").open("ab"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"

    def ready() -> bool:
        if process.poll() is not None:
            log = (data / "server.log").read_text()[-4000:]
            raise RuntimeError(f"the server ended with {process.returncode}:\n{log}")
        return answers(url)

    try:
        wait_for(ready, f"Limn answers (its log is {data / 'server.log'})", 60)
    except BaseException:
        end(process.pid)
        raise
    return {"pid": process.pid, "url": url, "data": str(data), "signal": signal.SIGTERM}


def own_database_on(data: Path) -> dict[str, str]:
    """The variable that gives this data a database of its own, where tests run on PostgreSQL."""
    server, _, name = os.environ.get("LIMN_DATABASE", "").rpartition("/")
    if not server.startswith("postgres://"):
        return {}
    own = f"{name}_{zlib.crc32(str(data).encode()):08x}"
    return {"LIMN_DATABASE": made_database(server, own)}


@contextmanager
def second_web(server: LiveServer, **environment: str) -> Iterator[str]:
    """The address of another web process of the same installation."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "limn.admin.web", "--port", str(port)],
        env=os.environ
        | {"LIMN_DATA": str(server.data)}
        | own_database_on(server.data)
        | environment,
        stdout=(server.data / "second.log").open("ab"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(lambda: answers(url), "the second web process answers", 60)
        yield url
    finally:
        end(process.pid)


def share_of(data: Path) -> Path:
    """The mounted share of the server that has this data folder."""
    path = data.with_name(f"{data.name}-share")
    path.mkdir(exist_ok=True)
    return path


def up_command(data: Path, port: int, workers: int = 2) -> list[str]:
    return [
        sys.executable, "-m", "limn_hostctl.main", "up", "--data", str(data),
        "--port", str(port), "--workers", str(workers),
    ]  # fmt: skip


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/api/server/about", timeout=5).status_code == 200
    except httpx.HTTPError:
        return False
