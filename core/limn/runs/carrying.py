"""Carrying a run out: claim it, do its job under a heartbeat, and close it whatever happens."""

import errno
import inspect
import logging
import shutil
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError, close_old_connections

from limn.runs import declare, ending, leases
from limn.runs.failpoints import pass_by
from limn.runs.folders import scratch_root
from limn.runs.live import LiveRun
from limn.runs.models import CANCELLED, FAILED, FINISHED, Run
from limn.runs.pulse import pulse
from limn.sdk.errors import Cancelled, LimnError

log = logging.getLogger(__name__)


def carry_out(run_id: str) -> None:
    """Work on the run, if nobody else does and it has not ended; never raises but on shutdown."""
    close_old_connections()
    try:
        run = leases.claim(run_id, leases.this_process())
        if run is not None:
            pass_by("run:claimed")
            _work(LiveRun(run))
    except DatabaseError:
        log.exception("run %s waits for the database; its lease will end", run_id)
    finally:
        close_old_connections()


def _work(live: LiveRun) -> None:
    run = live.row
    try:
        with pulse(live):
            result = declare.find(run.job).work(live, **_arguments(run))
        if not live.published:
            pass_by("run:returned")
            ending.finish(run, FINISHED, result=dict(result or {}))
    except KeyboardInterrupt:
        leases.release(run)
        raise
    except (OperationalError, InterfaceError) as error:
        _try_again(run, error)
    except Exception as error:  # noqa: BLE001 (whatever a job raises ends its run)
        _close(live, error)
    finally:
        shutil.rmtree(scratch_root() / f"{live.id}-{live.attempt}", ignore_errors=True)


def _arguments(run: Run) -> dict[str, Any]:
    wanted = inspect.signature(declare.find(run.job).work).parameters
    places = {"project_id": run.project_id, "task_id": run.task_id, "job_id": run.job_id}
    return {name: value for name, value in places.items() if name in wanted} | run.arguments


def _try_again(run: Run, error: Exception) -> None:
    log.warning("run %s, attempt %d, lost the database: %s", run.pk, run.attempt, error)
    if run.attempt >= run.max_attempts or not leases.release(run, forgiven=False):
        ending.finish(run, FAILED, error_code="internal", message=_internal(run))


def _close(live: LiveRun, error: Exception) -> None:
    run = live.row
    match error:
        case Cancelled():
            if live.stopped is None:
                ending.finish(run, CANCELLED, message=str(error))
        case LimnError():
            ending.finish(run, FAILED, error_code=error.code, message=str(error))
        case OSError(errno=errno.ENOSPC):
            log.error("run %s found the disk full", run.pk)
            ending.finish(run, FAILED, error_code="disk_full", message="the server's disk is full")
        case _:
            log.error("run %s (%s) failed", run.pk, run.job, exc_info=error)
            ending.finish(run, FAILED, error_code="internal", message=_internal(run))


def _internal(run: Run) -> str:
    return f"internal error, run {run.pk}; the server's log tells more"
