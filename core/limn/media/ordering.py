"""In which order uploaded pictures become frames."""

import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from natsort import natsorted

from limn.media.options import DataOptions
from limn.sdk.errors import BadMedia


def ordered(
    names: Sequence[str], options: DataOptions, *, manifest: Path | None, seed: int
) -> list[str]:
    """`names` in the order `options.sorting_method` asks for.

    `predefined` follows `options.file_order`, else the manifest, else the order given.

    Raises:
        BadMedia: the asked order names a file that is not there, or leaves one out.
    """
    if options.file_order and (options.only_listed or options.sorting_method == "predefined"):
        return _as_listed(names, options.file_order, complete=not options.only_listed)
    match options.sorting_method:
        case "natural":
            return natsorted(names)
        case "predefined":
            listed = manifest_names(manifest) if manifest else None
            return _as_listed(names, listed, complete=True) if listed else list(names)
        case "random":
            shuffled = sorted(names)
            random.Random(options.seed or seed).shuffle(shuffled)  # noqa: S311 (no secret)
            return shuffled
        case _:
            return sorted(names)


def manifest_names(path: Path) -> list[str]:
    """Names of the pictures a `manifest.jsonl` lists, in its order.

    Raises:
        BadMedia: it is not such a manifest; names the line.
    """
    names: list[str] = []
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                entry = json.loads(line)
                if "name" in entry:
                    names.append(f"{entry['name']}{entry.get('extension', '')}")
            except (ValueError, TypeError) as error:
                raise BadMedia(f"{path.name}:{number} is not a line of a manifest") from error
    return names


def _as_listed(names: Sequence[str], listed: Sequence[str], *, complete: bool) -> list[str]:
    there = set(names)
    for name, times in Counter(listed).items():
        if times > 1:
            raise BadMedia(f"{name} is listed {times} times in the file order")
        if name not in there:
            raise BadMedia(f"{name} is in the file order but was not uploaded")
    left_out = there.difference(listed)
    if complete and left_out:
        raise BadMedia(f"{min(left_out)} was uploaded but is not in the file order")
    return list(listed)
