"""The language is changed while people work, and nothing but the words changes."""

from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from browser.service import Service
from browser.workspace import Workspace

NO_SERVER = "ERR_|Failed to (fetch|load)|NetworkError"


def test_a_language_is_changed_at_once_and_kept_with_every_edit(
    at_home: Page,
    context: BrowserContext,
    own_task: dict[str, Any],
    service: Service,
    expected: list[str],
) -> None:
    expected.append(NO_SERVER)
    at_home.goto("/tasks")
    at_home.get_by_role("complementary").get_by_role("button", name="admin").click()
    at_home.get_by_role("menuitem", name="Language").click()
    at_home.get_by_role("menuitem", name="Deutsch").click()
    expect(at_home.get_by_role("heading", level=1, name="Aufgaben")).to_be_visible()
    expect(at_home.locator("html")).to_have_attribute("lang", "de")

    work = Workspace.open(at_home, own_task["id"], own_task["job"])
    expect(work.save_state).to_have_text("Gespeichert")
    at_home.evaluate("window.sameAsBefore = true")
    context.set_offline(True)
    at_home.keyboard.press("n")
    work.drag((100, 100), (300, 260))
    expect(work.save_state).to_have_text("Offline, 1 hier aufbewahrt")
    speak(at_home, "Sprache: Englisch")
    expect(at_home.get_by_role("tab", name="Objekte")).to_be_visible()
    context.set_offline(False)
    expect(work.save_state).to_have_text("Gespeichert", timeout=40_000)
    speak(at_home, "Sprache: Englisch")
    work.saved()
    expect(work.rows).to_have_count(1)
    speak(at_home, "Language: German")
    assert at_home.evaluate("window.sameAsBefore")
    expect(work.action("Rückgängig")).to_be_enabled()

    at_home.reload()
    work.ready()
    expect(at_home.get_by_role("tab", name="Objekte")).to_be_visible()
    expect(work.rows).to_have_count(1)
    assert len(service.shapes(own_task["job"])) == 1


def speak(page: Page, action: str) -> None:
    """By the command palette, which is in the workspace as well."""
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("combobox").fill(action)
    page.get_by_role("option", name=action).click()
