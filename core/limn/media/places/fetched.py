"""What places of originals share: fetching what lies elsewhere, and having files as a whole."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path, PurePosixPath

from limn.sdk.errors import LimnError
from limn.storage import cache

AT_ONCE = 8
"""Objects that are fetched side by side."""


class Fetched:
    """What all of them have in common."""

    def path(self, name: str) -> Path:
        """A copy of the original."""
        raise NotImplementedError

    def ahead(self, names: Iterable[str]) -> None:
        """Fetch them side by side."""
        side_by_side(self.path, names)


def side_by_side(fetch: Callable[[str], Path], names: Iterable[str]) -> None:
    """Fetch each of them, or not: troubles come again when it is asked for."""

    def tried(name: str) -> None:
        with suppress(LimnError):
            fetch(name)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(tried, names))


class NothingMade:
    """Originals beside which nothing is kept that was made of them."""

    def made(self, target: Path) -> bool:
        """Nothing is kept."""
        del target
        return False

    def parts_made(self, name: str) -> None:
        """Nothing is kept."""
        del name


def name_of_copy(name: str) -> str:
    """Under which name a copy is kept."""
    return f"original-{cache.digest(name)}{PurePosixPath(name).suffix.lower()[:10]}"
