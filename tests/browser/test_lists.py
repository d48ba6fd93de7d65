"""Long lists: found by rules, put in order, and changed many rows at once."""

import os
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.service import Service

PREFIX = f"Tern {os.getpid()} "
COUNT = 23


@pytest.fixture
def terns(service: Service) -> Iterator[list[int]]:
    """Tasks that only this test knows."""
    names = [f"{PREFIX}{number:02d}" for number in range(COUNT)]
    ids = [service.post("/api/tasks", {"name": name})["id"] for name in names]
    yield ids
    service.post("/api/tasks/bulk", {"ids": ids, "delete": True})


def row_of(page: Page, number: int) -> Locator:
    return page.get_by_role("listitem").filter(has_text=f"{PREFIX}{number:02d}")


def assignees(service: Service) -> list[str | None]:
    rows = service.get("/api/tasks", search=PREFIX, page_size=COUNT, sort="name")["results"]
    return [one["assignee"] and one["assignee"]["username"] for one in rows]


def test_tasks_are_found_by_rules_put_in_order_and_changed_together(
    at_home: Page, service: Service, terns: list[int]
) -> None:
    at_home.goto("/tasks")
    at_home.get_by_role("button", name="Filter").click()
    rules = at_home.get_by_role("region", name="Filter")
    rules.get_by_label("With", exact=True).fill(PREFIX)
    expect(at_home.get_by_text(f"{COUNT} results")).to_be_visible()
    rules.get_by_role("button", name="Group", exact=True).click()
    other = rules.get_by_role("group", name="Group of rules").last
    other.get_by_label("Compared").select_option("Number")
    other.get_by_label("How", exact=True).select_option("at most")
    other.get_by_label("With", exact=True).fill(str(terns[-2]))
    expect(at_home.get_by_text(f"{COUNT - 1} results")).to_be_visible()

    at_home.get_by_role("button", name="Order").click()
    at_home.get_by_role("button", name="Name", exact=True).click()
    at_home.get_by_role("button", name="Compare Name earlier").click()
    expect(at_home.get_by_role("listitem").first).to_contain_text(f"{PREFIX}00")
    at_home.keyboard.press("Escape")
    at_home.get_by_role("button", name="Page 2").click()
    expect(row_of(at_home, COUNT - 2)).to_be_visible()
    at_home.reload()
    expect(row_of(at_home, COUNT - 2)).to_be_visible()
    expect(at_home.get_by_role("button", name="2 rules")).to_be_visible()
    at_home.get_by_role("button", name="Page 1").click()

    chosen = at_home.get_by_role("region", name="Selected")
    row_of(at_home, 0).get_by_role("checkbox").check()
    row_of(at_home, 2).get_by_role("checkbox").click(modifiers=["Shift"])
    expect(chosen).to_contain_text("3 selected")
    chosen.get_by_role("button", name="Assign").click()
    dialog = at_home.get_by_role("dialog")
    dialog.get_by_label("Assignee").fill("admin1")
    at_home.locator(".ant-select-item-option").filter(has_text="admin1").click()
    dialog.get_by_role("button", name="Assign").click()
    expect(at_home.get_by_text("3 changed.")).to_be_visible()
    assert assignees(service) == ["admin1"] * 3 + [None] * (COUNT - 3)
    at_home.get_by_role("button", name="Undo").click()
    expect(at_home.get_by_text("As it was before.")).to_be_visible()
    assert assignees(service) == [None] * COUNT

    chosen.get_by_role("button", name="Select nothing").click()
    expect(chosen).to_have_count(0)
    at_home.get_by_label("Select all on this page").check()
    chosen.get_by_role("button", name=f"Select all {COUNT - 1}").click()
    expect(chosen).to_contain_text(f"{COUNT - 1} selected")
    chosen.get_by_role("button", name="Delete").click()
    dialog.get_by_label(re.compile("^Type")).fill(f"{COUNT - 1}")
    dialog.get_by_role("button", name="Delete").click()
    expect(at_home.get_by_role("heading", name="Nothing matches")).to_be_visible()
    assert service.get("/api/tasks", search=PREFIX)["count"] == 1
