"""Rows in and out of the tables, many at a time.

Both databases are spoken to in their own best way: COPY and a sequence on PostgreSQL,
`executemany` and a counter row on SQLite. Everything here runs in the caller's transaction,
after `lock_job`; conditions always name the job, so that no id reaches beyond it.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any

from django.db import connection

from limn.annotations.models import Interval, Shape, Tag, Track
from limn.annotations.rows import COLUMNS, TABLES, Batch, Row

MODELS = {"tag": Tag, "track": Track, "shape": Shape, "interval": Interval}
_COUNTER = "annotations"
# Found by id: a planner that has no statistics yet would walk through all of the job instead,
# or all rows without a parent, if these could be looked up in an index.
_IN_JOB = "job_id + 0 = %s"
_WHOLE = "COALESCE(parent_id, 0) = 0"
# All rows, but in the order of the index from the first one on. A scan in order notes in the index
# which rows are gone, for all that come after it; PostgreSQL would sort a bitmap of rows instead,
# and meet all that was ever deleted or replaced each time, until they are swept out.
_ALL = f"(SELECT {(1 << 63) - 1})"
_TYPE = COLUMNS["shape"].index("type")


def take_ids(count: int) -> Iterable[int]:
    """`count` ids nobody has, ascending, unique over all tables of annotations."""
    if count == 0:
        return ()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT nextval('annotations_id') FROM generate_series(1, %s)", [count])
            return [row[0] for row in cursor.fetchall()]
        cursor.execute(
            'INSERT INTO annotations_idblock ("table", next_id) VALUES (%s, %s) '
            'ON CONFLICT ("table") DO UPDATE SET next_id = annotations_idblock.next_id + %s '
            "RETURNING next_id",
            [_COUNTER, 1 + count, count],
        )
        after: int = cursor.fetchone()[0]
    return range(after - count, after)


def last_id() -> int:
    """The largest id that was ever taken; 0 if none was."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM annotations_id"
            )
            return cursor.fetchone()[0]
        cursor.execute("SELECT coalesce(max(next_id), 1) - 1 FROM annotations_idblock")
        return cursor.fetchone()[0]


def go_on_after(least: int) -> None:
    """Take only ids above `least`, and above all that rows have, from now on."""
    with connection.cursor() as cursor:
        present = {f"annotations_{kind}" for kind in COLUMNS}
        present &= set(connection.introspection.table_names(cursor))
        for table in present:
            cursor.execute(f"SELECT max(id) FROM {table}")  # noqa: S608
            least = max(least, cursor.fetchone()[0] or 0)
    if (missing := least - last_id()) > 0:
        _skip_ids(missing)


def _skip_ids(count: int) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval('annotations_id', %s)", [last_id() + count])
    else:
        take_ids(count)


def insert(batch: Batch) -> None:
    """Write all rows of `batch`."""
    with inserting(batch):
        pass


@contextmanager
def inserting(batch: Batch) -> Iterator[None]:
    """Write all rows of `batch` while something else is done that leaves the database alone.

    PostgreSQL has the rows then, and puts them into its tables and indexes meanwhile.
    """
    with ExitStack() as last:
        for table in COLUMNS:
            if rows := getattr(batch, table):
                last.close()
                last.enter_context(_inserting(table, rows))
        yield


@contextmanager
def _inserting(table: str, rows: Sequence[Row]) -> Iterator[None]:
    columns = ", ".join(f'"{name}"' for name in COLUMNS[table])
    with connection.wrap_database_errors, connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = f"COPY annotations_{table} ({columns}) FROM STDIN (FORMAT BINARY)"
            with cursor.copy(statement) as copy:  # type: ignore[attr-defined]
                copy.set_types(_types(table))
                for row in rows:
                    copy.write_row(row)
                yield
        else:
            places = ", ".join(["%s"] * len(COLUMNS[table]))
            statement = f"INSERT INTO annotations_{table} ({columns}) VALUES ({places})"  # noqa: S608
            cursor.executemany(statement, rows)
            yield


@cache
def _types(table: str) -> tuple[str, ...]:
    """What PostgreSQL calls the types of `COLUMNS[table]`."""
    fields = {field.column: field for field in MODELS[table]._meta.concrete_fields}
    # Lengths are no part of a type's name: `varchar(16)`.
    return tuple(str(fields[name].db_type(connection)).split("(")[0] for name in COLUMNS[table])


_REFERRING_FIRST = ("shape", "track", "tag", "interval")


def delete_jobs(job_ids: Sequence[int], tables: Collection[str] = _REFERRING_FIRST) -> None:
    """Delete everything of these jobs, or what they have in some tables."""
    if not job_ids:
        return
    among, value = _among("job_id", job_ids)
    with connection.cursor() as cursor:
        for table in _REFERRING_FIRST:
            if table not in tables:
                continue
            cursor.execute(f"DELETE FROM annotations_{table} WHERE {among}", [value])  # noqa: S608


