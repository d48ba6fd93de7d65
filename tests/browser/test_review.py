"""Issues are raised, discussed and resolved; frames are tagged by digit."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.service import Service
from browser.workspace import Workspace


@pytest.fixture
def work(at_home: Page, own_task: dict[str, Any]) -> Workspace:
    return Workspace.open(at_home, own_task["id"], own_task["job"])


def test_an_issue_is_opened_answered_and_resolved(
    work: Workspace, own_task: dict[str, Any], service: Service
) -> None:
    page = work.page
    page.get_by_label("Way of working").select_option("review")
    page.keyboard.press("i")
    work.drag((100, 100), (300, 260))
    page.get_by_label("What is wrong here?").fill("The wheel is missing")
    page.get_by_role("button", name="Open issue", exact=True).click()
    issue = page.get_by_test_id("issue")
    expect(issue).to_contain_text("The wheel is missing")
    issue.get_by_role("button").first.click()
    issue.get_by_label("Answer").fill("Done")
    issue.get_by_role("button", name="Send").click()
    expect(issue).to_contain_text("2 comments")
    issue.get_by_role("button", name="Edit", exact=True).last.click()
    issue.get_by_label("Edit", exact=True).fill("Done, look again")
    issue.get_by_role("button", name="Save").click()
    expect(issue).to_contain_text("Done, look again")
    issue.get_by_role("button", name="Resolve").click()
    expect(issue).to_have_count(0)
    mark = page.get_by_role("button", name="Show issue")
    expect(mark).to_have_count(0)
    page.get_by_label("Resolved too").check()
    expect(mark).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    page.keyboard.press("i")
    expect(mark).to_have_count(0)
    page.keyboard.press("t")
    page.keyboard.press("i")
    [kept] = service.get("/api/issues", job_id=own_task["job"])["results"]
    assert kept["resolved"]
    assert len(kept["position"]) == 8


def test_a_job_goes_to_review_and_back_to_its_annotator(
    work: Workspace, own_task: dict[str, Any], service: Service
) -> None:
    page, job = work.page, f"/api/jobs/{own_task['job']}"
    page.keyboard.press("Control+Enter")
    dialog = page.get_by_role("dialog", name="Finish and hand over")
    dialog.get_by_role("radio", name="To review").check()
    dialog.get_by_role("combobox", name="Who goes on").click()
    page.locator(".ant-select-item-option").first.click()
    dialog.get_by_role("button", name="Finish").click()
    page.wait_for_url(f"**/tasks/{own_task['id']}")
    handed = service.get(job)
    assert (handed["stage"], handed["state"]) == ("validation", "new")
    assert handed["assignee"]

    work = Workspace.open(page, own_task["id"], own_task["job"])
    tools = page.get_by_role("navigation", name="Tools")
    rectangle = tools.get_by_role("button", name="Rectangle", exact=True)
    expect(rectangle).to_be_disabled()
    page.keyboard.press("u")
    expect(rectangle).to_be_enabled()
    page.keyboard.press("f")
    work.on_frame(1)
    expect(rectangle).to_be_disabled()
    page.keyboard.press("i")
    page.keyboard.down("Shift")
    work.click((50, 50))
    page.keyboard.up("Shift")
    work.click((150, 60))
    work.click((90, 140))
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Wrong label").click()
    expect(page.get_by_test_id("issue")).to_contain_text("Wrong label")
    [issue] = service.get("/api/issues", job_id=own_task["job"])["results"]
    assert [round(one) for one in issue["position"]] == pytest.approx(
        [50, 50, 150, 60, 90, 140], abs=2
    )
    page.get_by_role("button", name="Finish review").click()
    expect(dialog).to_contain_text("1 issue is open.")
    expect(dialog.get_by_role("radio", name="Send back")).to_be_checked()
    dialog.get_by_role("button", name="Finish").click()
    page.wait_for_url(f"**/tasks/{own_task['id']}")
    returned = service.get(job)
    assert (returned["stage"], returned["state"]) == ("annotation", "rejected")


def test_frames_are_tagged_by_digit_one_after_the_other(
    work: Workspace, own_task: dict[str, Any], service: Service
) -> None:
    work.page.get_by_label("Way of working").select_option("tags")
    work.page.keyboard.press("1")
    work.on_frame(1)
    work.page.keyboard.press("2")
    work.on_frame(2)
    work.saved()
    tags = service.annotations(own_task["job"])["tags"]
    assert [one["frame"] for one in tags] == [0, 1]
