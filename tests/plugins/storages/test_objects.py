"""What the kit cannot ask of every storage: large buckets, odd keys, slow servers, redirects."""

import threading
import time
import tracemalloc
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from limn.sdk import BadInput, Changed, LimnError, NoRanges, Place, StorageFailed
from limn.sdk.testing.faulty import Faults, faulty_proxy
from limn_storages import objects
from limn_storages.azure import Azure
from limn_storages.gcs import GoogleCloud
from limn_storages.s3 import S3
from limn_storages.webdav import WebDav
from servers.buckets import REACH


def fill(bucket, keys):
    """Put objects into moto itself, which is slow over HTTP."""
    from moto.s3.models import s3_backends

    backend = s3_backends["123456789012"]["aws"]
    for key in keys:
        backend.put_object(bucket, key, b"x")


def pages(storage, prefix, limit):
    cursor, names = "", []
    while True:
        page = storage.list(prefix, cursor, limit)
        names += sorted([*page.folders, *(one.key for one in page.objects)])
        cursor = page.next
        if not cursor:
            return names


def test_a_large_folder_costs_one_step_and_not_its_size(s3, s3_server):
    fill(s3.place.resource, [f"a/{n:05d}" for n in range(4000)] + ["b", "c/x", "d"])
    faults = Faults()
    with faulty_proxy(s3_server, faults) as url:
        storage = S3().open(replace(s3.place, attributes={"endpoint_url": url}))
        assert pages(storage, "", 100) == ["a/", "b", "c/", "d"]
        assert faults.seen <= 3
    assert pages(storage_of(s3), "a/", 900) == [f"a/{n:05d}" for n in range(4000)]
    assert sum(1 for _ in storage_of(s3).walk()) == 4003


def storage_of(bucket):
    return S3().open(bucket.place)


def test_one_odd_key_does_not_hide_the_others(s3):
    fill(s3.place.resource, ["a//b.txt", "good.txt", "../up.txt", "z/1"])
    storage = storage_of(s3)
    names = pages(storage, "z/", 10)
    assert names == ["z/1"]
    with pytest.raises(StorageFailed, match=r"b\.txt|up\.txt"):
        list(storage.walk())


def test_a_folder_that_a_console_made_is_no_object(s3, s3_server):
    httpx.put(f"{s3_server}/{s3.place.resource}/photos/", content=b"")
    fill(s3.place.resource, ["photos/1.jpg"])
    page = storage_of(s3).list()
    assert (page.folders, page.objects) == (("photos/",), ())


