"""Pictures beside annotations in an unpacked dataset."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO


def opener(folder: Path, *names: str) -> Callable[[], BinaryIO] | None:
    """What opens the first of these files of `folder` that exists; None where none does.

    Names come from a stranger's file: what would lead out of `folder` is not there.
    """
    home = folder.resolve()
    for name in names:
        if "\0" in name:
            continue
        path = (home / name).resolve()
        if path.is_relative_to(home) and path.is_file():
            return partial(path.open, "rb")
    return None
