"""What is hostile is refused at each door that takes annotations, with its path, all or nothing."""

import json

import pytest

from limn.annotations.models import Change


def on_job(method, rest=""):
    return lambda place, data: (method, f"{place.job_url()}{rest}", data)


def on_task(method, rest=""):
    return lambda place, data: (method, f"{place.task_url}{rest}", data)


DOORS = {
    "put job": (on_job("put"), ""),
    "create in job": (on_job("patch", "?action=create"), ""),
    "update job": (on_job("patch", "?action=update"), ""),
    "change job": (
        lambda place, data: ("post", f"{place.job_url()}/changes", {"create": data}), "create.",
    ),
    "put task": (on_task("put"), ""),
    "create in task": (on_task("patch", "?action=create"), ""),
    "update task": (on_task("patch", "?action=update"), ""),
}  # fmt: skip
HOSTILE = {
    "infinite": ({"points": [0, 0, 1, 1e308]}, "points[3]"),
    "too few": ({"points": [0, 0, 1]}, "points"),
    "too many": ({"type": "polygon", "points": [0.5] * 2_000_000}, "points"),
    "run lengths that do not sum up": (
        {"type": "mask", "points": [1, 3, 1, 10, 20, 12, 21]}, "points",
    ),
    "a mask without end": (
        {"type": "mask", "points": [0, 1e14, 0, 0, 1e7 - 1, 1e7 - 1]}, "points[1]",
    ),
    "far away in time": ({"frame": 10**6}, "frame"),
    "a label of nobody": ({"label_id": 10**6}, "label_id"),
    "an answer to nothing": (
        {"attributes": [{"spec_id": 10**6, "value": "x"}]}, "attributes[0].spec_id",
    ),
    "turned too far": ({"rotation": 1e9}, "rotation"),
}  # fmt: skip


@pytest.fixture
def halves(make_place):
    place = make_place(10, segment_size=5, overlap=0)
    place.call("put", place.task_url, {"shapes": [place.box(1), place.box(7)]})
    return place


def state(place):
    return [place.get(number) for number in range(len(place.jobs))], Change.objects.count()


@pytest.mark.parametrize("door", DOORS)
def test_a_wrong_object_among_good_ones_is_named_and_nothing_is_done(halves, door):
    asked, before = DOORS[door], state(halves)
    for name, (wrong, path) in HOSTILE.items():
        data = {"shapes": [
            {**one, "id": number} if "update" in door else one
            for number, one in enumerate((halves.box(2), {**halves.box(3), **wrong}), start=10_000)
        ]}  # fmt: skip
        method, url, body = asked[0](halves, data)
        problem = halves.call(method, url, body, 400)
        assert list(problem) == [f"{asked[1]}shapes[1].{path}"], (name, problem)
    assert state(halves) == before


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "number", ["NaN", "Infinity", "-Infinity", "1e999", "[" * 100_000, "01", '"\\ud800"']
)
def test_what_is_no_json_or_no_number_is_refused(halves, door, number):
    before = state(halves)
    data = {"shapes": [halves.box(2, points=["HERE", 0, 1, 1], id=10_000)]}
    method, url, body = DOORS[door][0](halves, data)
    halves.call(method, url, json.dumps(body).replace('"HERE"', number), 400)
    assert state(halves) == before


def test_attributes_and_labels_of_another_project_are_refused(halves, make_place):
    other = make_place()
    for wrong in (
        {"label_id": other.ids.label("car")},
        {"attributes": [{"spec_id": other.ids.spec("plate"), "value": "X"}]},
    ):
        for asked, _ in DOORS.values():
            method, url, body = asked(halves, {"shapes": [halves.box(2, id=10_000, **wrong)]})
            if "create" not in url and "changes" not in url:
                halves.call(method, url, body, 400)
