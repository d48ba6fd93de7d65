"""One page of a list, and how long the list is, in one query.

Which rows those are differs from request to request, and Django writes it each time; what is
shown of them does not. It is written once, and read without making models.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from limn.wire.fixed import Converters, Shape

_OF_THE_PAGE = "IN (SELECT pk FROM page)"
_OF_FEW = "= ANY(ARRAY(SELECT pk FROM page))"
"""The same for PostgreSQL, which looks the rows up by it before it joins anything."""
_FEW = 200
"""Rows; a longer page is worth joining all there is."""
_BESIDE = 2
"""Columns before those shown: how many rows there are in all, and the place on the page."""


@dataclass(frozen=True, slots=True)
class _Written:
    """The query for what is shown, its values, and what makes Python's values of its columns."""

    sql: str
    values: tuple[Any, ...]
    converted: Converters


class Shown:
    """These columns of `rows`, as objects: see `Shape`."""

    def __init__(self, rows: "QuerySet[Any]", columns: Sequence[str]) -> None:
        self._rows = rows.filter(pk__in=RawSQL("SELECT pk FROM page", ())).values_list(*columns)
        self._shape = Shape.of(columns)
        self._written = cache(self._write)

    def page(self, found: "QuerySet[Any]", span: slice) -> tuple[int, list[Any]]:
        """How many rows are `found`, and those of the page, in their order."""
        try:
            ids = _written(found.values_list("pk")[span])
            every = _written(found.order_by().values_list("pk"))
        except EmptyResultSet:  # a filter that nothing can pass
            return 0, []
        few = span.stop is not None and span.stop - span.start <= _FEW
        shown = self._written(connection.vendor, few)
        with connection.cursor() as cursor:
            cursor.execute(
                _joined(ids[0], every[0], shown.sql), (*ids[1], *every[1], *shown.values)
            )
            rows = cursor.fetchall()
        converted = (shown.converted(row[_BESIDE:]) for row in rows if row[1] is not None)
        return rows[0][0], [self._shape(row) for row in converted]

    def _write(self, vendor: str, few: bool) -> _Written:  # noqa: FBT001
        sql, values = _written(self._rows)
        if few and vendor == "postgresql":
            sql = sql.replace(_OF_THE_PAGE, _OF_FEW)
        return _Written(sql, values, Converters.of(self._rows))


def _written(rows: "QuerySet[Any, Any]") -> tuple[str, tuple[Any, ...]]:
    sql, values = rows.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    return sql, tuple(values)


def _joined(ids: str, every: str, shown: str) -> str:
    return f"""
        WITH page AS (SELECT pk, ROW_NUMBER() OVER () AS place FROM ({ids}) AS found)
        SELECT counted.number, page.place, shown.*
        FROM (SELECT COUNT(*) AS number FROM ({every}) AS found) AS counted
        LEFT JOIN page ON 1 = 1
        LEFT JOIN ({shown}) AS shown ON shown.pk = page.pk
        ORDER BY page.place
    """  # noqa: S608  # Django wrote the parts, with places for values
