"""The tables of one moment in a ZIP, with a list of what is in it, and back into a database."""

from collections.abc import Iterable, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import msgspec
from django.db import models, transaction

from limn.admin.keeping import tables
from limn.annotations import store
from limn.host import switches
from limn.sdk.errors import BadInput, Conflict

LIST = "limn.json"
VERSION = 1
_FIRST_ROWS = ("identity.User", "tasks.Project", "tasks.Task")


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What a ZIP holds: the tables, and the migrations that make them."""

    format: int = VERSION
    made: str
    """When, ISO 8601."""
    database: str
    secret_key: bool
    """Whether the key that signs and encrypts is in it; it is not where a setting gives it."""
    files: int = 0
    bytes: int = 0
    migrations: tuple[tuple[str, str], ...]
    tables: tuple[tables.Table, ...]


def write_tables(archive: ZipFile) -> tuple[tuple[tuple[str, str], ...], tuple[tables.Table, ...]]:
    """Write every table; returns the database's migrations and what was written."""
    migrations = tuple(tables.applied())
    every = tables.models_at(migrations)
    return migrations, tuple(write_table(archive, one, tables.stored_rows(one)) for one in every)


def write_table(
    archive: ZipFile, model: type[models.Model], rows: Iterable[Sequence[Any]]
) -> tables.Table:
    """Write rows of one table, values in the order of its columns."""
    entry = ZipInfo(_entry(model._meta.label))
    entry.compress_type = ZIP_DEFLATED
    with archive.open(entry, "w", force_zip64=True) as file:
        return tables.write(model, file, rows)


def write_list(archive: ZipFile, state: State) -> None:
    """Write what is in the archive."""
    archive.writestr(LIST, msgspec.json.encode(state), ZIP_DEFLATED)


def read_list(archive: ZipFile, name: str) -> State:
    """What is in the archive.

    Raises:
        BadInput: it was not written by Limn, or by one that writes another format.
    """
    try:
        state = msgspec.json.decode(archive.read(LIST), type=State)
    except (KeyError, BadZipFile, msgspec.MsgspecError) as error:
        raise BadInput(f"{name} is not a backup of a Limn installation: {error}") from error
    if state.format != VERSION:
        raise BadInput(f"{name} has format {state.format}; this Limn reads format {VERSION}")
    return state


def load(archive: ZipFile, state: State) -> None:
    """Make the database what it was: all of it, or nothing where something is wrong.

    Raises:
        LimnError: a table cannot be loaded; the sentence names it.
    """
    every = tables.models_at(state.migrations)
    switched, drawn = switches.generation(), store.last_id()
    known = {table.model: table for table in state.tables}
    with transaction.atomic():
        tables.empty(every)
        for model in every:
            if table := known.get(model._meta.label):
                with archive.open(_entry(table.model)) as lines:
                    tables.read(model, table, lines)
        tables.free_ids(every)
        store.go_on_after(drawn)
        switches.look_again(switched)


def refuse_used(every: Sequence[type[models.Model]]) -> None:
    """Make sure that nobody works with the database yet.

    Raises:
        Conflict: there are people or projects in it.
    """
    for model in every:
        if model._meta.label in _FIRST_ROWS and model._base_manager.exists():
            raise Conflict(
                "this installation is in use; give another data folder and database, or say "
                "--replace to lose what is there"
            )


def _entry(label: str) -> str:
    return f"tables/{label}.ndjson"
