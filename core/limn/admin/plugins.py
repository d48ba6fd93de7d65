"""Plugins as an administrator handles them."""

from limn.host import switches
from limn.host.catalogue import PluginReport, catalogue, report
from limn.host.discovery import installed
from limn.host.probe import probe
from limn.sdk.errors import NotFound, PluginFailed


def plugins() -> list[PluginReport]:
    """Every plugin that is installed or was switched, with its state and the reason."""
    return report()


def plugin(name: str) -> PluginReport:
    """How that plugin stands.

    Raises:
        NotFound: no such plugin is installed.
    """
    for one in report():
        if one.name == name:
            return one
    raise NotFound(f"no plugin {name!r} is installed; `hostctl plugins list` names those that are")


def enable(name: str) -> PluginReport:
    """Let a plugin in, after a trial in a process of its own; every process follows.

    Raises:
        NotFound: no such plugin is installed.
        PluginFailed: it cannot be let in; the sentence says why. Nothing is changed then.
    """
    if name not in installed(afresh=True):
        raise NotFound(f"no plugin {name!r} is installed; install its distribution with pip first")
    verdict = probe(name, beside=catalogue().enabled - {name})
    if verdict.problem:
        raise PluginFailed(f"plugin {name!r} stays off: {verdict.problem}")
    switches.switch(name, enabled=True, offers=verdict.offers)
    return plugin(name)


def disable(name: str) -> PluginReport:
    """Switch a plugin off; work of it that is running comes to its end.

    Raises:
        NotFound: no such plugin is installed.
    """
    offers = catalogue().offers_of(name) or None
    switches.switch(name, enabled=False, offers=offers)
    return plugin(name)


def ailments() -> list[str]:
    """A sentence for each enabled plugin that is not in, or that fails its trial."""
    found: list[str] = []
    for one in report():
        if not one.enabled:
            continue
        if one.state != "on":
            found.append(f"{one.name}: {one.reason or one.state}")
            continue
        verdict = probe(one.name, beside=catalogue().enabled - {one.name})
        if verdict.problem:
            found.append(f"{one.name}: {verdict.problem}")
    return found
