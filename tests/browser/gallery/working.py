"""The workspace: each way of working, its dialogs, and the states of saving."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from browser.gallery.sample import LABELS, Sample
from browser.gallery.visits import Take
from browser.workspace import Workspace

Further = Callable[[Workspace], None]


def working(further: Further, task: str = "task", job: str = "job") -> Take:
    """The open job of pictures, or another of the sample, and what is done there."""

    def take(page: Page, sample: Sample) -> None:
        work = Workspace.open(page, sample.ids[task], sample.ids[job])
        expect(work.rows.first).to_be_visible()
        further(work)

    return take


def selected(work: Workspace) -> None:
    work.page.get_by_role("button", name=f"Select object {work.rows.count()}").click()
    work.page.mouse.move(*work.place((1500, 120)))


def mode(name: str) -> Further:
    def further(work: Workspace) -> None:
        work.page.get_by_label("Way of working").select_option(name)

    return further


def opened(keys: str) -> Further:
    """The dialog of those keys, with everything selected before."""

    def further(work: Workspace) -> None:
        work.page.keyboard.press("Control+a")
        work.page.keyboard.press(keys)
        expect(work.page.get_by_role("dialog")).to_be_visible()

    return further


def panel(name: str) -> Further:
    def further(work: Workspace) -> None:
        work.page.get_by_role("tab", name=name).click()

    return further


def by_button(name: str) -> Further:
    def further(work: Workspace) -> None:
        work.action(name).click()

    return further


def job_menu(work: Workspace) -> None:
    work.page.get_by_title("Stage and state of the job").click()
    expect(work.page.get_by_role("menuitem", name="Validation")).to_be_visible()


def drawing(work: Workspace) -> None:
    work.tool("Polygon")
    for point in ((300, 300), (500, 260), (620, 420)):
        work.click(point)


def object_menu(work: Workspace) -> None:
    work.page.mouse.click(*work.place((1184, 500)), button="right")
    expect(work.page.get_by_role("menu")).to_be_visible()


def issue_opened(work: Workspace) -> None:
    mode("review")(work)
    work.page.get_by_test_id("issue").first.get_by_role("button").first.click()
    expect(work.page.get_by_label("Answer")).to_be_visible()


def issue_written(work: Workspace) -> None:
    mode("review")(work)
    work.page.keyboard.press("i")
    work.drag((100, 100), (300, 260))
    expect(work.page.get_by_label("What is wrong here?")).to_be_visible()


def searched(work: Workspace) -> None:
    work.page.keyboard.press("Control+f")
    work.page.keyboard.type("tree|house")


def tracks(work: Workspace) -> None:
    work.page.get_by_role("button", name="Select object 1", exact=True).click()


def own_job(page: Page, sample: Sample) -> Workspace:
    """A job for this visit alone, with one box: what is done to it, no other picture shows."""
    task = sample.service.new_task("Quay, afternoon", sample.pictures[:1], LABELS)
    work = Workspace.open(page, task["id"], task["job"])
    work.draw_rectangle((700, 600), (1000, 800))
    work.select()
    work.saved()
    return work


def offline(page: Page, sample: Sample) -> None:
    work = own_job(page, sample)
    page.context.set_offline(True)
    work.drag((850, 700), (900, 700))
    work.unsaved()
    work.save_state.click()
    expect(page.get_by_text("sent as soon as")).to_be_visible()


def session_ended(page: Page, sample: Sample) -> None:
    work = own_job(page, sample)
    page.context.clear_cookies()
    work.drag((850, 700), (900, 700))
    expect(page.get_by_role("dialog", name="Your session has ended")).to_be_visible()


def conflict(page: Page, sample: Sample) -> None:
    """Somebody moved what was moved here while there was no network."""
    work = own_job(page, sample)
    job = int(page.url.split("/jobs/")[1].split("?")[0])
    [box] = sample.service.shapes(job)
    page.context.set_offline(True)
    work.drag((850, 700), (950, 700))
    work.unsaved()
    moved = box | {"points": [value - 120 for value in box["points"]]}
    changes = {"shapes": [moved], "tags": [], "tracks": []}
    sample.service.patch(f"/api/jobs/{job}/annotations?action=update", changes)
    page.context.set_offline(False)
    expect(page.get_by_test_id("conflict")).to_have_count(1, timeout=30_000)


WORKING: dict[str, Take] = {
    "workspace": working(selected),
    "workspace-labels": working(panel("Labels")),
    "workspace-layers": working(panel("Layers")),
    "workspace-drawing": working(drawing),
    "workspace-menu": working(object_menu),
    "workspace-search": working(searched),
    "workspace-video": working(tracks, "video", "video_job"),
    "workspace-attributes": working(mode("attributes")),
    "workspace-tags": working(mode("tags")),
    "workspace-single": working(mode("single")),
    "workspace-review": working(issue_opened),
    "workspace-issue": working(issue_written),
    "workspace-keys": working(opened("Shift+?")),
    "workspace-settings": working(opened("F2")),
    "workspace-actions": working(opened("Control+m")),
    "workspace-propagate": working(opened("Control+b")),
    "workspace-statistics": working(by_button("Count objects")),
    "workspace-view": working(by_button("Look of the picture and the shapes")),
    "workspace-job": working(job_menu),
    "workspace-offline": offline,
    "workspace-session-ended": session_ended,
    "workspace-conflict": conflict,
}
