"""Tracks on the timeline, copies on other frames and in other jobs, and keys of one's own."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.service import Service
from browser.workspace import Workspace

POLYGON_KEYS = re.compile("^Change the keys of Polygon ")


@pytest.fixture
def work(at_home: Page, own_task: dict[str, Any]) -> Workspace:
    return Workspace.open(at_home, own_task["id"], own_task["job"])


def test_a_track_is_drawn_moved_and_cut_off_on_the_timeline(
    work: Workspace, own_task: dict[str, Any], service: Service
) -> None:
    work.tool("Rectangle")
    work.page.get_by_text("Track", exact=True).click()
    work.drag((50, 50), (150, 150))
    timeline = work.page.get_by_role("region", name="Timeline")
    expect(timeline).to_contain_text("1 track")
    work.go_to(2)
    work.drag((100, 100), (160, 120))
    work.saved()
    [track] = service.annotations(own_task["job"])["tracks"]
    assert [one["frame"] for one in track["shapes"]] == [0, 2]
    work.page.keyboard.press("e")
    work.on_frame(0)


def test_objects_are_copied_to_the_frames_after(work: Workspace) -> None:
    work.draw_rectangle((20, 20), (60, 60))
    work.page.keyboard.press("Control+b")
    dialog = work.page.get_by_role("dialog", name="Copy to other frames")
    expect(dialog).to_contain_text("2 objects, up to frame 2")
    dialog.get_by_role("button", name="Copy", exact=True).click()
    work.go_to(2)
    expect(work.rows).to_have_count(1)
    work.page.keyboard.press("Control+a")
    work.page.keyboard.press("Delete")
    work.go_to(0)
    work.page.keyboard.press("Control+a")
    work.page.keyboard.press("Control+b")
    dialog.get_by_role("checkbox", name="All to the end of the job").check()
    dialog.get_by_role("checkbox", name="Only where nothing is marked").check()
    expect(dialog).to_contain_text("1 object, up to frame 2")


def test_what_is_copied_in_one_job_is_pasted_in_another(
    work: Workspace, service: Service, pictures: list
) -> None:
    other = service.new_task("Pasted into", pictures[:1], labels=["tree", "car"])
    work.draw_rectangle((20, 20), (60, 60))
    work.page.keyboard.press("Control+c")
    work.saved()
    there = Workspace.open(work.page, other["id"], other["job"])
    there.page.keyboard.press("Control+Shift+v")
    there.saved()
    [pasted] = service.shapes(other["job"])
    cars = service.get("/api/labels", task_id=other["id"], search="car")["results"]
    assert pasted["label_id"] == cars[0]["id"]


def test_keys_are_changed_and_a_clash_is_told(work: Workspace) -> None:
    work.page.keyboard.press("F2")
    dialog = work.page.get_by_role("dialog", name="Settings")
    dialog.get_by_label("Find an action or a key").fill("polygon")
    dialog.get_by_role("button", name=POLYGON_KEYS).click()
    work.page.keyboard.press("m")
    expect(dialog.get_by_role("alert").first).to_contain_text("Merge into a track")
    dialog.get_by_role("button", name=POLYGON_KEYS).click()
    work.page.keyboard.press("Shift+p")
    expect(dialog.get_by_role("alert")).to_have_count(0)
    work.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    work.page.keyboard.press("Shift+p")
    expect(work.page.get_by_role("toolbar", name="Options of the tool")).to_contain_text("Polygon")
