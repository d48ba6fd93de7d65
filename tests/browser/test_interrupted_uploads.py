"""A page that dies while files are sent: the task is made whole afterwards, and only once."""

import re
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from browser.dropping import drop_files, slow_uploads
from browser.service import Service

UPLOAD_SPEED = 60_000


def test_a_task_goes_on_after_the_page_died_in_the_middle_of_its_files(
    at_home: Page,
    context: BrowserContext,
    service: Service,
    pictures: list[Path],
    expected: list[str],
) -> None:
    # A file that was begun before its address was noted is found by beginning it again.
    expected.append(r"status of 409.*/data/")
    dies_while_sending(at_home, pictures)
    [half] = service.get("/api/tasks", name="Night road")["results"]
    assert not half.get("size")

    page = context.new_page()
    page.goto("/tasks")
    told = page.get_by_role("region", name="Interrupted task")
    expect(told).to_contain_text(f"“Night road” was interrupted while its {len(pictures)} files")
    told.get_by_role("button", name="Go on").click()
    expect(told).to_contain_text("Give the same files again")
    drop_files(page, told.get_by_role("region", name="Files"), pictures)
    page.wait_for_url(re.compile(r"/tasks/\d+$"), timeout=30_000)

    [whole] = service.get("/api/tasks", name="Night road")["results"]
    assert whole["id"] == half["id"]
    frames = service.get(f"/api/tasks/{whole['id']}/data/meta")["frames"]
    assert sorted(one["name"] for one in frames) == sorted(one.name for one in pictures)
    page.goto("/tasks")
    expect(page.get_by_role("listitem").filter(has_text="Night road")).to_have_count(1)
    expect(told).to_have_count(0)


def dies_while_sending(page: Page, pictures: list[Path]) -> None:
    """Begin a task, and end its page once a part of the files is with the server."""
    page.goto("/tasks/new")
    drop_files(page, page.get_by_role("region", name="Files"), pictures)
    page.get_by_label("Name", exact=True).fill("Night road")
    slow_uploads(page, UPLOAD_SPEED)
    page.get_by_role("button", name="Create task").click()
    sending = page.get_by_role("progressbar", name="Sending")
    expect(sending).to_have_attribute("aria-valuenow", re.compile(r"^[1-9]\d?$"), timeout=20_000)
    page.close(run_before_unload=False)
