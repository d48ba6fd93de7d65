"""`hostctl backup` and `hostctl restore`: a whole installation in one ZIP."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from django.conf import settings
from django.db import connection
from django.utils import timezone

from limn.admin import prepare
from limn.admin.keeping import files, objects, states, tables
from limn.admin.lock import kept_for_us
from limn.sdk.errors import BadInput, Conflict
from limn.storage import space
from limn.storage.store import inside, publish

Migrations = Sequence[tuple[str, str]]
_FILES = "files/"
_LAST = "last-backup"
"""The file in the data folder that says when the last backup was written."""


def back_up(target: Path, say: Callable[[str], None]) -> states.State:
    """Write the database of this moment, the files it knows, and the secret key to `target`.

    Servers may run meanwhile. The ZIP appears complete or not at all.

    Raises:
        Conflict: `target` is there already.
        NoSpace: its disk is full.
    """
    if target.exists():
        raise Conflict(f"{target} is there already; name a new file")
    root = Path(settings.DATA_ROOT)
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        with space.told_when_full(target.name), ZipFile(unfinished, "w", ZIP_STORED) as archive:
            os.chmod(unfinished, 0o600)  # noqa: PTH101  # it holds the secret key
            state = _written(archive, root, say)
        publish(unfinished, target)
        (root / _LAST).write_text(state.made)
    finally:
        unfinished.unlink(missing_ok=True)
    return state


def last_backup(root: Path) -> datetime | None:
    """When this installation was last saved; None if it never was."""
    try:
        return datetime.fromisoformat((root / _LAST).read_text().strip())
    except (FileNotFoundError, ValueError):
        return None


def restore(source: Path, *, replace: bool, say: Callable[[str], None]) -> states.State:
    """Make this installation what it was when `source` was written.

    Everything is unpacked and checked before anything changes. An interrupted restore is
    begun again by the same command; the server does not start in between.

    Raises:
        BadInput: `source` is no backup, or damaged.
        Conflict: the installation is in use, being served, or its database is of a newer version.
    """
    root = Path(settings.DATA_ROOT)
    with _opened(source) as archive:
        state = states.read_list(archive, source.name)
        objects.refuse_without_bucket(archive, source.name)
        with arriving(root, state.migrations, replace=replace) as staged:
            _unpack(archive, staged, source.name, say)
            objects.put_back(archive, staged, source.name, say)
            states.load(archive, state)
    return state


@contextmanager
def arriving(root: Path, migrations: Migrations, *, replace: bool) -> Iterator[Path]:
    """An empty folder for the files of an installation that takes the place of this one.

    What is in it when the block ends is put in place; if the block fails, nothing has changed,
    so its last deed has to be the one that changes the database, which has the tables of
    `migrations` by then.

    Raises:
        Conflict: the installation is in use, being served, or its database is of a newer version.
    """
    staged = root / files.STAGED
    with kept_for_us(root):
        interrupted = staged.exists()
        tables.migrate_to(migrations)
        if not replace and not interrupted:
            states.refuse_used(tables.models_at(migrations))
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(parents=True)
        try:
            yield staged
        except BaseException:
            if not interrupted:
                shutil.rmtree(staged)
            raise
        files.put_in_place(staged, root)
        staged.rmdir()
        prepare.migrate()


def _written(archive: ZipFile, root: Path, say: Callable[[str], None]) -> states.State:
    count = size = 0
    with tables.one_moment():
        say("Writing the tables")
        migrations, written = states.write_tables(archive)
        for name in files.kept(root):
            try:
                archive.write(root / name, _FILES + name)
            except FileNotFoundError:
                continue  # its task was deleted since
            count += 1
            size += archive.getinfo(_FILES + name).file_size
            if count % 1000 == 0:
                say(f"{count} files, {size >> 20} MiB")
        outside = objects.write(archive, say)
    state = states.State(
        made=timezone.now().isoformat(timespec="seconds"),
        database=connection.vendor,
        secret_key=_FILES + "secret.key" in archive.NameToInfo,
        files=count + outside[0],
        bytes=size + outside[1],
        migrations=migrations,
        tables=written,
    )
    states.write_list(archive, state)
    return state


def _opened(source: Path) -> ZipFile:
    try:
        return ZipFile(source)
    except (OSError, BadZipFile) as error:
        raise BadInput(f"{source} cannot be read as a backup: {error}") from error


def _unpack(archive: ZipFile, staged: Path, name: str, say: Callable[[str], None]) -> None:
    """All files of the archive into `staged`, their checksums compared."""
    entries = [entry for entry in archive.infolist() if entry.filename.startswith(_FILES)]
    space.demand(staged, sum(entry.file_size for entry in entries))
    for count, entry in enumerate(entries, start=1):
        target = inside(staged, entry.filename.removeprefix(_FILES))
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with (
                space.told_when_full(entry.filename),
                archive.open(entry) as read,
                target.open("wb") as written,
            ):
                space.copy(read, written, entry.filename)
        except BadZipFile as error:
            raise BadInput(f"{name} is damaged: {entry.filename} ({error})") from error
        if target.name == "secret.key":
            target.chmod(0o600)
        if count % 1000 == 0:
            say(f"{count} of {len(entries)} files")
