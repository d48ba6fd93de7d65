"""Files are fetched from addresses people give, and none of them opens our own network."""

import http.server
import ipaddress
import socket
import threading
from contextlib import contextmanager

import pytest

from core.media import makers
from limn.media.models import Upload
from limn.media.options import DataOptions
from limn.media.places import remote, sources
from limn.media.transfer import quota
from limn.sdk import addresses
from limn.sdk.addresses import is_public, resolved
from limn.sdk.errors import BadInput, BadMedia, Cancelled, Forbidden, TooLarge
from limn.storage.space import NoSpace

HOST = "127.0.0.1"
UNTOLD = {"Content-Length": "", "Connection": "close"}
"""Headers of an answer that does not tell its length."""


class Site(http.server.BaseHTTPRequestHandler):
    """Serves `pages` by path; remembers who asked for what."""

    pages: dict[str, tuple[int, dict[str, str], bytes]]
    asked: list[str]

    def do_GET(self):
        self.asked.append(self.path)
        status, headers, body = self.pages.get(self.path, (404, {}, b"secret of the inside"))
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextmanager
def serving(pages):
    """A site on a free port: its address, and the paths it was asked for."""
    site = type("OneSite", (Site,), {"pages": pages, "asked": []})
    server = http.server.ThreadingHTTPServer((HOST, 0), site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}", site.asked
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def local(settings):
    """This machine may be asked, as an administrator may allow."""
    settings.PRIVATE_HOSTS = {HOST}


@pytest.fixture
def fetched(run, folder):
    return lambda *urls: remote.fetch(urls, folder, run, quota.unlimited)


def picture(number=7):
    return 200, {}, makers.jpeg(number)


def test_files_are_fetched_by_the_last_part_of_their_address(local, fetched, folder):
    with serving({"/a/x%20y.jpg?v=1": picture(), "/b.jpg": picture(8)}) as (site, _):
        assert fetched(f"{site}/a/x%20y.jpg?v=1", f"{site}/b.jpg") == ["x y.jpg", "b.jpg"]
    assert (folder / "x y.jpg").read_bytes() == makers.jpeg(7)


def test_a_source_of_addresses_gives_its_files(local, run, folder):
    run.scratch.mkdir()
    with serving({"/a.jpg": picture()}) as (site, _):
        source = sources.at_addresses([f"{site}/a.jpg"])
        asked = sources.Asked(
            source=source, uploaded=folder, options=DataOptions(), take=quota.unlimited
        )
        files = sources.gathered(asked, run)
    assert files.names == ["a.jpg"]
    assert (files.folder / "a.jpg").read_bytes() == makers.jpeg(7)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/a.jpg", "gopher://x/", "http:///a.jpg", "//x/a.jpg",
        "http://[::1/a.jpg", "http://example.org/a b.jpg", "http://example.org/a\r\nHost: x",
        "http://example.org:99999/a.jpg", "http://example.org/%2e%2e%2f..",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_file_is_refused(url):
    with pytest.raises(BadInput):
        sources.at_addresses([url])


def test_two_files_of_one_name_are_refused_before_anything_is_fetched():
    urls = ["http://a.example/x.jpg", "http://b.example/y/x.jpg"]
    with pytest.raises(BadInput, match=r"called x.jpg: http://a.example/x.jpg and http://b"):
        sources.at_addresses(urls)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "127.1", "0x7f.1", "2130706433", "0177.0.0.1", "[::1]",
        "[::ffff:127.0.0.1]", "0", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254",
        "[fe80::1]", "[fd00::1]",
    ],
)  # fmt: skip
def test_private_addresses_are_refused_however_they_are_written(fetched, host):
    with pytest.raises(Forbidden, match="is not on the public internet"):
        fetched(f"http://{host}:9/a.jpg")


@pytest.mark.parametrize(
    "number",
    [
        "64:ff9b::7f00:1", "2002:7f00:1::", "::7f00:1", "fec0::1", "192.0.0.192", "224.0.0.1",
        "ff02::1", "100.64.0.1", "::ffff:10.0.0.1", "255.255.255.255", "2001:0:7f00:1::", "::",
        "64:ff9b:1::1", "2001:db8::1", "198.18.0.1",
    ],
)  # fmt: skip
def test_addresses_that_only_look_public_are_not(number):
    assert not is_public(ipaddress.ip_address(number))


