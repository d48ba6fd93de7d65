"""Ids taken before there are rows: what refers to them is made ready while nothing is locked."""

from django.db import connection, models, transaction


def take_ids(model: type[models.Model], count: int) -> list[int]:
    """`count` ids for new rows of `model`, ascending, that no row gets by itself any more.

    Ids that are not used are given up, as those of a transaction that failed.
    """
    if not count:
        return []
    table = model._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, count],
            )
            return [row[0] for row in cursor.fetchall()]
        last = _counted_on(cursor, table, count)
    return list(range(last - count + 1, last + 1))


def _counted_on(cursor: object, table: str, count: int) -> int:
    """SQLite's own counter of a table after `count` more rows; a new table has none yet."""
    cursor.execute(  # type: ignore[attr-defined]
        "UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq", [count, table]
    )
    if row := cursor.fetchone():  # type: ignore[attr-defined]
        return row[0]
    cursor.execute(  # type: ignore[attr-defined]
        "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count]
    )
    return count
