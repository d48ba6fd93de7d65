"""Every committed write: who, when, and what was there before and after."""

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import numpy as np
import orjson
from django.db.models import QuerySet
from isal import isal_zlib as zlib

from limn.annotations.models import Change
from limn.annotations.rows import KINDS
from limn.sdk.errors import NotFound

_FAST = 1
Objects = dict[str, dict[int, dict[str, Any]]]
"""Wire objects by kind and id."""
DEEDS = ("created", "updated", "deleted")
Ids = Mapping[str, Collection[int]]
"""Ids of objects by kind."""


class Delta:
    """What one write did, compressed while it is told part by part."""

    def __init__(self) -> None:
        self._zip = zlib.compressobj(_FAST)
        self._bytes = bytearray(self._zip.compress(b'{"before":['))
        self._first = True
        self._in_after = False

    def before(self, part: bytes) -> None:
        """More of what was there before: JSON of LabeledData. All of it comes before `after`."""
        self._part(part)

    def after(self, part: bytes) -> None:
        """More of what is there now: JSON of LabeledData."""
        if not self._in_after:
            self._turn()
        self._part(part)

    def _turn(self) -> None:
        self._bytes += self._zip.compress(b'],"after":[')
        self._first, self._in_after = True, True

    def _part(self, part: bytes) -> None:
        self._bytes += self._zip.compress(part if self._first else b"," + part)
        self._first = False

    def packed(self) -> bytes:
        """All that was told; nothing can be added any more."""
        if not self._in_after:
            self._turn()
        self._bytes += self._zip.compress(b"]}") + self._zip.flush()
        return bytes(self._bytes)


@dataclass(frozen=True, slots=True)
class Touched:
    """The objects a write created, updated (wrote again) and deleted, by kind."""

    created: Ids
    updated: Ids
    deleted: Ids

    @classmethod
    def between(cls, before: Ids, after: Ids) -> "Touched":
        """What makes `after` of `before`."""
        old = {kind: set(before[kind]) for kind in KINDS}
        return cls(
            created={kind: [one for one in after[kind] if one not in old[kind]] for kind in KINDS},
            updated={kind: [one for one in after[kind] if one in old[kind]] for kind in KINDS},
            deleted={kind: list(old[kind].difference(after[kind])) for kind in KINDS},
        )

    def each(self) -> Iterator[tuple[str, str, Collection[int]]]:
        """Deed, kind and ids, also where there are none."""
        for deed in DEEDS:
            ids: Ids = getattr(self, deed)
            for kind in KINDS:
                yield deed, kind, ids[kind]

    def counts(self) -> dict[str, dict[str, int]]:
        """How many, by deed and kind."""
        counts: dict[str, dict[str, int]] = {deed: {} for deed in DEEDS}
        for deed, kind, ids in self.each():
            counts[deed][kind] = len(ids)
        return counts


def pack_ids(parts: Iterable[Collection[int]]) -> bytes:
    """Ids in little space: sorted, as differences in 64 bits, zlib."""
    ids = array("q")
    for part in parts:
        ids.extend(part)
    steps = np.diff(np.sort(np.frombuffer(ids, np.int64)), prepend=np.int64(0))
    return zlib.compress(steps.tobytes(), _FAST)


def unpack_ids(packed: bytes) -> np.ndarray[Any, np.dtype[np.int64]]:
    """What `pack_ids` packed, ascending."""
    return np.cumsum(np.frombuffer(zlib.decompress(packed), np.int64)) if packed else _NONE


_NONE = np.zeros(0, np.int64)


def record(
    job_id: int, version: int, user_id: int | None, kind: str, delta: Delta, touched: Touched
) -> None:
    """Append a write to the job's history."""
    Change.objects.create(
        job_id=job_id,
        version=version,
        user_id=user_id,
        kind=kind,
        counts=touched.counts(),
        touched=pack_ids(ids for _, _, ids in touched.each()),
        delta=delta.packed(),
    )


def writes(job_id: int) -> QuerySet[Change]:
    """The writes to a job, without what they did."""
    return Change.objects.filter(job=job_id).defer("delta", "touched")


