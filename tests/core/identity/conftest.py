"""A clock that tests move on."""

from datetime import UTC, datetime, timedelta

import pytest

from limn.identity import throttle


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        moment = datetime(2026, 1, 1, tzinfo=UTC)

        def now(self):
            return self.moment

        def wait(self, seconds):
            self.moment += timedelta(seconds=seconds)

    clock = Clock()
    monkeypatch.setattr(throttle, "timezone", clock)
    return clock
