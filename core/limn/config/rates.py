"""How often things may be done: `LIMN_RATES`, `exports=100/hour, events=0`."""

import re
from typing import NamedTuple

from django.core.exceptions import ImproperlyConfigured


class Rate(NamedTuple):
    """`limit` times within so many seconds; 0 is no limit."""

    limit: int
    seconds: int


_PERIODS = {"minute": 60, "hour": 3600, "day": 86_400}
_RATE = re.compile(r"(?P<limit>\d+)(?:/(?P<period>minute|hour|day))?")
DEFAULTS = {
    "signups": Rate(20, 3600),
    "confirmation mails": Rate(5, 3600),
    "password mails": Rate(5, 3600),
    "password mails from one place": Rate(30, 3600),
    "password resets": Rate(30, 3600),
    "invitation mails": Rate(5, 3600),
    "tokens": Rate(100, 3600),
    "events": Rate(600, 60),
    "exports": Rate(1000, 3600),
    "requests without an account": Rate(0, 60),
}


def rates(given: list[str]) -> dict[str, Rate]:
    """All rates, those `given` as `name=limit/period` in place of the usual ones.

    Raises:
        ImproperlyConfigured: an entry is not written like that, or nothing is called so.
    """
    found = dict(DEFAULTS)
    for entry in given:
        name, _, text = entry.partition("=")
        match = _RATE.fullmatch(text.strip())
        if name.strip() not in DEFAULTS or match is None:
            known = ", ".join(DEFAULTS)
            raise ImproperlyConfigured(
                f"LIMN_RATES: {entry!r} is no name=limit/period; names are {known}, "
                f"periods {', '.join(_PERIODS)}"
            )
        found[name.strip()] = Rate(int(match["limit"]), _PERIODS[match["period"] or "hour"])
    return found
