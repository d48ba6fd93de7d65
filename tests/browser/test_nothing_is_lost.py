"""What happens under an open editor: a server or browser dies, a session ends, others write."""

import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, expect

from browser.chromium import FLAGS, system_chromium
from browser.service import Service
from browser.workspace import Workspace
from servers.live import PASSWORD, USERNAME, LiveServer, start_server
from servers.sharing import end, kill_all

NO_SERVER = "ERR_|Failed to (fetch|load)|NetworkError"
SIGNED_OUT = "status of 40[013]"


@pytest.fixture
def colleague(
    browser: Browser, browser_context_args: dict[str, Any], limn_server: LiveServer
) -> Iterator[Page]:
    """A page in another browser, signed in."""
    context = browser.new_context(**browser_context_args)
    login = {"username": limn_server.username, "password": limn_server.password}
    assert context.request.post("/api/auth/login", data=login).ok
    yield context.new_page()
    context.close()


def lefts(service: Service, job: int) -> list[float]:
    """Left edges of the shapes that the server has, px, in the order of their making."""
    shapes = sorted(service.shapes(job), key=lambda one: one["id"])
    return [pytest.approx(one["points"][0], abs=2) for one in shapes]


def test_the_server_is_restarted_under_the_editor(
    browser: Browser,
    browser_context_args: dict[str, Any],
    tmp_path: Path,
    pictures: list[Path],
) -> None:
    server = start_server(tmp_path, workers=1)
    port = int(server["url"].rsplit(":", 1)[1])
    context = browser.new_context(**browser_context_args | {"base_url": server["url"]})
    try:
        with Service(server["url"], USERNAME, PASSWORD) as service:
            task = service.new_task("Restarted", pictures[:1], ["car"])
        context.request.post("/api/auth/login", data={"username": USERNAME, "password": PASSWORD})
        work = Workspace.open(context.new_page(), task["id"], task["job"])
        work.draw_rectangle((100, 100), (300, 260))
        work.select()
        work.saved()
        end(server["pid"], signal.SIGKILL)
        work.draw_rectangle((500, 300), (700, 420))
        work.select()
        work.drag((200, 180), (240, 220))
        expect(work.save_state).to_have_text("Offline, 2 kept here")
        server = start_server(tmp_path, workers=1, port=port)
        work.saved(seconds=40)
        with Service(server["url"], USERNAME, PASSWORD) as service:
            assert lefts(service, task["job"]) == [140, 500]
    finally:
        context.close()
        end(server["pid"])


def test_one_signs_in_again_in_place_and_what_was_drawn_meanwhile_is_saved(
    at_home: Page,
    context: BrowserContext,
    own_task: dict[str, Any],
    service: Service,
    limn_server: LiveServer,
    expected: list[str],
) -> None:
    expected.append(SIGNED_OUT)
    work = Workspace.open(at_home, own_task["id"], own_task["job"])

    context.clear_cookies()
    work.draw_rectangle((100, 100), (300, 260))
    work.draw_rectangle((500, 300), (700, 420))
    dialog = at_home.get_by_role("dialog", name="Your session has ended")
    expect(dialog).to_be_visible()
    expect(work.rows).to_have_count(2)
    expect(work.save_state).to_have_text("Signed out, 2 kept here")
    assert service.shapes(own_task["job"]) == []
    expect(dialog.get_by_label("User name")).to_have_value(limn_server.username)
    dialog.get_by_label("Password", exact=True).fill("guessed")
    dialog.get_by_role("button", name="Sign in").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_label("Password", exact=True).fill(limn_server.password)
    dialog.get_by_role("button", name="Sign in").click()
    expect(dialog).to_be_hidden()
    work.saved(seconds=20)
    expect(work.rows).to_have_count(2)
    assert lefts(service, own_task["job"]) == [100, 500]


def test_two_tabs_of_one_job_keep_both_their_edits(
    at_home: Page, context: BrowserContext, own_task: dict[str, Any], service: Service
) -> None:
    first = Workspace.open(at_home, own_task["id"], own_task["job"])
    second = Workspace.open(context.new_page(), own_task["id"], own_task["job"])
    second.draw_rectangle((500, 300), (700, 420))
    second.select()
    second.saved()
    at_home.bring_to_front()
    expect(first.rows).to_have_count(1)
    first.draw_rectangle((100, 100), (300, 260))
    first.select()
    first.drag((600, 360), (640, 400))
    first.saved()
    second.page.bring_to_front()
    expect(second.rows).to_have_count(2)
    second.drag((640, 400), (680, 440))
    second.saved()
    assert lefts(service, own_task["job"]) == [580, 100]


