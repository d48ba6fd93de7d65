"""Every table as lines of JSON, the same whichever database they come from or go to."""

import base64
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from graphlib import TopologicalSorter
from itertools import islice
from typing import IO, Any

import msgspec
import orjson
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from limn.sdk.errors import Conflict, LimnError

_ROWS = 1_000


class Table(msgspec.Struct, frozen=True):
    """One table of a state: its model (`tasks.Job`), its columns, and how many rows it has."""

    model: str
    columns: tuple[str, ...]
    rows: int


class NewerState(LimnError):
    """The state was written by a newer Limn, whose tables this one does not know."""

    code = "newer_state"
    status = 409


def applied() -> list[tuple[str, str]]:
    """The migrations that the database has, each as app and name."""
    return sorted(MigrationLoader(connection).applied_migrations)


def migrate_to(wanted: Sequence[tuple[str, str]]) -> None:
    """Make exactly the tables that these migrations make, in a database without any.

    Raises:
        NewerState: one of them is unknown here.
        Conflict: the database has others already.
    """
    executor = MigrationExecutor(connection)
    _refuse_unknown(executor.loader, wanted)
    if extra := set(executor.loader.applied_migrations) - set(wanted):
        app, name = min(extra)
        raise Conflict(
            f"the database has tables of a newer version ({app} {name}); "
            "start with an empty database, or with an empty data folder"
        )
    graph, nodes = executor.loader.graph, set(wanted)
    last = [
        node
        for node in wanted
        if not any(
            child in nodes and child[0] == node[0] for child in graph.node_map[node].children
        )
    ]
    executor.migrate(last)


def models_at(wanted: Sequence[tuple[str, str]]) -> list[type[models.Model]]:
    """The models of all tables after these migrations, each after those it refers to.

    Raises:
        NewerState: one of the migrations is unknown here.
    """
    loader = MigrationLoader(connection)
    _refuse_unknown(loader, wanted)
    registry = loader.project_state(list(wanted)).apps
    every = {model._meta.label: model for model in registry.get_models(include_auto_created=True)}
    stored = {label: model for label, model in every.items() if model._meta.managed}
    return [stored[label] for label in TopologicalSorter(_references(stored)).static_order()]


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside is the database of one moment; writers need not wait."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")  # Django's own transactions would keep writers out
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def known() -> tuple[tuple[str, str], ...]:
    """All migrations there are, each as app and name."""
    return tuple(sorted(MigrationLoader(connection).disk_migrations))


def stored_rows(model: type[models.Model]) -> Iterator[Sequence[Any]]:
    """Every row of the model's table, values in the order of its columns."""
    rows = model._base_manager.order_by("pk").values_list(*_columns(model))
    return rows.iterator(chunk_size=_ROWS)


def write(model: type[models.Model], file: IO[bytes], rows: Iterable[Sequence[Any]]) -> Table:
    """Write rows of the model's table to `file`, a line each."""
    count = 0
    for row in rows:
        file.write(orjson.dumps(row, default=_plain, option=orjson.OPT_APPEND_NEWLINE))
        count += 1
    return Table(model._meta.label, tuple(_columns(model)), count)


def empty(every: Sequence[type[models.Model]]) -> None:
    """Delete all rows of these tables, given as `models_at` does; ids are not used again."""
    names = [connection.ops.quote_name(model._meta.db_table) for model in every]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(names)}")
            return
        for name in reversed(names):
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608


def read(model: type[models.Model], table: Table, lines: Iterable[bytes]) -> None:
    """Put the rows that `write` wrote into the model's empty table.

    Raises:
        LimnError: a line is not a row of this table, or the database refuses it.
    """
    fields = [model._meta.get_field(name) for name in table.columns]
    try:
        _insert(model, fields, _rows(fields, lines))
    except (DatabaseError, ValueError, TypeError) as error:
        raise LimnError(f"the rows of {table.model} cannot be loaded: {error}") from error


def free_ids(every: Sequence[type[models.Model]]) -> None:
    """Let every table's own counter of ids start behind the ids in use; never step back."""
    if connection.vendor != "postgresql":
        return  # SQLite's counters look at the rows by themselves
    counters = [
        (model._meta.db_table, model._meta.pk.column)
        for model in every
        if isinstance(model._meta.pk, models.AutoField)
    ]
    with connection.cursor() as cursor:
        for table, column in counters:
            counter = f"pg_get_serial_sequence('\"{table}\"', '{column}')"
            cursor.execute(
                f"SELECT setval({counter}, GREATEST("  # noqa: S608
                f'(SELECT max("{column}") FROM "{table}"), nextval({counter})))'
            )


def _refuse_unknown(loader: MigrationLoader, wanted: Sequence[tuple[str, str]]) -> None:
    if unknown := [node for node in wanted if tuple(node) not in loader.disk_migrations]:
        app, name = unknown[0]
        raise NewerState(
            f"this was written with migration {name} of {app}, which is not known here; "
            "install that version of Limn (and its plugins) first"
        )


def _references(stored: dict[str, type[models.Model]]) -> dict[str, set[str]]:
    return {
        label: {
            field.related_model._meta.label
            for field in model._meta.concrete_fields
            if field.related_model is not None and field.related_model is not model
        }
        for label, model in stored.items()
    }


def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _plain(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return str(value)


def _rows(fields: Sequence[Any], lines: Iterable[bytes]) -> Iterator[list[Any]]:
    for line in lines:
        values = orjson.loads(line)
        if not isinstance(values, list) or len(values) != len(fields):
            raise ValueError(f"a line has not the {len(fields)} values of a row")
        yield [
            field.get_db_prep_save(field.to_python(value), connection)
            for field, value in zip(fields, values, strict=True)
        ]


def _insert(model: type[models.Model], fields: Sequence[Any], rows: Iterator[list[Any]]) -> None:
    name = connection.ops.quote_name
    table = name(model._meta.db_table)
    columns = ", ".join(name(field.column) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:  # type: ignore[attr-defined]
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(fields))
        statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608
        while some := list(islice(rows, _ROWS)):
            cursor.executemany(statement, some)
