"""Folders of WebDAV servers: Nextcloud, ownCloud, and many file servers."""

import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from limn.sdk import (
    BadInput,
    Changed,
    Credentials,
    Forbidden,
    LimnError,
    Listing,
    NoRanges,
    NotFound,
    Place,
    Storage,
    StorageFailed,
    StorageField,
    StorageKind,
    StorageStatus,
    StoredObject,
    hookimpl,
)
from limn.sdk.storages import PREFIX, status_of
from limn_storages.keys import cut, home_of, plain
from limn_storages.wholes import behind, first

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from httpx import Response

    from limn_storages.dav_client import DavClient

LIMN_API = 1
RETRIES = 3
UNFINISHED = ".limn-unfinished-"
_AS_IT_IS = {"Accept-Encoding": "identity"}
_FULL_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")


class WebDav(StorageKind):
    """Fulfils `StorageKind` for WebDAV."""

    name = "WEBDAV"
    title = "WebDAV (Nextcloud, ownCloud and others)"
    resource = StorageField(
        name="resource", title="Address", kind="address", longest=222,
        help="of the folder: https://cloud.example.org/remote.php/dav/files/ada/pictures",
    )  # fmt: skip
    credentials = (
        Credentials(
            name="KEY_SECRET_KEY_PAIR",
            title="User and password",
            fields=(
                StorageField(name="key", title="User", longest=128),
                StorageField(name="secret_key", title="Password", longest=128, secret=True),
            ),
        ),
        Credentials(name="ANONYMOUS_ACCESS", title="None: the folder is public"),
    )
    attributes = (PREFIX,)

    def open(self, place: Place) -> Storage:
        """The folder. Answers that lead to another server are not followed."""
        from limn_storages.dav_client import DavClient

        place.reach.url(place.resource)
        named = "key" in place.secrets
        auth = (place.secrets["key"], place.secrets["secret_key"]) if named else None
        return DavFolder(DavClient(place.resource, auth))


class DavFolder(Storage):
    """Fulfils `Storage` on a WebDAV folder."""

    def __init__(self, client: "DavClient") -> None:
        self._client = client

    def list(self, prefix: str = "", cursor: str = "", limit: int = 1000) -> Listing:
        """One level of names, a page of it; the server tells the whole level at once."""
        found = {key: one for key, one in self._level(home_of(prefix)) if key.startswith(prefix)}
        page, following = cut(sorted(found), cursor, limit)
        return Listing(
            folders=tuple(key for key in page if key.endswith("/")),
            objects=tuple(_object(key, found[key]) for key in page if not key.endswith("/")),
            next=following,
        )

    def walk(self, prefix: str = "") -> Iterator[StoredObject]:
        """Every file at whatever depth, folder by folder."""
        for key, one in sorted(self._level(home_of(prefix)), key=lambda pair: pair[0]):
            if key.startswith(prefix) and key.endswith("/"):
                yield from self.walk(key)
            elif key.startswith(prefix):
                yield _object(key, one)

    def head(self, key: str) -> StoredObject:
        """Size and tag of a file."""
        found = self._info(plain(key))
        if found.get("type") == "directory":
            raise NotFound(f"there is no file {key!r}")
        return _object(key, found)

    def get_range(self, key: str, start: int, stop: int, *, tag: str = "") -> bytes:
        """Bytes `start` to `stop` of a file."""
        if stop <= start:
            return b""
        if tag and self.head(key).tag != tag:
            raise Changed(f"{key!r} was changed since it was first read")
        content = self._retried(lambda: self._range(plain(key), start, stop, tag))
        if content is None:
            raise NoRanges(f"the server of {key!r} gives whole files only, no parts of them")
        return content

    def rest(self, key: str, start: int, *, tag: str = "") -> Iterator[bytes]:
        """What follows the first `start` bytes, of a file that is had only as a whole."""
        with _ours(key), self._answer(plain(key), _AS_IT_IS) as answer:
            _raise_for(answer, key)
            yield from behind(answer.iter_bytes(), start)
            self._check(answer, key, tag)

    def put(self, key: str, source: Path) -> StoredObject:
        """Send the file beside its place, then move it there."""
        home = home_of(plain(key))
        # Servers take a `?` or `#` in the new name apart, however it is written.
        at_once = bool({"?", "#"} & set(key))
        unfinished = key if at_once else f"{home}{UNFINISHED}{uuid4().hex}"
        with _ours(key):
            self._make_folders(home)
            try:
                self._client.upload_file(source, unfinished, overwrite=True)
                if not at_once:
                    self._client.move(unfinished, key, overwrite=True)
            except BaseException:
                self._remove(unfinished)
                raise
        return self.head(key)

    def delete(self, keys: Sequence[str]) -> None:
        """Remove these files, those that are there."""
        for key in keys:
            with _ours(key):
                self._remove(plain(key))

    def status(self) -> StorageStatus:
        """Asked by listing."""
        return status_of(self)

    def _level(self, home: str) -> Iterator[tuple[str, dict[str, Any]]]:
        with _ours(home):
            try:
                entries: Any = self._retried(lambda: self._client.ls(home.rstrip("/"), detail=True))
            except NotFound:
                if home:
                    return
                raise
        for entry in entries:
            name = str(entry["name"]).strip("/").rpartition("/")[2]
            if name and not name.startswith(UNFINISHED):
                yield home + name + ("/" if entry["type"] == "directory" else ""), entry

    def _info(self, key: str) -> dict[str, Any]:
        with _ours(key):
            return self._retried(lambda: self._client.info(key))

    def _range(self, key: str, start: int, stop: int, tag: str) -> bytes | None:
        """The bytes; None where the server would give all there are before them, too."""
        wanted = {"Range": f"bytes={start}-{stop - 1}", **_AS_IT_IS}
        with _ours(key), self._answer(key, wanted) as answer:
            if answer.status_code == 416:
                return b""
            _raise_for(answer, key)
            if answer.status_code == 200 and start > 0:
                return None
            # Of a whole file no more is read than is wanted.
            content = first(answer.iter_bytes(), stop - start)
            told = _FULL_RANGE.fullmatch(answer.headers.get("content-range", ""))
            if answer.status_code == 206 and (
                told is None or int(told[1]) != start or len(content) != int(told[2]) + 1 - start
            ):
                raise StorageFailed(f"{key!r} was cut off at {start + len(content)}")
            self._check(answer, key, tag)
        return content

    def _check(self, answer: "Response", key: str, tag: str) -> None:
        """Some servers write a tag in one way here and in another there; some files change."""
        told = answer.headers.get("etag", tag)
        if tag and _bare(told) != _bare(tag) and self.head(key).tag != tag:
            raise Changed(f"{key!r} was changed since it was first read")

    def _answer(self, key: str, headers: dict[str, str]) -> "AbstractContextManager[Response]":
        return self._client.http.stream("GET", self._client.join_url(key), headers=headers)

    def _retried(self, ask: Any) -> Any:
        """The answer, asked for again where the server was out of order."""
        for attempt in range(RETRIES):
            try:
                with _ours(""):
                    return ask()
            except StorageFailed:
                if attempt == RETRIES - 1:
                    raise
        raise AssertionError

    def _make_folders(self, home: str) -> None:
        from webdav4.client import ResourceAlreadyExists  # pyright: ignore[reportMissingTypeStubs]

        parts = home.rstrip("/").split("/") if home else []
        for depth in range(1, len(parts) + 1):
            path = "/".join(parts[:depth])
            if not self._client.exists(path):
                try:
                    self._client.mkdir(path)
                except ResourceAlreadyExists:
                    continue

    def _remove(self, key: str) -> None:
        from webdav4.client import ResourceNotFound  # pyright: ignore[reportMissingTypeStubs]

        try:
            self._client.remove(key)
        except ResourceNotFound:
            return


