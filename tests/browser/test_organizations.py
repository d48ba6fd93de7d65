"""An organization from its making to its end, by the people in it."""

import os
import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from browser.service import Service


@pytest.fixture
def member(hostctl: Callable[..., str]) -> tuple[str, str]:
    """Name and address of an account, which signs in by link."""
    name = f"curlew{uuid4().hex[:6]}"
    hostctl("users", "create", name, "--email", f"{name}@example.org")
    return name, f"{name}@example.org"


def choose(page: Page, place: str) -> None:
    page.get_by_role("button", name=re.compile("^Where you work")).click()
    page.get_by_role("menuitem", name=place, exact=True).click()


def test_people_are_invited_given_roles_and_removed(
    at_home: Page, service: Service, member: tuple[str, str], expected: list[str]
) -> None:
    expected.append("status of 400")
    name, address = member
    slug = f"waders{os.getpid()}"
    at_home.goto("/organizations")
    at_home.get_by_role("button", name="New organization").click()
    at_home.get_by_label("Short name").fill(slug)
    at_home.get_by_label("Name", exact=True).fill("Wading birds")
    at_home.get_by_role("dialog").get_by_role("button", name="Create").click()
    expect(at_home.get_by_role("heading", name="Wading birds", level=1)).to_be_visible()

    at_home.get_by_role("button", name="Invite people").click()
    dialog = at_home.get_by_role("dialog")
    dialog.get_by_label("E-mail addresses").fill(f"{address}\nnew{slug}@example.org\na@b")
    dialog.get_by_role("button", name="Invite", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text("a@b Enter a valid email address.")
    expect(dialog.get_by_label("E-mail addresses")).to_have_value("a@b")
    dialog.get_by_role("button", name="Cancel").click()
    rows = at_home.get_by_role("listitem")
    expect(rows.filter(has_text=name)).to_contain_text("joined")
    expect(rows.filter(has_text=f"new{slug}")).to_contain_text("invited")

    at_home.get_by_label(f"Role of {name}").click()
    # The page shows what was chosen before the server has it.
    with at_home.expect_response(lambda answer: answer.request.method == "PATCH"):
        at_home.get_by_title("Maintainer").click()
    expect(rows.filter(has_text=name)).to_contain_text("Maintainer")
    roles = service.get("/api/memberships", org=slug, user=name)["results"]
    assert [one["role"] for one in roles] == ["maintainer"]

    at_home.get_by_role("button", name="Worker", exact=True).click()
    expect(rows.filter(has_text=name)).to_have_count(0)
    at_home.get_by_role("button", name=f"Remove new{slug}@example.org").click()
    at_home.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(rows.filter(has_text=f"new{slug}")).to_have_count(0)
    assert service.get("/api/memberships", org=slug)["count"] == 2

    at_home.get_by_label("Place").fill("On the shore")
    at_home.get_by_role("button", name="Save").click()
    expect(at_home.get_by_text("Saved.")).to_be_visible()
    (kept,) = service.get("/api/organizations", slug=slug)["results"]
    assert kept["contact"]["location"] == "On the shore"


def test_lists_show_what_belongs_to_where_one_works(at_home: Page, service: Service) -> None:
    slug = f"gulls{os.getpid()}"
    service.post("/api/organizations", {"slug": slug})
    service.post("/api/tasks", {"name": "Kittiwake alone"})
    service.post(f"/api/tasks?org={slug}", {"name": "Kittiwake together"})
    at_home.goto("/tasks?q=Kittiwake")
    links = at_home.get_by_role("link", name="Kittiwake")
    expect(links).to_have_count(2)
    choose(at_home, slug)
    expect(links).to_have_text(["Kittiwake together"])
    choose(at_home, "Without organization")
    expect(links).to_have_text(["Kittiwake alone"])
    choose(at_home, slug)
    at_home.goto("/projects/new")
    at_home.get_by_label("Name", exact=True).fill("Ledge")
    at_home.get_by_role("button", name="Create project").click()
    expect(at_home.get_by_role("heading", name="Ledge", level=1)).to_be_visible()
    assert service.get("/api/projects", org=slug)["count"] == 1
    at_home.reload()
    expect(at_home.get_by_role("button", name=f"Where you work: {slug}")).to_be_visible()


def test_a_member_leaves(
    page: Page,
    service: Service,
    member: tuple[str, str],
    hostctl: Callable[..., str],
) -> None:
    name, address = member
    slug = f"terns{os.getpid()}"
    service.post("/api/organizations", {"slug": slug})
    service.post(f"/api/invitations?org={slug}", {"email": address, "role": "worker"})
    page.goto(hostctl("users", "link", name).strip().split()[-1])
    page.goto(f"/organizations/{slug}")
    expect(page.get_by_role("button", name="Invite people")).to_have_count(0)
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Leave").click()
    page.get_by_label(re.compile("^Type")).fill(slug)
    page.get_by_role("button", name="Leave", exact=True).click()
    expect(page.get_by_role("heading", name="Organizations", level=1)).to_be_visible()
    expect(page.get_by_role("link", name=slug)).to_have_count(0)
    assert service.get("/api/memberships", org=slug)["count"] == 1


def test_an_organization_is_deleted_by_typing_its_name(at_home: Page, service: Service) -> None:
    slug = f"skuas{os.getpid()}"
    service.post("/api/organizations", {"slug": slug})
    at_home.goto(f"/organizations/{slug}")
    at_home.get_by_role("button", name="More actions").click()
    at_home.get_by_role("menuitem", name="Delete the organization").click()
    dialog = at_home.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Delete")).to_be_disabled()
    dialog.get_by_label(re.compile("^Type")).fill(slug)
    dialog.get_by_role("button", name="Delete").click()
    expect(at_home.get_by_role("heading", name="Organizations", level=1)).to_be_visible()
    assert service.get("/api/organizations", slug=slug)["count"] == 0
