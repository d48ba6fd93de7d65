"""Loading plugins: each is imported, checked and registered by itself, or left out.

A plugin that fails to import, was written for another SDK, misspells a hook, offers the
wrong thing, or collides in name with one already in is recorded with the reason; the others
work. Only this module touches pluggy, and only it and `discovery` touch stevedore.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, cast

import pluggy
from stevedore import NamedExtensionManager

from limn import sdk
from limn.host.deadline import within
from limn.host.discovery import GROUP
from limn.host.offers import checked_formats, checked_module, checked_panels, checked_storages
from limn.sdk import hookspecs
from limn.sdk.errors import PluginFailed
from limn.sdk.formats import DatasetFormat
from limn.sdk.storages import StorageKind
from limn.sdk.web import Panel, WebModule

log = logging.getLogger(__name__)

LOAD_SECONDS = 10.0


@dataclass(slots=True)
class Host:
    """The plugins that are in: what they offer, and why others are not.

    Raises nothing for a broken plugin: look at `failed`.
    """

    enabled: frozenset[str]
    formats: dict[str, DatasetFormat] = field(default_factory=dict[str, DatasetFormat])
    owners: dict[str, str] = field(default_factory=dict[str, str])
    """Which plugin offers the format of that name."""
    storages: dict[str, StorageKind] = field(default_factory=dict[str, StorageKind])
    storage_owners: dict[str, str] = field(default_factory=dict[str, str])
    """Which plugin offers the kind of storage of that name."""
    panels: dict[str, Panel] = field(default_factory=dict[str, Panel])
    panel_owners: dict[str, str] = field(default_factory=dict[str, str])
    """Which plugin offers the panel of that name."""
    modules: dict[str, WebModule] = field(default_factory=dict[str, WebModule])
    """Modules for browsers, by plugin."""
    titles: dict[str, str] = field(default_factory=dict[str, str])
    failed: dict[str, str] = field(default_factory=dict[str, str])
    _pluggy: pluggy.PluginManager = field(
        default_factory=lambda: pluggy.PluginManager(hookspecs.PROJECT)
    )

    def load(self, order: Iterable[str]) -> "Host":
        """Load the enabled plugins in this order and return the host itself."""
        self._pluggy.add_hookspecs(hookspecs)
        for name in order:
            if name in self.enabled:
                self._load_one(name)
        return self

    @property
    def loaded(self) -> list[str]:
        """Names of the plugins that are in."""
        return [name for name, plugin in self._pluggy.list_name_plugin() if plugin is not None]

    def offers_of(self, name: str) -> dict[str, list[str]]:
        """Names of what that plugin offers, by kind."""
        return {
            "formats": [title for title, owner in self.owners.items() if owner == name],
            "storages": [kind for kind, owner in self.storage_owners.items() if owner == name],
            "panels": [panel for panel, owner in self.panel_owners.items() if owner == name],
            "web": [module.entry for plugin, module in self.modules.items() if plugin == name],
        }

    def implementations(self, hook: str) -> list[tuple[str, Callable[..., Any]]]:
        """(plugin, function) for every plugin that implements `hook`, in order of name."""
        caller = cast("pluggy.HookCaller", getattr(self._pluggy.hook, hook))
        found = [(impl.plugin_name, _by_name(impl)) for impl in caller.get_hookimpls()]
        return sorted(found, key=lambda pair: pair[0])

    def _load_one(self, name: str) -> None:
        try:
            within(LOAD_SECONDS, lambda: self._admit(name), doing=f"loading plugin {name!r}")
        except Exception as error:  # noqa: BLE001  # whatever a stranger's module raises
            self._evict(name, error)

    def _admit(self, name: str) -> None:
        module = _import(name)
        wanted = getattr(module, "LIMN_API", sdk.API)
        if wanted != sdk.API:
            raise PluginFailed(f"it was written for SDK {wanted}, this is SDK {sdk.API}")
        self._pluggy.register(module, name=name)
        self._pluggy.check_pending()
        if reason := self._ask(name, "unfit"):
            raise PluginFailed(f"it cannot run here: {reason}")
        formats = checked_formats(self._ask(name, "offer_formats") or ())
        storages = checked_storages(self._ask(name, "offer_storages") or ())
        panels = checked_panels(self._ask(name, "offer_panels") or ())
        web = checked_module(self._ask(name, "offer_web"))
        _refuse_collisions("format", formats, self.owners)
        _refuse_collisions("storage", storages, self.storage_owners)
        _refuse_collisions("panel", panels, self.panel_owners)
        self.formats |= formats
        self.owners |= dict.fromkeys(formats, name)
        self.storages |= storages
        self.storage_owners |= dict.fromkeys(storages, name)
        self.panels |= panels
        self.panel_owners |= dict.fromkeys(panels, name)
        if web:
            self.modules[name] = web
        self.titles[name] = (module.__doc__ or name).strip().partition("\n")[0]

    def _ask(self, name: str, hook: str) -> Any:
        functions = dict(self.implementations(hook))
        return functions[name]() if name in functions else None

    def _evict(self, name: str, error: Exception) -> None:
        self.failed[name] = f"{type(error).__name__}: {error}"
        log.warning("plugin %r is left out: %s", name, self.failed[name])
        if self._pluggy.has_plugin(name):
            self._pluggy.unregister(name=name)


def _by_name(impl: pluggy.HookImpl) -> Callable[..., Any]:
    """The implementation, taking keyword arguments and given those it names."""

    def call(**arguments: Any) -> Any:
        return impl.function(*(arguments[name] for name in impl.argnames))

    return call


def _import(name: str) -> ModuleType:
    problems: list[BaseException] = []
    found: NamedExtensionManager[Any] = NamedExtensionManager(
        GROUP,
        names=[name],
        on_load_failure_callback=lambda _manager, _point, error: problems.append(error),
        on_missing_entrypoints_callback=lambda _missing: None,
    )
    if problems:
        raise problems[0]
    if name not in found:
        raise PluginFailed("it is switched on but not installed")
    plugin: object = found[name].plugin
    if not isinstance(plugin, ModuleType):
        raise PluginFailed(f"its entry point is a {type(plugin).__name__}, not a module")
    return plugin


def _refuse_collisions(what: str, offered: Iterable[str], owners: Mapping[str, str]) -> None:
    for title in offered:
        if title in owners:
            raise PluginFailed(
                f"its {what} {title!r} is already offered by plugin {owners[title]!r}"
            )
