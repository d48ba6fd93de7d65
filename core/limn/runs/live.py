"""A run as its own job sees it while it works."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import transaction

from limn.runs import ending, leases
from limn.runs.failpoints import pass_by
from limn.runs.folders import scratch_root
from limn.runs.models import FINISHED, Run
from limn.sdk.errors import Cancelled


class LeaseLost(Cancelled):
    """The run went on without this attempt, which was thought dead; nothing more counts."""

    code = "lease_lost"


class LiveRun:
    """One attempt at a run; fulfils `limn.sdk.runs.Run`.

    `progress`, `warn` and `check` only touch memory; a second thread carries them to the
    database and brings back whether somebody stopped the run.
    """

    def __init__(self, run: Run) -> None:
        self.row = run
        self.stopped: Cancelled | None = None
        self.published = False
        self.publishing = False
        self._unsaved: dict[str, Any] = {}
        self._lock = threading.Lock()

    @property
    def id(self) -> str:
        """The run's id, the same for all attempts."""
        return str(self.row.pk)

    @property
    def attempt(self) -> int:
        """1 for the first try."""
        return self.row.attempt

    @property
    def key(self) -> str:
        """The id the API shows."""
        return self.row.key

    @property
    def owner_id(self) -> int | None:
        """The user who asked for it."""
        return self.row.owner_id

    @property
    def organization_id(self) -> int | None:
        """The organization it was asked for in."""
        return self.row.organization_id

    @property
    def scratch(self) -> Path:
        """A folder of this attempt alone, removed when it ends."""
        path = scratch_root() / f"{self.id}-{self.attempt}"
        path.mkdir(parents=True, exist_ok=True)
        return path

    def progress(self, done: float, total: float = 1.0, message: str = "") -> None:
        """Tell how far the work is, and raise `Cancelled` if it was stopped."""
        share = min(max(done / total, 0.0), 1.0) if total else 0.0
        with self._lock:
            self._unsaved |= {"progress": share, "message": message}
        pass_by("run:progress")
        self.check()

    def warn(self, message: str) -> None:
        """Tell the user something that did not stop the work; at most 100 of them are kept."""
        if len(self.row.warnings) < 100 and message not in self.row.warnings:
            self.row.warnings = [*self.row.warnings, message]
            with self._lock:
                self._unsaved["warnings"] = self.row.warnings

    def check(self) -> None:
        """Raise `Cancelled` if the run was stopped or goes on elsewhere."""
        if self.stopped is not None:
            raise self.stopped

    def take_unsaved(self) -> dict[str, Any]:
        """The columns that changed since the last call."""
        with self._lock:
            unsaved, self._unsaved = self._unsaved, {}
        return unsaved

    def lost(self) -> Cancelled:
        """Why the lease is gone, as the error to raise from now on."""
        self.stopped = (
            Cancelled(f"run {self.id} was cancelled")
            if leases.was_cancelled(self.row)
            else LeaseLost(f"attempt {self.attempt} of run {self.id} lost its lease")
        )
        return self.stopped

    @contextmanager
    def publish(self) -> Iterator[dict[str, Any]]:
        """A transaction at whose end the run is finished, with the dict it yields as its result.

        What is written inside becomes visible together with the finished run, once, or not at
        all: a cancelled run or an attempt that lost its lease is rolled back.
        """
        self.check()
        with transaction.atomic(durable=True):
            if not leases.held(self.row):
                raise self.lost()
            result: dict[str, Any] = {}
            self.publishing = True
            yield result
            pass_by("publish:before-finish")
            if not ending.finish(self.row, FINISHED, result=result):
                raise self.lost()
            pass_by("publish:before-commit")
        self.published = True
        pass_by("publish:after-commit")
