"""A job is worked on and reviewed from end to end without a mouse."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from browser.service import Service
from browser.workspace import Workspace

ELSEWHERE = """control => {
  const place = control.closest("[data-chrome]");
  return place && !place.contains(document.activeElement);
}"""


def test_a_job_is_annotated_and_reviewed_by_the_keyboard_alone(
    at_home: Page, own_task: dict[str, Any], service: Service
) -> None:
    cars = service.get("/api/labels", task_id=own_task["id"], search="car")["results"]
    box = {
        "type": "rectangle", "points": [100, 100, 300, 260], "label_id": cars[0]["id"],
        "frame": 0, "occluded": False, "z_order": 0, "attributes": [],
    }  # fmt: skip
    drawn = {"shapes": [box], "tags": [], "tracks": []}
    service.put(f"/api/jobs/{own_task['job']}/annotations", drawn)
    work = Workspace.open(at_home, own_task["id"], own_task["job"])
    press = at_home.keyboard.press

    press("Tab")
    press("Alt+Shift+ArrowRight")
    press("2")
    press("q")
    press("Control+c")
    press("f")
    work.on_frame(1)
    press("Control+Shift+v")
    work.saved()
    first, copied = sorted(service.shapes(own_task["job"]), key=lambda one: one["frame"])
    assert first["points"] == copied["points"] == [110, 100, 310, 260]
    assert first["occluded"]
    assert first["label_id"] == copied["label_id"] != cars[0]["id"]
    press("Delete")
    expect(work.rows).to_have_count(0)
    press("Control+z")
    expect(work.rows).to_have_count(1)
    work.saved()

    reach(at_home, at_home.get_by_label("Way of working"))
    press("r")
    expect(work.action("Undo")).to_be_disabled()
    press("Escape")
    press("Tab")
    press("i")
    press("Enter")
    at_home.keyboard.type("Too wide")
    reach(at_home, at_home.get_by_role("button", name="Open issue", exact=True).last)
    press("Enter")
    issue = at_home.get_by_test_id("issue")
    expect(issue).to_contain_text("Too wide")
    [kept] = service.get("/api/issues", job_id=own_task["job"])["results"]
    assert kept["position"] == [110, 100, 310, 100, 310, 260, 110, 260]
    reach(at_home, issue.get_by_role("button").first)
    press("Enter")
    reach(at_home, issue.get_by_role("button", name="Resolve"))
    press("Enter")
    expect(issue).to_have_count(0)
    reach(at_home, at_home.get_by_role("button", name="Finish review"))
    press("Enter")
    dialog = at_home.get_by_role("dialog")
    reach(at_home, dialog.locator("button[type=submit]"))
    press("Enter")
    at_home.wait_for_url(f"**/tasks/{own_task['id']}")


def reach(page: Page, control: Locator) -> None:
    """By F6 to the bar or panel that it is in, if it is in one, and by Tab."""
    control.wait_for()
    for _ in range(8):
        if not control.evaluate(ELSEWHERE):
            break
        page.keyboard.press("F6")
    for _ in range(40):
        if control.evaluate("control => control === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {control}")
