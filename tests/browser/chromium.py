"""Finds a Chromium for the browser tests; run as a script it installs one where there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def system_chromium() -> str | None:
    """The path of an installed Chromium: `LIMN_CHROMIUM`, or the first of its usual names."""
    given = os.environ.get("LIMN_CHROMIUM")
    return given or next((path for name in NAMES if (path := shutil.which(name))), None)


def playwright_chromium() -> str | None:
    """The path of the Chromium that Playwright installed for itself, if it did."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _install() -> None:
    own = subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"], check=False, timeout=300
    )
    if own.returncode and shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=True)


def main() -> None:
    if system_chromium() or playwright_chromium():
        return
    print("The browser tests need a Chromium; installing one.")  # noqa: T201
    _install()
    if not (system_chromium() or playwright_chromium()):
        sys.exit("No Chromium could be installed. Install one, or name it in LIMN_CHROMIUM.")


if __name__ == "__main__":
    main()
