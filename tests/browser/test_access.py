"""What axe-core finds: nothing serious on any screen of the gallery, in light and dark."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from browser.gallery import SCREENS
from browser.gallery.dressing import wear
from browser.gallery.sample import Sample, prepare
from browser.service import Service
from servers.live import LiveServer

AXE = Path(__file__).parents[2] / "webapp/node_modules/axe-core/axe.min.js"
GRAVE = {"serious", "critical"}
RULES: dict[str, dict[str, Any]] = {"light": {}, "dark": {"runOnly": ["color-contrast"]}}
"""What is looked at in each theme: they differ in nothing but their colours."""
FAILS = "status of [45]|ERR_|Failed to (fetch|load)|NetworkError"
"""What a browser complains of where a screen shows a failure, or nobody is signed in."""


@pytest.fixture(scope="session")
def sample(
    limn_server: LiveServer,
    service: Service,
    hostctl: Callable[..., str],
    tmp_path_factory: pytest.TempPathFactory,
    clip: Path,
) -> Sample:
    return prepare(limn_server, service, hostctl, tmp_path_factory.mktemp("sample"), clip)


@pytest.mark.parametrize("screen", SCREENS)
def test_no_screen_has_a_serious_fault(
    at_home: Page, sample: Sample, expected: list[str], screen: str
) -> None:
    expected.append(FAILS)
    SCREENS[screen](at_home, sample)
    at_home.evaluate(AXE.read_text())
    for theme, rules in RULES.items():
        wear(at_home, theme)
        faults = [told(one) for one in grave(at_home, rules)]
        assert not faults, f"{theme}:\n" + "\n".join(faults)


def grave(page: Page, rules: dict[str, Any]) -> list[dict[str, Any]]:
    found = page.evaluate("rules => axe.run({ resultTypes: ['violations'], ...rules })", rules)
    return [one for one in found["violations"] if one["impact"] in GRAVE]


def told(violation: dict[str, Any]) -> str:
    where = "\n".join(
        f"    {node['html'][:160]}\n      {node['failureSummary']}"
        for node in violation["nodes"][:4]
    )
    return f"{violation['impact']}: {violation['help']} ({len(violation['nodes'])})\n{where}"
