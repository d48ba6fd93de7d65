"""What is shown beside the picture: the guide, and pictures taken along with the frame."""

from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import Page, expect

from browser.scenery import jpeg
from browser.service import Service
from browser.workspace import Workspace


def test_a_guide_and_pictures_taken_along_are_beside_the_frame(
    at_home: Page, service: Service, tmp_path: Path
) -> None:
    with ZipFile(tmp_path / "drive.zip", "w") as archive:
        archive.writestr("1.jpg", jpeg(640, 400))
        archive.writestr("2.jpg", jpeg(640, 400, 1))
        for name in ("left", "right"):
            archive.writestr(f"related_images/1_jpg/{name}.jpg", jpeg(320, 200, 2))
    task = service.new_task("Drive", [tmp_path / "drive.zip"], ["car"])
    service.post("/api/guides", {"task_id": task["id"], "markdown": "# Every car\n\nA box each."})

    work = Workspace.open(at_home, task["id"], task["job"])
    # A guide that is new to this device is shown at once, and never again by itself.
    expect(at_home.get_by_role("tabpanel").get_by_text("A box each.")).to_be_visible()
    beside = at_home.get_by_role("region", name="Pictures taken along with the frame")
    expect(beside).to_contain_text("2 pictures taken along")
    expect(beside.get_by_role("button", name="Enlarge")).to_have_count(2)
    beside.get_by_role("button", name="Enlarge left").click()
    large = at_home.get_by_role("dialog", name="left")
    expect(large).to_be_visible()
    at_home.keyboard.press("ArrowRight")
    expect(at_home.get_by_role("dialog", name="right")).to_be_visible()
    assert work.frame == 0
    at_home.keyboard.press("Escape")
    expect(at_home.get_by_role("dialog")).to_have_count(0)

    at_home.keyboard.press("f")
    work.on_frame(1)
    expect(beside).to_contain_text("0 pictures taken along")
    at_home.keyboard.press("[")
    expect(beside.get_by_role("button", name="Enlarge")).to_have_count(0)
    at_home.get_by_role("tab", name="Objects").click()
    at_home.reload()
    work.ready()
    expect(at_home.get_by_role("tab", name="Objects")).to_have_attribute("aria-selected", "true")
    at_home.keyboard.press("Alt+g")
    expect(at_home.get_by_role("heading", name="Every car")).to_be_visible()
