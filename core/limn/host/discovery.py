"""Which plugins are installed, told from metadata without importing any of them."""

import importlib
from dataclasses import dataclass
from importlib.metadata import EntryPoint
from typing import cast

from stevedore import ExtensionManager, NamedExtensionManager

GROUP = "limn.plugins"
FIRST_PARTY = frozenset({"limn-formats"})
"""Distributions of our own, whose plugins are on unless somebody switched them off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """An entry point of the group: a plugin's name and the distribution that brings it."""

    name: str
    module: str
    distribution: str
    version: str
    first_party: bool


def installed(*, afresh: bool = False) -> dict[str, Installed]:
    """Every installed plugin by name, first-party ones first, else in order of name.

    `afresh` looks at the disk again, so that a distribution installed since is seen. Of two
    distributions that use one name, the first-party one counts, else the one whose own name
    sorts first.
    """
    if afresh:
        importlib.invalidate_caches()
        _forget_entry_points()
    points = NamedExtensionManager(GROUP, names=[]).list_entry_points()
    plugins: dict[str, Installed] = {}
    for one in sorted(map(_describe, points), key=_order):
        plugins.setdefault(one.name, one)
    return plugins


def _forget_entry_points() -> None:
    cache = cast("dict[str, object]", ExtensionManager.ENTRY_POINT_CACHE)
    cache.pop(GROUP, None)


def _describe(point: EntryPoint) -> Installed:
    distribution = point.dist.name if point.dist else ""
    return Installed(
        name=point.name,
        module=point.value,
        distribution=distribution,
        version=point.dist.version if point.dist else "",
        first_party=distribution in FIRST_PARTY,
    )


def _order(one: Installed) -> tuple[bool, str, str]:
    return (not one.first_party, one.name, one.distribution)
