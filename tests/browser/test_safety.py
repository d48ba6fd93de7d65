"""Work survives a lost network and a closed tab."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.service import Service
from browser.waiting import until
from browser.workspace import Workspace

NO_NETWORK = "ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|Failed to fetch"


@pytest.fixture(autouse=True)
def _without_network(expected: list[str]) -> None:
    expected.append(NO_NETWORK)


def test_what_is_drawn_without_network_is_saved_when_it_is_back(
    at_home: Page, context: BrowserContext, own_task: dict[str, Any], service: Service
) -> None:
    work = Workspace.open(at_home, own_task["id"], own_task["job"])
    work.draw_rectangle((100, 100), (300, 260))
    work.select()
    work.saved()
    context.set_offline(True)
    work.draw_rectangle((500, 300), (700, 420))
    work.select()
    work.unsaved()
    work.drag((200, 180), (240, 220))
    expect(work.save_state).to_have_text("Offline, 2 kept here")
    assert len(service.shapes(own_task["job"])) == 1
    context.set_offline(False)
    work.saved(seconds=20)
    lefts = sorted(one["points"][0] for one in service.shapes(own_task["job"]))
    assert lefts == pytest.approx([140, 500], abs=2)


def test_a_deletion_without_network_arrives_too(
    at_home: Page, context: BrowserContext, own_task: dict[str, Any], service: Service
) -> None:
    work = Workspace.open(at_home, own_task["id"], own_task["job"])
    work.draw_polygon((200, 200), (400, 210), (420, 380), (220, 400))
    work.select()
    work.saved()
    context.set_offline(True)
    work.click((300, 300))
    at_home.keyboard.press("Delete")
    work.unsaved()
    context.set_offline(False)
    work.saved(seconds=20)
    assert service.shapes(own_task["job"]) == []


def test_edits_of_a_closed_tab_are_there_when_the_job_is_opened_again(
    at_home: Page, context: BrowserContext, own_task: dict[str, Any], service: Service
) -> None:
    work = Workspace.open(at_home, own_task["id"], own_task["job"])
    context.set_offline(True)
    work.draw_rectangle((100, 100), (300, 260))
    work.draw_rectangle((400, 100), (600, 260))
    work.unsaved()
    at_home.close()
    context.set_offline(False)
    again = Workspace.open(context.new_page(), own_task["id"], own_task["job"])
    expect(again.page.get_by_text("2 unsaved changes restored")).to_be_visible()
    expect(again.rows).to_have_count(2)
    again.saved()
    assert len(service.shapes(own_task["job"])) == 2


def test_going_back_to_the_task_loses_nothing(
    at_home: Page, own_task: dict[str, Any], service: Service
) -> None:
    work = Workspace.open(at_home, own_task["id"], own_task["job"])
    work.draw_rectangle((100, 100), (300, 260))
    work.action("Back to Drawn on").click()
    expect(at_home.get_by_role("heading", name="Drawn on", level=1)).to_be_visible()
    until(at_home, "!window.limn")
    at_home.wait_for_timeout(300)
    assert len(service.shapes(own_task["job"])) == 1


def test_reloading_at_once_loses_nothing(
    at_home: Page, own_task: dict[str, Any], service: Service
) -> None:
    work = Workspace.open(at_home, own_task["id"], own_task["job"])
    work.draw_rectangle((100, 100), (300, 260))
    at_home.reload()
    work.ready()
    expect(work.rows).to_have_count(1)
    work.saved()
    assert len(service.shapes(own_task["job"])) == 1
