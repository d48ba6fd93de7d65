"""Pictures of every screen with sample data, in both themes, two sizes and two languages:

    python -m browser.gallery FOLDER [NAME…]

A screen that cannot be reached is told at the end with the reason, and a picture of what was there
instead; the others are taken all the same. `docs/images/workspace.png` is the
`workspace-dark-1440.png` of such a run.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Page, expect, sync_playwright

from browser.chromium import FLAGS, system_chromium
from browser.gallery import SCREENS
from browser.gallery.dressing import speak, wear
from browser.gallery.sample import Sample, prepare
from browser.scenery import write_clip
from browser.service import Service
from browser.waiting import until
from servers.live import LiveServer, own_server

WINDOWS = ((1440, 900), (1920, 1080))
GERMAN = ("light", 1440, 900)
"""How the German pictures are taken: words are long where there is least room for them."""


def main(folder: Path, *wanted: str) -> None:
    unknown = set(wanted) - set(SCREENS)
    if unknown:
        sys.exit(f"no such screen: {', '.join(sorted(unknown))}; there are {', '.join(SCREENS)}")
    folder.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=20_000)
    failed: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as scratch, visited(Path(scratch)) as (context, sample):
        for name in wanted or SCREENS:
            page = fresh_page(context, sample)
            try:
                SCREENS[name](page, sample)
                take_all(page, folder, name)
            except (Error, AssertionError) as error:
                failed[name] = str(error).splitlines()[0]
                page.screenshot(path=folder / f"{name}-unreached.png")
            page.close(run_before_unload=False)
    for name, reason in failed.items():
        print(f"{name}: {reason}")  # noqa: T201
    if failed:
        sys.exit(1)


@contextmanager
def visited(scratch: Path) -> Iterator[tuple[BrowserContext, Sample]]:
    """A browser, and a server with the sample on it."""
    data = scratch / "data"
    data.mkdir()
    with (
        own_server(data, LIMN_OPEN_SIGNUP="1") as server,
        Service(server.url, server.username, server.password) as service,
        sync_playwright() as playwright,
    ):
        clip = write_clip(scratch / "dawn.mp4")
        sample = prepare(server, service, lambda *words: hostctl(server, *words), scratch, clip)
        browser = playwright.chromium.launch(executable_path=system_chromium(), args=FLAGS)
        yield (
            browser.new_context(base_url=server.url, locale="en-GB", reduced_motion="reduce"),
            sample,
        )
        browser.close()


def hostctl(server: LiveServer, *words: str) -> str:
    command = [sys.executable, "-m", "limn_hostctl.main", "--data", str(server.data), *words]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def fresh_page(context: BrowserContext, sample: Sample) -> Page:
    """Of the administrator, whatever the screen before did to the session and the network."""
    context.set_offline(False)
    context.clear_cookies()
    login = {"username": sample.server.username, "password": sample.server.password}
    assert context.request.post("/api/auth/login", data=login).ok
    page = context.new_page()
    page.set_viewport_size({"width": WINDOWS[0][0], "height": WINDOWS[0][1]})
    page.add_init_script("localStorage.clear()")
    return page


def take_all(page: Page, folder: Path, name: str) -> None:
    """The screen as it stands, dressed in each way."""
    for theme in ("light", "dark"):
        wear(page, theme)
        for width, height in WINDOWS:
            shoot(page, folder / f"{name}-{theme}-{width}.png", width, height)
    theme, width, height = GERMAN
    wear(page, theme)
    speak(page, "de")
    shoot(page, folder / f"{name}-{theme}-{width}-de.png", width, height)


def shoot(page: Page, file: Path, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_timeout(150)
    until(page, "document.fonts.status === 'loaded'")
    until(page, "[...document.images].every(one => one.complete)")
    page.screenshot(path=file)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
