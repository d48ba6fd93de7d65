"""A video is stepped through, played, and tracked in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import pytest
from PIL import Image, ImageDraw
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


BITS, LENGTH = 8, 60
CODECS = {
    "numbered.mp4": ("libx264", {"g": "20", "bf": "2"}),
    "numbered.webm": ("libvpx-vp9", {"g": "20", "deadline": "realtime", "cpu-used": "8"}),
}


@pytest.fixture(scope="session")
def numbered(
    service: Service, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], dict[str, Any]]:
    """A task of a video whose frames show their own numbers, in black and white."""
    made: dict[str, dict[str, Any]] = {}

    def task(name: str) -> dict[str, Any]:
        if name not in made:
            path = tmp_path_factory.mktemp("numbered") / name
            write_numbered(path, *CODECS[name])
            made[name] = service.new_task(name, [path], labels=["car"])
        return made[name]

    return task


def write_numbered(path: Path, codec: str, options: dict[str, str]) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=25, options=options)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        for number in range(LENGTH):
            picture = Image.new("RGB", (320, 180))
            for bit in range(BITS):
                if number >> bit & 1:
                    box = (bit * 40, 0, bit * 40 + 39, 179)
                    ImageDraw.Draw(picture).rectangle(box, fill="white")
            container.mux(stream.encode(av.VideoFrame.from_image(picture)))
        container.mux(stream.encode())


def shown_number(page: Page) -> int:
    """The number that the picture on screen shows."""
    return page.evaluate(
        """() => {
            const { image, size } = limn.editor;
            const strip = new OffscreenCanvas(8, 1).getContext("2d");
            strip.drawImage(image, 0, size.height / 2, size.width, 1, 0, 0, 8, 1);
            const { data } = strip.getImageData(0, 0, 8, 1);
            return [...Array(8).keys()].reduce((n, i) => n | ((data[4 * i] > 127) << i), 0);
        }"""
    )


def look_around(page: Page, work: Workspace) -> None:
    """Go forth and back over several groups of pictures; each frame shows its own number."""
    for frame in (0, 59, 7, 40, 39, 38, 20, 19, 21, 58):
        if work.frame != frame:
            work.go_to(frame)
        assert shown_number(page) == frame
    for frame in range(57, 37, -1):
        page.keyboard.press("d")
        work.on_frame(frame)
        assert shown_number(page) == frame


@pytest.mark.parametrize("name", CODECS)
def test_frames_are_decoded_here_and_each_is_its_own(
    at_home: Page, numbered: Callable[[str], dict[str, Any]], name: str
) -> None:
    asked: list[str] = []
    at_home.on("request", lambda request: asked.append(request.url))
    task = numbered(name)
    look_around(at_home, Workspace.open(at_home, task["id"], task["job"]))
    assert any("/fragments/" in url for url in asked)
    assert not [url for url in asked if "type=chunk" in url or "type=frame" in url]


def test_without_a_decoder_frames_come_as_pictures(
    at_home: Page, numbered: Callable[[str], dict[str, Any]]
) -> None:
    asked: list[str] = []
    at_home.on("request", lambda request: asked.append(request.url))
    at_home.add_init_script("delete window.VideoDecoder")
    task = numbered("numbered.mp4")
    look_around(at_home, Workspace.open(at_home, task["id"], task["job"]))
    assert any("type=chunk" in url for url in asked)
    assert not [url for url in asked if "/fragments/" in url]


def test_a_fragment_that_is_gone_is_made_up_for_by_pictures(
    at_home: Page, numbered: Callable[[str], dict[str, Any]], expected: list[str]
) -> None:
    expected.append("status of 404")
    at_home.context.route("**/fragments/1", lambda route: route.fulfill(status=404))
    task = numbered("numbered.mp4")
    look_around(at_home, Workspace.open(at_home, task["id"], task["job"]))
