"""The table and the file of results."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import orjson

from bench.measuring import Figure, Stopwatch
from bench.rows import ROWS, SQLITE_MAY

_HEAD = (
    f"{'':<54}{'median':>8}{'min':>8}{'aim':>7}   {'CVAT':>7}{'ratio':>8}"
    f"{'CPU':>8}{'db CPU':>8}{'calibr.':>9}{'/cal.':>7}"
)


def show(database: str, stopwatch: Stopwatch) -> None:
    """Print one table; times in seconds, `ratio` is CVAT's time to ours."""
    print(f"\n{database}\n{_HEAD}")
    for key in ROWS:
        if figure := stopwatch.figures.get(key):
            print(_line(figure, database))


def _line(figure: Figure, database: str) -> str:
    row = ROWS[figure.key]
    if figure.skipped:
        return f"{row.work:<54}{figure.skipped}"
    aim = _aim(figure.key, database)
    reached = "" if aim is None else "✓" if figure.median <= aim else "✗"
    calibration = sum(figure.calibration) / 2
    cells = [
        f"{row.work:<54}{_figure(figure.median):>8}{_figure(min(figure.seconds)):>8}",
        f"{_figure(aim):>7} {reached:<2}",
        f"{_figure(row.cvat):>7}{f'{row.cvat / figure.median:.1f}' if row.cvat else '':>8}",
        *(f"{figure.cpu[name]:8.3f}" if name in figure.cpu else " " * 8
          for name in ("limn", "database")),
        f"{calibration:9.3f}{figure.median / calibration:7.2f}" if calibration else "",
    ]  # fmt: skip
    return "".join(cells)


def _figure(value: float | None) -> str:
    """With as many places as say something: a request of a list takes some thousandths."""
    if not value:
        return ""
    return f"{value:.4f}" if value < 0.02 else f"{value:.3f}" if value < 100 else f"{value:.0f}"


def _aim(key: str, database: str) -> float | None:
    row = ROWS[key]
    easier = database == "sqlite" and row.unit == "s"
    return row.aim and row.aim * (SQLITE_MAY if easier else 1)


def keep(found: Mapping[str, Stopwatch], path: Path) -> None:
    """Write every figure to `path` as JSON."""
    rows = [
        {
            "database": database,
            "work": ROWS[key].work.strip(),
            "key": key,
            "cvat": ROWS[key].cvat,
            "aim": _aim(key, database),
            "seconds": figure.seconds,
            "cpu": figure.cpu,
            "calibration": figure.calibration,
            "skipped": figure.skipped,
        }
        for database, stopwatch in found.items()
        for key, figure in stopwatch.figures.items()
    ]
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    path.write_bytes(orjson.dumps({"at": at, "rows": rows}, option=orjson.OPT_INDENT_2))
    print(f"\nwritten to {path}")
