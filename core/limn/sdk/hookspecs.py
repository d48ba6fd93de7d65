"""Every hook of Limn on one page.

Offers are collected when a plugin is switched on: pure, quick, no files, no network; heavy
imports belong inside the offered object's methods. Moments are told after commit; what they
raise is logged and counted, never passed on. Turns may return a changed value.
"""

from collections.abc import Iterable

import pluggy

from limn.sdk.dataset import Dataset
from limn.sdk.events import EndedRun, Event
from limn.sdk.formats import DatasetFormat
from limn.sdk.storages import StorageKind
from limn.sdk.web import Panel, WebModule

PROJECT = "limn"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def unfit() -> str | None:  # type: ignore[empty-body]
    """Why this plugin cannot run on this machine, or None.

    Say what is missing and how to get it: "ffprobe is not on the PATH; install ffmpeg".
    """


@hookspec
def offer_formats() -> Iterable[DatasetFormat]:  # type: ignore[empty-body]
    """Dataset formats this plugin reads or writes."""


@hookspec
def offer_storages() -> Iterable[StorageKind]:  # type: ignore[empty-body]
    """Kinds of storages this plugin opens: buckets, containers, shares."""


@hookspec
def offer_panels() -> Iterable[Panel]:  # type: ignore[empty-body]
    """Panels beside the picture that are described in Python."""


@hookspec
def offer_web() -> WebModule | None:  # type: ignore[empty-body]
    """An ES module for the app in the browser, with the files it needs."""


@hookspec
def dataset_leaving(dataset: Dataset, format: str) -> Dataset | None:  # type: ignore[empty-body]
    """A dataset is about to be exported as `format`; return another to export instead.

    Called in the order of plugin names, each with the result of the one before. Return None
    to leave it as it is.
    """


@hookspec
def dataset_arriving(dataset: Dataset, format: str) -> Dataset | None:  # type: ignore[empty-body]
    """A dataset was read from `format`; return another to import instead, or None."""


@hookspec
def event_happened(event: Event) -> None:
    """Something happened and was committed. May be told twice: compare `event.id`."""


@hookspec
def run_ended(run: EndedRun) -> None:
    """A background run came to its end."""
