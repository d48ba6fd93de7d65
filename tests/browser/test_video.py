"""A video is stepped through, played, and tracked in."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.service import Service
from browser.waiting import until
from browser.workspace import Workspace


@pytest.fixture(scope="session")
def video(service: Service, clip: Path) -> dict[str, Any]:
    return service.new_task("Dawn", [clip], labels=["car", "tree"])


def test_every_step_shows_its_own_frame(at_home: Page, video: dict[str, Any]) -> None:
    work = Workspace.open(at_home, video["id"], video["job"])
    assert work.size == (640, 360)
    light = [work.brightness()]
    for frame in (1, 2, 3):
        at_home.keyboard.press("f")
        work.on_frame(frame)
        light.append(work.brightness())
    work.go_to(39)
    light.append(work.brightness())
    assert light == sorted(set(light)), light
    at_home.keyboard.press("d")
    work.on_frame(38)
    at_home.keyboard.press("c")
    work.on_frame(28)


def test_it_plays_and_stops(at_home: Page, video: dict[str, Any]) -> None:
    work = Workspace.open(at_home, video["id"], video["job"])
    before = work.brightness()
    work.action("Play or pause").click()
    until(at_home, "limn.editor.frame >= 6")
    at_home.keyboard.press("Space")
    until(at_home, "new Promise(r => { const at = limn.editor.frame; "
                   "setTimeout(() => r(at === limn.editor.frame), 300) })")  # fmt: skip
    assert work.brightness() > before
    assert 6 <= work.frame < 39


def test_a_track_moves_between_its_keyframes(
    at_home: Page, video: dict[str, Any], service: Service
) -> None:
    work = Workspace.open(at_home, video["id"], video["job"])
    at_home.get_by_role("button", name="Switch to tracks").click()
    work.draw_rectangle((100, 100), (200, 180))
    work.select()
    work.go_to(10)
    work.drag((150, 140), (250, 140))
    work.go_to(5)
    expect(work.rows).to_have_count(1)
    assert at_home.evaluate("limn.editor.scene.items()[0].shape.points") == pytest.approx(
        [150, 100, 250, 180], abs=2
    )
    work.saved()
    (track,) = service.annotations(video["job"])["tracks"]
    assert [one["frame"] for one in track["shapes"]] == [0, 10]
