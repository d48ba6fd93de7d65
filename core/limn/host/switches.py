"""Switching plugins on and off, live, for every process of this installation."""

from django.conf import settings
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest

from limn.host.discovery import Installed, installed
from limn.host.models import Generation, PluginState
from limn.sdk.errors import NotFound


def generation() -> int:
    """Grows with every switch; a process whose host is older loads plugins anew."""
    return Generation.objects.values_list("number", flat=True).filter(pk=1).first() or 0


def enabled_names(plugins: dict[str, Installed]) -> frozenset[str]:
    """Names of the plugins that are on: first-party ones by default, others by a switch.

    `LIMN_WITHOUT` keeps a plugin out whatever the switch says.
    """
    switched = dict(PluginState.objects.values_list("name", "enabled"))
    on = {name for name, one in plugins.items() if switched.get(name, one.first_party)}
    return frozenset(on - settings.WITHOUT_PLUGINS)


def reasons() -> dict[str, str]:
    """Why the breaker turned plugins off, by name."""
    return dict(PluginState.objects.exclude(reason="").values_list("name", "reason"))


def known_offers() -> dict[str, dict[str, list[str]]]:
    """What switched-off plugins offered when they were last in."""
    return dict(PluginState.objects.filter(enabled=False).values_list("name", "offers"))


def switch(
    name: str,
    *,
    enabled: bool,
    reason: str = "",
    offers: dict[str, list[str]] | None = None,
) -> None:
    """Turn the plugin on or off; every process follows at its next request or run.

    Raises:
        NotFound: no such plugin is installed, nor was one switched before.
    """
    if name not in installed(afresh=True) and not PluginState.objects.filter(pk=name).exists():
        raise NotFound(f"no plugin {name!r} is installed")
    values: dict[str, object] = {"enabled": enabled, "reason": reason}
    if offers is not None:
        values["offers"] = offers
    with transaction.atomic():
        PluginState.objects.update_or_create(name=name, defaults=values)
        look_again()


def look_again(after: int = 0) -> None:
    """Let every process load its plugins anew; the new number is above `after`."""
    Generation.objects.bulk_create([Generation(pk=1, number=0)], ignore_conflicts=True)
    larger = Greatest(F("number"), Value(after)) + 1
    Generation.objects.filter(pk=1).update(number=larger)
