"""`annotations.json` of any size, read one object after the other."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import ijson  # pyright: ignore[reportMissingTypeStubs]
import msgspec
import orjson
from ijson.common import ObjectBuilder  # pyright: ignore[reportMissingTypeStubs]

from limn.annotations.actions import Entry
from limn.annotations.named import TYPES
from limn.sdk.errors import BadDataset
from limn.sdk.nesting import refuse_deep

_LISTS = {f"item.{kind}.item": kind for kind in TYPES}
_OPENING, _CLOSING = {"start_map", "start_array"}, {"end_map", "end_array"}


def jobs_in(path: Path, where: str) -> Iterator[tuple[int, Iterator[Entry]]]:
    """The number of each job that has any, in order, with its objects, which are read once.

    Raises:
        BadDataset: the file is no JSON, or an object in it is not one of an annotation.
    """
    for job, entries in groupby(_entries(path, where), key=lambda found: found[0]):
        yield job, (entry for _, entry in entries)


def _entries(path: Path, where: str) -> Iterator[tuple[int, Entry]]:
    job, numbers = -1, dict.fromkeys(TYPES, 0)
    events = _events(path, where)
    for prefix, event, value in events:
        if prefix == "item" and event == "start_map":
            job, numbers = job + 1, dict.fromkeys(TYPES, 0)
        elif kind := _LISTS.get(prefix):
            number = numbers[kind]
            found = _whole(event, value, events)
            try:
                named = msgspec.json.decode(orjson.dumps(found), type=TYPES[kind])
            except (msgspec.ValidationError, orjson.JSONEncodeError, RecursionError) as error:
                place = f"{where}: [{job}].{kind}[{number}]"
                raise BadDataset(str(error), where=place) from error
            yield job, (kind, number, named)
            numbers[kind] = number + 1


def _whole(event: str, value: Any, events: Iterable[tuple[str, str, Any]]) -> Any:
    """The value that began with this event."""
    if event not in _OPENING:
        return value
    builder, depth = ObjectBuilder(), 1
    builder.event(event, value)
    for _, following, inside in events:
        builder.event(following, inside)
        depth += (following in _OPENING) - (following in _CLOSING)
        if not depth:
            break
    return builder.value


def _events(path: Path, where: str) -> Iterator[tuple[str, str, Any]]:
    refuse_deep(path, where=where)
    try:
        with path.open("rb") as file:
            for prefix, event, value in ijson.parse(file, use_float=True):
                if not prefix and event not in ("start_array", "end_array"):
                    raise BadDataset("this is no list of jobs", where=where)
                yield prefix, event, value
    except (ijson.JSONError, UnicodeDecodeError, OverflowError) as error:
        problem = str(error).partition("\n")[0]
        raise BadDataset(f"this is not valid JSON: {problem}", where=where) from error