@pytest.mark.parametrize("number", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8"])
def test_public_addresses_are(number):
    assert is_public(ipaddress.ip_address(number))


def test_a_redirect_inwards_is_refused(settings, fetched):
    """The first host may be asked; the second is the same machine under a name that may not."""
    settings.PRIVATE_HOSTS = {HOST}
    with serving({"/in.jpg": picture()}) as (inside, asked):
        away = inside.replace(HOST, "localhost") + "/in.jpg"
        with (
            serving({"/a.jpg": (302, {"Location": away}, b"")}) as (site, _),
            pytest.raises(Forbidden, match="localhost is not on the public internet"),
        ):
            fetched(f"{site}/a.jpg")
    assert asked == []


def test_a_redirect_to_another_scheme_is_refused(local, fetched):
    with (
        serving({"/a.jpg": (302, {"Location": "file:///etc/passwd"}, b"")}) as (site, _),
        pytest.raises(BadInput, match="no address of http or https"),
    ):
        fetched(f"{site}/a.jpg")


def test_redirects_are_followed_but_not_for_ever(local, fetched):
    moved = (302, {"Location": "/b.jpg"}, b"")
    with serving({"/a.jpg": moved, "/b.jpg": picture()}) as (site, _):
        assert fetched(f"{site}/a.jpg") == ["a.jpg"]
    with (
        serving({"/a.png": (302, {"Location": "/a.png"}, b"")}) as (site, asked),
        pytest.raises(BadMedia, match="sent on more than 5 times"),
    ):
        fetched(f"{site}/a.png")
    assert len(asked) == 6


def test_a_name_is_looked_up_once_and_that_address_is_asked(fetched, monkeypatch):
    """A name that leads to the public at first and inwards a moment later (rebinding)."""
    with serving({"/a.jpg": picture()}) as (inside, asked):
        port = int(inside.rpartition(":")[2])
        answers = iter(["93.184.216.34", HOST, HOST, HOST])
        reached = []

        def getaddrinfo(host, port, *_, **__):
            number = next(answers) if host == "rebinding.example" else host
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port))]

        def create_connection(address, *_):
            reached.append(address[0])
            raise ConnectionRefusedError

        monkeypatch.setattr(addresses.socket, "getaddrinfo", getaddrinfo)
        monkeypatch.setattr(remote.socket, "create_connection", create_connection)
        with pytest.raises(BadMedia, match="could not be fetched"):
            fetched(f"http://rebinding.example:{port}/a.jpg")
    assert reached == ["93.184.216.34"]
    assert asked == []


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    def getaddrinfo(*_, **__):
        numbers = ("93.184.216.34", "10.0.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 80)) for number in numbers]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", getaddrinfo)
    with pytest.raises(Forbidden):
        resolved("both.example", 80)


def test_what_another_server_answers_is_not_repeated(local, fetched):
    with serving({}) as (site, _), pytest.raises(BadMedia, match="it answers 404") as refused:
        fetched(f"{site}/a.jpg")
    assert "secret" not in str(refused.value)


def test_a_file_over_the_limit_is_refused(local, fetched, monkeypatch, folder):
    monkeypatch.setattr(remote, "MAX_FILE", 100)
    with serving({"/a.jpg": picture()}) as (site, _), pytest.raises(TooLarge, match="at most 100"):
        fetched(f"{site}/a.jpg")
    endless = (200, UNTOLD, bytes(200))
    with (
        serving({"/b.jpg": endless}) as (site, _),
        pytest.raises(TooLarge, match="more than 100 bytes"),
    ):
        fetched(f"{site}/b.jpg")


def test_a_file_of_unknown_length_does_not_fill_the_disk(local, fetched, small_disk):
    with (
        serving({"/b.jpg": (200, UNTOLD, bytes(2 << 20))}) as (site, _),
        pytest.raises(NoSpace, match=r"b\.jpg"),
    ):
        fetched(f"{site}/b.jpg")


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{}, UNTOLD], ids=["told", "untold"])
def test_what_is_fetched_counts_against_the_quota_while_it_comes(
    local, run, folder, settings, headers
):
    settings.UPLOAD_QUOTA = 5 << 20
    (folder / "0").mkdir()
    taken = []
    with serving({f"/{n}.jpg": (200, headers, bytes(3 << 20)) for n in range(2)}) as (site, _):
        for _attempt in range(2):
            with quota.fetching(1, "a-run") as take:
                remote.fetch([f"{site}/0.jpg"], folder / "0", run, take)
                taken.append(Upload.objects.get().length)
            (folder / "0/0.jpg").unlink()
        with (
            pytest.raises(TooLarge, match=r"1\.jpg: you may have 5242880 bytes"),
            quota.fetching(1, "a-run") as take,
        ):
            remote.fetch([f"{site}/{n}.jpg" for n in range(2)], folder / "0", run, take)
    assert all(3 << 20 <= one <= 4 << 20 for one in taken)
    assert not Upload.objects.exists()


def test_a_file_that_ends_too_early_is_refused(local, fetched):
    cut = (200, {"Content-Length": "5000"}, bytes(200))
    with (
        serving({"/a.jpg": cut}) as (site, _),
        pytest.raises(BadMedia, match="4800 bytes"),
    ):
        fetched(f"{site}/a.jpg")


def test_a_server_that_trickles_is_left(local, fetched, monkeypatch):
    monkeypatch.setattr(remote, "FILE_SECONDS", 0.3)
    with (
        socket.create_server((HOST, 0)) as silent,
        pytest.raises(BadMedia, match="could not be fetched"),
    ):
        fetched(f"http://{HOST}:{silent.getsockname()[1]}/a.jpg")


def test_too_many_addresses_are_refused(monkeypatch):
    monkeypatch.setattr(remote, "MAX_FETCHED", 1)
    with pytest.raises(BadInput, match="at most 1 are taken"):
        sources.at_addresses(["http://a.example/1.jpg", "http://a.example/2.jpg"])


def test_a_stopped_run_fetches_no_further(local, fetched, run):
    run.stopped = True
    with serving({"/a.jpg": picture()}) as (site, asked), pytest.raises(Cancelled):
        fetched(f"{site}/a.jpg")
    assert asked == []
