"""Turning a plugin off that keeps failing."""

import threading
import time
from collections import defaultdict, deque

FAILURES = 5
WINDOW_SECONDS = 300.0

_lock = threading.Lock()
_recent: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=FAILURES))


def trips(plugin: str) -> bool:
    """Note a failure of `plugin`; True when it was the last one too many.

    Counted in each process by itself: five failures within five minutes.
    """
    now = time.monotonic()
    with _lock:
        failures = _recent[plugin]
        failures.append(now)
        if len(failures) < FAILURES or now - failures[0] > WINDOW_SECONDS:
            return False
        failures.clear()
        return True