def _object(key: str, told: dict[str, Any]) -> StoredObject:
    modified = told.get("modified")
    size = int(told.get("content_length") or 0)
    moment = modified if isinstance(modified, datetime) else None
    if isinstance(modified, str):
        moment = parsedate_to_datetime(modified)
    tag = str(told.get("etag") or f"{moment.timestamp() if moment else ''}-{size}")
    return StoredObject(key=key, size=size, tag=tag, modified=moment)


def _bare(tag: str) -> str:
    return tag.removeprefix("W/").strip('"')


def _raise_for(answer: "Response", key: str) -> None:
    match answer.status_code:
        case 200 | 206:
            return
        case 401 | 403:
            raise Forbidden(f"{key!r} may not be used with these credentials")
        case 404 | 405 | 409 | 410:
            raise NotFound(f"there is no file {key!r}")
        case code:
            raise StorageFailed(f"the server of {key!r} answered {code}")


@contextmanager
def _ours(key: str) -> Generator[None]:
    """Raise our errors where httpx and webdav4 raise theirs."""
    import httpx
    from webdav4 import client as dav  # pyright: ignore[reportMissingTypeStubs]

    try:
        yield
    except LimnError:
        raise
    except dav.ResourceNotFound as error:
        raise NotFound(f"there is no file {key!r}") from error
    except (dav.IsACollectionError, dav.IsAResourceError, dav.ResourceConflict) as error:
        raise BadInput(
            f"a folder stands where {key!r} should be, or the other way round"
        ) from error
    except dav.HTTPError as error:
        if error.status_code in (401, 403):
            raise Forbidden(f"{key!r} may not be used with these credentials") from error
        raise StorageFailed(f"the server of {key!r} answered {error.status_code}") from error
    except dav.ForbiddenOperation as error:
        raise Forbidden(f"{key!r} may not be used with these credentials") from error
    except httpx.TimeoutException as error:
        raise StorageFailed(f"the server of {key!r} did not answer in time") from error
    except (httpx.HTTPError, httpx.InvalidURL, dav.ClientError, ValueError) as error:
        raise StorageFailed(f"the server of {key!r} broke off its answer") from error


@hookimpl
def offer_storages() -> list[StorageKind]:
    """WebDAV."""
    return [WebDav()]
