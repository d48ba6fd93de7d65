"""A job in headless Chromium without a GPU, and the processor time of all its processes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import Page, sync_playwright

from bench.deployments import Server
from bench.measuring import spent
from browser.chromium import FLAGS, system_chromium

WINDOW = {"width": 1600, "height": 900}
Spent = Callable[[], float]


@contextmanager
def opened(
    server: Server, task_id: int, script: str, before: str = ""
) -> Iterator[tuple[Page, Spent]]:
    """The task's job in a browser of its own, and the processor time that browser has used.

    `script` runs once the job is open, `before` before anything else of the page.
    """
    place = urlsplit(server.client.url)
    path = f"/tasks/{task_id}/jobs/{server.client.job_of(task_id)}"
    with sync_playwright() as playwright:
        others = set(_descendants())
        browser = playwright.chromium.launch(executable_path=system_chromium(), args=FLAGS)
        page = browser.new_context(
            viewport=WINDOW, extra_http_headers={"Authorization": server.client.authorization}
        ).new_page()
        page.add_init_script(before)
        page.goto(f"{place.scheme}://{place.netloc}{path}")
        page.get_by_test_id("canvas").wait_for()
        page.wait_for_timeout(2000)
        page.evaluate(script)
        own = [process for process in _descendants() if process not in others]
        yield page, lambda: sum(map(spent, own))
        browser.close()


def _descendants() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)
