"""Keys as every storage here takes them."""

from collections.abc import Sequence

from limn.sdk import BadInput

LAST = "\U0010ffff"
"""Sorts behind everything that begins alike."""


def plain(key: str) -> str:
    """The key, if it names an object plainly.

    Raises:
        BadInput: it is empty, absolute, ends with a slash, or has a part that is empty, `.`
            or `..`.
    """
    parts = key.split("/")
    if "\0" in key or len(key.encode()) > 1024 or any(part in ("", ".", "..") for part in parts):
        raise BadInput(f"{key[:200]!r} cannot be the key of an object")
    return key


def home_of(prefix: str) -> str:
    """The folder a prefix lies in, with its slash: `a/b` is in `a/`."""
    return prefix[: prefix.rfind("/") + 1]


def before(prefix: str) -> str:
    """A text that sorts before everything that begins with `prefix`, behind most else."""
    if not prefix:
        return ""
    last = ord(prefix[-1]) - 1
    last = 0xD7FF if 0xD800 <= last <= 0xDFFF else last
    return prefix[:-1] + chr(last) + LAST if last > ord(" ") else prefix[:-1]


def cut(names: Sequence[str], cursor: str, limit: int) -> tuple[Sequence[str], str]:
    """The page of sorted names behind `cursor`, and the cursor of the next page."""
    left = [name for name in names if name > cursor] if cursor else names
    page = left[:limit]
    return page, page[-1] if len(left) > limit else ""