def versions_touching(rows: QuerySet[Change], object_id: int) -> list[int]:
    """The versions among `rows` whose write touched this object, newest first."""
    found = rows.order_by("-version").values_list("version", "touched")
    return [
        version
        for version, touched in found.iterator(chunk_size=100)
        if _among(object_id, unpack_ids(bytes(touched)))
    ]


def _among(one: int, ids: np.ndarray[Any, np.dtype[np.int64]]) -> bool:
    place = int(np.searchsorted(ids, one))
    return place < len(ids) and int(ids[place]) == one


def write_of(job_id: int, version: int) -> Change:
    """The write that made this version.

    Raises:
        NotFound: the job has not had that version.
    """
    found = writes(job_id).filter(version=version).first()
    if found is None:
        raise NotFound(f"no write made version {version} of job {job_id}")
    return found


def before_and_after(job_id: int, version: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """LabeledData of what a write took away, and of what it put there.

    Raises:
        NotFound: the job has not had that version.
    """
    rows = Change.objects.filter(job=job_id, version=version)
    packed = rows.values_list("delta", flat=True).first()
    if packed is None:
        raise NotFound(f"no write made version {version} of job {job_id}")
    delta = _unpacked(packed)
    return _joined(delta["before"]), _joined(delta["after"])


def values_of(job_id: int, versions: Collection[int], kind: str, object_id: int) -> dict[int, Any]:
    """What the object was after each of these writes, None where it was deleted, by version."""
    rows = Change.objects.filter(job=job_id, version__in=versions).values_list("version", "delta")
    return {
        version: next(
            (one for one in _joined(_unpacked(packed)["after"])[kind] if one["id"] == object_id),
            None,
        )
        for version, packed in rows.iterator(chunk_size=1)
    }


def undone(
    job_id: int, version: int, now: Objects, only: AbstractSet[int] | None = None
) -> Objects:
    """What a job held at `version`, by kind and id, when it holds `now`.

    `only` limits this, and `now`, to objects with these ids.
    """
    rows = Change.objects.filter(job=job_id, version__gt=version).order_by("-version")
    wanted = _any_of(only)
    for packed in _deltas(rows, only):
        delta = _unpacked(packed)
        for kind, objects in now.items():
            for part in delta["after"]:
                for item in part[kind]:
                    objects.pop(item["id"], None)
            for part in delta["before"]:
                objects |= {item["id"]: item for item in part[kind] if wanted(item["id"])}
    return now


def _any_of(only: AbstractSet[int] | None) -> Callable[[int], bool]:
    return (lambda one: True) if only is None else (lambda one: one in only)


def _deltas(rows: QuerySet[Change], only: AbstractSet[int] | None) -> Iterator[bytes]:
    if only is None:
        yield from _packed(rows)
        return
    touching = [
        pk
        for pk, touched in rows.values_list("pk", "touched").iterator(chunk_size=100)
        if not only.isdisjoint(unpack_ids(bytes(touched)).tolist())
    ]
    yield from _packed(rows.filter(pk__in=touching))


def _packed(rows: QuerySet[Change]) -> Iterator[bytes]:
    """What the writes did, one at a time: each may be large."""
    return rows.values_list("delta", flat=True).iterator(chunk_size=1)


def deleted_since(job_id: int, version: int) -> dict[str, set[int]]:
    """Ids of the objects that a write after `version` deleted, by kind; some may be back."""
    rows = Change.objects.filter(job=job_id, version__gt=version)
    gone: dict[str, set[int]] = {kind: set() for kind in KINDS}
    deleting = [
        pk for pk, counts in rows.values_list("pk", "counts") if any(counts["deleted"].values())
    ]
    for packed in _packed(rows.filter(pk__in=deleting)):
        delta = _unpacked(packed)
        before, after = (_ids(delta[side]) for side in ("before", "after"))
        for kind in KINDS:
            gone[kind] |= before[kind] - after[kind]
    return gone


def _ids(parts: list[dict[str, Any]]) -> dict[str, set[int]]:
    return {kind: {item["id"] for part in parts for item in part[kind]} for kind in KINDS}


def _unpacked(packed: Any) -> dict[str, list[dict[str, Any]]]:
    return orjson.loads(zlib.decompress(bytes(packed)))


def _joined(parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {kind: [item for part in parts for item in part[kind]] for kind in KINDS}
