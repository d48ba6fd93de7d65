"""Accounts without an administrator's help: invited, forgotten passwords, tokens."""

import os
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from browser.letters import link_to
from browser.service import Service
from servers.live import LiveServer

NOBODY_YET = "status of 401"
PASSWORD, OTHER = "an0ther-morning", "w0nderful-day"


@pytest.fixture
def organization(service: Service) -> str:
    slug = f"herons{os.getpid()}"
    if not service.get("/api/organizations", slug=slug)["count"]:
        service.post("/api/organizations", {"slug": slug, "name": "Herons"})
    return slug


def sign_in_as(page: Page, name: str, password: str) -> None:
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def fill_twice(page: Page, password: str) -> None:
    page.get_by_label("New password").fill(password)
    page.get_by_label("The same once more").fill(password)


def give_password(server: LiveServer, address: str, password: str) -> None:
    """As its owner would by mail, without the pages."""
    with httpx.Client(base_url=server.url) as http:
        http.post("/api/auth/password/reset", json={"email": address}).raise_for_status()
        link = link_to(server, address, "/auth/password/reset/confirm")
        twice = {"new_password1": password, "new_password2": password}
        body = dict(httpx.URL(link).params) | twice
        http.post("/api/auth/password/reset/confirm", json=body).raise_for_status()


def test_from_the_mail_of_an_invitation_to_a_member(
    page: Page, service: Service, limn_server: LiveServer, organization: str, expected: list[str]
) -> None:
    expected.append(NOBODY_YET)
    name = f"egret{os.getpid()}"
    address = f"{name}@example.org"
    service.post(f"/api/invitations?org={organization}", {"email": address, "role": "supervisor"})
    page.goto(link_to(limn_server, address, "/auth/register/invitation"))
    expect(page.get_by_label("E-mail address")).to_have_value(address)
    page.get_by_label("User name").fill(name)
    fill_twice(page, PASSWORD)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()

    page.goto(link_to(limn_server, address, "/api/auth/account-confirm-email"))
    expect(page.get_by_role("status")).to_contain_text("Your e-mail address is confirmed.")
    sign_in_as(page, name, PASSWORD)
    expect(page.get_by_role("heading", name="Invitations", level=1)).to_be_visible()
    invitation = page.get_by_role("listitem").filter(has_text=organization)
    expect(invitation).to_contain_text("as supervisor")
    invitation.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("heading", name="No invitations wait for you")).to_be_visible()

    members = service.get("/api/memberships", org=organization, user=name)["results"]
    assert [(one["role"], one["is_active"]) for one in members] == [("supervisor", True)]


def test_a_link_that_was_cut_off_is_told(page: Page, expected: list[str]) -> None:
    expected.append(NOBODY_YET)
    page.goto("/api/auth/account-confirm-email/half-a-token")
    expect(page.get_by_role("status")).to_contain_text("That link is too old, or was cut off.")
    page.goto("/auth/password/reset/confirm?uid=MQ")
    expect(page.get_by_role("heading", name="This link is not whole")).to_be_visible()


def test_a_forgotten_password_is_chosen_anew(
    page: Page,
    limn_server: LiveServer,
    service: Service,
    hostctl: Callable[..., str],
    expected: list[str],
) -> None:
    expected += [NOBODY_YET, "status of 400"]
    name = f"bittern{os.getpid()}"
    address = f"{name}@example.org"
    hostctl("users", "create", name, "--email", address)
    page.goto("/login")
    page.get_by_role("link", name="Forgot the password?").click()
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Send the mail").click()
    expect(page.get_by_text(f"If an account has the address {address}")).to_be_visible()

    link = link_to(limn_server, address, "/auth/password/reset/confirm")
    page.goto(link)
    fill_twice(page, "password1")
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_text("This password is too common.")).to_be_visible()
    fill_twice(page, OTHER)
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_role("status")).to_contain_text("The new password is set.")
    sign_in_as(page, address, OTHER)
    expect(page.get_by_role("heading", name="Tasks", level=1)).to_be_visible()

    page.context.clear_cookies()
    page.goto(link)
    fill_twice(page, PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_role("alert")).to_contain_text("was used already")


def test_a_server_closed_for_sign_up_says_so(page: Page, expected: list[str]) -> None:
    expected.append(NOBODY_YET)
    page.goto("/login")
    expect(page.get_by_text("No account yet? Ask the person who runs this server")).to_be_visible()
    page.goto("/auth/register")
    expect(page.get_by_role("heading", name="This server is closed for sign-up")).to_be_visible()


def test_a_token_is_shown_once_works_and_ends(at_home: Page, limn_server: LiveServer) -> None:
    at_home.goto("/profile")
    at_home.get_by_role("button", name="New token").click()
    dialog = at_home.get_by_role("dialog")
    dialog.get_by_label("Name").fill("nightly export")
    dialog.get_by_role("button", name="Create").click()
    secret = dialog.get_by_label("Your new token").input_value()

    def answer() -> httpx.Response:
        headers = {"Authorization": f"Bearer {secret}"}
        return httpx.get(f"{limn_server.url}/api/users/self", headers=headers)

    assert answer().json()["username"] == limn_server.username
    dialog.get_by_role("button", name="Close").last.click()
    row = at_home.get_by_role("listitem").filter(has_text="nightly export")
    expect(row).to_contain_text("Reads")
    row.get_by_role("button", name="Revoke nightly export").click()
    question = at_home.get_by_role("dialog", name="Revoke nightly export")
    question.get_by_role("button", name="Revoke").click()
    expect(row).to_have_count(0)
    assert answer().status_code == 401


def test_names_and_password_are_changed_in_the_profile(
    page: Page,
    sign_in: Callable[..., None],
    hostctl: Callable[..., str],
    limn_server: LiveServer,
    expected: list[str],
) -> None:
    expected.append("status of 400")
    name = f"spoonbill{os.getpid()}"
    hostctl("users", "create", name, "--email", f"{name}@example.org")
    give_password(limn_server, f"{name}@example.org", PASSWORD)
    sign_in(name, PASSWORD)
    page.goto("/profile")
    page.get_by_label("First name").fill("Saskia")
    page.get_by_label("Last name").fill("Poelstra")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Saskia Poelstra")).to_be_visible()
    page.get_by_label("Present password").fill("guessed")
    fill_twice(page, OTHER)
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("Your old password was entered incorrectly")).to_be_visible()
    page.get_by_label("Present password").fill(PASSWORD)
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("The password is changed.")).to_be_visible()
    sign_in(name, OTHER)
