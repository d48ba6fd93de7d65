"""Pictures of the app's pages with sample data, in both themes and two sizes; run as a script:

    python tests/browser/screenshots.py FOLDER [NAME…]

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
from servers.live import LiveServer, own_server, share_of

THEMES = ("light", "dark")
WINDOWS = ((1440, 900), (1920, 1080))
LABELS = ["car", "tree", "road", "house"]
GUIDE = """# Boats and buoys

Every boat that is **more than half** in the picture gets a box, as tight as the waterline allows.

| what | how |
| --- | --- |
| moored side by side | a box for each |
| far away, under 20 px | none |

1. Boats first, the nearest before all others.
2. Then buoys; their reflection is water.

> In doubt, leave a comment rather than a guess.
"""
SIZES = [(1600, 1000), (1280, 800), (1920, 1080), (1200, 900), (800, 600), (1600, 900)]


def main(folder: Path, *wanted: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=20_000)
    with (
        tempfile.TemporaryDirectory() as scratch,
        own_server(Path(scratch), LIMN_OPEN_SIGNUP="1") as server,
        sync_playwright() as playwright,
    ):
        task = prepare(server, Path(scratch))
        browser = playwright.chromium.launch(executable_path=system_chromium(), args=FLAGS)
        for theme in THEMES:
            for width, height in WINDOWS:
                with page_of(browser, server, theme, width, height) as page:
                    for name, take in SCREENS.items():
                        if not wanted or name in wanted:
                            take(page, task)
                            page.wait_for_timeout(300)
                            page.screenshot(path=folder / f"{name}-{theme}-{width}.png")


def prepare(server: LiveServer, scratch: Path) -> dict:
    """Some tasks; the last one, which is shown, with shapes on its first picture."""
    with Service(server.url, server.username, server.password) as service:
        organization(service)
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
        labels = [{"name": name} for name in LABELS]
        for name in ("Roads at dusk", "Harbour traffic"):
            project = service.post("/api/projects", {"name": name, "labels": labels})
        service.post("/api/guides", {"project_id": project["id"], "markdown": GUIDE})
        more = {"storage": storage(service, share_of(server.data)), "project": project["id"]}
        return task | more


def organization(service: Service) -> None:
    about = {"name": "Harbour survey", "description": "Boats, buoys and birds, counted weekly."}
    service.post("/api/organizations", {"slug": "harbour", **about})
    for name, role in (("ines", "maintainer"), ("tomas", "supervisor"), ("mei", "worker")):
        invitation = {"email": f"{name}@example.org", "role": role}
        service.post("/api/invitations?org=harbour", invitation)


def storage(service: Service, share: Path) -> int:
    """A storage with some folders and pictures; its id."""
    for month in ("2026-01", "2026-02", "2026-03"):
        (share / "cameras" / month).mkdir(parents=True)
    write_jpegs(share / "cameras", SIZES[:3])
    body = {
        "provider_type": "SHARE", "display_name": "Harbour cameras",
        "resource": str(share / "cameras"), "credentials_type": "ANONYMOUS_ACCESS",
        "description": "A picture every ten minutes",
    }  # fmt: skip
    return service.post("/api/cloudstorages", body)["id"]


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


Take = Callable[[Page, dict], None]


def at(path: str) -> Take:
    """The page of that address, with everything on it loaded."""

    def take(page: Page, task: dict) -> None:
        page.goto(path.format(**task))
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)

    return take


def dialog(path: str, button: str) -> Take:
    """The dialog that a button of that page opens."""

    def take(page: Page, task: dict) -> None:
        at(path)(page, task)
        page.get_by_role("button", name=button, exact=True).first.click()
        expect(page.get_by_role("dialog")).to_be_visible()

    return take


def menu_dialog(path: str, item: str) -> Take:
    """The dialog that an entry of the page's menu opens."""

    def take(page: Page, task: dict) -> None:
        at(path)(page, task)
        page.locator("header").get_by_role("button", name="More actions").click()
        page.get_by_role("menuitem", name=item).click()
        expect(page.get_by_role("dialog")).to_be_visible()

    return take


