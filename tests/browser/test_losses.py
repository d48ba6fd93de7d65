"""What a format cannot hold is told in the dialog, before anything is exported."""

from typing import Any

from playwright.sync_api import Page, expect

from browser.service import Service


def test_the_dialog_tells_what_the_chosen_format_changes(
    at_home: Page, service: Service, own_task: dict[str, Any]
) -> None:
    label = service.get("/api/labels", task_id=own_task["id"])["results"][0]["id"]
    ellipse = {"type": "ellipse", "frame": 0, "label_id": label, "points": [90, 60, 120, 40]}
    service.put(f"/api/jobs/{own_task['job']}/annotations", {"shapes": [ellipse]})
    at_home.goto(f"/tasks/{own_task['id']}")
    at_home.get_by_role("button", name="Export").click()
    told = at_home.get_by_role("region", name="What will change")
    choose(at_home, "COCO 1.0")
    expect(told).to_contain_text("1 ellipse becomes")
    choose(at_home, "CVAT for images 1.1")
    expect(told).to_have_text("Everything drawn is kept.")


def choose(page: Page, format: str) -> None:
    page.get_by_label("Format", exact=True).fill(format)
    page.locator(".ant-select-item-option").filter(has_text=format).first.click()
