"""A CVAT database as Django's `dumpdata` writes it, put where its rows can be looked up."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Self

import ijson
import orjson

from limn.sdk.errors import BadInput

_AT_ONCE = 10_000
_ANSWERS = {
    "engine.labeledimageattributeval": "image",
    "engine.labeledshapeattributeval": "shape",
    "engine.labeledtrackattributeval": "track",
    "engine.trackedshapeattributeval": "shape",
    "engine.labeledintervalattributeval": "interval",
}
"""Models of attribute values, and the field that names what they are a value of."""
_TABLES = """
    CREATE TABLE record (model TEXT, id, fields TEXT, PRIMARY KEY (model, id)) WITHOUT ROWID;
    CREATE TABLE answer (model TEXT, owner INT, id INT, spec INT, value TEXT,
                         PRIMARY KEY (model, owner, id)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the dump: its model (`engine.task`), primary key, and fields."""

    model: str
    id: Any
    fields: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        """The value of a field.

        Raises:
            BadInput: this version of CVAT had no such field; the sentence names the row.
        """
        try:
            return self.fields[name]
        except KeyError:
            raise self.wrong(f"has no field {name!r}; is this a dump of CVAT 2.7x?") from None

    def wrong(self, problem: str) -> BadInput:
        """The error that says what is wrong with this row."""
        return BadInput(f"{self.model} {self.id} of the dump {problem}")

    def ids(self, name: str) -> list[int]:
        """A field that lists numbers, whichever way CVAT wrote it down (`1,2`, `[1, 2]`)."""
        value = self[name]
        if isinstance(value, str):
            value = [one for one in value.strip("[] ").split(",") if one.strip()]
        try:
            return [int(one) for one in value or ()]
        except (TypeError, ValueError):
            raise self.wrong(f"has {name} {value!r}, which are no numbers") from None


class Dump:
    """The rows of a dump, by model and in order of their ids, from a file beside it."""

    def __init__(self, place: Path) -> None:
        self._rows = sqlite3.connect(place)
        self._people: dict[str, int] = {}

    @classmethod
    def read(cls, source: Path, place: Path, say: Callable[[str], None]) -> Self:
        """Spool the dump `source` into `place`, a new file.

        Raises:
            BadInput: it is not JSON, or not a list of rows; the sentence tells where.
        """
        dump = cls(place)
        dump._rows.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES}")
        try:
            with source.open("rb") as file:
                dump._take_in(ijson.items(file, "item", use_float=True), source.name, say)
        except OSError as error:
            raise BadInput(f"{source} cannot be read: {error.strerror}") from error
        except ijson.JSONError as error:
            raise BadInput(f"{source.name} is not whole JSON: {error}") from error
        dump._people = {row["username"]: row.id for row in dump.rows("auth.user")}
        if not dump._people:
            raise BadInput(f"{source.name} holds no user; is it a dump of CVAT's database?")
        return dump

    def rows(self, model: str) -> Iterator[Record]:
        """Every row of a model, in order of id; none where the dump has none."""
        found = self._rows.execute(
            "SELECT id, fields FROM record WHERE model = ? ORDER BY id", [model]
        )
        for key, fields in found:
            yield Record(model, key, orjson.loads(fields))

    def counts(self) -> dict[str, int]:
        """How many rows each model has."""
        found = self._rows.execute("SELECT model, count(*) FROM record GROUP BY model ORDER BY 1")
        return dict(found)

    def answers(self, model: str, owner: int) -> list[dict[str, Any]]:
        """Attribute values of a row as the wire shows them; `model` is that of the values."""
        found = self._rows.execute(
            "SELECT spec, value FROM answer WHERE model = ? AND owner = ? ORDER BY id",
            [model, owner],
        )
        return [{"spec_id": spec, "value": value} for spec, value in found]

    def person(self, row: Record, name: str) -> int | None:
        """The id of the user that a field names, by id or by user name."""
        value = row[name]
        if isinstance(value, list):
            value = self._people.get(value[0], value[0])
        if value is None or value in self._people.values():
            return value
        raise row.wrong(f"names the user {value!r}, who is not in the dump")

    def _take_in(self, items: Iterator[Any], name: str, say: Callable[[str], None]) -> None:
        taken = 0
        while some := list(islice(items, _AT_ONCE)):
            records: list[tuple[Any, ...]] = []
            answers: list[tuple[Any, ...]] = []
            for number, item in enumerate(some, start=taken + 1):
                self._sort_in(item, f"row {number} of {name}", records, answers)
            self._write(records, answers, name)
            taken += len(some)
            say(f"{taken} rows read")

    def _sort_in(
        self, item: Any, where: str, records: list[tuple[Any, ...]], answers: list[tuple[Any, ...]]
    ) -> None:
        try:
            model, key, fields = item["model"], item["pk"], item["fields"]
            if owner := _ANSWERS.get(model):
                answers.append((model, fields[owner], key, fields["spec"], fields["value"]))
            else:
                records.append((model, key, orjson.dumps(fields).decode()))
        except (KeyError, TypeError) as error:
            raise BadInput(f"{where} is not a row as dumpdata writes them ({error!r})") from error

    def _write(
        self, records: list[tuple[Any, ...]], answers: list[tuple[Any, ...]], name: str
    ) -> None:
        try:
            self._rows.executemany("INSERT INTO record VALUES (?, ?, ?)", records)
            self._rows.executemany("INSERT INTO answer VALUES (?, ?, ?, ?, ?)", answers)
        except sqlite3.IntegrityError as error:
            raise BadInput(f"{name} has a row twice: {error}") from error
