"""A page that dies while files are sent: the task is made whole afterwards, and only once."""

import base64
import re
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect

from browser.dropping import drop_files, slow_uploads
from browser.service import Service

UPLOAD_SPEED = 60_000
READABLE = 3
"""How many of the files the browser may read again by itself."""
REFUSED = "FileSystemHandle.prototype.requestPermission = async () => 'denied'"
"""What a person says who is asked for the others: nobody can answer a headless browser."""
CHOSEN = """async files => {
    const folder = await navigator.storage.getDirectory();
    const handles = await Promise.all(Object.entries(files).map(async ([name, text]) => {
        const handle = await folder.getFileHandle(name, { create: true });
        const bytes = Uint8Array.from(atob(text), one => one.charCodeAt(0));
        const writable = await handle.createWritable();
        await writable.write(bytes);
        await writable.close();
        return handle;
    }));
    window.showOpenFilePicker = async () => handles;
}"""
"""The browser's own folder stands in for the person's, which only a person can open."""


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
    page.add_init_script(REFUSED)
    page.goto("/tasks")
    told = page.get_by_role("region", name="Interrupted task")
    expect(told).to_contain_text(f"“Night road” was interrupted while its {len(pictures)} files")
    told.get_by_role("button", name="Go on").click()
    # Those that the browser may read again it reads; the others are given again.
    expect(told).to_contain_text("Give the same file")
    drop_files(page, told.get_by_role("region", name="Files"), pictures[READABLE:])
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
    files = page.get_by_role("region", name="Files")
    choose_readable(page, files, pictures[:READABLE])
    drop_files(page, files, pictures[READABLE:])
    page.get_by_label("Name", exact=True).fill("Night road")
    slow_uploads(page, UPLOAD_SPEED)
    page.get_by_role("button", name="Create task").click()
    sending = page.get_by_role("progressbar", name="Sending")
    expect(sending).to_have_attribute("aria-valuenow", re.compile(r"^[1-9]\d?$"), timeout=20_000)
    page.close(run_before_unload=False)


def choose_readable(page: Page, files: Locator, pictures: list[Path]) -> None:
    """Choose files that the browser may read again in every page to come."""
    content = {one.name: base64.b64encode(one.read_bytes()).decode() for one in pictures}
    page.evaluate(CHOSEN, content)
    files.get_by_role("button").first.click()
