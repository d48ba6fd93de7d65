"""What this process may use of the plugins, fresh at every look."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from limn.host import switches
from limn.host.discovery import installed
from limn.host.manager import Host
from limn.sdk.errors import BadInput, NotEnabled
from limn.sdk.formats import DatasetFormat
from limn.sdk.storages import StorageKind

_lock = threading.Lock()
_current: tuple[int, Host] | None = None


def catalogue() -> Host:
    """The host of this process, loaded anew if a plugin was switched since the last look."""
    global _current  # noqa: PLW0603  # one host a process is the point
    number = switches.generation()
    current = _current
    if current and current[0] == number:
        return current[1]
    with _lock:
        if _current is None or _current[0] != number:
            plugins = installed(afresh=True)
            _current = (number, Host(switches.enabled_names(plugins)).load(plugins))
        return _current[1]


def format_named(name: str) -> DatasetFormat:
    """The format of that name.

    Raises:
        NotEnabled: it belongs to a plugin that is switched off or did not load.
        BadInput: nothing here is called that.
    """
    formats: Mapping[str, DatasetFormat] = catalogue().formats
    if found := formats.get(name):
        return found
    if plugin := _switched_off("formats", name):
        raise NotEnabled(f"format {name!r} belongs to plugin {plugin!r}, which is off")
    raise BadInput(
        f"there is no format {name!r}; there are: {', '.join(sorted(formats)) or 'none'}",
        fields={"format": [f"unknown format {name!r}"]},
    )


def storage_kind(name: str) -> StorageKind:
    """The kind of storage of that name.

    Raises:
        NotEnabled: it belongs to a plugin that is switched off or did not load.
        BadInput: nothing here is called that.
    """
    kinds: Mapping[str, StorageKind] = catalogue().storages
    if found := kinds.get(name):
        return found
    if plugin := _switched_off("storages", name):
        raise NotEnabled(f"storages {name!r} belong to plugin {plugin!r}, which is off")
    raise BadInput(
        f"there is no kind of storage {name!r}; there are: {', '.join(sorted(kinds)) or 'none'}",
        fields={"provider_type": [f'"{name}" is not a valid choice.']},
    )


def _switched_off(kind: str, name: str) -> str | None:
    """The plugin that would offer `name` if it were on."""
    offered = switches.known_offers().items()
    return next((plugin for plugin, offers in offered if name in offers.get(kind, ())), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginReport:
    """How one plugin stands: `state` is on, off, failed or missing, `reason` says why."""

    name: str
    title: str
    distribution: str
    version: str
    first_party: bool
    enabled: bool
    state: str
    reason: str
    offers: dict[str, list[str]]


def report() -> list[PluginReport]:
    """Every plugin that is installed or switched on, with its state and the reason."""
    host, plugins = catalogue(), installed()
    reasons, offers = switches.reasons(), switches.known_offers()
    reports: list[PluginReport] = []
    for name in sorted({*plugins, *host.enabled, *reasons}):
        one = plugins.get(name)
        reports.append(
            PluginReport(
                name=name,
                title=host.titles.get(name, name),
                distribution=one.distribution if one else "",
                version=one.version if one else "",
                first_party=one.first_party if one else False,
                enabled=name in host.enabled,
                state=_state(name, host, is_installed=one is not None),
                reason=host.failed.get(name) or reasons.get(name, ""),
                offers=host.offers_of(name) if name in host.loaded else offers.get(name, {}),
            )
        )
    return reports


def _state(name: str, host: Host, *, is_installed: bool) -> str:
    if not is_installed:
        return "missing"
    if name in host.failed:
        return "failed"
    return "on" if name in host.loaded else "off"
