"""Pictures of the app's main screens in both themes; run as a script:

    python tests/browser/screenshots.py FOLDER

`docs/images/workspace.png` is the `workspace-dark-1440.png` of such a run.
"""

import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from browser.chromium import FLAGS, system_chromium
from browser.dropping import drop_files, slow_uploads
from browser.scenery import road, write_jpegs
from browser.service import Service
from browser.workspace import Workspace
from servers.live import LiveServer, own_server

THEMES = ("light", "dark")
WINDOWS = ((1440, 900), (1920, 1080))
LABELS = ["car", "tree", "road", "house"]
SIZES = [(1600, 1000), (1280, 800), (1920, 1080), (1200, 900), (800, 600), (1600, 900)]


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as scratch,
        own_server(Path(scratch)) as server,
        sync_playwright() as playwright,
    ):
        task = prepare(server, Path(scratch))
        browser = playwright.chromium.launch(executable_path=system_chromium(), args=FLAGS)
        for theme in THEMES:
            for width, height in WINDOWS:
                with page_of(browser, server, theme, width, height) as page:
                    take_all(page, task, folder, f"{theme}-{width}")


def prepare(server: LiveServer, scratch: Path) -> dict:
    """Some tasks; the last one, which is shown, with shapes on its first picture."""
    with Service(server.url, server.username, server.password) as service:
        files = write_jpegs(scratch, SIZES)
        for name in ("Parking lot, level 2", "Crossing, morning", "Country road"):
            task = service.new_task(name, files, LABELS)
        ids = {
            one["name"]: one["id"]
            for one in service.get("/api/labels", task_id=task["id"])["results"]
        }
        shapes = [
            shape(thing.name, thing.outline, thing.box, ids) for thing in road(*SIZES[0], 0)[1]
        ]
        service.put(
            f"/api/jobs/{task['job']}/annotations", {"shapes": shapes, "tags": [], "tracks": []}
        )
        return task


def shape(name: str, outline, box, ids: dict[str, int]) -> dict:
    boxed = name == "car"
    points = box if boxed else [value for point in outline for value in point]
    return {
        "type": "rectangle" if boxed else "polygon",
        "points": list(points),
        "label_id": ids[name],
        "frame": 0,
        "occluded": False,
        "z_order": 0,
        "attributes": [],
    }


@contextmanager
def page_of(
    browser: Browser, server: LiveServer, theme: str, width: int, height: int
) -> Iterator[Page]:
    """A signed-in page of that theme and size."""
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": width, "height": height},
        color_scheme=theme,
        locale="en-GB",
        reduced_motion="reduce",
    )
    choice = json.dumps({"state": {"choice": theme}, "version": 0})
    context.add_init_script(f"localStorage.setItem('limn.theme', {json.dumps(choice)})")
    login = {"username": server.username, "password": server.password}
    context.request.post("/api/auth/login", data=login)
    yield context.new_page()
    context.close()


def take_all(page: Page, task: dict, folder: Path, ending: str) -> None:
    def shot(name: str) -> None:
        page.wait_for_timeout(300)
        page.screenshot(path=folder / f"{name}-{ending}.png")

    page.goto("/tasks")
    expect(page.get_by_role("link", name="Country road")).to_be_visible()
    shot("tasks")
    page.goto("/jobs")
    expect(page.get_by_role("link", name="Country road")).to_be_visible()
    shot("jobs")
    page.goto(f"/tasks/{task['id']}")
    expect(page.get_by_role("link", name="Annotate")).to_be_visible()
    shot("task")
    page.get_by_role("button", name="Export").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Format")).to_be_visible()
    shot("export")
    page.keyboard.press("Escape")
    creating(page, shot)
    work = Workspace.open(page, task["id"], task["job"])
    page.get_by_role("button", name=f"Select object {work.rows.count()}").click()
    page.mouse.move(*work.place((1500, 120)))
    shot("workspace")


def creating(page: Page, shot: Callable[[str], None]) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        page.goto("/tasks/new")
        drop_files(
            page, page.get_by_role("region", name="Files"), write_jpegs(Path(scratch), SIZES)
        )
        for label in LABELS:
            page.get_by_label("New label, or paste a list").fill(label)
            page.keyboard.press("Enter")
        shot("form")
        slow_uploads(page, 50_000)
        page.get_by_role("button", name="Create task").click()
        sending = page.get_by_role("progressbar", name="Sending")
        expect(sending).to_have_attribute("aria-valuenow", re.compile(r"^[1-9]\d$"), timeout=20_000)
        shot("uploading")
        page.get_by_role("button", name="Cancel").click()
        expect(page.get_by_role("button", name="Create task")).to_be_visible()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
