"""Annotations come into a task from this computer and from a storage."""

import json
import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from browser.service import Service
from servers.live import LiveServer, share_of

FORMAT = "COCO 1.0"


def coco(path: Path, label: str, frames: int) -> Path:
    """A COCO file with a box on each of the first pictures."""
    names = [f"road_{number:02d}.jpg" for number in range(frames)]
    sizes = [(1280, 800), (640, 480), (800, 1000)]
    content = {
        "images": [
            {"id": place, "file_name": name, "width": width, "height": height}
            for place, (name, (width, height)) in enumerate(zip(names, sizes, strict=False), 1)
        ],
        "annotations": [
            {"id": place, "image_id": place, "category_id": 1, "bbox": [5, 5, 20, 20],
             "area": 400, "iscrowd": 0, "segmentation": []}
            for place in range(1, frames + 1)
        ],
        "categories": [{"id": 1, "name": label}],
    }  # fmt: skip
    path.write_text(json.dumps(content))
    return path


def open_import(page: Page) -> Locator:
    page.locator("header").get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Import annotations").click()
    dialog = page.get_by_role("dialog", name="Import into task")
    dialog.get_by_label("Format", exact=True).fill(FORMAT)
    page.locator(".ant-select-item-option").filter(has_text=FORMAT).first.click()
    return dialog


def test_annotations_are_imported_from_a_file_and_from_a_storage(
    at_home: Page,
    service: Service,
    own_task: dict[str, Any],
    limn_server: LiveServer,
    tmp_path: Path,
) -> None:
    folder = share_of(limn_server.data) / f"labels{os.getpid()}"
    (folder / "week 1").mkdir(parents=True)
    coco(folder / "week 1" / "trees.json", "tree", 3)
    name = f"Labels {os.getpid()}"
    body = {"provider_type": "SHARE", "display_name": name, "resource": str(folder)}
    service.post("/api/cloudstorages", {**body, "credentials_type": "ANONYMOUS_ACCESS"})
    at_home.goto(f"/tasks/{own_task['id']}")
    dialog = open_import(at_home)
    file = dialog.locator("input[type=file]")
    start = dialog.get_by_role("button", name="Import")
    expect(start).to_be_disabled()
    file.set_input_files(coco(tmp_path / "whales.json", "whale", 2))
    start.click()
    expect(dialog.get_by_role("alert")).to_contain_text("whale", timeout=30_000)

    dialog.get_by_role("button", name="Change the choice").click()
    file.set_input_files(coco(tmp_path / "cars.json", "car", 2))
    start.click()
    expect(dialog).to_contain_text("The annotations are in the task.", timeout=30_000)
    assert len(service.shapes(own_task["job"])) == 2

    dialog.get_by_role("button", name="Once more").click()
    dialog.get_by_text("A storage", exact=True).click()
    dialog.get_by_label("Storage", exact=True).click()
    at_home.get_by_title(name).click()
    expect(dialog.get_by_label("Take week 1")).to_have_count(0)
    dialog.get_by_role("button", name="Open week 1").click()
    dialog.get_by_label("Take trees.json").check()
    dialog.get_by_text("Keep it, and add").click()
    start.click()
    expect(dialog).to_contain_text("The annotations are in the task.", timeout=30_000)
    assert len(service.shapes(own_task["job"])) == 5
