"""Reads lines as intervals; the file is walked once to check it, and again for each reader."""

import csv
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from limn.sdk import Attribute, BadDataset, Dataset, Interval, Label, Run, StreamedDataset
from limn_formats.generic_tsv import times
from limn_formats.generic_tsv.columns import COLUMNS, NEEDED

_HEADER = 1 << 16
_BROKEN = (csv.Error, UnicodeDecodeError)


def begins_well(path: Path) -> bool:
    """Whether the first line names the columns that are needed."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            first = next(csv.reader([text.readline(_HEADER)], "excel-tab"), list[str]())
    except _BROKEN:
        return False
    return set(NEEDED) <= set(first)


def read(folder: Path, run: Run) -> Dataset:
    """The dataset of the one file in `folder`."""
    found = sorted(folder.rglob("*.tsv"))
    if len(found) != 1:
        raise BadDataset(f"one .tsv is needed, there are {len(found)}", where="the dataset")
    names: dict[str, dict[str, None]] = {}
    last = 0
    for one in _intervals(found[0], run):
        names.setdefault(one.label, {}).update(dict.fromkeys(one.attributes))
        last = max(last, one.start + 1 if one.stop is None else one.stop)
    return StreamedDataset(
        open_frames=lambda: iter(()),
        open_intervals=partial(_intervals, found[0], run),
        labels=tuple(
            Label(name=name, attributes=tuple(Attribute(name=one) for one in attributes))
            for name, attributes in names.items()
        ),
        media="audio",
        size=last,
    )


def _intervals(path: Path, run: Run) -> Iterator[Interval]:
    with path.open(encoding="utf-8-sig", newline="") as text:
        lines = csv.reader(text, "excel-tab", strict=True)
        try:
            columns = _columns(next(lines, list[str]()), path)
            for cells in lines:
                run.check()
                if cells:
                    yield _interval(columns, cells, f"{path.name}:{lines.line_num}")
        except _BROKEN as error:
            where = f"{path.name}:{lines.line_num + 1}"
            raise BadDataset(f"this line cannot be read: {error}", where=where) from error


def _columns(first: list[str], path: Path) -> list[str]:
    columns = [name.strip() for name in first]
    for name in NEEDED:
        if name not in columns:
            raise BadDataset(f"there is no column {name!r}", where=f"{path.name}:1")
    if twice := next((name for name in columns if name and columns.count(name) > 1), None):
        raise BadDataset(f"the column {twice!r} is there twice", where=f"{path.name}:1")
    return columns


def _interval(columns: list[str], cells: list[str], where: str) -> Interval:
    if len(cells) != len(columns):
        problem = f"{len(cells)} cells where there are {len(columns)} columns"
        raise BadDataset(problem, where=where)
    row = dict(zip(columns, cells, strict=True))
    try:
        start = times.read(row["start"])
        stop = times.read(row["stop"]) if row["stop"].strip() else None
        score = float(row.get("score") or 1)
    except ValueError as error:
        raise BadDataset(str(error), where=where) from error
    if stop is not None and stop <= start:
        raise BadDataset("the stop is not after the start", where=where)
    if not 0 <= score <= 1:
        raise BadDataset(f"the score {row['score'][:40]!r} is not from 0 to 1", where=where)
    if not row["label"]:
        raise BadDataset("there is no label", where=where)
    return Interval(
        label=row["label"],
        start=start,
        stop=stop,
        score=score,
        source=row.get("source") or "file",
        attributes={k: v for k, v in row.items() if k and v and k not in COLUMNS},
    )
