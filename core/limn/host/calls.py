"""Calling plugins: what one of them does wrong is its own affair, noted and survived."""

import errno
import logging
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, cast

from django.db import DatabaseError, InterfaceError

from limn.host import breaker, switches
from limn.host.catalogue import catalogue
from limn.host.deadline import within
from limn.sdk.dataset import Dataset
from limn.sdk.errors import LimnError, PluginFailed
from limn.sdk.events import EndedRun, Event

log = logging.getLogger(__name__)

MOMENT_SECONDS = 5.0
_FULL = {errno.ENOSPC, errno.EDQUOT}


def tell(event: Event) -> None:
    """Tell every plugin that listens that `event` happened. Never raises."""
    _moment("event_happened", event=event)


def tell_run_ended(run: EndedRun) -> None:
    """Tell every plugin that listens that a run came to its end. Never raises."""
    _moment("run_ended", run=run)


def leaving(dataset: Dataset, format: str) -> Dataset:
    """The dataset to export, after every plugin that wants had its turn.

    Raises:
        PluginFailed: a plugin raised or returned something else than a dataset.
    """
    return _turns("dataset_leaving", dataset, format)


def arriving(dataset: Dataset, format: str) -> Dataset:
    """The dataset to import, after every plugin that wants had its turn.

    Raises:
        PluginFailed: a plugin raised or returned something else than a dataset.
    """
    return _turns("dataset_arriving", dataset, format)


@contextmanager
def guard(plugin: str, *, doing: str) -> Generator[None, None, None]:
    """Run a plugin's code: errors of our tree pass, anything else is the plugin's failure.

    A lost database and a full disk are nobody's fault and pass too: plugins meet them while
    they walk a dataset or write to scratch.

    Raises:
        PluginFailed: naming the plugin, what it was doing, and what it raised.
    """
    try:
        yield
    except (LimnError, DatabaseError, InterfaceError):
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _FULL:
            raise
        log.exception("plugin %r failed while %s", plugin, doing)
        _count(plugin, error)
        raise PluginFailed(
            f"plugin {plugin!r} failed while {doing}: {type(error).__name__}: {error}"
        ) from error


def _moment(hook: str, **arguments: Any) -> None:
    for plugin, function in catalogue().implementations(hook):
        try:
            within(
                MOMENT_SECONDS,
                lambda call=function: call(**arguments),
                doing=f"{hook} of plugin {plugin!r}",
            )
        except Exception as error:
            log.exception("plugin %r failed in %s", plugin, hook)
            _count(plugin, error)


def _turns(hook: str, dataset: Dataset, format: str) -> Dataset:
    for plugin, function in catalogue().implementations(hook):
        with guard(plugin, doing=hook):
            changed = function(dataset=dataset, format=format)
            if changed is not None and not hasattr(changed, "frames"):
                raise TypeError(f"returned {type(changed).__name__}, not a dataset")
            dataset = cast("Dataset", changed) if changed is not None else dataset
    return dataset


def _count(plugin: str, error: Exception) -> None:
    if breaker.trips(plugin):
        reason = f"switched off after {breaker.FAILURES} failures, the last: {error}"
        switches.switch(plugin, enabled=False, reason=reason, offers=catalogue().offers_of(plugin))
