"""The tools, by the mouse and the keys of a person who draws all day."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.service import Service
from browser.workspace import Workspace


@pytest.fixture
def work(at_home: Page, own_task: dict[str, Any]) -> Workspace:
    return Workspace.open(at_home, own_task["id"], own_task["job"])


def test_a_mask_is_painted_changed_and_saved(
    work: Workspace, own_task: dict[str, Any], service: Service
) -> None:
    work.tool("Mask")
    work.drag((200, 200), (400, 260))
    work.page.keyboard.press("Shift+2")
    work.drag((390, 250), (420, 280))
    work.page.keyboard.press("Control+z")
    work.page.keyboard.press("n")
    work.saved()
    [mask] = service.shapes(own_task["job"])
    assert mask["type"] == "mask"
    left, _, right, _ = mask["points"][-4:]
    assert (left, right) == pytest.approx((190, 409), abs=3)


def test_the_object_menu_joins_what_is_selected(
    work: Workspace, own_task: dict[str, Any], service: Service
) -> None:
    work.draw_polygon((100, 100), (300, 100), (300, 300), (100, 300))
    work.draw_polygon((250, 100), (500, 100), (500, 300), (250, 300))
    work.select()
    work.page.keyboard.press("Control+a")
    work.page.mouse.click(*work.place((150, 150)), button="right")
    work.page.get_by_role("menuitem", name="Join polygons or masks").click()
    expect(work.rows).to_have_count(1)
    work.saved()
    [joined] = service.shapes(own_task["job"])
    assert len(joined["points"]) >= 8


def test_a_polygon_is_cut_in_two(work: Workspace) -> None:
    work.draw_polygon((100, 100), (300, 100), (300, 300), (100, 300))
    work.select()
    work.page.keyboard.press("Alt+j")
    work.click((200, 200))
    work.click((200, 50))
    work.click((200, 350))
    expect(work.rows).to_have_count(2)
    work.page.keyboard.press("Control+z")
    expect(work.rows).to_have_count(1)
