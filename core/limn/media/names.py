"""File names of strangers: kept as they are where that is safe, refused where it is not."""

import re
from pathlib import PurePosixPath

from limn.media.limits import MAX_DEPTH, MAX_NAME, MAX_PATH
from limn.sdk.errors import BadInput

_DRIVE = re.compile(r"[A-Za-z]:")
_UNTIDY = re.compile(r"(?:^|/)\.?(?:/|$)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def checked(name: str) -> str:
    """`name` as a path with forward slashes below some folder.

    Raises:
        BadInput: it is empty, absolute, climbs out, holds control characters, or is too long.
    """
    fault = _fault(name)
    if fault:
        raise BadInput(f"{name[:200]!r} cannot be kept as a file name: {fault}")
    return str(PurePosixPath(name)) if _UNTIDY.search(name) else name


def _fault(name: str) -> str | None:
    parts = name.split("/")
    faults = [
        (not name or name.endswith("/") or set(parts) <= {"", "."}, "it names no file"),
        (_CONTROL.search(name) is not None, "it holds control characters"),
        (not _is_text(name), "it is not valid Unicode"),
        ("\\" in name, "it holds a backslash"),
        (name.startswith("/") or _DRIVE.match(name) is not None, "it is absolute"),
        (".." in parts, "it points outside of its folder"),
        (len(name) > MAX_PATH or len(parts) > MAX_DEPTH, "it is too long"),
    ]
    return next((sentence for wrong, sentence in faults if wrong), None) or _too_long(parts)


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _too_long(parts: list[str]) -> str | None:
    longest = max(len(part.encode()) for part in parts)
    return f"a part of it has more than {MAX_NAME} bytes" if longest > MAX_NAME else None
