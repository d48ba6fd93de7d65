"""Who one is, what one may see, and the first step."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from browser.dropping import drop_files, slow_uploads
from browser.service import Service
from servers.live import LiveServer

NEWCOMER = f"newcomer{os.getpid()}"
NOBODY_YET = "status of 401"


@pytest.fixture(scope="session")
def newcomer(hostctl: Callable[..., str]) -> str:
    """The link that signs in a user who has nothing yet."""
    link = re.search(r"/login/\S+", hostctl("users", "create", NEWCOMER))
    assert link
    return link.group()


@pytest.fixture
def link_of(hostctl: Callable[..., str], newcomer: str) -> Callable[[], str]:
    return lambda: hostctl("users", "link", NEWCOMER).strip().split()[-1]


def test_a_wrong_password_gets_a_sentence(
    page: Page, limn_server: LiveServer, expected: list[str]
) -> None:
    expected += [NOBODY_YET, "status of 40[0-9]"]
    page.goto("/tasks")
    page.get_by_label("User name").fill(limn_server.username)
    page.get_by_label("Password", exact=True).fill("guessed")
    page.get_by_role("button", name="Sign in").click()
    sentence = page.get_by_role("alert")
    expect(sentence).to_contain_text(
        re.compile(r"[A-Z].*(password|credentials).*\.", re.IGNORECASE)
    )
    expect(page.get_by_label("User name")).to_have_value(limn_server.username)


def test_one_arrives_where_one_wanted_to_go(
    page: Page, limn_server: LiveServer, task: dict[str, Any], expected: list[str]
) -> None:
    expected.append(NOBODY_YET)
    page.goto(f"/tasks/{task['id']}")
    page.get_by_label("User name").fill(limn_server.username)
    page.get_by_label("Password", exact=True).fill(limn_server.password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Looked at", level=1)).to_be_visible()


def test_an_empty_list_shows_the_first_step(page: Page, link_of: Callable[[], str]) -> None:
    page.goto(link_of())
    expect(page.get_by_role("heading", name="No tasks yet")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="New task").last.click()
    expect(page.get_by_role("heading", name="New task", level=1)).to_be_visible()
    page.get_by_role("button", name="Create task").click()
    expect(page.get_by_text("Add at least one file.")).to_be_visible()


@pytest.mark.parametrize("path", ["/tasks/{id}", "/tasks/{id}/jobs/{job}"])
def test_a_stranger_is_told_why_there_is_nothing(
    page: Page,
    link_of: Callable[[], str],
    task: dict[str, Any],
    expected: list[str],
    path: str,
) -> None:
    expected.append("status of 403")
    page.goto(link_of())
    page.goto(path.format(**task))
    told = page.get_by_role("alert")
    expect(told).to_contain_text("This is not open to you")
    told.get_by_role("link", name="Go to tasks").click()
    expect(page.get_by_role("heading", name="Tasks", level=1)).to_be_visible()


def test_a_task_that_is_not_there_has_a_page(at_home: Page, expected: list[str]) -> None:
    expected.append("status of 404")
    at_home.goto("/tasks/987654")
    expect(at_home.get_by_role("alert")).to_contain_text("There is no task 987654.")
    at_home.goto("/nowhere")
    expect(at_home.get_by_role("heading", name="There is nothing here")).to_be_visible()


def test_a_task_can_be_left_while_its_files_are_sent(at_home: Page, pictures: list[Path]) -> None:
    at_home.goto("/tasks/new")
    drop_files(at_home, at_home.get_by_role("region", name="Files"), pictures[:2])
    at_home.get_by_label("Name", exact=True).fill("Left alone")
    slow_uploads(at_home, 60_000)
    at_home.get_by_role("button", name="Create task").click()
    expect(at_home.get_by_role("progressbar", name="Sending")).to_be_visible()
    at_home.get_by_role("navigation", name="Main").get_by_role("link", name="Tasks").click()
    notice = at_home.get_by_role("link").filter(has_text="Left alone").filter(has_text="Ready")
    expect(notice).to_be_visible(timeout=20_000)
    row = at_home.get_by_role("listitem").filter(has_text="Left alone")
    expect(row).to_contain_text("2 images")
    notice.click()
    at_home.wait_for_url(re.compile(r"/tasks/\d+$"))
    expect(notice).to_have_count(0)


def step_to(page: Page, option: Locator) -> None:
    """Go down the list until that line is chosen."""
    for _ in range(20):
        if option.get_attribute("aria-selected") == "true":
            return
        page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")


def open_palette(page: Page) -> None:
    page.goto("/projects")
    expect(page.get_by_role("heading", name="Projects", level=1)).to_be_visible()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Find")).to_be_focused()


class HeldAnswers:
    """Answers of the server to searches for certain words, held back until let go."""

    def __init__(self, page: Page, words: str) -> None:
        self._held: list[Route] = []
        page.route(re.compile(rf"/api/\w+\?.*search={words}$"), self._hold)

    def _hold(self, route: Route) -> None:
        self._held.append(route)

    def let_go(self) -> None:
        for route in self._held:
            route.continue_()


def test_what_is_chosen_in_the_palette_stays_chosen_when_the_list_changes(
    at_home: Page, service: Service
) -> None:
    older, newer = (service.post("/api/tasks", {"name": f"Kestrel {n}"}) for n in (1, 2))
    held = HeldAnswers(at_home, "kestrel")
    open_palette(at_home)
    at_home.keyboard.type("kestre")
    options = at_home.get_by_role("option")
    expect(options).to_have_text([re.compile("Kestrel 2"), re.compile("Kestrel 1")])
    at_home.keyboard.type("l")
    at_home.keyboard.press("ArrowDown")
    chosen = at_home.get_by_role("option", selected=True)
    expect(chosen).to_contain_text("Kestrel 1")
    service.delete(f"/api/tasks/{newer['id']}")
    service.post("/api/tasks", {"name": "Kestrel 3"})
    service.patch(f"/api/tasks/{older['id']}", {"subset": "changed last"})
    held.let_go()
    expect(options).to_have_text([re.compile("Kestrel 1"), re.compile("Kestrel 3")])
    expect(chosen).to_contain_text("Kestrel 1")
    at_home.keyboard.press("Enter")
    at_home.wait_for_url(f"**/tasks/{older['id']}")


def test_enter_pressed_before_the_answer_takes_what_was_typed(
    at_home: Page, service: Service, task: dict[str, Any]
) -> None:
    wanted = service.post("/api/tasks", {"name": "Whimbrel"})
    service.patch(f"/api/tasks/{task['id']}", {"subset": "changed last"})
    held = HeldAnswers(at_home, "whimbrel")
    open_palette(at_home)
    expect(at_home.get_by_role("option").filter(has_text="Looked at").first).to_be_visible()
    at_home.keyboard.type("whimbrel")
    at_home.keyboard.press("Enter")
    held.let_go()
    at_home.wait_for_url(f"**/tasks/{wanted['id']}")


def test_a_task_is_reached_by_the_keyboard_alone(at_home: Page, task: dict[str, Any]) -> None:
    open_palette(at_home)
    at_home.keyboard.type("looked")
    found = at_home.get_by_role("option").filter(has_text=re.compile(rf"#{task['id']}\s*Task"))
    expect(found).to_contain_text("Looked at")
    at_home.keyboard.press("ArrowDown")
    at_home.keyboard.press("ArrowUp")
    step_to(at_home, found)
    at_home.keyboard.press("Enter")
    at_home.wait_for_url(f"**/tasks/{task['id']}")
    annotate = at_home.get_by_role("link", name="Annotate")
    expect(annotate).to_be_visible()
    for _ in range(40):
        if annotate.evaluate("link => link === document.activeElement"):
            break
        at_home.keyboard.press("Tab")
    expect(annotate).to_be_focused()
    at_home.keyboard.press("Enter")
    expect(at_home.get_by_test_id("workspace")).to_be_visible()
    at_home.keyboard.press("Shift+?")
    expect(at_home.get_by_role("dialog", name="Keys")).to_be_visible()