def signed_out(path: str) -> Take:
    """A page for who is not signed in."""

    def take(page: Page, task: dict) -> None:
        cookies = page.context.cookies()
        page.context.clear_cookies()
        at(path)(page, task)
        page.context.add_cookies(cookies)

    return take


def filled_form(page: Page, task: dict) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        page.goto("/tasks/new")
        files = write_jpegs(Path(scratch), SIZES)
        drop_files(page, page.get_by_role("region", name="Files"), files)
        for label in LABELS:
            page.get_by_label("New label, or paste a list").fill(label)
            page.keyboard.press("Enter")
        expect(page.get_by_text(f"{len(files)} files", exact=False)).to_be_visible()


def videos_form(page: Page, task: dict) -> None:
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
        expect(page.get_by_label("Honeypots in each job")).to_be_visible()


def uploading(page: Page, task: dict) -> None:
    filled_form(page, task)
    slow_uploads(page, 50_000)
    page.get_by_role("button", name="Create task").click()
    sending = page.get_by_role("progressbar", name="Sending")
    expect(sending).to_have_attribute("aria-valuenow", re.compile(r"^[1-9]\d$"), timeout=20_000)


def workspace(page: Page, task: dict) -> None:
    slow_uploads(page, 0)
    work = Workspace.open(page, task["id"], task["job"])
    page.get_by_role("button", name=f"Select object {work.rows.count()}").click()
    page.mouse.move(*work.place((1500, 120)))


def from_storage(page: Page, task: dict) -> None:
    page.goto("/tasks/new")
    page.get_by_text("Storage", exact=True).click()
    page.get_by_label("Storage", exact=True).last.click()
    page.get_by_title("Harbour cameras").click()
    page.get_by_label("Take 2026-03").check()


def narrowed(page: Page, task: dict) -> None:
    """A list with rules, two keys of order and some rows taken."""
    at("/tasks")(page, task)
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
    page.get_by_label("Select all on this page").check()


def guide_editor(page: Page, task: dict) -> None:
    at("/projects/{project}/guide")(page, task)
    page.get_by_role("button", name="Edit").click()
    expect(page.get_by_role("region", name="Preview")).to_contain_text("Boats")


SCREENS: dict[str, Take] = {
    "login": signed_out("/login"),
    "register": signed_out("/auth/register"),
    "invited": signed_out("/auth/register/invitation?email=ada%40example.org&key=k"),
    "password-reset": signed_out("/auth/password/reset"),
    "password-confirm": signed_out("/auth/password/reset/confirm?uid=MQ&token=t"),
    "tasks": at("/tasks"),
    "tasks-narrowed": narrowed,
    "jobs": at("/jobs"),
    "projects": at("/projects"),
    "project": at("/projects/{project}"),
    "requests": at("/requests"),
    "plugins": at("/plugins"),
    "invitations": at("/invitations"),
    "profile": at("/profile"),
    "settings": at("/settings"),
    "about": at("/about"),
    "storages": at("/storages"),
    "new-storage": at("/storages/new"),
    "storage": at("/storages/{storage}"),
    "from-storage": from_storage,
    "organizations": at("/organizations"),
    "organization": at("/organizations/harbour"),
    "invite": dialog("/organizations/harbour", "Invite people"),
    "new-token": dialog("/profile", "New token"),
    "task": at("/tasks/{id}"),
    "guide": at("/projects/{project}/guide"),
    "guide-editor": guide_editor,
    "export": dialog("/tasks/{id}", "Export"),
    "import": menu_dialog("/tasks/{id}", "Import annotations"),
    "backup": menu_dialog("/tasks/{id}", "Back up"),
    "restore": dialog("/tasks", "Restore from backup"),
    "form": filled_form,
    "form-videos": videos_form,
    "uploading": uploading,
    "workspace": workspace,
}


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
