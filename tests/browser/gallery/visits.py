"""How a screen is reached: from an address, by a button, a menu, or as somebody else."""

import json
from collections.abc import Callable

from playwright.sync_api import Page, expect

from browser.gallery.sample import Sample

UNANSWERED = """
    const ask = window.fetch;
    window.fetch = (what, ...more) =>
        new RegExp(never).test(what.url ?? what) ? new Promise(() => {}) : ask(what, ...more);
"""

Take = Callable[[Page, Sample], None]
"""Brings a page, on which nothing is yet, to where the screen is seen whole and still."""


def at(path: str) -> Take:
    """The page of that address, with everything on it loaded."""

    def take(page: Page, sample: Sample) -> None:
        page.goto(sample.at(path))
        expect(page.get_by_role("heading").first).to_be_visible()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)

    return take


def dialog(path: str, button: str) -> Take:
    """The dialog that a button of that page opens."""

    def take(page: Page, sample: Sample) -> None:
        at(path)(page, sample)
        page.get_by_role("button", name=button, exact=True).first.click()
        dialog_shown(page)

    return take


def menu_dialog(path: str, item: str) -> Take:
    """The dialog that an entry of the page's menu opens."""

    def take(page: Page, sample: Sample) -> None:
        at(path)(page, sample)
        page.locator("header").get_by_role("button", name="More actions").click()
        page.get_by_role("menuitem", name=item).click()
        dialog_shown(page)

    return take


def dialog_shown(page: Page) -> None:
    expect(page.get_by_role("dialog").last).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def signed_out(path: str) -> Take:
    """A page for who is not signed in."""

    def take(page: Page, sample: Sample) -> None:
        page.context.clear_cookies()
        at(path)(page, sample)

    return take


def as_newcomer(path: str) -> Take:
    """The page for who is signed in and has nothing yet: its first step."""

    def take(page: Page, sample: Sample) -> None:
        page.context.clear_cookies()
        page.context.add_cookies(
            [
                {"name": name, "value": value, "url": sample.server.url}
                for name, value in sample.newcomer.items()
            ]
        )
        at(path)(page, sample)

    return take


def loading(path: str, never: str) -> Take:
    """The page while what is asked for at addresses that match `never` has not come."""

    def take(page: Page, sample: Sample) -> None:
        page.add_init_script(f"const never = {json.dumps(never)};{UNANSWERED}")
        page.goto(sample.at(path))
        expect(page.locator("[aria-busy=true], [role=status]").first).to_be_visible()

    return take


def refused(path: str, broken: str, status: int = 500) -> Take:
    """The page when what answers to the pattern `broken` fails."""

    def take(page: Page, sample: Sample) -> None:
        words = {"detail": "The database does not answer"}
        page.route(broken, lambda route: route.fulfill(status=status, json=words))
        page.goto(sample.at(path))
        expect(page.get_by_role("alert").first).to_be_visible(timeout=30_000)

    return take
