"""What a page shows is changed where it stands; a guide is written beside its preview."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from browser.service import Service


def change(page: Page, what: str, value: str) -> None:
    page.get_by_role("button", name=f"Change: {what}").click()
    page.get_by_label(what, exact=True).fill(value)
    page.keyboard.press("Enter")


def test_a_task_is_changed_on_its_page(
    at_home: Page, service: Service, own_task: dict[str, Any], expected: list[str]
) -> None:
    expected.append("status of 4")
    at_home.goto(f"/tasks/{own_task['id']}")
    change(at_home, "Name", "Harbour at dawn")
    expect(at_home.get_by_role("heading", name="Harbour at dawn", level=1)).to_be_visible()
    change(at_home, "Subset", "train")
    expect(at_home.get_by_text("train", exact=True)).to_be_visible()
    change(at_home, "Issue tracker", "https://issues.example.org/7")
    link = at_home.get_by_role("link", name="issues.example.org/7")
    expect(link).to_have_attribute("href", "https://issues.example.org/7")
    change(at_home, "Issue tracker", "javascript:alert(1)")
    expect(link).to_have_count(0)
    expect(at_home.locator("a[href^=javascript]")).to_have_count(0)
    at_home.get_by_label("Assignee").fill("admin1")
    at_home.locator(".ant-select-item-option").filter(has_text="admin1").click()
    expect(at_home.get_by_role("complementary", name="Facts")).to_contain_text("admin1")
    at_home.reload()
    expect(at_home.get_by_role("heading", name="Harbour at dawn", level=1)).to_be_visible()
    task = service.get(f"/api/tasks/{own_task['id']}")
    assert (task["name"], task["subset"]) == ("Harbour at dawn", "train")
    assert task["assignee"]["username"] == "admin1"


def test_a_guide_is_written_with_pictures_and_runs_nothing(
    at_home: Page,
    service: Service,
    own_task: dict[str, Any],
    pictures: list[Path],
    expected: list[str],
) -> None:
    # The browser says so while the text is taken apart, before the sanitiser removes it.
    expected.append("inline event handler")
    at_home.goto(f"/tasks/{own_task['id']}")
    at_home.get_by_role("link", name="Guide").click()
    at_home.get_by_role("button", name="Write the guide").click()
    source = at_home.get_by_role("textbox", name="Guide, in Markdown")
    source.fill("# Cars\n\n- parked ones too\n\n<img src='' onerror='document.title=1'>")
    preview = at_home.get_by_role("region", name="Preview")
    expect(preview.get_by_role("heading", name="Cars")).to_be_visible()
    at_home.get_by_role("button", name="Cancel").click()
    at_home.get_by_role("button", name="Go on writing").click()
    at_home.locator("input[type=file]").set_input_files(pictures[0])
    expect(preview.get_by_role("img", name="road_00.jpg")).to_be_visible()
    at_home.get_by_role("button", name="Save").click()
    shown = at_home.get_by_role("article")
    expect(shown.get_by_role("img", name="road_00.jpg")).to_be_visible()
    expect(at_home).to_have_title("Guide · Limn")
    expect(shown.locator("[onerror]")).to_have_count(0)
    guide = service.get(f"/api/tasks/{own_task['id']}")["guide_id"]
    assert "parked ones too" in service.get(f"/api/guides/{guide}")["markdown"]
