"""What people are told of an export is what an export and an import of it really change.

Everything that can be drawn lies in one task, each case on frames of its own: what is told of a
case's frames is compared with what an export, and an import of its file, changes there.
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from compat.labels import LABELS, SVG
from limn.datasets.fidelity import fit
from limn.datasets.source import TaskDataset
from limn.datasets.unseen import unseen
from limn.host.catalogue import format_named
from limn.tasks.actions import create_project, delete_frames
from limn.tasks.queries import get_task

SPAN = 4
"""Frames of a case: tracks need some."""
MOST = 110
"""Cases there is room for."""
RING = [10, 10, 40, 12, 38, 40, 12, 36]
LONE: dict[str, dict[str, Any]] = {
    "rectangle": {"type": "rectangle", "points": [5, 6, 40, 30]},
    "ellipse": {"type": "ellipse", "points": [40, 30, 60, 20]},
    "polygon": {"type": "polygon", "points": RING},
    "polyline": {"type": "polyline", "points": RING},
    "points": {"type": "points", "points": RING},
    "mask": {"type": "mask", "points": [1, 3, 2, 10, 20, 12, 21]},
    "cuboid": {"type": "cuboid", "points": [4, 4, 4, 20, 20, 4, 20, 20, 10, 10, 10, 26, 26, 10,
                                            26, 26]},
}  # fmt: skip
FLAGS: dict[str, dict[str, Any]] = {
    "plain": {},
    "occluded": {"occluded": True},
    "z-order": {"z_order": 3},
    "score": {"score": 0.5},
    "group": {"group": 7},
    "source": {"source": "auto"},
}
PARTS = ("head", "knee", "foot")
OF_A_TAG = ("plain", "group", "source")
LABELS_HERE = [
    *(
        one if one["name"] != "person" else one | {"attributes": [
            {"name": "pose", "mutable": False, "input_type": "text", "values": [""]}
        ], "sublabels": [
            one["sublabels"][0] | {"attributes": [
                {"name": "hat", "mutable": False, "input_type": "text", "values": [""]}
            ]},
            *one["sublabels"][1:],
        ]}
        for one in LABELS
    ),
    LABELS[2] | {"name": "robot", "svg": SVG.replace("head", "arm"), "sublabels": [
        {"name": name, "type": "any", "attributes": []} for name in ("arm", "knee", "foot")
    ]},
    {"name": "bare", "type": "any", "attributes": []},
    {"name": "shadowed", "type": "any", "attributes": [
        {"name": "occluded", "mutable": False, "input_type": "text", "values": [""]}
    ]},
]  # fmt: skip


class Cases:
    """Named cases, each a list of wire objects by kind on frames from `frame` on."""

    def __init__(self, desk: Any) -> None:
        self.label = desk.ids.label
        self.part = desk.ids.part
        person = desk.ids.labels["person"]
        self.pose = person.attributes[0].id
        self.hat = person.sublabels[0].attributes[0].id
        self.arm = desk.ids.labels["robot"].sublabels[0].id
        self.plate = desk.ids.spec("plate")
        self.colour = desk.ids.spec("colour")
        self.shadow = desk.ids.labels["shadowed"].attributes[0].id

    def all(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Name, kind and an object as if on frame 0."""
        for flag in OF_A_TAG:
            yield f"tag {flag}", "tags", {"label_id": self.label("scene"), **FLAGS[flag]}
        for name, shape in LONE.items():
            for flag, more in FLAGS.items():
                yield f"{name} {flag}", "shapes", self.bare(shape, **more)
            answers = [self.answer(self.colour, "green"), self.answer(self.plate, "X 1")]
            one = self.bare(shape, attributes=answers, label_id=self.label("car"))
            yield f"{name} attributes", "shapes", one
            if name not in ("mask", "cuboid"):
                yield f"{name} track", "tracks", self.track(shape)
        for name in ("rectangle", "ellipse"):
            yield f"{name} turned", "shapes", self.bare(LONE[name], rotation=30)
        answers = [self.answer(self.shadow, "no")]
        one = self.bare(LONE["rectangle"], attributes=answers, label_id=self.label("shadowed"))
        yield "rectangle reserved attribute", "shapes", one
        yield from self.tracks()
        yield from self.skeletons()

    def tracks(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        box = LONE["rectangle"]
        for flag in ("group", "source"):
            yield f"track {flag}", "tracks", self.track(box, **FLAGS[flag])
        for flag in ("occluded", "z-order"):
            yield f"track {flag}", "tracks", self.track(box | FLAGS[flag])
        yield "track turned", "tracks", self.track(box | {"rotation": 30})
        answered = self.track(box, label_id=self.label("car"))
        answered["attributes"] = [self.answer(self.colour, "green")]
        answered["shapes"][0]["attributes"] = [self.answer(self.plate, "X 1")]
        yield "track attributes", "tracks", answered

    def skeletons(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        for flag, more in FLAGS.items():
            yield f"skeleton {flag}", "shapes", self.skeleton(**more)
        yield (
            "skeleton attributes",
            "shapes",
            self.skeleton(attributes=[self.answer(self.pose, "sits")]),
        )
        for name, more in {
            "occluded": {"occluded": True},
            "outside": {"outside": True},
            "attributes": {"attributes": [self.answer(self.hat, "red")]},
        }.items():
            one = self.skeleton()
            one["elements"][0] |= more
            yield f"element {name}", "shapes", one
        box = {"label_id": self.arm, **LONE["rectangle"]}
        robot = {"label_id": self.label("robot"), "elements": [box]}
        yield "element rectangle", "shapes", self.skeleton(**robot)
        one = self.skeleton()
        del one["elements"][1]
        yield "element missing", "shapes", one
        yield "skeleton track", "tracks", self.moving_skeleton()

    def answer(self, spec: int, value: str) -> dict[str, Any]:
        return {"spec_id": spec, "value": value}

    def bare(self, shape: dict[str, Any], **more: Any) -> dict[str, Any]:
        return {"label_id": self.label("bare"), **shape, **more}

    def track(self, shape: dict[str, Any], **more: Any) -> dict[str, Any]:
        """Seen on the frames 0 to 2, set on 0 and 2."""
        moved = [one + 8 for one in shape["points"]]
        return {"label_id": self.label("bare"), "shapes": [
            {"frame": 0, **shape}, {"frame": 2, **shape, "points": moved},
            {"frame": 3, **shape, "points": moved, "outside": True},
        ], **more}  # fmt: skip

    def skeleton(self, **more: Any) -> dict[str, Any]:
        elements = [
            {"label_id": self.part(part), "type": "points", "points": [10 * n, 20]}
            for n, part in enumerate(PARTS, 1)
        ]
        return {"label_id": self.label("person"), "type": "skeleton", "points": [],
                "elements": elements, **more}  # fmt: skip

    def moving_skeleton(self) -> dict[str, Any]:
        elements = [
            {"label_id": self.part(part), "frame": 0, "shapes": [
                {"type": "points", "frame": 0, "points": [10 * n, 20]},
                {"type": "points", "frame": 2, "points": [10 * n + 8, 30]},
                {"type": "points", "frame": 3, "points": [10 * n + 8, 30], "outside": True},
            ]}
            for n, part in enumerate(PARTS, 1)
        ]  # fmt: skip
        own = [{"type": "skeleton", "frame": 0, "points": []}]
        return {"label_id": self.label("person"), "shapes": own, "elements": elements}


def placed(one: dict[str, Any], start: int) -> dict[str, Any]:
    """The object as if frame 0 were `start`."""
    below = {key: [placed(each, start) for each in one[key]]
             for key in ("shapes", "elements") if key in one}  # fmt: skip
    return {**one, "frame": one.get("frame", 0) + start, **below}


FLAT = ("frame", "type", "occluded", "outside", "z_order", "rotation", "score", "source")


def essence(kind: str, one: dict[str, Any], start: int) -> Any:
    """All of an object that means something, comparable."""
    kept = {name: one[name] for name in FLAT if name in one}
    kept["frame"] -= start
    kept |= {"kind": kind, "group": bool(one.get("group")), "label": one.get("label_id")}
    kept["points"] = [round(float(each), 2) for each in one.get("points", ())]
    kept["attributes"] = sorted((each["spec_id"], each["value"]) for each in one["attributes"])
    if kind == "tracks" and one["elements"]:
        one = one | {"shapes": _telling(one["shapes"])}
    # What hides is as good as not there.
    below = [each for each in one.get("elements", ()) if not each.get("outside")]
    for key, parts in (("shapes", one.get("shapes", ())), ("elements", below)):
        kept[key] = sorted((essence(key, each, start) for each in parts), key=str)
    return json.dumps(kept, sort_keys=True)


def _telling(keyframes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keyframes of a whole skeleton that say something which its elements do not."""
    told: list[dict[str, Any]] = []
    for one in keyframes:
        new = not told or any(told[-1][key] != one[key] for key in ("occluded", "z_order"))
        if new and not one["outside"]:
            told.append(one)
    return told


def drawn(data: dict[str, Any], numbers: range) -> Counter[str]:
    return Counter(
        essence(kind, one, numbers.start)
        for kind in ("tags", "shapes", "tracks")
        for one in data[kind]
        if one["frame"] in numbers
    )


FORMATS = {
    "COCO 1.0": "COCO 1.0",
    "COCO Keypoints 1.0": "COCO Keypoints 1.0",
    "CVAT for images 1.1": "CVAT 1.1",
    "CVAT for video 1.1": "CVAT 1.1",
    "Datumaro 1.0": "Datumaro 1.0",
}
"""What reads the files of each format back."""


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_told_is_what_changes(make_desk, format):
    desk = make_desk(SPAN * MOST, labels=LABELS_HERE)
    cases = list(Cases(desk).all())
    body: dict[str, list[Any]] = {"tags": [], "shapes": [], "tracks": []}
    for place, (_, kind, one) in enumerate(cases):
        body[kind].append(placed(one, place * SPAN))
    desk.set(**body)
    before, told = desk.get(), told_by_frame(desk, format)

    content = desk.export(format).content()
    run = desk.load(content, FORMATS[format], conv_mask_to_poly="false")
    assert run.state == "finished", run.message
    after = desk.get()

    told_of, changed = set(), set()
    for place, (name, *_) in enumerate(cases):
        numbers = range(place * SPAN, (place + 1) * SPAN)
        if any(told.get(number) for number in numbers):
            told_of.add(name)
        if drawn(before, numbers) != drawn(after, numbers):
            changed.add(name)
    assert told_of == changed
    assert len(changed) < len(cases)


def told_by_frame(desk: Any, format: str) -> dict[int, Counter[Any]]:
    """What is told of each frame."""
    fitted = fit(TaskDataset(get_task(desk.task.pk)), format_named(format))
    seen: Counter[Any] = Counter()
    told: dict[int, Counter[Any]] = {}
    for frame in fitted.frames():
        told[frame.index] = fitted.changes - seen
        seen = Counter(fitted.changes)
    return told


def test_what_no_format_shows_is_told_and_nothing_else_is(desk):
    label = desk.ids.label("car")
    shape = {"label_id": label, "type": "rectangle", "points": [5, 6, 40, 30]}
    url = f"{desk.url}/dataset/fidelity"

    def told():
        changes = desk.client.get(url, {"format": "Datumaro 1.0"}).json()["changes"]
        export = desk.export("Datumaro 1.0")
        assert export.run.warnings == changes
        items = json.loads(export.archive().read("annotations/default.json"))["items"]
        return changes, sum(len(one["annotations"]) for one in items)

    desk.set(shapes=[{**shape, "frame": frame} for frame in range(4)])
    assert told() == ([], 4)
    desk.set(shapes=[{**shape, "frame": frame, "outside": frame < 2} for frame in range(4)])
    hidden = "2 frames: shapes that are hidden and no part of a track are left out"
    assert told() == ([hidden], 2)
    delete_frames(desk.task, [0, 3])
    deleted = "1 deleted frame: what is drawn there is left out"
    assert told() == ([deleted, hidden], 1)
    keyframes = [{**shape, "frame": frame} for frame in (0, 1, 2)]
    desk.set(tracks=[{"label_id": label, "frame": 0, "shapes": keyframes}])
    assert told() == ([deleted], 2)
    keyframes.pop(0)
    desk.set(tracks=[{"label_id": label, "frame": 1, "shapes": keyframes}])
    assert told() == ([], 2)


def test_what_a_project_loses_is_told_with_as_many_queries_however_many_tasks_it_has(
    make_desk, admin, actor_of, django_assert_num_queries
):
    project = create_project(actor_of(admin), {"name": "p", "labels": LABELS})
    desks = [make_desk(project=project) for _ in range(3)]
    shape = {"label_id": desks[0].ids.label("car"), "type": "rectangle", "points": [5, 6, 40, 30]}
    tag = {"label_id": desks[0].ids.label("scene")}
    for number, desk in enumerate(desks):
        desk.set(shapes=[{**shape, "frame": frame, "outside": frame == 3} for frame in range(4)],
                 tags=[{**tag, "frame": frame} for frame in range(4)])  # fmt: skip
        delete_frames(desk.task, range(number))
    datumaro = format_named("Datumaro 1.0")
    with django_assert_num_queries(4):
        told = unseen(project, datumaro)
    assert [one.split(":")[0] for one in told] == ["3 deleted frames", "3 frames"]
