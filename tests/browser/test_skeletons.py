"""A skeleton from the first point of its template to the first object drawn by it."""

import json
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from browser.dropping import drop_files
from browser.service import Service
from browser.workspace import Workspace


def test_a_skeleton_is_made_by_pointer_and_keys_and_an_object_is_drawn_by_it(
    at_home: Page, service: Service, pictures: list[Path]
) -> None:
    page = at_home
    page.goto("/tasks/new")
    drop_files(page, page.get_by_role("region", name="Files"), pictures[:1])
    page.get_by_label("Name", exact=True).fill("Birds on a wire")
    add_skeleton(page, "bird")
    draw_template(page)
    stays_in_step_with_the_raw_view(page)
    page.get_by_role("button", name="Create task").click()
    page.wait_for_url(re.compile(r"/tasks/\d+$"), timeout=30_000)
    task = service.task_named("Birds on a wire")["id"]
    [bird] = service.get("/api/labels", task_id=task)["results"]
    parts = {one["name"]: one["id"] for one in bird["sublabels"]}
    assert list(parts) == ["beak", "tail", "3"]
    assert bird["svg"].count("<line") == 1

    job = service.job_of(task)
    work = Workspace.open(page, task, job)
    work.tool("Skeleton")
    work.drag((100, 100), (300, 200))
    work.saved()
    [drawn] = service.shapes(job)
    places = {one["label_id"]: one["points"] for one in drawn["elements"]}
    assert set(places) == set(parts.values())
    beak, tail = places[parts["beak"]], places[parts["tail"]]
    assert beak[0] < tail[0]
    assert beak[1] < tail[1]

    page.goto(f"/tasks/{task}")
    changes_the_template(page)
    before = bird["svg"]
    [bird] = service.get("/api/labels", task_id=task)["results"]
    assert [one["name"] for one in bird["sublabels"]] == ["bill", "tail", "3"]
    assert bird["svg"] != before
    assert bird["svg"].count("<line") == 1
    assert service.shapes(job)[0]["elements"] == drawn["elements"]


def add_skeleton(page: Page, name: str) -> None:
    page.get_by_label("New label, or paste a list").fill(name)
    page.keyboard.press("Enter")
    page.get_by_label("Drawn as").press("ArrowDown")
    page.get_by_title("Skeleton", exact=True).click()


def draw_template(page: Page) -> None:
    """Beak by the pointer, tail by the keys, an edge that goes and comes back, a third point."""
    board = page.get_by_test_id("skeleton-board")
    press_at(board, 20, 20)
    names = page.get_by_label(re.compile(r"^Name of element \d$"))
    names.first.fill("beak")
    board.press("n")
    names.last.fill("tail")
    tail = board.get_by_role("button", name=re.compile("^Point tail"))
    tail.focus()
    for _ in range(6):
        tail.press("Shift+ArrowDown")
        tail.press("Shift+ArrowRight")
    tail.press("e")
    board.get_by_role("button", name=re.compile("^Point beak")).press("e")
    edge = board.get_by_role("button", name="Edge from tail to beak")
    expect(edge).to_have_count(1)
    edge.press("Delete")
    expect(edge).to_have_count(0)
    board.press("Control+z")
    expect(edge).to_have_count(1)
    press_at(board, 50, 20)
    expect(names).to_have_count(3)
    expect(board.get_by_role("button", name=re.compile("^Point tail at 80, 80"))).to_be_visible()


def press_at(board: Locator, x: float, y: float) -> None:
    """Click the board at a place in percent."""
    box = board.bounding_box()
    assert box
    board.click(position={"x": box["width"] * x / 100, "y": box["height"] * y / 100})


def stays_in_step_with_the_raw_view(page: Page) -> None:
    page.get_by_text("Raw JSON").click()
    raw = page.get_by_role("textbox", name="Raw JSON")
    [bird] = json.loads(raw.input_value())
    assert [one["name"] for one in bird["sublabels"]] == ["beak", "tail", "3"]
    assert bird["svg"].count("<circle") == 3
    page.get_by_text("List", exact=True).click()


def changes_the_template(page: Page) -> None:
    """An element gets another name, and a point another place, as none can be added."""
    page.get_by_role("button", name="Edit labels").click()
    page.get_by_role("button", name="3 elements").click()
    board = page.get_by_test_id("skeleton-board")
    board.get_by_role("button", name=re.compile("^Point beak")).press("Shift+ArrowRight")
    expect(board.get_by_role("button", name=re.compile("^Point beak at 25, 20"))).to_be_visible()
    press_at(board, 10, 90)
    expect(board.get_by_role("button", name=re.compile("^Point "))).to_have_count(3)
    page.get_by_label("Name of element 1").fill("bill")
    page.get_by_role("button", name="Save labels").click()
    expect(page.get_by_role("button", name="Edit labels")).to_be_visible()
