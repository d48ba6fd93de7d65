"""Finds installed plugins by the name of their entry point, without the host."""

from collections.abc import Iterable, Sequence
from importlib.metadata import entry_points
from typing import Any

import pytest

from limn.sdk.formats import DatasetFormat
from limn.sdk.storages import StorageKind

GROUP = "limn.plugins"


def plugin_named(name: str) -> Any:
    """The module (or object) behind an entry point of the group `limn.plugins`."""
    found = [entry for entry in entry_points(group=GROUP) if entry.name == name]
    if not found:
        known = ", ".join(sorted(entry.name for entry in entry_points(group=GROUP))) or "none"
        raise pytest.UsageError(
            f"no plugin {name!r} is installed; the entry points of {GROUP} here are: {known}"
        )
    return found[0].load()


def formats_of(plugin: Any) -> list[DatasetFormat]:
    """What the plugin's `offer_formats` returns, [] where it offers none."""
    offer = getattr(plugin, "offer_formats", None)
    offered: Iterable[DatasetFormat] = offer() if offer else ()
    return list(offered)


def storages_of(plugin: Any) -> list[StorageKind]:
    """What the plugin's `offer_storages` returns, [] where it offers none."""
    offer = getattr(plugin, "offer_storages", None)
    offered: Iterable[StorageKind] = offer() if offer else ()
    return list(offered)


def offering(names: Sequence[str], what: str) -> list[str]:
    """Those of the named plugins that have the hook `offer_<what>`."""
    return [name for name in names if hasattr(plugin_named(name), f"offer_{what}")]
