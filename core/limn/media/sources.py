"""Where the files of a task come from: sent by its people, on the share, at an address.

A request names its source in plain JSON (`{"kind": "share", …}`); the background run that makes
the task gathers the files then.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from limn.media import remote, share
from limn.media.options import DataOptions
from limn.sdk.errors import BadInput
from limn.sdk.runs import Run

Source = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Files to read: `names` below `folder` (None: all of it), and how."""

    folder: Path
    names: Sequence[str] | None
    options: DataOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A source as it was asked for; `uploaded` is where files sent by people lie."""

    source: Mapping[str, Any]
    uploaded: Path
    options: DataOptions


def client() -> Source:
    """Files that were uploaded for the task."""
    return {"kind": "client"}


def on_share(
    names: Sequence[str], *, excluded: Sequence[str], pattern: str, copied: bool
) -> Source:
    """Files and folders of the mounted share, used where they lie unless they are `copied`.

    Raises:
        BadInput, TooLarge, Unavailable: see `limn.media.share.files`.
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
    names = remote.fetch(asked.source["urls"], folder, run)
    return Files(folder=folder, names=names, options=asked.options)


_KINDS: dict[str, Callable[[Asked, Run], Files]] = {
    "client": _uploaded,
    "share": _on_share,
    "remote": _fetched,
}
