"""Where the files of a task come from: sent by its people, on the share, at an address.

A request names its source in plain JSON (`{"kind": "share", …}`); the background run that makes
the task gathers the files then.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from limn.media.options import DataOptions
from limn.media.places import bucket_pictures, remote, share
from limn.media.places.bucket_pictures import Found, Outside
from limn.media.places.ranges import InOneStorage
from limn.media.transfer.quota import Take
from limn.sdk.errors import BadInput
from limn.sdk.runs import Run
from limn.sdk.storages import Storage
from limn.storage.opening import attributes_of, opened
from limn.storage.queries import get_storage

Source = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Files to read: `names` below `folder` (None: all of it), and how."""

    folder: Path
    names: Sequence[str] | None
    options: DataOptions
    outside: Outside | None = None
    """Pictures or a video that stay in a storage; then there are no names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A source as it was asked for; `uploaded` is where files sent by people lie."""

    source: Mapping[str, Any]
    uploaded: Path
    options: DataOptions
    take: Take
    """Room of whoever asked, for what is fetched."""


def client() -> Source:
    """Files that were uploaded for the task."""
    return {"kind": "client"}


def on_share(
    names: Sequence[str], *, excluded: Sequence[str], pattern: str, copied: bool
) -> Source:
    """Files and folders of the mounted share, used where they lie unless they are `copied`.

    Raises:
        BadInput, TooLarge, Unavailable: see `limn.media.places.share.files`.
    """
    found = share.files(names, excluded=excluded, pattern=pattern)
    if not found:
        problem = "none of the files of the share is left"
        raise BadInput(problem, fields={"server_files": [problem]})
    return {
        "kind": "share", "names": list(names), "excluded": list(excluded), "pattern": pattern,
        "copied": copied,
    }  # fmt: skip


def at_addresses(urls: Sequence[str]) -> Source:
    """Files at http and https addresses.

    Raises:
        BadInput: an address that is none, or two of one file name.
    """
    remote.file_names(urls)
    return {"kind": "remote", "urls": list(urls)}


def in_storage(
    storage_id: int, names: Sequence[str], *, excluded: Sequence[str], pattern: str
) -> Source:
    """Objects of a connected storage; pictures and videos stay there."""
    return {
        "kind": "storage", "storage_id": storage_id, "names": list(names),
        "excluded": list(excluded), "pattern": pattern,
    }  # fmt: skip


def gathered(asked: Asked, run: Run) -> Files:
    """The files, ready to be read.

    Raises:
        BadInput, BadMedia, TooLarge, Forbidden, NoSpace: some cannot be had; names them.
    """
    return _KINDS[asked.source.get("kind", "client")](asked, run)


def _uploaded(asked: Asked, run: Run) -> Files:
    del run
    return Files(folder=asked.uploaded, names=None, options=asked.options)


def _on_share(asked: Asked, run: Run) -> Files:
    del run
    source = asked.source
    names = share.files(source["names"], excluded=source["excluded"], pattern=source["pattern"])
    storage = "local" if source["copied"] else "share"
    return Files(folder=share.root(), names=names, options=replace(asked.options, storage=storage))


def _fetched(asked: Asked, run: Run) -> Files:
    folder = run.scratch / "fetched"
    folder.mkdir()
    names = remote.fetch(asked.source["urls"], folder, run, asked.take)
    return Files(folder=folder, names=names, options=asked.options)


def _in_storage(asked: Asked, run: Run) -> Files:
    source = asked.source
    row = get_storage(source["storage_id"])
    storage = opened(row)
    run.progress(0.05, 1.0, "Listing the storage")
    found = bucket_pictures.find(
        storage, source["names"], excluded=source["excluded"], pattern=source["pattern"],
        prefix=attributes_of(row).get("prefix", ""),
    )  # fmt: skip
    folder = run.scratch / "fetched"
    if found.only_pictures or _is_ranged(storage, found, run):
        options = replace(asked.options, storage="cloud_storage", cloud_storage_id=row.pk)
        outside = Outside(storage=storage, found=found)
        return Files(folder=folder, names=(), options=options, outside=outside)
    folder.mkdir()
    names = bucket_pictures.fetch(storage, found, folder, run, asked.take)
    return Files(folder=folder, names=names, options=asked.options)


def _is_ranged(storage: Storage, found: Found, run: Run) -> bool:
    """Is it one video, of which the storage gives any part?"""
    video = found.one_video
    if video is None or InOneStorage(lambda: storage, video).takes_ranges():
        return video is not None
    run.warn(f"the storage gives {video.key} only as a whole: it is copied")
    return False


_KINDS: dict[str, Callable[[Asked, Run], Files]] = {
    "client": _uploaded,
    "share": _on_share,
    "remote": _fetched,
    "storage": _in_storage,
}
