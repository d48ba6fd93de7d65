"""Every committed write: who, when, and what was there before and after."""

import hashlib
import zlib
from dataclasses import dataclass
from typing import Any

import orjson

from limn.annotations.models import Change
from limn.sdk.errors import Conflict

_FAST = 1
Objects = dict[str, dict[int, dict[str, Any]]]
"""Wire objects by kind and id."""


@dataclass(frozen=True, slots=True)
class Key:
    """A client's Idempotency-Key, and a digest of what it was first sent with."""

    text: str
    digest: bytes

    @classmethod
    def of(cls, text: str, body: bytes) -> "Key":
        """The key a request came with."""
        return cls(text, hashlib.blake2b(body, digest_size=16).digest())


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


def record(
    job_id: int,
    version: int,
    user_id: int | None,
    kind: str,
    delta: Delta,
    *,
    key: Key | None = None,
    answer: bytes = b"",
) -> None:
    """Append a write to the job's history."""
    Change.objects.create(
        job_id=job_id,
        version=version,
        user_id=user_id,
        kind=kind,
        delta=delta.packed(),
        key=key.text if key else None,
        answer=key.digest + zlib.compress(answer, _FAST) if key else None,
    )


def replayed(job_id: int, key: Key | None) -> bytes | None:
    """The answer this key was given before, None if it is new.

    Raises:
        Conflict: the key came with something else before.
    """
    if key is None:
        return None
    found = Change.objects.filter(job=job_id, key=key.text).values_list("answer", flat=True).first()
    if found is None:
        return None
    stored = bytes(found)
    if stored[:16] != key.digest:
        raise Conflict("this Idempotency-Key came with another body before; use a new one")
    return zlib.decompress(stored[16:])


def undone(job_id: int, version: int, now: Objects) -> Objects:
    """What a job held at `version`, by kind and id, when it holds `now`."""
    rows = Change.objects.filter(job=job_id, version__gt=version).order_by("-version")
    for packed in rows.values_list("delta", flat=True).iterator(chunk_size=1):
        delta = orjson.loads(zlib.decompress(bytes(packed)))
        for kind, objects in now.items():
            for part in delta["after"]:
                for item in part[kind]:
                    objects.pop(item["id"], None)
            for part in delta["before"]:
                objects |= {item["id"]: item for item in part[kind]}
    return now


def listed(job_id: int) -> list[dict[str, Any]]:
    """The writes to a job, newest first: version, at, user_id, kind."""
    rows = Change.objects.filter(job=job_id).order_by("-version")
    return list(rows.values("version", "at", "user_id", "kind"))
