"""A task is backed up from its page and restored from the list."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect


def test_a_backup_is_downloaded_and_restored(
    at_home: Page, own_task: dict[str, Any], tmp_path: Path
) -> None:
    page = at_home
    page.goto(f"/tasks/{own_task['id']}")
    page.locator("header").get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Back up").click()
    dialog = page.get_by_role("dialog", name=re.compile("^Back up task"))
    dialog.get_by_role("button", name="Back up").click()
    ready = dialog.get_by_role("link", name="Download")
    expect(ready).to_be_visible(timeout=30_000)
    with page.expect_download() as download:
        ready.click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name.startswith("task_drawn on_backup_")

    page.goto("/tasks")
    page.get_by_role("button", name="Restore from backup").click()
    dialog = page.get_by_role("dialog", name="Restore a task")
    dialog.get_by_label("Backup file").set_input_files(path)
    dialog.get_by_role("button", name="Restore").click()
    opened = dialog.get_by_role("link", name="Open")
    expect(opened).to_be_visible(timeout=30_000)
    opened.click()
    page.wait_for_url(re.compile(r"/tasks/\d+$"))
    again = int(page.url.rpartition("/")[2])
    assert again != own_task["id"]
    expect(page.get_by_role("heading", name="Drawn on", level=1)).to_be_visible()


def test_a_file_that_is_no_backup_is_refused_with_the_reason(at_home: Page, tmp_path: Path) -> None:
    path = tmp_path / "nothing.zip"
    path.write_bytes(b"no archive")
    at_home.goto("/projects")
    at_home.get_by_role("button", name="Restore from backup").click()
    dialog = at_home.get_by_role("dialog", name="Restore a project")
    dialog.get_by_label("Backup file").set_input_files(path)
    dialog.get_by_role("button", name="Restore").click()
    expect(dialog).to_contain_text("damaged", timeout=30_000)
    dialog.get_by_role("button", name="Change the choice").click()
    expect(dialog.get_by_label("Backup file")).to_be_visible()
