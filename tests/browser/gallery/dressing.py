"""Another theme and another language for a page that is open, as when chosen in another tab."""

from playwright.sync_api import Page, expect

from browser.waiting import until

CHOOSE = """([key, state]) => {
    const value = JSON.stringify({ state, version: 0 });
    localStorage.setItem(key, value);
    window.dispatchEvent(new StorageEvent("storage", { key, newValue: value }));
}"""


def wear(page: Page, theme: str) -> None:
    page.evaluate(CHOOSE, ["limn.theme", {"choice": theme}])
    until(page, "theme => document.documentElement.dataset.theme === theme", theme)


def speak(page: Page, language: str) -> None:
    page.evaluate(CHOOSE, ["limn.language", {"chosen": language}])
    expect(page.locator("html")).to_have_attribute("lang", language)
