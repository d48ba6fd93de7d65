"""A COCO file turned round on disk: annotations by picture, and by track.

COCO lists annotations in any order, before or after the pictures they are on. They go into
a SQLite file in the run's scratch folder, which brings them back by picture.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

_TABLES = """
pragma journal_mode = off;
pragma synchronous = off;
create table image (
    position integer primary key, key text unique, subset text, name text,
    width integer, height integer
);
create table instance (
    number integer, image text, place text, track integer, body blob
);
"""
_BY_PICTURE = """
select p.*, i.number, i.place, i.track, i.body
from image p left join instance i on i.image = p.key
order by p.position, i.number
"""
_BY_TRACK = """
select p.*, i.number, i.place, i.track, i.body
from instance i join image p on i.image = p.key
where i.track is not null order by i.track, p.position
"""


class Row(NamedTuple):
    """A picture with one of its annotations, or with none (`body` is None)."""

    position: int
    key: str
    subset: str
    name: str
    width: int
    height: int
    number: int | None
    place: str | None
    track: int | None
    body: bytes | None


class Spool:
    """Pictures and annotations of all files of a dataset, on disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with closing(sqlite3.connect(path)) as base:
            base.executescript(_TABLES)

    def add_images(self, rows: Iterable[tuple[str, str, str, int, int]]) -> None:
        """Append pictures: key, subset, name, width, height."""
        with closing(sqlite3.connect(self._path)) as base, base:
            base.executemany(
                "insert into image (key, subset, name, width, height) values (?, ?, ?, ?, ?)", rows
            )

    def add_instances(self, rows: Iterable[tuple[str, str, int | None, bytes]]) -> None:
        """Append annotations: key of the picture, place in the file, track, JSON."""
        with closing(sqlite3.connect(self._path)) as base, base:
            start = base.execute("select count(*) from instance").fetchone()[0]
            base.executemany(
                "insert into instance values (?, ?, ?, ?, ?)",
                ((number, *row) for number, row in enumerate(rows, start=start)),
            )

    def index(self) -> str | None:
        """Make both orders quick; the place of an annotation whose picture is not listed."""
        with closing(sqlite3.connect(self._path)) as base, base:
            base.execute("create index by_image on instance (image, number)")
            base.execute("create index by_track on instance (track) where track is not null")
            lost = base.execute(
                "select place from instance where image not in (select key from image) limit 1"
            ).fetchone()
        return str(lost[0]) if lost else None

    @property
    def size(self) -> int:
        """Number of pictures."""
        with closing(sqlite3.connect(self._path)) as base:
            return int(base.execute("select count(*) from image").fetchone()[0])

    def by_picture(self) -> Iterator[Row]:
        """Every picture with its annotations, in the order of the file."""
        return self._rows(_BY_PICTURE)

    def by_track(self) -> Iterator[Row]:
        """The annotations of tracks, track after track, in the order of pictures."""
        return self._rows(_BY_TRACK)

    def _rows(self, query: str) -> Iterator[Row]:
        with closing(sqlite3.connect(self._path)) as base:
            for row in base.execute(query):
                yield Row(*row)
