"""What is in a storage, level by level, or as one of its manifests lists it."""

import mimetypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import orjson

from limn.sdk.errors import BadInput
from limn.sdk.storages import Storage
from limn.storage.models import CloudStorage
from limn.storage.opening import attributes_of, opened

MAX_MANIFEST = 256 << 20
MAX_PAGE = 500


@dataclass(frozen=True, slots=True)
class Shown:
    """A folder or object, by the last part of its name."""

    name: str
    is_folder: bool

    @property
    def mime_type(self) -> str:
        """What CVAT's clients sort files by: image, video, archive and so on."""
        if self.is_folder:
            return "DIR"
        guessed = mimetypes.guess_type(self.name)[0] or ""
        family, _, sort = guessed.partition("/")
        if sort in ("zip", "x-tar", "x-7z-compressed", "gzip", "vnd.rar"):
            return "zip" if sort == "zip" else "archive"
        if sort == "pdf":
            return "pdf"
        return family if family in ("image", "video", "audio") else "unknown"


def content(
    row: CloudStorage, *, prefix: str, cursor: str, size: int, manifest: str = ""
) -> tuple[list[Shown], str | None]:
    """A page of one level below `prefix`, and the cursor of the next page.

    Raises:
        BadInput: there is no such manifest here.
        NotFound, Forbidden, StorageFailed: the storage cannot be listed.
    """
    own = attributes_of(row).get("prefix", "")
    if own and not prefix.startswith(own):
        if not own.startswith(prefix):
            return [], None
        folder = own[len(prefix) :].partition("/")
        if folder[1] and folder[2]:
            return [Shown(prefix.rpartition("/")[2] + folder[0], is_folder=True)], None
        prefix = own
    home = prefix[: prefix.rfind("/") + 1]
    if manifest:
        names, following = _level_of(_manifest(row, manifest), prefix, home, cursor, size)
    else:
        page = opened(row).list(prefix, cursor, size)
        names = sorted([*page.folders, *(one.key for one in page.objects)])
        following = page.next
    shown = [Shown(name[len(home) :].rstrip("/"), name.endswith("/")) for name in names]
    return shown, following or None


def manifest_names(storage: Storage, key: str) -> Iterator[str]:
    """Keys of the objects that a manifest lists, in its order.

    Raises:
        BadInput: it is no manifest.
    """
    size = storage.head(key).size
    if size > MAX_MANIFEST:
        raise BadInput(f"{key} has {size} bytes; manifests of {MAX_MANIFEST} are read")
    home = key[: key.rfind("/") + 1]
    for number, line in enumerate(b"".join(storage.stream(key)).splitlines()):
        if not line.strip():
            continue
        try:
            entry = orjson.loads(line)
            if "name" in entry:
                yield home + str(entry["name"]) + str(entry.get("extension", ""))
            elif "properties" in entry:
                yield home + str(entry["properties"]["name"])
        except (ValueError, TypeError, KeyError) as error:
            raise BadInput(f"{key}:{number + 1} is no line of a manifest") from error


def _manifest(row: CloudStorage, manifest: str) -> list[str]:
    if manifest not in row.manifests:
        problem = f"{manifest!r} is not among the manifests of this storage"
        raise BadInput(problem, fields={"manifest_path": [problem]})
    return list(manifest_names(opened(row), manifest))


def _level_of(
    keys: Sequence[str], prefix: str, home: str, cursor: str, size: int
) -> tuple[list[str], str]:
    level: set[str] = set()
    for key in keys:
        if key.startswith(prefix):
            folder, slash, _ = key[len(home) :].partition("/")
            level.add(home + folder + slash)
    left = sorted(name for name in level if name > cursor)
    return left[:size], left[size - 1] if len(left) > size else ""
