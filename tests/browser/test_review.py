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
    issue.get_by_role("button", name="Resolve").click()
    expect(issue).to_have_count(0)
    [kept] = service.get("/api/issues", job_id=own_task["job"])["results"]
    assert kept["resolved"]
    assert len(kept["position"]) == 8


def test_nothing_can_be_drawn_in_review(work: Workspace) -> None:
    work.page.get_by_label("Way of working").select_option("review")
    tools = work.page.get_by_role("navigation", name="Tools")
    expect(tools.get_by_role("button", name="Rectangle", exact=True)).to_be_disabled()


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
