"""An import that writes for longer than its lease lasts is not begun again."""

import time

import pytest
from django.db import connections

from core.datasets.test_export_and_import import coco
from limn.datasets import sink


@pytest.mark.parametrize("append", [False, True], ids=["replace", "append"])
def test_a_transaction_may_outlast_the_lease(desk, settings, monkeypatch, append):
    settings.RUN_LEASE_SECONDS = 1.0
    options = connections.settings["default"]["OPTIONS"]
    if "init_command" in options:
        # The heartbeat finds the database locked at once, as it would after its 20 seconds.
        impatient = options["init_command"].replace("busy_timeout = 20000", "busy_timeout = 50")
        monkeypatch.setitem(options, "init_command", impatient)
        monkeypatch.setitem(options, "timeout", 0.05)
    moved = sink.Arrival._frames

    def slowly(self):
        for one in moved(self):
            time.sleep(0.8)
            yield one

    monkeypatch.setattr(sink.Arrival, "_frames", slowly)
    mode = "append" if append else "replace"
    run = desk.load(coco(desk, 4), "COCO 1.0", import_mode=mode)
    assert (run.state, run.message, run.attempt) == ("finished", "", 1)
    assert len(desk.get()["shapes"]) == 4