def test_nothing_is_taken_from_the_servers_environment(s3, monkeypatch):
    for name, value in {
        "AWS_ACCESS_KEY_ID": "of-the-server", "AWS_SECRET_ACCESS_KEY": "of-the-server",
        "AWS_SESSION_TOKEN": "of-the-server", "AWS_ENDPOINT_URL": "http://127.0.0.1:1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    address = storage_of(s3).presign("a.txt", 60)
    assert address.startswith(s3.place.attributes["endpoint_url"])
    assert "of-the-server" not in address


def test_a_server_that_drips_is_given_up(s3, monkeypatch):
    monkeypatch.setattr(objects, "CLIENT", {"timeout": "1s", "connect_timeout": "1s"})
    retries = {**objects.RETRIES, "max_retries": 1}
    monkeypatch.setattr(objects, "RETRIES", retries)
    with dripping() as url:
        storage = S3().open(replace(s3.place, attributes={"endpoint_url": url}))
        started = time.monotonic()
        with pytest.raises(StorageFailed):
            storage.get_range("a", 0, 100)
    assert time.monotonic() - started < 30


@contextmanager
def serving(handler):
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def dripping():
    class Drip(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(206)
            self.send_header("Content-Length", "100")
            self.send_header("Content-Range", "bytes 0-99/100")
            self.send_header("Last-Modified", "Thu, 26 Nov 2026 11:00:00 GMT")
            self.send_header("ETag", '"1"')
            self.end_headers()
            for _ in range(100):
                try:
                    self.wfile.write(b"x")
                except OSError:
                    return
                time.sleep(0.5)

        def log_message(self, *_):
            pass

    return serving(Drip)


def test_webdav_follows_nobody_to_another_server():
    hits = []

    class Canary(BaseHTTPRequestHandler):
        def do_PROPFIND(self):
            hits.append(self.path)
            self.send_error(500)

        do_GET = do_PROPFIND  # noqa: N815

        def log_message(self, *_):
            pass

    with serving(Canary) as canary:

        class Leading(BaseHTTPRequestHandler):
            def do_PROPFIND(self):
                self.send_response(302)
                self.send_header("Location", f"{canary}/secret")
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_GET = do_PROPFIND  # noqa: N815

            def log_message(self, *_):
                pass

        with serving(Leading) as url:
            place = Place(resource=f"{url}/x", credentials="ANONYMOUS_ACCESS", reach=REACH)
            storage = WebDav().open(place)
            read = (lambda: storage.get_range("a", 0, 9), lambda: list(storage.rest("a", 3)))
            for ask in (storage.list, lambda: storage.head("a"), lambda: storage.get("a"), *read):
                with pytest.raises(LimnError):
                    ask()
    assert hits == []


@pytest.mark.parametrize("kind", ["s3", "gcs", "webdav"])
def test_a_server_without_ranges_is_told_and_whole_objects_are_had(kind, request, tmp_path):
    place, faults = request.getfixturevalue(kind).place, Faults(whole=True)
    content = bytes(range(251)) * 40_000  # more than one block of a stream
    (tmp_path / "a").write_bytes(content)
    tag = KINDS[kind]().open(place).put("a", tmp_path / "a").tag
    with faulty_proxy(_address(place), faults) as url:
        storage = KINDS[kind]().open(_moved(place, url))
        assert storage.get_range("a", 0, 1000, tag=tag) == content[:1000]
        with pytest.raises(NoRanges, match="only, no parts of them"):
            storage.get_range("a", 1000, 2000, tag=tag)
        assert b"".join(storage.stream("a", tag=tag)) == content
        assert faults.seen < 12
        with pytest.raises(Changed):
            storage.get_range("a", 0, 1000, tag="another")


KINDS = {"s3": S3, "gcs": GoogleCloud, "webdav": WebDav}


def _address(place):
    return place.attributes.get("endpoint_url") or place.resource


def _moved(place, url):
    if "endpoint_url" not in place.attributes:
        return replace(place, resource=url)
    return replace(place, attributes={**place.attributes, "endpoint_url": url})


def test_the_beginning_of_a_large_file_is_not_paid_with_all_of_it(webdav, webdav_server):
    storage = WebDav().open(webdav.place)
    size = 300 << 20
    with (webdav_server[1] / webdav.place.resource.rpartition("/")[2] / "a").open("wb") as file:
        file.truncate(size)
    tracemalloc.start()
    with faulty_proxy(webdav.place.resource, Faults(whole=False)) as url:
        assert WebDav().open(replace(webdav.place, resource=url)).get_range("a", 9, 19) == bytes(10)
    with without_ranges(size) as url:
        whole = Place(resource=f"{url}/x", credentials="ANONYMOUS_ACCESS", reach=REACH)
        assert WebDav().open(whole).get_range("a", 0, 10) == bytes(10)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 30 << 20
    assert storage.head("a").size == size


def without_ranges(size):
    class Whole(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", str(size))
            self.end_headers()
            with suppress(OSError):
                for _ in range(size >> 20):
                    self.wfile.write(bytes(1 << 20))

        def log_message(self, *_):
            pass

    return serving(Whole)


@pytest.mark.parametrize(
    "text",
    [
        "AccountName=ada;AccountKey=eA==;BlobEndpoint=http://10.0.0.1/ada",
        "AccountName=evil.example/;AccountKey=eA==",
        "AccountName=adaada;AccountKey=eA==;EndpointSuffix=x/@127.0.0.1",
        "AccountName=adaada",
        "nonsense",
    ],
)
def test_a_connection_string_leads_nowhere_else(text):
    place = Place(
        resource="container", credentials="CONNECTION_STRING", secrets={"connection_string": text}
    )
    with pytest.raises(BadInput):
        Azure().open(place)


def test_a_key_file_cannot_name_another_server(gcs):
    import json

    key = json.loads(gcs.place.secrets["key_file"]) | {
        "gcs_base_url": "http://127.0.0.1:1", "token_uri": "http://127.0.0.1:1/token",
    }  # fmt: skip
    place = replace(gcs.place, secrets={"key_file": json.dumps(key)})
    assert GoogleCloud().open(place).list().objects == ()
    for text in ("{}", "no json", '{"type": "external_account"}', "[]"):
        with pytest.raises(BadInput):
            GoogleCloud().open(replace(gcs.place, secrets={"key_file": text}))
