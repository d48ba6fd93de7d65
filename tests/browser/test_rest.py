"""An open job at which nobody does anything costs nothing."""

from typing import Any

from playwright.sync_api import Page

from browser.workspace import Workspace

COUNT_FRAMES = """async (ms) => {
    const asked = window.requestAnimationFrame;
    let count = 0;
    window.requestAnimationFrame = (callback) => (count++, asked(callback));
    await new Promise((resolve) => setTimeout(resolve, ms));
    window.requestAnimationFrame = asked;
    return count;
}"""


def test_an_open_job_rests(at_home: Page, task: dict[str, Any]) -> None:
    work = Workspace.open(at_home, task["id"], task["job"])
    at_home.evaluate("limn.editor.setAppearance({ showText: 'always' })")
    at_home.wait_for_timeout(1500)
    requests: list[str] = []
    at_home.on("request", lambda request: requests.append(request.url))
    assert at_home.evaluate(COUNT_FRAMES, 1500) == 0
    assert requests == []
    work.go_to(1)
    at_home.wait_for_timeout(1500)
    assert at_home.evaluate(COUNT_FRAMES, 1500) == 0
