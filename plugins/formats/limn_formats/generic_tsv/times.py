"""Times as `HH:MM:SS.fraction`, and in ms."""

import re

_TIME = re.compile(r"(\d{1,4}):([0-5]?\d):([0-5]?\d)(?:\.(\d{1,12}))?", re.ASCII)


def written(ms: int) -> str:
    """`01:02:03.450` for 3,723,450 ms."""
    seconds, rest = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{rest:03d}"


def read(text: str) -> int:
    """The nearest ms.

    Raises:
        ValueError: it is no such time.
    """
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text[:40]!r} is no time like 00:00:02.450")
    hours, minutes, seconds = (int(one) for one in found.groups()[:3])
    fraction = round(float(f"0.{found[4] or 0}") * 1000)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction
