"""What may come out of one archive: its author chose every name, size and number in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from limn.media import limits
from limn.media.kinds import MANIFEST, by_extension, is_junk
from limn.media.names import checked
from limn.sdk.errors import BadInput, BadMedia, TooLarge
from limn.sdk.runs import Run
from limn.storage import space

_ALONE = {"video": "a video", "audio": "a recording", "pdf": "a pdf"}


class Gate:
    """Counts what comes out of one archive, and says what may."""

    def __init__(self, path: Path, name: str, folder: Path, run: Run) -> None:
        self._name, self._folder, self._run = name, folder, run
        self._most = max(limits.RATIO_FREE, path.stat().st_size * limits.MAX_RATIO)
        self._bytes = self._entries = 0
        self.taken: dict[str, None] = {}

    def promise(self, entries: int, unpacked: int) -> None:
        """Refuse what the archive itself admits; `count` finds out where it lies."""
        self.fits(entries, unpacked)
        space.demand(self._folder, unpacked)

    def fits(self, entries: int, unpacked: int) -> None:
        """Refuse so many entries or bytes where they are over a limit; raises TooLarge."""
        if entries > limits.MAX_ENTRIES:
            raise TooLarge(
                f"{self._name} has {entries} entries; at most {limits.MAX_ENTRIES} are taken"
            )
        if unpacked > limits.MAX_UNPACKED:
            raise TooLarge(f"{self._name} unpacks to more than {limits.MAX_UNPACKED >> 30} GiB")
        if unpacked > self._most:
            raise TooLarge(f"{self._name} unpacks to over {limits.MAX_RATIO} times its size")

    def count(self, unpacked: int) -> None:
        """So many bytes more came out."""
        self._bytes += unpacked
        self.fits(self._entries, self._bytes)

    def progress(self, share: float) -> None:
        """So much of the archive has been gone through."""
        self._run.progress(0.3 * share, 1.0, f"Unpacking, {len(self.taken)} files so far")

    def name_of(self, name: str, *, is_folder: bool, fault: str) -> str | None:
        """What a member is kept as; None if it is left out.

        `fault` says why a member would not be taken ("encrypted").
        """
        self._entries += 1
        self.fits(self._entries, self._bytes)
        if is_folder:
            return None
        kept_as = self._sound(name, fault)
        if not self._is_wanted(kept_as):
            return None
        if kept_as in self.taken:
            raise BadMedia(f"{self._name} holds {kept_as} twice")
        self.taken[kept_as] = None
        return kept_as

    @contextmanager
    def placed(self, kept_as: str) -> Iterator["Counted"]:
        """Where the content of a member goes."""
        target = self._folder / kept_as
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            file = target.open("xb")
        except (FileExistsError, NotADirectoryError) as error:
            raise BadMedia(f"{self._name} uses {kept_as} as a file and as a folder") from error
        with file:
            yield Counted(file, kept_as, self)

    def _sound(self, name: str, fault: str) -> str:
        try:
            kept_as = checked(name)
        except BadInput as error:
            raise BadMedia(f"in {self._name}: {error}") from error
        if fault:
            raise BadMedia(f"{kept_as} in {self._name} is {fault}")
        return kept_as

    def _is_wanted(self, kept_as: str) -> bool:
        kind, archive = by_extension(kept_as), self._name
        if kind in ("image", "point_cloud") or kept_as.rpartition("/")[2] == MANIFEST:
            return not is_junk(kept_as)
        if kind in _ALONE:
            alone = f"{kept_as} in {archive} is {_ALONE[kind]}"
            raise BadMedia(f"{alone}; upload it without an archive around it")
        if not is_junk(kept_as):
            self._run.warn(f"{kept_as} in {archive} is no picture and was left out")
        return False


@dataclass(frozen=True, slots=True)
class Counted:
    """A file being written, whose bytes the gate counts first."""

    file: BinaryIO
    name: str
    gate: Gate

    def write(self, block: bytes) -> None:
        """Write all of it.

        Raises:
            TooLarge, NoSpace.
        """
        self.gate.count(len(block))
        space.write(self.file, block, self.name)
