"""Slows down guessing of passwords.

Failures are counted in the database: all server processes and hosts share them, they survive a
restart, and a count costs less than the check of a password does. After five wrong passwords for
one name from one address every further one doubles the wait, up to ten minutes, which leaves
under twenty guesses an hour. The same holds after fifty for any names. An hour without failures
forgets them. Names alone are not counted: nobody can lock out somebody else.
"""

import hashlib
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from limn.identity.models import SignInFailures
from limn.sdk.errors import NotReady

_FREE = {"name": 5, "address": 50}
_LONGEST = 600
_FORGET = timedelta(hours=1)


def check(address: str, name: str) -> None:
    """Let an attempt pass, or say when to come again.

    Raises:
        NotReady: too many wrong passwords; `retry_after` in seconds.
    """
    now = timezone.now()
    found = {row.digest: row for row in SignInFailures.objects.filter(pk__in=_keys(address, name))}
    for digest, free in _keys(address, name).items():
        row = found.get(digest)
        if row is None or row.count < free or row.last < now - _FORGET:
            continue
        wait = min(2 ** min(row.count - free, 16), _LONGEST)
        left = (row.last + timedelta(seconds=wait) - now).total_seconds()
        if left > 0:
            raise NotReady(
                "too many wrong passwords; wait and try again", retry_after=int(left) + 1
            )


def failed(address: str, name: str) -> None:
    """Note a wrong password."""
    now = timezone.now()
    SignInFailures.objects.filter(last__lt=now - _FORGET).delete()
    for digest in _keys(address, name):
        SignInFailures.objects.get_or_create(digest=digest, defaults={"last": now})
    SignInFailures.objects.filter(pk__in=_keys(address, name)).update(
        count=F("count") + 1, last=now
    )


def succeeded(address: str, name: str) -> None:
    """Forget the failures of that name from that address."""
    SignInFailures.objects.filter(pk=next(iter(_keys(address, name)))).delete()


def spend(what: str, key: str, *, limit: int) -> None:
    """Count one `what` (a mail) for `key`, of which there may be `limit` until an hour passes.

    Raises:
        NotReady: there were that many; `retry_after` in seconds.
    """
    now, digest = timezone.now(), _digest(f"{what}\0{key.casefold()}")
    row, _ = SignInFailures.objects.get_or_create(digest=digest, defaults={"last": now})
    fresh = row.last > now - _FORGET
    if fresh and row.count >= limit:
        left = (row.last + _FORGET - now).total_seconds()
        raise NotReady(f"too many: {what}; wait and try again", retry_after=int(left) + 1)
    count = F("count") + 1 if fresh else 1
    SignInFailures.objects.filter(pk=digest).update(count=count, last=now)


def _keys(address: str, name: str) -> dict[str, int]:
    """Digests to count under, each with how many failures are free."""
    return {
        _digest(f"name\0{address}\0{name.casefold()}"): _FREE["name"],
        _digest(f"address\0{address}"): _FREE["address"],
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()
