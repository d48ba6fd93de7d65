"""Two people at one job see each other's work, and neither loses any."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.service import Service
from browser.waiting import until
from browser.workspace import Workspace
from servers.live import LiveServer


def test_what_another_draws_appears_and_own_edits_stay(
    at_home: Page,
    browser: Browser,
    own_task: dict[str, Any],
    service: Service,
    limn_server: LiveServer,
) -> None:
    job = own_task["job"]
    mine = Workspace.open(at_home, own_task["id"], job)
    mine.draw_rectangle((100, 100), (300, 260))
    mine.select()
    mine.saved()
    with browser.new_context(base_url=limn_server.url) as other:
        login = {"username": limn_server.username, "password": limn_server.password}
        assert other.request.post("/api/auth/login", data=login).ok
        theirs = Workspace.open(other.new_page(), own_task["id"], job)
        theirs.draw_rectangle((500, 300), (700, 420))
        theirs.select()
        theirs.saved()
        until(at_home, "limn.editor.store.all().length == 2", seconds=5)
        expect(at_home.get_by_test_id("live-notice")).to_have_text(
            f"Updated by {limn_server.username}"
        )
        mine.drag((200, 180), (240, 220))
        mine.saved()
        until(theirs.page, "limn.editor.store.all().some((r) => Math.abs(r.points[0] - 140) < 2)")
    lefts = sorted(one["points"][0] for one in service.shapes(job))
    assert lefts == pytest.approx([140, 500], abs=2)
