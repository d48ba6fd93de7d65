"""Which folders a reader can see: those of media, and what Python itself needs.

The database, keys and whatever else is on the machine are not among them.
"""

import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from django.conf import settings

from limn.storage import store

_MADE = ("folder", "place", "target")
"""What a deed calls files that it makes, or finds where it made them."""
_SYSTEM = (
    "/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/dev/null", "/dev/urandom", "/proc/self",
    "/proc/meminfo", "/proc/cpuinfo", "/sys/devices/system/cpu",
)  # fmt: skip
also: list[Path] = []
"""More folders for all readers, which tests put their files in."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Folders whose files may be read, and those where files may be made and changed, too."""

    seen: tuple[str, ...]
    changed: tuple[str, ...]

    @classmethod
    def of_media(cls) -> Self:
        """Where all media of this installation lies."""
        kept = [store.folder(*parts) for parts in (["media"], ["cache"], ["uploads"])]
        kept.append(store.folder("scratch", "runs"))
        shared = [Path(one) for one in (settings.SHARE_ROOT, *settings.STORAGE_FOLDERS) if one]
        return cls(_resolved(shared), _resolved([*kept, *also]))

    def holds(self, files: Mapping[str, Path]) -> bool:
        """Are all these files of a deed in it?"""
        return all(
            _lies_in(path, self.changed) or (key == "path" and _lies_in(path, self.seen))
            for key, path in files.items()
        )

    def with_files(self, files: Mapping[str, Path]) -> Self:
        """The same, and the folders of files that lie elsewhere."""
        seen, changed = [*self.seen], [*self.changed]
        for key, path in files.items():
            if not self.holds({key: path}):
                home = path if path.parent == Path(path.anchor) else path.parent
                (changed if key in _MADE else seen).append(str(home))
        return type(self)(tuple(seen), tuple(changed))

    def told(self) -> dict[str, Any]:
        """As JSON tells it to the child."""
        return asdict(self)


def of_python() -> list[Path]:
    """What a program in Python reads for itself: its library, packages and parts of the system."""
    packages = [Path(one) for one in sys.path if one not in ("", "/")]
    return [*map(Path, (sys.prefix, sys.base_prefix, *_SYSTEM)), *packages]


def files_of(about: Mapping[str, Any]) -> dict[str, Path]:
    """The files and folders that a deed is about, by what it calls them."""
    named = {key: about.get(key) for key in ("path", *_MADE)}
    return {key: Path(path).resolve() for key, path in named.items() if isinstance(path, str)}


def _lies_in(path: Path, folders: tuple[str, ...]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


def _resolved(folders: list[Path]) -> tuple[str, ...]:
    return tuple(str(folder.resolve()) for folder in folders)
