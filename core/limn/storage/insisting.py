"""Asking a storage again that fails for a moment."""

import time
from collections.abc import Callable
from typing import TypeVar

from limn.sdk.errors import NoRanges, StorageFailed

PAUSES = (0.2, 1.0, 3.0)
"""Seconds before each further try."""
T = TypeVar("T")


def insisted(deed: Callable[[], T]) -> T:
    """What `deed` gives, tried again where the storage fails.

    Raises:
        StorageFailed: it failed every time. What else `deed` raises.
    """
    for pause in PAUSES:
        try:
            return deed()
        except NoRanges:
            raise
        except StorageFailed:
            time.sleep(pause)
    return deed()
