"""Which tests one pytest-xdist process runs, one after the other.

By where they are, since the groups of pytest-xdist 3.8 do nothing under pytest 9.2.
"""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = (
    "tests/browser/",
    "tests/compat/",
    "tests/core/storage/test_shared_cache.py",
    "tests/plugins/storages/",
)
"""Tests that share a browser, a server, emulators, or what a server keeps."""


class ByPlace(LoadScopeScheduling):
    """Keeps the tests of a place in `TOGETHER` in one process, and those of a module or class."""

    def _split_scope(self, nodeid: str) -> str:
        place = next((place for place in TOGETHER if nodeid.startswith(place)), None)
        return place or super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByPlace:
    return ByPlace(config, log)
