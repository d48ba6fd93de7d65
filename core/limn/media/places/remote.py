"""Files fetched from addresses that people gave, without letting them into our own network."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from django.conf import settings

from limn.media.limits import MAX_FETCHED, MAX_FILE
from limn.media.names import checked
from limn.media.transfer.quota import Take
from limn.sdk.addresses import resolved
from limn.sdk.errors import BadInput, BadMedia, TooLarge
from limn.sdk.runs import Run
from limn.storage import space

CONNECT_SECONDS = 10.0
READ_SECONDS = 60.0
FILE_SECONDS = 4 * 3600.0
"""Longest time for one file, however slowly it trickles."""
_REDIRECTS = 5
_BLOCK = 1 << 18
_STEP = 1 << 22
"""Bytes that room is taken for at once where nobody said how many come."""
_PORTS = {"http": 80, "https": 443}
_MOVED = {301, 302, 303, 307, 308}


def file_names(urls: Sequence[str]) -> list[str]:
    """The name each file gets: the last part of its address.

    Raises:
        BadInput: an address is none of http or https, names no file, or there are too many;
            two files would be called the same.
    """
    if len(urls) > MAX_FETCHED:
        raise _bad(f"{len(urls)} addresses were given; at most {MAX_FETCHED} are taken")
    by_name: dict[str, str] = {}
    for url in urls:
        name = checked(unquote(_split(url).path).rpartition("/")[2] or "index")
        if name in by_name:
            raise _bad(f"two of the files are called {name}: {by_name[name]} and {url}")
        by_name[name] = url
    return list(by_name)


def fetch(urls: Sequence[str], folder: Path, run: Run, take: Take) -> list[str]:
    """Names of the files of these addresses, fetched into `folder`; `take` takes room for them.

    Raises:
        BadInput, BadMedia: an address that is none, or does not give its file.
        Forbidden: an address, or one it sends on to, is not on the public internet.
        TooLarge: a file is over `MAX_FILE` bytes, or what `take` gives. NoSpace: the disk is full.
    """
    names = file_names(urls)
    for done, (url, name) in enumerate(zip(urls, names, strict=True)):
        run.progress(0.3 * done, len(urls), f"Fetching {name}")
        _fetch_one(url, folder / name, run, take)
    return names


def _fetch_one(url: str, target: Path, run: Run, take: Take) -> None:
    try:
        with _answered(url) as answer:
            _keep(answer, target, url, run, take)
    except (OSError, http.client.HTTPException) as error:
        reason = "it took too long" if isinstance(error, TimeoutError) else type(error).__name__
        raise BadMedia(f"{url} could not be fetched: {reason}") from error


@contextmanager
def _answered(url: str) -> Iterator[http.client.HTTPResponse]:
    """The answer with the file, redirects followed; each of them is looked at like the first."""
    given = url
    for _ in range(_REDIRECTS + 1):
        parts = _split(url)
        connection = _connected(parts)
        hanging_up = threading.Timer(FILE_SECONDS, connection.sock.shutdown, [socket.SHUT_RDWR])
        try:
            hanging_up.start()
            target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
            headers = {"User-Agent": "Limn", "Accept-Encoding": "identity"}
            connection.request("GET", target, headers=headers)
            answer = connection.getresponse()
            if answer.status == http.client.OK:
                yield answer
                return
            if answer.status not in _MOVED:
                raise BadMedia(f"{given} could not be fetched: it answers {answer.status}")
            url = urljoin(url, answer.headers.get("Location", ""))
        finally:
            hanging_up.cancel()
            connection.close()
    raise BadMedia(f"{given} could not be fetched: it is sent on more than {_REDIRECTS} times")


def _connected(parts: SplitResult) -> http.client.HTTPConnection:
    """A connection to an address that was looked at, whatever the name leads to afterwards."""
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    numbers = resolved(host, port, allowed=settings.PRIVATE_HOSTS)
    connection = http.client.HTTPConnection(host, port)
    plain = _first_reached(numbers, port)
    secure = ssl.create_default_context() if parts.scheme == "https" else None
    plain.settimeout(READ_SECONDS)
    try:
        connection.sock = secure.wrap_socket(plain, server_hostname=host) if secure else plain
    except BaseException:
        plain.close()
        raise
    return connection


def _first_reached(numbers: Sequence[str], port: int) -> socket.socket:
    for number in numbers[:-1]:
        with suppress(OSError):
            return socket.create_connection((number, port), CONNECT_SECONDS)
    return socket.create_connection((numbers[-1], port), CONNECT_SECONDS)


def _keep(answer: http.client.HTTPResponse, target: Path, url: str, run: Run, take: Take) -> None:
    announced = answer.length or 0
    if announced > MAX_FILE:
        raise TooLarge(f"{url} has {announced} bytes; at most {MAX_FILE} are fetched")
    space.demand(target.parent, announced)
    take(announced, url)
    until, came, room = time.monotonic() + FILE_SECONDS, 0, announced
    with target.open("xb") as file, space.told_when_full(url):
        while block := answer.read1(_BLOCK):
            came += len(block)
            if came > MAX_FILE:
                raise TooLarge(f"{url} has more than {MAX_FILE} bytes")
            if came > room:
                take(_STEP, url)
                room += _STEP
            space.write(file, block, url)
            run.check()
    if time.monotonic() >= until:
        raise TimeoutError
    if answer.length:
        raise BadMedia(f"{url} could not be fetched: it ended {answer.length} bytes too early")


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        sound = parts.scheme in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise _bad(f"{url[:200]!r} is no address") from None
    if not sound:
        raise _bad(f"{url[:200]!r} is no address of http or https")
    if not (url.isascii() and url.isprintable()) or " " in url:
        raise _bad(f"{url[:200]!r} holds characters that must be percent-encoded")
    return parts


def _bad(problem: str) -> BadInput:
    return BadInput(problem, fields={"remote_files": [problem]})
