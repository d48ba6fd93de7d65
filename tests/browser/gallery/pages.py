"""Pages as they are when everything on them is there, and as they are for who has nothing yet."""

import re
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect

from browser.dropping import drop_files
from browser.gallery.sample import LABELS, SMALL, Sample
from browser.gallery.visits import Take, as_newcomer, at, signed_out
from browser.scenery import write_jpegs


def filled_form(page: Page, sample: Sample) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        page.goto("/tasks/new")
        files = write_jpegs(Path(scratch), SMALL)
        drop_files(page, page.get_by_role("region", name="Files"), files)
        for label in LABELS:
            page.get_by_label("New label, or paste a list").fill(label)
            page.keyboard.press("Enter")
        expect(page.get_by_text(f"{len(files)} files", exact=False)).to_be_visible()


def videos_form(page: Page, sample: Sample) -> None:
    """Several videos and something that is none, with all options open."""
    with tempfile.TemporaryDirectory() as scratch:
        page.goto("/tasks/new")
        files = [Path(scratch) / name for name in ("morning.mp4", "noon.mp4", "empty.mp4")]
        for file in files[:2]:
            file.write_bytes(b"0" * 3000)
        files[2].touch()
        drop_files(page, page.get_by_role("region", name="Files"), files)
        page.get_by_text("More options").click()
        page.get_by_label("Quality check").click()
        page.get_by_title("Honeypots in every job").click()
        expect(page.get_by_label("Honeypots in each job", exact=True)).to_be_visible()


def from_storage(page: Page, sample: Sample) -> None:
    page.goto("/tasks/new")
    page.get_by_text("Storage", exact=True).click()
    page.get_by_label("Storage", exact=True).last.click()
    page.get_by_title("Harbour cameras").first.click()
    page.get_by_label("Take 2026-03").check()


def narrowed(page: Page, sample: Sample) -> None:
    """A list with rules, two keys of order and some rows taken."""
    at("/tasks")(page, sample)
    page.get_by_role("button", name="Filter").click()
    rules = page.get_by_role("region", name="Filter")
    rules.get_by_label("With", exact=True).fill("o")
    rules.get_by_role("button", name="Group", exact=True).click()
    inner = rules.get_by_role("group", name="Group of rules").last
    inner.get_by_label("Compared").select_option("status")
    inner.get_by_label("With", exact=True).select_option("annotation")
    page.get_by_role("button", name="Order").click()
    page.get_by_role("button", name="Name", exact=True).click()
    page.keyboard.press("Escape")
    # What is selected is let go when the list becomes another one.
    expect(page).to_have_url(re.compile("%22o%22.*annotation.*sort=.*name"))
    page.get_by_label("Select all on this page").check()
    expect(page.get_by_role("region", name="Selected")).to_be_visible()


def nothing_matches(page: Page, sample: Sample) -> None:
    at("/tasks?q=no+such+task")(page, sample)
    expect(page.get_by_role("heading", name="Nothing matches")).to_be_visible()


def guide_editor(page: Page, sample: Sample) -> None:
    at("/projects/{project}/guide")(page, sample)
    page.get_by_role("button", name="Edit").click()
    expect(page.get_by_role("region", name="Preview")).to_contain_text("Boats")


def edited_labels(page: Page, sample: Sample) -> None:
    """Labels of a task while they are changed, one with its attributes open."""
    at("/tasks/{task}")(page, sample)
    page.get_by_role("button", name="Edit labels").click()
    page.get_by_role("button", name=re.compile("1 attribute")).click()
    expect(page.get_by_label("Attribute name")).to_have_value("paint")


PAGES: dict[str, Take] = {
    "login": signed_out("/login"),
    "login-confirmed": signed_out("/login?mail=confirmed"),
    "register": signed_out("/auth/register"),
    "invited": signed_out("/auth/register/invitation?email=ada%40example.org&key=k"),
    "password-reset": signed_out("/auth/password/reset"),
    "password-confirm": signed_out("/auth/password/reset/confirm?uid=MQ&token=t"),
    "tasks": at("/tasks"),
    "tasks-narrowed": narrowed,
    "tasks-no-match": nothing_matches,
    "tasks-empty": as_newcomer("/tasks"),
    "task": at("/tasks/{task}"),
    "task-of-video": at("/tasks/{video}"),
    "task-without-data": at("/tasks/{empty}"),
    "task-labels": edited_labels,
    "new-task": filled_form,
    "new-task-videos": videos_form,
    "new-task-storage": from_storage,
    "jobs": at("/jobs"),
    "jobs-empty": as_newcomer("/jobs"),
    "projects": at("/projects"),
    "projects-empty": as_newcomer("/projects"),
    "project": at("/projects/{project}"),
    "new-project": at("/projects/new"),
    "guide": at("/projects/{project}/guide"),
    "guide-editor": guide_editor,
    "guide-empty": at("/tasks/{task}/guide"),
    "requests": at("/requests"),
    "requests-empty": as_newcomer("/requests"),
    "storages": at("/storages"),
    "storages-empty": as_newcomer("/storages"),
    "storage": at("/storages/{storage}"),
    "new-storage": at("/storages/new"),
    "plugins": at("/plugins"),
    "organizations": at("/organizations"),
    "organizations-empty": as_newcomer("/organizations"),
    "organization": at("/organizations/{org}"),
    "invitations": at("/invitations"),
    "profile": at("/profile"),
    "settings": at("/settings"),
    "about": at("/about"),
    "not-found": at("/no/such/page"),
}
