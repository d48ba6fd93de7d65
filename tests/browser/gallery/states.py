"""Pages while they load, and when something has failed."""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect

from browser.dropping import drop_files, slow_uploads
from browser.gallery.sample import Sample
from browser.gallery.visits import Take, as_newcomer, loading, refused


def uploading(page: Page, sample: Sample) -> None:
    """A task whose file is on its way, and whose form is gone; it never arrives."""
    with tempfile.TemporaryDirectory() as scratch:
        page.goto("/tasks/new")
        file = Path(scratch) / "evening.mp4"
        file.write_bytes(b"0" * 400_000)
        drop_files(page, page.get_by_role("region", name="Files"), [file])
        expect(page.get_by_label("Name", exact=True)).to_have_value("evening")
        slow_uploads(page, 50_000)
        page.get_by_role("button", name="Create task").click()
        expect(page.get_by_role("progressbar", name="Sending")).to_be_visible()


STATES: dict[str, Take] = {
    "tasks-loading": loading("/tasks", "/api/tasks[?]"),
    "jobs-loading": loading("/jobs", "/api/jobs[?]"),
    "projects-loading": loading("/projects", "/api/projects[?]"),
    "task-loading": loading("/tasks/{task}", "/api/tasks/"),
    "project-loading": loading("/projects/{project}", "/api/projects/"),
    "organization-loading": loading("/organizations/{org}", "/api/organizations"),
    "storage-loading": loading("/storages/{storage}", "/content"),
    "plugins-loading": loading("/plugins", "/api/plugins[?]"),
    "tasks-failed": refused("/tasks", "**/api/tasks?*"),
    "task-failed": refused("/tasks/{task}", "**/api/tasks/*"),
    "task-missing": refused("/tasks/{task}", "**/api/tasks/*", 404),
    "task-forbidden": as_newcomer("/tasks/{task}"),
    "uploading": uploading,
    "workspace-loading": loading("/tasks/{task}/jobs/{job}", "/api/jobs/"),
    "workspace-failed": refused("/tasks/{task}/jobs/{job}", "**/api/jobs/*"),
}
