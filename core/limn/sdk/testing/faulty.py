"""A proxy between a storage and its server that breaks what a test tells it to break."""

import http.client
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import urlsplit

_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host", "expect"}
SECRET_OF_THE_SERVER = "internal-body-of-the-other-side"  # noqa: S105


@dataclass(slots=True)
class Faults:
    """What to break in the next `times` answers (-1: all); `seen` counts requests.

    They get another `status`, have their bodies `cut` after half, or come `delay` seconds late.
    With `whole` every answer is of the whole object, whatever part was asked for.
    """

    status: int = 0
    cut: bool = False
    delay: float = 0.0
    times: int = 0
    seen: int = 0
    whole: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> bool:
        """Is this answer to be broken?"""
        with self.lock:
            self.seen += 1
            due = self.times != 0
            self.times -= self.times > 0
            return due


@contextmanager
def faulty_proxy(address: str, faults: Faults) -> Generator[str]:
    """The address of a proxy for the plain HTTP server at `address`, with the same path."""
    parts = urlsplit(address)
    there = (parts.hostname or "127.0.0.1", parts.port or 80)
    handler = type("Handler", (_Passing,), {"faults": faults, "there": there})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{parts.path}"
    finally:
        server.shutdown()
        server.server_close()


class _Passing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    faults: ClassVar[Faults]
    there: ClassVar[tuple[str, int]]

    def _pass(self) -> None:
        body, broken = self._body(), self.faults.take()
        if broken:
            time.sleep(self.faults.delay)
        if broken and self.faults.status:
            self._answer(self.faults.status, {}, SECRET_OF_THE_SERVER.encode())
        else:
            self._forward(body, cut=broken and self.faults.cut)

    def _forward(self, body: bytes, *, cut: bool) -> None:
        left_out = _HOP | {"range"} if self.faults.whole else _HOP
        kept = {n: v for n, v in self.headers.items() if n.lower() not in left_out}
        server = http.client.HTTPConnection(*self.there, timeout=60)
        try:
            server.request(self.command, self.path, body=body, headers=kept)
            answer = server.getresponse()
            content = answer.read()
            headers = {n: v for n, v in answer.getheaders() if n.lower() not in _HOP}
            if self.command == "HEAD":
                headers["Content-Length"] = answer.getheader("Content-Length") or "0"
            self._answer(answer.status, headers, content, cut=cut)
        finally:
            server.close()

    def _answer(
        self, status: int, headers: dict[str, str], body: bytes, *, cut: bool = False
    ) -> None:
        self.send_response_only(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body[: len(body) // 2] if cut else body)
        self.close_connection = self.close_connection or cut

    def _body(self) -> bytes:
        if not self.headers.get("Transfer-Encoding"):
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts: list[bytes] = []
        while size := int(self.rfile.readline().partition(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    do_GET = do_PUT = do_HEAD = do_POST = do_DELETE = _pass  # noqa: N815
    do_PROPFIND = do_MKCOL = do_MOVE = do_OPTIONS = _pass  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
