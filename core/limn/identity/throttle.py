"""Slows down guessing of passwords.

Failures are counted in the database: all server processes and hosts share them, they survive a
restart, and a count costs less than the check of a password does. After five wrong passwords for
one name from one address every further one doubles the wait, up to ten minutes, which leaves
under twenty guesses an hour. The same holds after fifty for any names. An hour without failures
forgets them. Names alone are not counted: nobody can lock out somebody else.

What may be done so often only, by the operator's `RATES`, is counted in the same way.
"""

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from limn.identity.models import SignInFailures
from limn.sdk.errors import NotReady

_FREE = {"name": 5, "address": 50}
_LONGEST = 600
_FORGET = timedelta(hours=1)
_LONGEST_PERIOD = timedelta(days=1)


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
        # Of all that come at once for one name, the wait was for one.
        if left > 0 or (free == _FREE["name"] and not _taken(row, now)):
            raise NotReady(
                "too many wrong passwords; wait and try again", retry_after=max(int(left), 0) + 1
            )


def _taken(row: SignInFailures, now: datetime) -> bool:
    """Whether nobody tried since `row` was read; from now on somebody did."""
    return SignInFailures.objects.filter(pk=row.pk, last=row.last).update(last=now) == 1


def failed(address: str, name: str) -> None:
    """Note a wrong password."""
    now = timezone.now()
    SignInFailures.objects.filter(last__lt=now - _LONGEST_PERIOD).delete()
    keys = list(_keys(address, name))
    SignInFailures.objects.filter(pk__in=keys, last__lt=now - _FORGET).delete()
    for digest in keys:
        SignInFailures.objects.get_or_create(digest=digest, defaults={"last": now})
    SignInFailures.objects.filter(pk__in=keys).update(count=F("count") + 1, last=now)


def succeeded(address: str, name: str) -> None:
    """Forget the failures of that name from that address."""
    SignInFailures.objects.filter(pk=next(iter(_keys(address, name)))).delete()


def spend(what: str, key: str | int | None) -> None:
    """Count one `what` (an export) for `key` (who does it), as often as `RATES` lets them.

    The period begins with the first one; however many processes count at once, no more pass.

    Raises:
        NotReady: there were as many as may be; `retry_after` in seconds.
    """
    limit, seconds = settings.RATES[what]
    if not limit:
        return
    now, digest = timezone.now(), _digest(f"{what}\0{str(key).casefold()}")
    began = now - timedelta(seconds=seconds)
    row, _ = SignInFailures.objects.get_or_create(digest=digest, defaults={"last": now})
    mine = SignInFailures.objects.filter(pk=digest)
    if mine.filter(last__gt=began, count__lt=limit).update(count=F("count") + 1):
        return
    if mine.filter(last__lte=began).update(count=1, last=now):
        return
    left = (row.last - began).total_seconds()
    raise NotReady(f"too many {what}; wait and try again", retry_after=max(int(left), 0) + 1)


def _keys(address: str, name: str) -> dict[str, int]:
    """Digests to count under, each with how many failures are free."""
    return {
        _digest(f"name\0{address}\0{name.casefold()}"): _FREE["name"],
        _digest(f"address\0{address}"): _FREE["address"],
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()
