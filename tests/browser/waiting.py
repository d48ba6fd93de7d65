"""Waiting for what no element on the page tells."""

import time
from typing import Any

from playwright.sync_api import Page


def until(page: Page, expression: str, argument: Any = None, seconds: float = 10) -> None:
    """Wait until the expression is true in the page.

    Playwright's own `wait_for_function` needs `eval`, which the content security policy forbids.
    """
    end = time.monotonic() + seconds
    while not page.evaluate(expression, argument):
        assert time.monotonic() < end, f"not within {seconds} s: {expression} ({argument})"
        page.wait_for_timeout(30)
