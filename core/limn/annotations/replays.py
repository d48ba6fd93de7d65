"""Answers kept by Idempotency-Key: a request that comes again gets the one it got before."""

import hashlib
import time
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from isal import isal_zlib as zlib

from limn.annotations.models import Answer
from limn.sdk.errors import Conflict

KEPT = timedelta(days=7)
_FAST = 1
_SWEEP_SECONDS = 3600.0
_next_sweep = 0.0


@dataclass(frozen=True, slots=True)
class Key:
    """A client's Idempotency-Key, and a digest of what it came with."""

    text: str
    digest: bytes

    @classmethod
    def of(cls, text: str, method: str, address: str, body: bytes) -> "Key":
        """The key a request came with."""
        digest = hashlib.blake2b(f"{method} {address}\n".encode(), digest_size=16)
        digest.update(body)
        return cls(text, digest.digest())


def known_answer(place: str, key: Key | None) -> bytes | None:
    """What this key was answered before, None if it is new; `place` is `job:5` or `task:3`.

    Raises:
        Conflict: the key came with another request before.
    """
    if key is None:
        return None
    rows = Answer.objects.filter(place=place, key=key.text).values_list("digest", "answer")
    found = rows.first()
    if found is None:
        return None
    digest, answer = found
    if bytes(digest) != key.digest:
        raise Conflict("this Idempotency-Key came with another request before; use a new one")
    return zlib.decompress(bytes(answer))


def keep(place: str, key: Key | None, answer: bytes) -> None:
    """Keep the answer for `KEPT`, in the transaction of what it tells of."""
    if key is None:
        return
    _sweep_sometimes()
    Answer.objects.create(
        place=place, key=key.text, digest=key.digest, answer=zlib.compress(answer, _FAST)
    )


def _sweep_sometimes() -> None:
    global _next_sweep  # noqa: PLW0603
    if (now := time.monotonic()) < _next_sweep:
        return
    _next_sweep = now + _SWEEP_SECONDS
    old = Answer.objects.filter(at__lt=timezone.now() - KEPT)
    # Rows that another sweep is at are left to it: no write waits for one in another job.
    ids = old.select_for_update(skip_locked=True).order_by("pk").values_list("pk", flat=True)
    Answer.objects.filter(pk__in=list(ids[:1000])).delete()
