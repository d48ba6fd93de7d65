"""Requests for lists and for oneself, by one client and by eight at once, among 10,000 tasks."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from bench.deployments import Server
from bench.material import Material
from bench.measuring import Stopwatch

RUNS, SECONDS, MANY = 3, 3.0, 8
PATHS = {"tasks": "/api/tasks", "jobs": "/api/jobs", "self": "/api/users/self"}


def work(server: Server, material: Material, stopwatch: Stopwatch) -> None:
    """All rows about lists; the figure is seconds for one request, however many are at work."""
    del material
    command = [sys.executable, "-m", "bench.populate"]
    subprocess.run(command, check=True, env=os.environ | server.environment)
    for name, path in PATHS.items():
        for clients in (1, MANY):
            stopwatch.time(f"{name} by {clients}", _rate(server, path, f"{name} by {clients}"))


def _rate(server: Server, path: str, key: str) -> Callable[[], dict[str, float]]:
    clients = int(key.rpartition(" ")[2])

    def measure() -> dict[str, float]:
        ends = time.perf_counter() + SECONDS
        with ThreadPoolExecutor(clients) as pool:
            done = sum(pool.map(lambda _: _ask(server, path, ends), range(clients)))
        return {key: SECONDS / done}

    return measure


def _ask(server: Server, path: str, ends: float) -> int:
    """How many answers one kept connection gets until then; a client of next to no weight."""
    place = urlsplit(server.client.url)
    request = (
        f"GET {path} HTTP/1.1\r\nHost: {place.netloc}\r\n"
        f"Authorization: {server.client.authorization}\r\n\r\n"
    ).encode()
    done = 0
    with socket.create_connection((place.hostname, place.port)) as connection:
        while time.perf_counter() < ends:
            connection.sendall(request)
            _receive(connection)
            done += 1
    return done


def _receive(connection: socket.socket) -> None:
    """Read one whole answer.

    Raises:
        RuntimeError: it is no 200.
    """
    answer = connection.recv(1 << 16)
    while b"\r\n\r\n" not in answer:
        answer += connection.recv(1 << 16)
    head, _, body = answer.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(answer[:300].decode(errors="replace"))
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    left = length - len(body)
    while left > 0:
        left -= len(connection.recv(1 << 16))