def delete(job_id: int, kind: str, ids: Sequence[int]) -> None:
    """Delete objects of a job with their elements and keyframes; `kind` is one of `KINDS`."""
    if not ids:
        return
    match kind:
        case "tags" | "intervals":
            _delete(TABLES[kind], job_id, "id", ids)
        case "shapes":
            if "skeleton" in _delete_shapes(job_id, ids):
                _delete("shape", job_id, "parent_id", ids)
        case _:
            lines = [*ids, *_elements(job_id, ids)]
            _delete("shape", job_id, "track_id", lines)
            _delete("track", job_id, "id", lines[::-1])


def _delete_shapes(job_id: int, ids: Sequence[int]) -> set[str]:
    """Delete shapes, not elements nor keyframes; returns the types that were among them."""
    among, value = _among("id", ids)
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM annotations_shape WHERE {_IN_JOB} AND {among} "  # noqa: S608
            f"AND {_WHOLE} AND COALESCE(track_id, 0) = 0 RETURNING type",
            [job_id, value],
        )
        return {row[0] for row in cursor.fetchall()}


def _elements(job_id: int, ids: Sequence[int]) -> list[int]:
    among, value = _among("parent_id", ids)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM annotations_track WHERE {_IN_JOB} AND {among}",  # noqa: S608
            [job_id, value],
        )
        return [row[0] for row in cursor.fetchall()]


def _delete(table: str, job_id: int, column: str, ids: Sequence[int]) -> None:
    among, value = _among(column, ids)
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM annotations_{table} WHERE {_IN_JOB} AND {among}",  # noqa: S608
            [job_id, value],
        )


def _among(column: str, ids: Sequence[int]) -> tuple[str, Any]:
    """A condition on any number of ids with one parameter."""
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%s)", list(ids)
    return f"{column} IN (SELECT value FROM json_each(%s))", json.dumps(list(ids))  # noqa: S608


def select(
    table: str,
    job_id: int,
    condition: str = "",
    values: Sequence[Any] = (),
    *,
    limit: int | None = None,
) -> list[Row]:
    """The rows of a job, `COLUMNS[table]` each, in order of frame and id; the first `limit`.

    `condition` is SQL of ours, with a place for each of `values`.
    """
    more = f" AND ({condition})" if condition else ""
    return _select(table, f"job_id = %s{more}", [job_id, *values], limit)


def _select(
    table: str, condition: str, values: Sequence[Any], limit: int | None = None
) -> list[Row]:
    columns = ", ".join(f'"{name}"' for name in COLUMNS[table])
    most = _ALL if limit is None else limit
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM annotations_{table} "  # noqa: S608
            f"WHERE {condition} ORDER BY frame, id LIMIT {most}",
            values,
        )
        return cursor.fetchall()


def count_by_frame(job_ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Number of shapes and keyframes of these jobs on each frame that has any, in order.

    There may be a million frames, which are not held. SQLite takes one job from its index in
    order; for several it would sort all their rows in memory.
    """
    among, value = _among("job_id", job_ids) if len(job_ids) > 1 else ("job_id = %s", job_ids[0])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT frame, COUNT(*) FROM annotations_shape WHERE {among} "  # noqa: S608
            "GROUP BY frame ORDER BY frame",
            [value],
        )
        yield from cursor


def select_ids(table: str, job_id: int, ids: Collection[int]) -> list[int]:
    """Those of `ids` that rows of the job have."""
    among, value = _among("id", list(ids))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM annotations_{table} WHERE {_IN_JOB} AND {among}",  # noqa: S608
            [job_id, value],
        )
        return [row[0] for row in cursor.fetchall()]


def select_jobs(table: str, label_id: int) -> list[int]:
    """The jobs with rows that have this label."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT job_id FROM annotations_{table} WHERE label_id = %s",  # noqa: S608
            [label_id],
        )
        return [row[0] for row in cursor.fetchall()]


def select_objects(job_id: int, kind: str, ids: Sequence[int]) -> Batch:
    """The rows of these objects with their elements and keyframes."""
    found = Batch()
    if not ids:
        return found
    match kind:
        case "tags" | "intervals":
            setattr(found, TABLES[kind], _select_by(TABLES[kind], job_id, "id", ids))
        case "shapes":
            whole = f"{_WHOLE} AND COALESCE(track_id, 0) = 0"
            found.shape = _select_by("shape", job_id, "id", ids, whole)
            skeletons = [row[0] for row in found.shape if row[_TYPE] == "skeleton"]
            found.shape += _select_by("shape", job_id, "parent_id", skeletons)
        case _:
            found.track = _select_by("track", job_id, "id", ids, _WHOLE)
            heads = [row[0] for row in found.track]
            found.track += _select_by("track", job_id, "parent_id", heads)
            found.shape = _select_by("shape", job_id, "track_id", [row[0] for row in found.track])
    return found


def _select_by(
    table: str, job_id: int, column: str, ids: Sequence[int], condition: str = "TRUE"
) -> list[Row]:
    if not ids:
        return []
    among, value = _among(column, ids)
    return _select(table, f"{_IN_JOB} AND {among} AND {condition}", [job_id, value])
