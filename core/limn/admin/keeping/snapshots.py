"""`hostctl snapshot`: named states beside the data, for tests and demos, in and out in a moment."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from django.conf import settings
from django.db import connection
from django.utils import timezone

from limn.admin.keeping import files, states, tables
from limn.media.queries import places_in_use
from limn.sdk.errors import BadInput, Conflict, NotFound

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_TABLES, _FILES = "tables.zip", "files"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state that was kept: its name, when it was made (ISO 8601), and its rows and files."""

    name: str
    made: str
    rows: int
    files: int


def save(name: str) -> Snapshot:
    """Keep the state of this moment under `name`; one of that name is replaced.

    Servers may run meanwhile. Originals are linked, not copied.

    Raises:
        BadInput: the name is not made of small letters, digits, dots and dashes.
        Conflict: originals lie in a bucket.
    """
    if places_in_use():
        raise Conflict("snapshots do not keep originals that lie in a bucket; use hostctl backup")
    target = _place(name)
    unfinished = target.with_name(f".{name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    root = Path(settings.DATA_ROOT)
    with tables.one_moment(), ZipFile(unfinished / _TABLES, "w") as archive:
        migrations, written = states.write_tables(archive)
        names = list(files.kept(root))
        for one in names:
            files.carry(root / one, unfinished / _FILES / one)
        state = states.State(
            made=timezone.now().isoformat(timespec="seconds"),
            database=connection.vendor,
            secret_key="secret.key" in names,
            files=len(names),
            migrations=migrations,
            tables=written,
        )
        states.write_list(archive, state)
    shutil.rmtree(target, ignore_errors=True)
    unfinished.replace(target)
    return _about(name, state)


def load(name: str) -> Snapshot:
    """Make the installation what it was; a running server goes on with it.

    Ids that were given out since are not given out again, so that nothing a server or a
    browser remembers of them can be taken for something else.

    Raises:
        NotFound: there is no snapshot of that name.
        Conflict: it was made by another version of Limn.
    """
    kept = _place(name)
    root = Path(settings.DATA_ROOT)
    with _tables_of(name) as archive:
        state = states.read_list(archive, name)
        if sorted(state.migrations) != tables.applied():
            raise Conflict(f"snapshot {name} was made by another version; make it again")
        staged = root / files.STAGED
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(parents=True)
        for one in sorted(path for path in (kept / _FILES).rglob("*") if path.is_file()):
            files.carry(one, staged / one.relative_to(kept / _FILES))
        states.load(archive, state)
        files.put_in_place(staged, root)
        staged.rmdir()
    return _about(name, state)


def listing() -> list[Snapshot]:
    """Every snapshot, by name."""
    folder = Path(settings.DATA_ROOT) / "snapshots"
    names = sorted(path.parent.name for path in folder.glob(f"[!.]*/{_TABLES}"))
    found: list[Snapshot] = []
    for name in names:
        with _tables_of(name) as archive:
            found.append(_about(name, states.read_list(archive, name)))
    return found


def delete(name: str) -> None:
    """Forget a snapshot.

    Raises:
        NotFound: there is none of that name.
    """
    _tables_of(name).close()
    shutil.rmtree(_place(name))


def _place(name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise BadInput(f"{name!r} is no name for a snapshot: small letters, digits, . _ and - are")
    return Path(settings.DATA_ROOT) / "snapshots" / name


def _tables_of(name: str) -> ZipFile:
    try:
        return ZipFile(_place(name) / _TABLES)
    except FileNotFoundError as error:
        raise NotFound(f"there is no snapshot {name!r}") from error


def _about(name: str, state: states.State) -> Snapshot:
    return Snapshot(name, state.made, sum(table.rows for table in state.tables), state.files)
