"""Which plugins are installed, told from metadata without importing any of them."""

import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points

from stevedore import ExtensionManager

GROUP = "limn.plugins"
FIRST_PARTY = frozenset({"limn-formats", "limn-storages"})
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
        ExtensionManager.ENTRY_POINT_CACHE.pop(GROUP, None)
    points = ExtensionManager.ENTRY_POINT_CACHE.get(GROUP)
    if points is None:
        points = _chosen(entry_points(group=GROUP))
        # stevedore's own list comes from a file that may be older than what is installed.
        ExtensionManager.ENTRY_POINT_CACHE[GROUP] = points
    return {point.name: _describe(point) for point in points}


def _chosen(points: Iterable[EntryPoint]) -> list[EntryPoint]:
    by_name: dict[str, EntryPoint] = {}
    for point in sorted(points, key=lambda one: _order(_describe(one))):
        by_name.setdefault(point.name, point)
    return list(by_name.values())


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
