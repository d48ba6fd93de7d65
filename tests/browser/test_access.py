"""What axe-core finds: nothing serious on any page, in light and dark."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.service import Service
from browser.workspace import Workspace

AXE = Path(__file__).parents[2] / "webapp/node_modules/axe-core/axe.min.js"
GRAVE = {"serious", "critical"}


@pytest.fixture(scope="session")
def organization(service: Service) -> str:
    """One with a member and somebody who is invited."""
    if not service.get("/api/organizations", slug="axe")["count"]:
        service.post("/api/organizations", {"slug": "axe", "name": "Lumberjacks"})
        service.post("/api/invitations?org=axe", {"email": "yew@example.org", "role": "worker"})
    return "axe"


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest, page: Page) -> str:
    """The page in that theme, chosen by the person and by the system."""
    page.emulate_media(color_scheme=request.param)
    choice = json.dumps({"state": {"choice": request.param}, "version": 0})
    page.add_init_script(f"localStorage.setItem('limn.theme', {json.dumps(choice)})")
    return request.param


@pytest.mark.parametrize(
    "path",
    [
        "/login?mail=confirmed",
        "/auth/register",
        "/auth/register/invitation?email=ada%40example.org",
        "/auth/password/reset",
        "/auth/password/reset/confirm?uid=MQ&token=t",
    ],
)
def test_pages_for_who_is_not_signed_in(
    page: Page, theme: str, expected: list[str], path: str
) -> None:
    expected.append("status of 401")
    page.goto(path)
    expect(page.get_by_role("heading").last).to_be_visible()
    check(page, theme)


@pytest.mark.parametrize(
    "path",
    [
        "/tasks",
        "/tasks/new",
        "/tasks/{id}",
        "/tasks/{id}/guide",
        "/jobs",
        "/projects",
        "/requests",
        "/plugins",
        "/invitations",
        "/profile",
        "/settings",
        "/about",
        "/storages",
        "/storages/new",
        "/organizations",
        "/organizations/axe",
    ],
)
def test_pages(
    at_home: Page, theme: str, task: dict[str, Any], organization: str, path: str
) -> None:
    at_home.goto(path.format(**task))
    expect(at_home.get_by_role("heading", level=1)).to_be_visible()
    expect(at_home.locator("[aria-busy=true]")).to_have_count(0)
    check(at_home, theme)


def test_export_dialog(at_home: Page, theme: str, task: dict[str, Any]) -> None:
    at_home.goto(f"/tasks/{task['id']}")
    at_home.get_by_role("button", name="Export").click()
    expect(at_home.get_by_role("dialog")).to_be_visible()
    check(at_home, theme)


def test_palette(at_home: Page, theme: str, task: dict[str, Any]) -> None:
    at_home.goto("/tasks")
    expect(at_home.get_by_role("heading", level=1)).to_be_visible()
    at_home.keyboard.press("Control+k")
    expect(at_home.get_by_role("option").filter(has_text="Looked at").first).to_be_visible()
    check(at_home, theme)


def test_workspace(at_home: Page, theme: str, own_task: dict[str, Any]) -> None:
    work = Workspace.open(at_home, own_task["id"], own_task["job"])
    check(at_home, theme)
    work.draw_rectangle((100, 100), (300, 260))
    work.select()
    work.click((200, 180))
    work.saved()
    check(at_home, theme)
    at_home.get_by_role("tab", name="Labels").click()
    check(at_home, theme)
    at_home.keyboard.press("Shift+?")
    expect(at_home.get_by_role("dialog", name="Keys")).to_be_visible()
    check(at_home, theme)


def check(page: Page, theme: str) -> None:
    """No serious violation on the page, which is drawn in that theme."""
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
    grave = [one for one in found if one["impact"] in GRAVE]
    assert not grave, "\n".join(told(one) for one in grave)


def told(violation: dict[str, Any]) -> str:
    where = "\n".join(
        f"    {node['html'][:160]}\n      {node['failureSummary']}"
        for node in violation["nodes"][:4]
    )
    return f"{violation['impact']}: {violation['help']} ({len(violation['nodes'])})\n{where}"
