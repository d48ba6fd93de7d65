"""The workspace as the person at it uses it: keys, buttons, and the mouse on the picture."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from browser.waiting import until

Point = tuple[float, float]


class Workspace:
    """An open job. Places on the picture are px of the picture."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.canvas = page.get_by_test_id("canvas")
        self.save_state = page.get_by_test_id("save-state")
        self.rows = page.get_by_test_id("object-row")

    @classmethod
    def open(cls, page: Page, task: int, job: int) -> "Workspace":
        page.goto(f"/tasks/{task}/jobs/{job}")
        return cls(page).ready()

    def ready(self) -> "Workspace":
        """Wait until the picture is there."""
        until(self.page, "window.limn?.editor.image != null", seconds=20)
        return self

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the picture."""
        size = self.page.evaluate("limn.editor.size")
        return size["width"], size["height"]

    @property
    def frame(self) -> int:
        return self.page.evaluate("limn.editor.frame")

    def tool(self, name: str) -> None:
        self.page.get_by_role("navigation", name="Tools").get_by_role(
            "button", name=name, exact=True
        ).click()

    def action(self, name: str) -> Locator:
        """A button of the bar at the top."""
        return self.page.get_by_role("banner").get_by_role("button", name=name, exact=True)

    def place(self, at: Point) -> Point:
        """Where a point of the picture is in the window, CSS px."""
        box = self.canvas.bounding_box()
        assert box
        seen = self.page.evaluate("([x, y]) => limn.editor.toScreen(x, y)", list(at))
        return box["x"] + seen["x"], box["y"] + seen["y"]

    def click(self, at: Point) -> None:
        self.page.mouse.click(*self.place(at))

    def drag(self, start: Point, end: Point) -> None:
        self.page.mouse.move(*self.place(start))
        self.page.mouse.down()
        self.page.mouse.move(*self.place(end), steps=6)
        self.page.mouse.up()

    def draw_rectangle(self, start: Point, end: Point) -> None:
        self.tool("Rectangle")
        self.drag(start, end)

    def draw_polygon(self, *points: Point) -> None:
        self.tool("Polygon")
        for point in points:
            self.click(point)
        self.page.keyboard.press("n")

    def select(self) -> None:
        """Put the drawing tool away."""
        self.tool("Select")

    def go_to(self, frame: int) -> None:
        """By typing its number."""
        self.page.get_by_role("textbox", name="Frame number").fill(str(frame))
        self.page.keyboard.press("Enter")
        self.on_frame(frame)

    def on_frame(self, frame: int) -> None:
        """Wait until that frame is shown with its picture."""
        shown = "frame => limn.editor.frame === frame && limn.editor.image !== null"
        until(self.page, shown, frame)

    def saved(self, seconds: float = 10) -> None:
        """Wait until the save state says that the server has everything."""
        expect(self.save_state).to_have_text("Saved", timeout=seconds * 1000)

    def unsaved(self) -> None:
        expect(self.save_state).to_have_text(re.compile(r"^Offline, \d+ kept here$"))

    def records(self) -> list[dict[str, Any]]:
        """What the editor holds, on all frames."""
        return self.page.evaluate("limn.editor.store.all()")

    def brightness(self) -> float:
        """The mean of the shown picture, from 0 to 255."""
        return self.page.evaluate(
            """() => {
                const { image, size } = limn.editor;
                const small = new OffscreenCanvas(16, 16).getContext("2d");
                small.drawImage(image, 0, 0, size.width, size.height, 0, 0, 16, 16);
                const { data } = small.getImageData(0, 0, 16, 16);
                let sum = 0;
                for (let i = 0; i < data.length; i += 4) sum += data[i] + data[i + 1] + data[i + 2];
                return sum / (3 * 256);
            }"""
        )
