"""`annotations.json` of any size, read one object after the other."""

from collections.abc import Iterator
from itertools import count, groupby
from pathlib import Path
from typing import Any

import msgspec

from limn.annotations.actions import Entry
from limn.annotations.named import TYPES
from limn.datasets.backups.pieces import Pieces
from limn.sdk.errors import BadDataset

_DECODERS: dict[str, msgspec.json.Decoder[Any]] = {
    kind: msgspec.json.Decoder(type_) for kind, type_ in TYPES.items()
}


def jobs_in(path: Path, where: str) -> Iterator[tuple[int, Iterator[Entry]]]:
    """The number of each job that has any, in order, with its objects, which are read once.

    Raises:
        BadDataset: the file is no JSON, or an object in it is not one of an annotation.
    """
    for job, entries in groupby(_entries(path, where), key=lambda found: found[0]):
        yield job, (entry for _, entry in entries)


def _entries(path: Path, where: str) -> Iterator[tuple[int, Entry]]:
    with path.open("rb") as file:
        pieces = Pieces(file, where)
        if pieces.peek() not in ("[", ""):
            raise BadDataset("this is no list of jobs", where=where)
        for job, _ in zip(count(), pieces.elements()):
            if pieces.peek() != "{":
                raise BadDataset("this is no job", where=f"{where}: [{job}]")
            for kind in pieces.members():
                if kind in _DECODERS and pieces.peek() == "[":
                    for entry in _listed(pieces, kind, f"{where}: [{job}]"):
                        yield job, entry
                else:
                    pieces.value()
        pieces.end()


def _listed(pieces: Pieces, kind: str, where: str) -> Iterator[Entry]:
    decode = _DECODERS[kind].decode
    for number, _ in enumerate(pieces.elements()):
        _plain, text = pieces.value()
        try:
            yield kind, number, decode(text)
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
            raise BadDataset(str(error), where=f"{where}.{kind}[{number}]") from error
