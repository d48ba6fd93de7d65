"""What is drawn on the picture looks as it shall: each kind, each state, each way of colouring."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from browser.looking import SHARE, assert_looks, between, picture_of, share_of_others
from browser.service import Service
from browser.workspace import Workspace

SKELETON = {
    "name": "person", "type": "skeleton", "color": "#e2557c", "attributes": [],
    "svg": (
        '<line x1="50" y1="5" x2="50" y2="55" data-type="edge" data-node-from="1" '
        'data-node-to="2"></line>'
        '<line x1="50" y1="55" x2="15" y2="95" data-type="edge" data-node-from="2" '
        'data-node-to="3"></line>'
        + "".join(
            f'<circle r="1.5" cx="{x}" cy="{y}" data-type="element node" '
            f'data-element-id="{node}" data-node-id="{node}" data-label-name="{name}"></circle>'
            for node, (name, x, y) in enumerate(
                (("head", 50, 5), ("hip", 50, 55), ("foot", 15, 95)), 1
            )
        )
    ),
    "sublabels": [
        {"name": name, "type": "points", "color": colour, "attributes": []}
        for name, colour in (("head", "#f2a93b"), ("hip", "#3fb68b"), ("foot", "#7c8cf8"))
    ],
}  # fmt: skip
LABELS = [
    {"name": "car", "color": "#f2a93b", "attributes": []},
    {"name": "tree", "color": "#3fb68b", "attributes": []},
    {"name": "road", "color": "#7c8cf8", "attributes": []},
    SKELETON,
]


def drawn(label: dict[str, int]) -> list[dict[str, Any]]:
    """A shape of every kind on the first frame, in px of a picture of 640 × 400."""

    def shape(kind: str, name: str, points: list[float], **more: Any) -> dict[str, Any]:
        return {
            "type": kind, "label_id": label[name], "frame": 0, "points": points,
            "occluded": False, "z_order": 0, "attributes": [], **more,
        }  # fmt: skip

    ring = [1, 18, *[4, 16] * 6, 1]
    parts = [("head", [560, 210]), ("hip", [560, 290]), ("foot", [520, 370])]
    return [
        shape("rectangle", "car", [20, 20, 150, 90]),
        shape("rectangle", "car", [200, 25, 300, 85], rotation=25, occluded=True),
        shape("polygon", "tree", [360, 20, 470, 40, 430, 120, 350, 95]),
        shape("polyline", "road", [500, 30, 560, 100, 610, 40]),
        shape("points", "tree", [40, 150, 90, 170, 60, 210]),
        shape("ellipse", "road", [220, 180, 290, 145], rotation=15, group=1),
        shape("mask", "car", [*_runs(ring), 340, 150, 359, 169], group=1),
        shape("mask", "tree", [*_disc(40), 400, 140, 479, 219]),
        shape("cuboid", "road",
              [60, 270, 60, 360, 150, 260, 150, 370, 200, 250, 200, 340, 110, 262, 110, 338]),
        shape("polygon", "road", [260, 260, 420, 260, 420, 360, 260, 360], z_order=-1),
        shape("rectangle", "tree", [300, 290, 460, 380], z_order=1, group=2),
        shape("skeleton", "person", [], elements=[
            shape("points", part, place, occluded=part == "foot") for part, place in parts
        ]),
    ]  # fmt: skip


def _runs(counts: list[int]) -> list[int]:
    """Alternating lengths of 0 and 1 over 20 × 20 px, filled up with 0."""
    return [*counts, 400 - sum(counts)]


def _disc(radius: int) -> list[int]:
    """Runs of a disc over a square of twice its radius."""
    y, x = np.mgrid[:radius * 2, :radius * 2] - radius + 0.5  # fmt: skip
    flat = (x * x + y * y < radius * radius).ravel()
    edges = np.flatnonzero(np.diff(flat.astype(int))) + 1
    return np.diff([0, *edges, flat.size]).tolist()


def moving(label: dict[str, int]) -> dict[str, Any]:
    """A track that has keyframes on frames 0 and 2, so that it is between them on 1."""

    def key(frame: int, points: list[float]) -> dict[str, Any]:
        return {
            "type": "rectangle", "frame": frame, "points": points, "outside": False,
            "occluded": False, "attributes": [],
        }  # fmt: skip

    keys = [key(0, [480, 140, 540, 180]), key(2, [520, 160, 620, 220])]
    return {"frame": 0, "label_id": label["car"], "group": 0, "shapes": keys, "attributes": []}


@pytest.fixture(scope="module")
def job(service: Service, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, int]:
    """Task and job of three plain pictures with a shape of every kind and a track."""
    folder = tmp_path_factory.mktemp("plain")
    files = [folder / f"{shade}.png" for shade in (90, 100, 110)]
    for file in files:
        Image.new("RGB", (640, 400), (int(file.stem),) * 3).save(file)
    task = service.new_task("How it looks", files, LABELS)
    found = service.get("/api/labels", task_id=task["id"], page_size=20)["results"]
    every = [*found, *(part for one in found for part in one["sublabels"])]
    label = {one["name"]: one["id"] for one in every}
    content = {"shapes": drawn(label), "tags": [], "tracks": [moving(label)]}
    service.put(f"/api/jobs/{task['job']}/annotations", content)
    return task["id"], task["job"]


@pytest.fixture
def work(at_home: Page, job: tuple[int, int]) -> Workspace:
    at_home.set_viewport_size({"width": 1280, "height": 800})
    opened = Workspace.open(at_home, *job)
    at_home.mouse.move(2, 2)
    return opened


LOOKS = {
    "at-rest": {},
    "by-object": {"colorBy": "instance"},
    "by-group": {"colorBy": "group", "opacity": 0.6},
    "outlines": {"opacity": 0},
    "texts-and-grid": {"showText": "always", "grid": 40},
}


def test_every_kind_looks_as_it_shall(work: Workspace, tmp_path: Path) -> None:
    for name, appearance in LOOKS.items():
        set_up = {"colorBy": "label", "opacity": 0.18, "showText": "active", "grid": None}
        work.page.evaluate("change => limn.editor.setAppearance(change)", set_up | appearance)
        assert_looks(work, name, tmp_path)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("selected-boxes", ["rectangle", "ellipse", "cuboid"]),
        ("selected-paths", ["polygon", "polyline", "points", "mask", "skeleton"]),
    ],
)
def test_handles_stand_where_a_selected_shape_can_be_taken(
    work: Workspace, tmp_path: Path, name: str, kinds: list[str]
) -> None:
    work.page.evaluate(
        """kinds => {
            const { store, selection } = limn.editor;
            const shapes = store.all().filter((r) => kinds.includes(r.type));
            selection.set(kinds.map((kind) => shapes.find((r) => r.type === kind).id));
        }""",
        kinds,
    )
    assert_looks(work, name, tmp_path)


def test_one_selected_shape_shows_its_own_handles(work: Workspace, tmp_path: Path) -> None:
    for name, place in (("one-rotated", (250, 55)), ("one-polygon", (405, 70))):
        work.click(place)
        work.page.mouse.move(2, 2)
        assert_looks(work, name, tmp_path)


def test_a_track_stands_between_its_keyframes(work: Workspace, tmp_path: Path) -> None:
    work.go_to(1)
    assert_looks(work, "between-keyframes", tmp_path)


def test_a_polygon_in_the_making_shows_where_it_goes_on(work: Workspace, tmp_path: Path) -> None:
    work.tool("Polygon")
    for place in ((30, 230), (120, 220), (180, 300)):
        work.click(place)
    work.page.mouse.move(*work.place((90, 380)))
    assert_looks(work, "polygon-in-the-making", tmp_path)


def test_pixels_are_sharp_where_one_is_many_on_the_screen(work: Workspace, tmp_path: Path) -> None:
    work.page.evaluate("limn.editor.setAppearance({ smoothImage: false })")
    work.page.mouse.move(*work.place((349, 159)))
    for _ in range(12):
        work.page.mouse.wheel(0, -120)
    work.page.mouse.move(2, 2)
    assert_looks(work, "near", tmp_path)


def test_the_comparison_sees_what_a_person_would(work: Workspace) -> None:
    before = picture_of(work)
    work.page.evaluate("limn.editor.setAppearance({ colorBy: 'instance' })")
    assert share_of_others(between(before, picture_of(work))) > SHARE
