"""Rows of pictures, many at a time: there may be a million, and others wait while they go in."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection

from limn.media.models import Picture
from limn.media.probing import PictureFile

_BATCH = 2000
_COLUMNS = ("data_id", "frame", "path", "width", "height", "related", "tag", "real_frame")


def insert(data_id: int, pictures: Sequence[PictureFile], first: int = 0) -> None:
    """Write a row for each of these pictures, whose frames are counted from `first`."""
    rows = _rows(data_id, pictures, first)
    table, columns = Picture._meta.db_table, ", ".join(_COLUMNS)
    if connection.vendor == "postgresql":
        with (
            connection.wrap_database_errors,
            connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy,  # type: ignore[attr-defined]
        ):
            for row in rows:
                copy.write_row(row)
        return
    places = ", ".join(["%s"] * len(_COLUMNS))
    with connection.cursor() as cursor:
        while batch := list(islice(rows, _BATCH)):
            cursor.executemany(
                f"INSERT INTO {table} ({columns}) VALUES ({places})",  # noqa: S608
                batch,
            )


def _rows(data_id: int, pictures: Sequence[PictureFile], first: int) -> Iterator[tuple[Any, ...]]:
    for frame, file in enumerate(pictures, start=first):
        related = json.dumps(list(file.related)) if file.related else "[]"
        yield (
            data_id, frame, file.path, file.width, file.height, related, file.tag[:100],
            file.real_frame,
        )  # fmt: skip
