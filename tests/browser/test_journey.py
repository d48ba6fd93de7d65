"""From the first link to the dataset, as somebody new would go."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Download, Locator, Page, expect

from browser.dropping import drop_files, slow_uploads
from browser.service import Service
from browser.waiting import until
from browser.workspace import Workspace
from servers.live import LiveServer

UNDER_WAY = re.compile(r"^[1-9]\d?$")
UPLOAD_SPEED = 120_000


def test_from_the_login_link_to_the_dataset(
    page: Page,
    service: Service,
    hostctl: Callable[..., str],
    limn_server: LiveServer,
    pictures: list[Path],
) -> None:
    sign_in_by_link(page, hostctl("users", "link", limn_server.username))
    create_task(page, pictures)
    find_in_lists(page)
    draw_and_change(page, service)
    find_again(page, service)
    file = export_coco(page)
    check_dataset(file, service)


def sign_in_by_link(page: Page, printed: str) -> None:
    link = re.search(r"/login/\S+", printed)
    assert link, printed
    page.goto(link.group())
    expect(page.get_by_role("heading", name="Tasks", level=1)).to_be_visible()


def create_task(page: Page, pictures: list[Path]) -> None:
    page.get_by_role("link", name="New task").first.click()
    drop_files(page, page.get_by_role("region", name="Files"), pictures)
    expect(page.get_by_text(f"{len(pictures)} files", exact=False)).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("road_00")
    page.get_by_label("Name", exact=True).fill("Evening road")
    for label in ("car", "tree"):
        page.get_by_label("New label, or paste a list").fill(label)
        page.keyboard.press("Enter")
    slow_uploads(page, UPLOAD_SPEED)
    page.get_by_role("button", name="Create task").click()
    sending = page.get_by_role("progressbar", name="Sending")
    expect(sending).to_have_attribute("aria-valuenow", UNDER_WAY)
    expect(page.get_by_role("progressbar", name="Reading on the server")).to_be_visible()
    page.wait_for_url(re.compile(r"/tasks/\d+$"), timeout=30_000)
    expect(page.get_by_role("heading", name="Evening road", level=1)).to_be_visible()
    slow_uploads(page, 0)


def find_in_lists(page: Page) -> None:
    places = page.get_by_role("navigation", name="Main")
    places.get_by_role("link", name="Tasks").click()
    task = page.get_by_role("listitem").filter(has_text="Evening road")
    shows_preview(page, task)
    expect(task.get_by_role("progressbar", name="Finished jobs")).to_be_visible()
    expect(task).to_contain_text("0 / 1 jobs")
    places.get_by_role("link", name="Jobs").click()
    job = page.get_by_role("listitem").filter(has_text="Evening road")
    shows_preview(page, job)
    expect(job).to_contain_text("Frames 0–5")
    job.get_by_role("link", name="Evening road").click()
    Workspace(page).ready()


def shows_preview(page: Page, row: Locator) -> None:
    expect(row).to_have_count(1)
    image = row.locator("img").element_handle()
    until(page, "image => image.complete && image.naturalWidth > 0", image)


def draw_and_change(page: Page, service: Service) -> None:
    work = Workspace(page)
    job = job_of(page)
    work.draw_rectangle((200, 300), (420, 460))
    work.draw_polygon((600, 200), (760, 210), (800, 380), (640, 420))
    work.select()
    work.saved()
    assert sorted(one["type"] for one in service.shapes(job)) == ["polygon", "rectangle"]

    work.drag((310, 380), (350, 420))
    work.saved()
    assert left_of(service, job) == near(240)
    work.action("Undo").click()
    work.saved()
    assert left_of(service, job) == near(200)
    work.action("Redo").click()
    work.saved()
    assert left_of(service, job) == near(240)

    work.click((700, 320))
    page.keyboard.press("Delete")
    expect(work.rows).to_have_count(1)
    work.saved()
    assert [one["type"] for one in service.shapes(job)] == ["rectangle"]
    page.keyboard.press("Control+z")
    expect(work.rows).to_have_count(2)

    page.keyboard.press("f")
    work.on_frame(1)
    assert work.size == (640, 480)
    expect(work.rows).to_have_count(0)
    work.draw_rectangle((60, 60), (200, 180))
    work.select()
    page.keyboard.press("d")
    work.on_frame(0)
    expect(work.rows).to_have_count(2)
    work.saved()
    assert sorted((one["frame"], one["type"]) for one in service.shapes(job)) == [
        (0, "polygon"), (0, "rectangle"), (1, "rectangle"),
    ]  # fmt: skip


def find_again(page: Page, service: Service) -> None:
    before = service.shapes(job_of(page))
    page.reload()
    work = Workspace(page).ready()
    expect(work.rows).to_have_count(2)
    work.go_to(1)
    expect(work.rows).to_have_count(1)
    work.saved()
    assert {one["serverId"] for one in work.records()} == {one["id"] for one in before}


def export_coco(page: Page) -> Download:
    page.get_by_role("button", name="Back to Evening road").click()
    page.get_by_role("button", name="Export").click()
    dialog = page.get_by_role("dialog", name=re.compile("^Export task"))
    dialog.get_by_label("Format").fill("COCO 1.0")
    page.keyboard.press("Enter")
    dialog.get_by_role("switch", name="With images").click()
    dialog.get_by_role("button", name="Export").click()
    expect(dialog.get_by_role("progressbar", name="Writing the dataset")).to_be_visible()
    ready = dialog.get_by_role("link", name="Download")
    expect(ready).to_be_visible(timeout=30_000)
    with page.expect_download() as download:
        ready.click()
    return download.value


def check_dataset(file: Download, service: Service) -> None:
    with zipfile.ZipFile(io.BytesIO(file.path().read_bytes())) as archive:
        names = archive.namelist()
        coco = json.loads(archive.read("annotations/instances_default.json"))
    assert len([name for name in names if name.endswith(".jpg")]) == 6
    assert {one["name"] for one in coco["categories"]} == {"car", "tree"}
    assert {(one["file_name"], one["width"], one["height"]) for one in coco["images"][:2]} == {
        ("road_00.jpg", 1280, 800), ("road_01.jpg", 640, 480),
    }  # fmt: skip
    boxes = [one["bbox"] for one in coco["annotations"] if one["image_id"] == 1]
    assert any(box[:2] == near([240, 340]) and box[2:] == near([220, 160]) for box in boxes), boxes
    assert len(coco["annotations"]) == 3


def job_of(page: Page) -> int:
    return int(page.url.split("/jobs/")[1].split("?")[0])


def left_of(service: Service, job: int) -> float:
    (rectangle,) = (one for one in service.shapes(job) if one["type"] == "rectangle")
    return rectangle["points"][0]


def near(value: Any) -> Any:
    """Within what a mouse can place on a picture shown smaller."""
    return pytest.approx(value, abs=2)
