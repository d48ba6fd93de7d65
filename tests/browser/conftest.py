"""A real Chromium, signed in; whatever it complains about fails the test."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from browser.chromium import FLAGS, system_chromium
from browser.scenery import write_clip, write_jpegs
from browser.service import Service
from browser.watchdog import watched
from servers.live import LiveServer, own_database_on

HERE = Path(__file__).parent
# Ten times what a free machine takes: a loaded one shall be slow, not red.
expect.set_options(timeout=20_000)
SIZES = [(1280, 800), (640, 480), (800, 1000), (333, 501), (1920, 1080), (97, 64)]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = system_chromium()
    return (
        browser_type_launch_args | {"args": FLAGS} | ({"executable_path": found} if found else {})
    )


@pytest.fixture(scope="session")
def running(launch_browser: Callable[[], Browser]) -> Iterator[list[Browser]]:
    """The browser of all tests; a new one after one that was killed."""
    browsers = [launch_browser()]
    yield browsers
    browsers[-1].close()


@pytest.fixture
def browser(
    running: list[Browser], launch_browser: Callable[[], Browser], request: pytest.FixtureRequest
) -> Iterator[Browser]:
    if not running[-1].is_connected():
        running.append(launch_browser())
    with watched(request.node.nodeid):
        yield running[-1]


@pytest.fixture(scope="session")
def base_url(limn_server: LiveServer) -> str:
    return limn_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {
        "viewport": {"width": 1440, "height": 900},
        "locale": "en-GB",
        "reduced_motion": "reduce",
    }


@pytest.fixture(scope="session")
def service(limn_server: LiveServer) -> Iterator[Service]:
    """The server's REST API, as the administrator."""
    with Service(limn_server.url, limn_server.username, limn_server.password) as one:
        yield one


@pytest.fixture
def expected() -> list[str]:
    """Patterns of what the browser may complain about in this test; add to it."""
    return []


@pytest.fixture(autouse=True)
def complaints(context: BrowserContext, expected: list[str]) -> Iterator[list[str]]:
    """Console errors, uncaught exceptions and blocked content of every page of the test."""
    heard: list[str] = []

    def console(message: ConsoleMessage) -> None:
        if message.type == "error":
            heard.append(f"{message.text} ({message.location.get('url', '')})")

    context.on("console", console)
    context.on("weberror", lambda one: heard.append(str(one.error)))
    yield heard
    surprising = [one for one in heard if not any(re.search(known, one) for known in expected)]
    assert not surprising, "the browser complained:\n" + "\n".join(surprising)


@pytest.fixture
def sign_in(context: BrowserContext, limn_server: LiveServer) -> Callable[..., None]:
    """Gives the browser a session without going through the login page."""

    def signed_in(
        username: str = limn_server.username, password: str = limn_server.password
    ) -> None:
        answer = context.request.post(
            "/api/auth/login", data={"username": username, "password": password}
        )
        assert answer.ok, answer.text()

    return signed_in


@pytest.fixture
def at_home(page: Page, sign_in: Callable[..., None]) -> Page:
    """A page of the administrator, on nothing yet."""
    sign_in()
    return page


@pytest.fixture(scope="session")
def hostctl(limn_server: LiveServer) -> Callable[..., str]:
    """Runs `hostctl` on the server's data; gives what it printed."""

    def run(*words: str) -> str:
        command = [sys.executable, "-m", "limn_hostctl.main", "--data", str(limn_server.data)]
        told = os.environ | own_database_on(limn_server.data)
        return subprocess.run(
            [*command, *words], env=told, check=True, stdout=subprocess.PIPE, text=True, timeout=60
        ).stdout

    return run


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A JPEG of each of `SIZES`."""
    return write_jpegs(tmp_path_factory.mktemp("pictures"), SIZES)


@pytest.fixture(scope="session")
def task(service: Service, pictures: list[Path]) -> dict[str, Any]:
    """A task of all pictures for tests that only look; its labels are car, tree and road."""
    return service.new_task("Looked at", pictures, labels=["car", "tree", "road"])


@pytest.fixture
def own_task(service: Service, pictures: list[Path]) -> dict[str, Any]:
    """A task for one test alone."""
    return service.new_task("Drawn on", pictures[:3], labels=["car", "tree"])


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A video of 40 frames at 25 frames/s that grows lighter from frame to frame."""
    return write_clip(tmp_path_factory.mktemp("clip") / "dawn.mp4")
