"""Frames are taken out of a job and brought back."""

from typing import Any

from playwright.sync_api import Page, expect

from browser.service import Service
from browser.waiting import until
from browser.workspace import Workspace


def test_a_frame_is_removed_brought_back_and_shown_as_removed(
    at_home: Page, own_task: dict[str, Any], service: Service
) -> None:
    def removed() -> list[int]:
        return service.get(f"/api/jobs/{own_task['job']}/data/meta")["deleted_frames"]

    work = Workspace.open(at_home, own_task["id"], own_task["job"])
    work.go_to(1)
    at_home.keyboard.press("Alt+Delete")
    until(at_home, "limn.editor.frame !== 1")
    assert removed() == [1]
    at_home.get_by_role("button", name="Bring back").click()
    work.on_frame(1)
    assert removed() == []

    at_home.keyboard.press("Alt+Delete")
    until(at_home, "limn.editor.frame !== 1")
    at_home.get_by_role("button", name="Look of the picture and the shapes").click()
    at_home.get_by_role("switch", name="Removed frames").click()
    at_home.keyboard.press("Escape")
    work.go_to(1)
    expect(
        at_home.get_by_text("This frame is removed: datasets are made without it.")
    ).to_be_visible()
    tools = at_home.get_by_role("navigation", name="Tools")
    expect(tools.get_by_role("button", name="Rectangle", exact=True)).to_be_disabled()
    at_home.keyboard.press("Alt+Delete")
    expect(at_home.get_by_text("This frame is removed")).to_have_count(0)
    assert removed() == []
    expect(tools.get_by_role("button", name="Rectangle", exact=True)).to_be_enabled()