def test_what_two_people_changed_is_chosen_object_by_object(
    at_home: Page,
    context: BrowserContext,
    colleague: Page,
    own_task: dict[str, Any],
    service: Service,
    expected: list[str],
) -> None:
    expected += [NO_SERVER, "status of 409"]
    mine = Workspace.open(at_home, own_task["id"], own_task["job"])
    for left in (100, 400, 700):
        mine.draw_rectangle((left, 100), (left + 200, 260))
    mine.select()
    mine.saved()
    theirs = Workspace.open(colleague, own_task["id"], own_task["job"])
    context.set_offline(True)
    theirs.drag((200, 180), (200, 480))
    theirs.click((500, 180))
    colleague.keyboard.press("Delete")
    theirs.saved()
    for left in (100, 400, 700):
        mine.drag((left + 100, 180), (left + 150, 180))
    expect(mine.save_state).to_have_text("Offline, 3 kept here")
    context.set_offline(False)
    conflicts = at_home.get_by_test_id("conflict")
    expect(conflicts).to_have_count(2, timeout=20_000)
    expect(mine.save_state).to_have_text("Conflict, look")
    expect(conflicts.first).to_contain_text("car rectangle, frame 0")
    expect(conflicts.first).to_contain_text("Differs in: outline")
    expect(conflicts.first).to_contain_text("Changed by")
    gone = conflicts.filter(has_text="Deleted there")
    assert lefts(service, own_task["job"]) == [100, 700]

    at_home.get_by_role("button", name="Decide later").click()
    expect(conflicts).to_have_count(0)
    mine.save_state.click()
    at_home.get_by_role("button", name="Compare and choose").click()
    gone.get_by_role("button", name="Keep mine").click()
    conflicts.first.get_by_role("button", name="Take theirs").click()
    mine.saved(seconds=20)
    assert lefts(service, own_task["job"]) == [100, 750, 450]
    expect(mine.rows).to_have_count(3)
    expect(theirs.rows).to_have_count(3)


def test_a_browser_that_is_killed_has_the_edits_when_it_is_started_again(
    browser_type: BrowserType,
    tmp_path: Path,
    own_task: dict[str, Any],
    service: Service,
    limn_server: LiveServer,
) -> None:
    login = {"username": limn_server.username, "password": limn_server.password}

    def started() -> BrowserContext:
        return browser_type.launch_persistent_context(
            tmp_path / "profile",
            executable_path=system_chromium(),
            args=FLAGS,
            base_url=limn_server.url,
            viewport={"width": 1440, "height": 900},
        )

    context = started()
    assert context.request.post("/api/auth/login", data=login).ok
    work = Workspace.open(context.pages[0], own_task["id"], own_task["job"])
    context.set_offline(True)
    for left in (100, 400, 700):
        work.draw_rectangle((left, 100), (left + 200, 260))
    work.select()
    work.drag((200, 180), (250, 180))
    expect(work.save_state).to_have_text("Offline, 3 kept here")
    kill(tmp_path / "profile")
    assert service.shapes(own_task["job"]) == []

    context = started()
    context.request.post("/api/auth/login", data=login)
    again = Workspace.open(context.pages[0], own_task["id"], own_task["job"])
    expect(again.rows).to_have_count(3)
    again.saved()
    assert sorted(one["points"][0] for one in service.shapes(own_task["job"])) == pytest.approx(
        [150, 400, 700], abs=2
    )
    context.close()


def test_edits_of_who_lost_the_job_become_a_file_that_who_has_it_loads(
    page: Page,
    colleague: Page,
    hostctl: Callable[..., str],
    own_task: dict[str, Any],
    service: Service,
    expected: list[str],
    tmp_path: Path,
) -> None:
    expected.append(SIGNED_OUT)
    task, job = own_task["id"], own_task["job"]
    link = re.search(r"/login/\S+", hostctl("users", "create", f"leaver{task}"))
    assert link
    [leaver] = service.get("/api/users", search=f"leaver{task}")["results"]
    service.patch(f"/api/tasks/{task}", {"assignee_id": leaver["id"]})
    page.goto(link.group())
    work = Workspace.open(page, task, job)
    service.patch(f"/api/tasks/{task}", {"assignee_id": None})
    work.draw_rectangle((100, 100), (300, 260))
    work.select()
    expect(work.save_state).to_have_text("Not saved, look")
    work.save_state.click()
    edits = downloaded(page, tmp_path / "edits.json")
    page.reload()
    expect(page.get_by_role("alert")).to_be_visible()
    assert downloaded(page, tmp_path / "kept.json").read_text() == edits.read_text()

    theirs = Workspace.open(colleague, task, job)
    load_edits(colleague, job, edits)
    expect(colleague.get_by_text("1 object is changed by the file")).to_be_visible()
    theirs.saved()
    assert lefts(service, job) == [100]
    load_edits(colleague, job, edits)
    expect(colleague.get_by_text("0 objects are changed by the file")).to_be_visible()
    edits.write_text(edits.read_text().replace(f'"job": {job}', '"job": 0'))
    load_edits(colleague, job, edits)
    expect(colleague.get_by_text(f"edits of job 0, this is job {job}")).to_be_visible()
    expect(theirs.rows).to_have_count(1)


def downloaded(page: Page, path: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my edits").click()
    download.value.save_as(path)
    return path


def load_edits(page: Page, job: int, path: Path) -> None:
    page.get_by_role("button", name=f"Job {job}").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("menuitem", name="Load edits from a file").click()
    chooser.value.set_files(path)


def kill(profile: Path) -> None:
    """End the browser of that profile, and nobody else's, the hard way."""
    mine = [one for one in psutil.process_iter(["cmdline"]) if is_of(one, profile)]
    assert mine
    kill_all(mine)


def is_of(process: psutil.Process, profile: Path) -> bool:
    return any(f"--user-data-dir={profile}" in word for word in process.info["cmdline"] or ())
