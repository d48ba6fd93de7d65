"""Queries by ids that are the same each time but for the ids: compiled once, read as plain rows.

Django spends longer on writing such a query, and on making models of what it finds, than the
database on answering it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet

Rows = Callable[[Sequence[int]], "QuerySet[Any, Any]"]
_MOST_KEPT = 128
"""Ids; for more than these a query is compiled each time."""


@dataclass(frozen=True, slots=True)
class Converters:
    """What makes Python's values of the columns of a row, as the database gives them."""

    by_place: Mapping[int, tuple[Sequence[Callable[..., Any]], Any]]

    @classmethod
    def of(cls, rows: "QuerySet[Any, Any]") -> "Converters":
        """Those for what is selected by a `values_list`."""
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        compiler.as_sql()
        columns = [column for column, *_ in cast(Any, compiler).select]
        return cls(compiler.get_converters(columns))

    def __call__(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """The row in Python's values; on PostgreSQL most are already."""
        if not self.by_place:
            return row
        values = list(row)
        for place, (converters, expression) in self.by_place.items():
            for convert in converters:
                values[place] = convert(values[place], expression, connection)
        return tuple(values)


@dataclass(frozen=True, slots=True)
class _Compiled:
    """The text of a query, its values, and which of them are which of the ids."""

    sql: str
    values: tuple[Any, ...]
    places: Mapping[int, int]
    converted: Converters

    def run(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        bound = list(self.values)
        for place, number in self.places.items():
            bound[place] = ids[number]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, bound)
            return [self.converted(row) for row in cursor.fetchall()]


class Fixed:
    """What `rows` finds by ids, where `rows` writes the query as a `values_list`."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._kept: dict[tuple[str, int], _Compiled] = {}

    def __call__(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        """A row for each thing found, in no order but that of the query."""
        if not ids:
            return []
        # Few lengths mean few queries for the database to plan, too.
        length = 1 << (len(ids) - 1).bit_length()
        padded = [*ids, *[ids[-1]] * (length - len(ids))]
        return self._compiled(length).run(padded)

    def _compiled(self, length: int) -> _Compiled:
        key = (connection.vendor, length)
        found = self._kept.get(key) or self._compile(length)
        if length <= _MOST_KEPT:
            self._kept[key] = found
        return found

    def _compile(self, length: int) -> _Compiled:
        marks = {-1 - number: number for number in range(length)}
        rows = self._rows([*marks])
        sql, values = rows.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        places = {place: marks[value] for place, value in enumerate(values) if value in marks}
        return _Compiled(sql, tuple(values), places, Converters.of(rows))


class Shape:
    """Puts columns named by look-ups (`owner__username`) into objects with those attributes.

    Such an object answers as a model would, as far as its columns go. A related thing is None
    where its `pk` is, which has to be among the columns.
    """

    def __init__(self, places: Mapping[str, int]) -> None:
        below: dict[str, dict[str, int]] = {}
        for name, place in places.items():
            first, _, rest = name.partition("__")
            if rest:
                below.setdefault(first, {})[rest] = place
        self._own = {name: place for name, place in places.items() if "__" not in name}
        self._related = [(name, Shape(columns), columns["pk"]) for name, columns in below.items()]

    @classmethod
    def of(cls, names: Sequence[str]) -> "Shape":
        """The shape of rows with these columns in this order."""
        return cls({name: place for place, name in enumerate(names)})

    def __call__(self, row: Sequence[Any]) -> Any:
        """The object of a row."""
        found: dict[str, Any] = {name: row[place] for name, place in self._own.items()}
        for name, shape, key in self._related:
            found[name] = None if row[key] is None else shape(row)
        return SimpleNamespace(**found)
