"""The list of objects: searched, ordered and grouped; frames found by what is on them."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.service import Service
from browser.waiting import until
from browser.workspace import Workspace


@pytest.fixture
def work(at_home: Page, own_task: dict[str, Any], service: Service) -> Workspace:
    """Two cars and a tree on the first frame, a tree on the third."""
    labels = service.get("/api/labels", task_id=own_task["id"])["results"]
    ids = {one["name"]: one["id"] for one in labels}
    shapes = [
        {"type": "rectangle", "frame": frame, "label_id": ids[name], "points": points}
        for name, frame, points in [
            ("car", 0, [10, 10, 60, 60]),
            ("tree", 0, [100, 100, 400, 300]),
            ("car", 0, [500, 300, 700, 420]),
            ("tree", 2, [100, 100, 200, 200]),
        ]
    ]
    content = {"shapes": shapes, "tags": [], "tracks": []}
    service.put(f"/api/jobs/{own_task['job']}/annotations", content)
    return Workspace.open(at_home, own_task["id"], own_task["job"])


def numbers(work: Workspace) -> list[str]:
    return work.rows.get_by_role("button", name="Select object").all_inner_texts()


def test_what_is_searched_is_all_that_is_seen(work: Workspace) -> None:
    work.page.keyboard.press("Control+f")
    work.page.keyboard.type("car width>100")
    expect(work.rows).to_have_count(1)
    assert numbers(work) == ["3"]
    assert work.page.evaluate("limn.editor.scene.items().length") == 1
    work.page.keyboard.press("Escape")
    expect(work.rows).to_have_count(3)
    assert work.page.evaluate("limn.editor.scene.items().length") == 3


def test_a_search_is_kept_for_another_time(work: Workspace) -> None:
    search = work.page.get_by_role("combobox", name="Search objects")
    search.fill("tree")
    work.page.get_by_role("button", name="Keep this search").click()
    work.page.reload()
    work.ready()
    expect(search).to_have_value("")
    assert work.page.evaluate("document.querySelector('datalist option').value") == "tree"


def test_a_search_is_clicked_together_and_led_through_the_frames(work: Workspace) -> None:
    page = work.page
    page.keyboard.press("Control+Shift+f")
    builder = page.get_by_role("region", name="Build a search of objects")
    builder.get_by_label("With what").select_option("tree")
    search = page.get_by_role("combobox", name="Search objects")
    expect(search).to_have_value("label=tree")
    expect(work.rows).to_have_count(1)
    builder.get_by_role("button", name="Keep this search").click()
    builder.get_by_role("textbox", name="Name").fill("All trees")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Steps stop at every frame").click()
    page.get_by_role("menuitem", name="Steps stop where something is, or is searched").click()
    page.keyboard.press("f")
    until(page, "limn.editor.frame === 2")


def test_an_object_is_dragged_into_a_layer_of_its_own(work: Workspace) -> None:
    work.page.get_by_role("tab", name="Layers").click()
    layers = work.page.get_by_test_id("layer")
    grip = work.page.get_by_role("button", name="Layer of object 1")
    head = layers.bounding_box()
    assert head
    grip.hover()
    work.page.mouse.down()
    work.page.mouse.move(head["x"] + 50, head["y"] + 3, steps=3)
    work.page.mouse.up()
    expect(layers).to_have_count(2)
    assert numbers(work) == ["1", "2", "3"]
    work.page.get_by_role("button", name="Layer of object 3").press("ArrowUp")
    expect(layers.first.get_by_text("2", exact=True)).to_be_visible()
    assert numbers(work) == ["1", "3", "2"]


def test_objects_are_ordered_and_grouped(work: Workspace) -> None:
    work.page.get_by_role("combobox", name="Order").select_option("Newest first")
    assert numbers(work) == ["3", "2", "1"]
    work.page.get_by_role("combobox", name="Groups").select_option("Labels")
    assert numbers(work) == ["3", "1", "2"]
    work.page.get_by_role("button", name="car 2").click()
    expect(work.rows).to_have_count(1)
    assert numbers(work) == ["2"]


def test_frames_are_found_by_what_is_on_them(work: Workspace) -> None:
    work.page.keyboard.press("ArrowRight")
    work.on_frame(2)
    work.page.keyboard.press("Shift+ArrowLeft")
    work.on_frame(1)
    work.page.keyboard.press("ArrowLeft")
    work.on_frame(0)
    work.page.keyboard.press("Control+f")
    work.page.keyboard.type("car")
    work.page.keyboard.press("Enter")
    work.page.keyboard.press("ArrowRight")
    expect(work.page.get_by_text("There is no such frame in this direction.")).to_be_visible()
    assert work.frame == 0


def test_what_is_searched_is_converted_relabelled_and_removed_in_one_step_each(
    work: Workspace, own_task: dict[str, Any], service: Service
) -> None:
    def types() -> list[tuple[int, str]]:
        shapes = service.shapes(own_task["job"])
        return sorted((one["frame"], one["type"]) for one in shapes)

    def do(kind: str, where: str, *choose: tuple[str, str]) -> None:
        work.page.keyboard.press("Control+m")
        dialog = work.page.get_by_role("dialog", name="With many objects")
        dialog.get_by_text(kind, exact=True).first.click()
        for label, value in choose:
            dialog.get_by_role("combobox", name=label).click()
            work.page.locator(".ant-select-item-option").filter(has_text=value).click()
        dialog.get_by_text(where, exact=True).click()
        dialog.locator("button[type=submit]").click()
        expect(dialog).to_have_count(0)
        work.saved()

    search = work.page.get_by_role("combobox", name="Search objects")
    search.fill("tree")
    search.press("Enter")
    do("Change the type", "Whole job", ("New type", "Mask"))
    assert types() == [(0, "mask"), (0, "rectangle"), (0, "rectangle"), (2, "mask")]
    do("Remove", "This frame")
    assert types() == [(0, "rectangle"), (0, "rectangle"), (2, "mask")]
    work.page.keyboard.press("Control+z")
    work.page.keyboard.press("Control+z")
    work.saved()
    assert types() == [(0, "rectangle")] * 3 + [(2, "rectangle")]
    do("Shapes or tracks", "Whole job", ("What they become", "Tracks, from their frame on"))
    assert types() == [(0, "rectangle")] * 2
    tracks = service.annotations(own_task["job"])["tracks"]
    assert sorted(one["frame"] for one in tracks) == [0, 2]


def test_several_are_stretched_together_and_saved(
    work: Workspace, own_task: dict[str, Any], service: Service
) -> None:
    work.page.keyboard.press("Control+a")
    work.drag((700, 420), (1045, 615))
    work.saved()
    points = [one["points"] for one in service.shapes(own_task["job"]) if one["frame"] == 0]
    assert [[round(value) for value in one] for one in sorted(points)] == [
        [10, 10, 85, 84],
        [145, 143, 595, 438],
        [745, 438, 1045, 615],
    ]
    work.page.keyboard.press("Control+z")
    work.saved()
    points = [one["points"] for one in service.shapes(own_task["job"]) if one["frame"] == 0]
    assert min(points) == [10, 10, 60, 60]
