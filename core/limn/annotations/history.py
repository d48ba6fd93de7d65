"""Every committed write: who, when, and what was there before and after."""

import hashlib
import zlib
from dataclasses import dataclass

import orjson

from limn.annotations.models import Change
from limn.sdk.errors import Conflict

_FAST = 1
NOTHING = b'{"tags":[],"shapes":[],"tracks":[]}'


@dataclass(frozen=True, slots=True)
class Key:
    """A client's Idempotency-Key, and a digest of what it was first sent with."""

    text: str
    digest: bytes

    @classmethod
    def of(cls, text: str, body: bytes) -> "Key":
        """The key a request came with."""
        return cls(text, hashlib.blake2b(body, digest_size=16).digest())


def record(
    job_id: int,
    version: int,
    user_id: int | None,
    kind: str,
    *,
    before: bytes = NOTHING,
    after: bytes = NOTHING,
    key: Key | None = None,
    answer: bytes = b"",
) -> None:
    """Append a write to the job's history; `before` and `after` are JSON of LabeledData."""
    Change.objects.create(
        job_id=job_id,
        version=version,
        user_id=user_id,
        kind=kind,
        delta=zlib.compress(b'{"before":' + before + b',"after":' + after + b"}", _FAST),
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


@dataclass(frozen=True, slots=True)
class Delta:
    """What one write did: wire objects by kind, before and after."""

    version: int
    before: dict[str, list[dict[str, object]]]
    after: dict[str, list[dict[str, object]]]


def since(job_id: int, version: int) -> list[Delta]:
    """The writes after `version`, newest first."""
    rows = Change.objects.filter(job=job_id, version__gt=version).order_by("-version")
    return [Delta(row.version, **orjson.loads(zlib.decompress(bytes(row.delta)))) for row in rows]
