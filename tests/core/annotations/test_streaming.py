"""Annotations as datasets see them, and datasets' annotations put into a task."""

from dataclasses import replace

import numpy as np
import psutil
import pytest

from core.annotations.conftest import put_dataset
from limn.annotations import windows
from limn.annotations.stream import frames_of, tracks_of
from limn.media.models import Data
from limn.sdk import (
    BadInput,
    Box,
    Cuboid,
    Ellipse,
    Keyframe,
    Mask,
    Points,
    Polygon,
    Polyline,
    Skeleton,
    Tag,
    Track,
)
from limn.tasks.queries import get_job, get_task


def drawn(place):
    """Something of everything."""
    return {
        "tags": [place.tag(1)],
        "shapes": [
            place.skeleton(2), place.box(2, rotation=30.0, group=4),
            place.box(2, type="ellipse", points=[10, 20, 15, 18]),
            place.box(7, type="mask", points=[1, 3, 2, 10, 20, 12, 21]),
            place.box(7, outside=True),
        ],
        "tracks": [
            place.track(place.key(1, 10.0), place.key(5, 50.0), place.key(8, 50.0, outside=True)),
            place.track(place.key(3, 0.0, occluded=True), place.key(9, 60.0)),
        ],
    }  # fmt: skip


def task_of(place):
    return get_task(place.task.pk)


def shown(place, job=None):
    return dict(frames_of(task_of(place), job))


def boxes(frames, track):
    return {
        frame: one.x1 for frame, shapes in frames.items() for one in shapes
        if isinstance(one, Box) and one.track == track
    }  # fmt: skip


def test_frames_show_everything_visible_with_names_and_defaults(place):
    place.put(drawn(place))
    frames = shown(place)
    assert list(frames) == list(range(1, 10))
    tag, moving = frames[1]
    assert (type(tag), tag.label) == (Tag, "scene")
    assert moving.attributes == {
        "colour": "red", "side": "left", "parked": "false", "doors": "4", "plate": "",
    }  # fmt: skip
    skeleton, box, ellipse, _ = frames[2]
    assert isinstance(skeleton, Skeleton)
    assert [one.label for one in skeleton.elements] == ["head", "knee", "foot"]
    assert (box.rotation, box.group, box.keyframe, box.track) == (30.0, 4, True, None)
    assert (ellipse.cx, ellipse.cy, ellipse.rx, ellipse.ry) == (10, 20, 5, 2)
    mask = frames[7][0]
    assert (mask.left, mask.top, mask.width, mask.height) == (10, 20, 3, 2)
    assert mask.runs.tolist() == [1, 3, 2]
    assert len(frames[7]) == 3, "a hidden shape is not shown"


def test_tracks_are_interpolated_between_their_keyframes(place):
    place.put(drawn(place))
    frames = shown(place)
    assert boxes(frames, 0) == {1: 10, 2: 20, 3: 30, 4: 40, 5: 50, 6: 50, 7: 50}
    assert boxes(frames, 1) == {3: 0, 4: 10, 5: 20, 6: 30, 7: 40, 8: 50, 9: 60}
    on_five = [one for one in frames[5] if isinstance(one, Box)]
    assert [(one.keyframe, one.occluded) for one in on_five] == [(True, False), (False, True)]


@pytest.mark.parametrize("rows", [1, 2, 5])
def test_windows_of_any_size_show_the_same(place, monkeypatch, rows):
    plate = place.ids.spec("plate")
    answered = place.key(2, 4.0, attributes=[{"spec_id": plate, "value": "X"}])
    body = drawn(place)
    body["tracks"].append(place.track(place.key(0), answered, place.key(7, 9.0)))
    place.put(body)
    whole = repr(shown(place))
    monkeypatch.setattr(windows, "ROWS", rows)
    assert repr(shown(place)) == whole
    assert "'plate': 'X'" in repr(shown(place)[9])


def test_tracks_come_with_their_keyframes_only(place):
    place.put(drawn(place))
    first, second = tracks_of(task_of(place))
    assert (first.number, second.number) == (0, 1)
    assert [(one.frame, one.outside) for one in first.keyframes] == [
        (1, False), (5, False), (8, True),
    ]  # fmt: skip
    assert first.attributes == {"colour": "red", "side": "left", "doors": "4"}
    assert first.keyframes[0].shape.attributes == {"parked": "false", "plate": ""}


def test_deleted_frames_show_nothing_and_their_keyframes_do_not_count(place):
    place.put(drawn(place))
    Data.objects.filter(pk=place.task.data_id).update(deleted_frames=[5, 2])
    frames = shown(place)
    assert 5 not in frames
    assert 2 not in frames
    assert boxes(frames, 0)[7] == pytest.approx(10 + 40 * 6 / 7)


def test_tracks_of_two_jobs_are_two(make_place):
    place = make_place(10, segment_size=5, overlap=0)
    place.put({"tracks": [place.track(place.key(1, 10.0))]}, job=0)
    place.put({"tracks": [place.track(place.key(6, 20.0))]}, job=1)
    frames = shown(place)
    assert boxes(frames, 0) == dict.fromkeys((1, 2, 3, 4), 10)
    assert boxes(frames, 1) == dict.fromkeys((6, 7, 8, 9), 20)
    first, second = tracks_of(task_of(place))
    assert [(one.frame, one.outside) for one in first.keyframes] == [(1, False), (5, True)]
    assert (first.number, second.number) == (0, 1)
    assert list(shown(place, get_job(place.jobs[1].pk))) == [6, 7, 8, 9]


def test_where_jobs_overlap_an_object_is_shown_once(make_place):
    place = make_place(12, segment_size=6, overlap=3)
    body = {
        "shapes": [place.box(4), place.skeleton(8)],
        "tracks": [place.track(place.key(1, 10.0), place.key(11, 110.0))],
    }
    place.call("put", place.task_url, body)
    frames = shown(place)
    assert boxes(frames, 0) == {frame: pytest.approx(frame * 10) for frame in range(1, 12)}
    assert len(frames[4]) == len(frames[8]) == 2
    [track] = tracks_of(task_of(place))
    assert not any(one.outside for one in track.keyframes)


ANNOTATIONS = (
    Tag(label="scene"),
    Box(label="car", x1=1.0, y1=2.0, x2=3.0, y2=4.0, rotation=350.0, z_order=3, score=0.25,
        attributes={"colour": "green", "plate": "B"}, group=2, occluded=True),
    Ellipse(label="car", cx=5.0, cy=6.0, rx=2.0, ry=1.0, rotation=10.0),
    Polygon(label="car", points=np.array([(0.0, 0.0), (4.0, 0.0), (2.0, 0.1)])),
    Polyline(label="car", points=np.array([(0.0, 0.0), (4.0, 0.0)])),
    Points(label="car", points=np.array([(0.5, 0.5)])),
    Cuboid(label="car", points=np.arange(16.0).reshape(8, 2)),
    Mask(label="car", runs=np.array([1, 3, 2]), left=4, top=5, width=3, height=2),
    Skeleton(label="person", elements=(
        Points(label="head", points=np.array([(1.0, 1.0)])),
        Points(label="foot", points=np.array([(2.0, 2.0)]), outside=True),
    )),
)  # fmt: skip


def geometry(item):
    return {
        name: value.tolist() if isinstance(value := getattr(item, name), np.ndarray) else value
        for name in item.__slots__
    }


def test_what_a_dataset_brings_is_what_readers_get(place):
    moving = Track(label="car", attributes={"side": "right"}, number=3, keyframes=(
        Keyframe(frame=2, shape=Box(label="car", x1=0.0, y1=0.0, x2=1.0, y2=1.0)),
        Keyframe(frame=6, shape=Box(label="car", x1=4.0, y1=0.0, x2=5.0, y2=1.0), outside=True),
    ))  # fmt: skip
    twin = Box(label="car", x1=0.0, y1=0.0, x2=1.0, y2=1.0, track=3)
    lone = replace(twin, track=9)
    frames = [(0, ANNOTATIONS), (2, (twin, lone)), (77, ANNOTATIONS)]
    put_dataset(place, frames, [moving], append=True)
    back = shown(place)
    assert [type(one) for one in back[0]] == [type(one) for one in ANNOTATIONS]
    for sent, kept in zip(ANNOTATIONS, back[0], strict=True):
        expected = geometry(sent)
        for name, value in geometry(kept).items():
            if name == "attributes":
                assert {**value, **expected[name]} == value
            elif name != "elements":
                assert value == expected[name], (type(sent), name)
    assert [one.outside for one in back[0][-1].elements] == [False, True]
    assert boxes(back, 0) == {2: 0, 3: 1, 4: 2, 5: 3}
    assert len(back[2]) == 2, "the box that belongs to the track came once, with the track"
    assert 77 not in back


@pytest.mark.parametrize(
    ("annotation", "culprit"),
    [
        (Box(label="dog", x1=0, y1=0, x2=1, y2=1), "frame 3: .*'dog'"),
        (Box(label="car", x1=0, y1=0, x2=1, y2=1, attributes={"wings": "2"}), "frame 3: .*'wings'"),
        (Box(label="car", x1=0, y1=0, x2=1, y2=1, attributes={"doors": "99"}), "frame 3: .*doors"),
        (Box(label="car", x1=0, y1=float("nan"), x2=1, y2=1), "frame 3: .*no number"),
        (Box(label="car", x1=0, y1=0, x2=1, y2=1e9), r"frame 3: shapes\[0\].points\[3\]"),
        (Box(label="car", x1=0, y1=0, x2=1, y2=1, score=7.0), "frame 3: .*score"),
        (Mask(label="car", runs=np.array([5]), left=0, top=0, width=1, height=1), "frame 3: .*sum"),
        (Skeleton(label="person", elements=(Points(label="ear", points=np.ones((1, 2))),)), "ear"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named_and_nothing_is_imported(place, annotation, culprit):
    place.put(drawn(place))
    before = place.get()
    frames = [(0, ANNOTATIONS), (3, (annotation,))]
    with pytest.raises(BadInput, match=culprit):
        put_dataset(place, frames)
    assert place.get() == before


def test_an_import_is_one_write_and_can_be_taken_back(place, monkeypatch):
    from limn.annotations.actions import imports

    monkeypatch.setattr(imports, "OBJECTS", 5)
    monkeypatch.setattr(windows, "ROWS", 2)
    place.put(drawn(place))
    before = place.get()
    frames = [(frame, ANNOTATIONS) for frame in range(10)]
    put_dataset(place, frames)
    assert len(place.get()["shapes"]) == 80
    assert place.get()["tracks"] == []
    [written, _] = place.history()["results"]
    assert (written["version"], written["kind"]) == (2, "import")
    assert written["counts"]["created"] == {"tags": 10, "shapes": 80, "tracks": 0, "intervals": 0}
    assert written["counts"]["deleted"] == {
        kind: len(before[kind]) for kind in ("tags", "shapes", "tracks", "intervals")
    }
    place.restore({"version": 1})
    assert place.get() == before


def test_a_job_is_imported_alone(make_place):
    place = make_place(10, segment_size=5, overlap=0)
    place.call("put", place.task_url, {"shapes": [place.box(1), place.box(7)]})
    frames = [(frame, ANNOTATIONS[:2]) for frame in range(10)]
    job = get_job(place.jobs[1].pk)
    put_dataset(place, frames, job=job)
    assert len(place.get(0)["shapes"]) == 1
    assert [one["frame"] for one in place.get(1)["shapes"]] == [5, 6, 7, 8, 9]


def test_an_import_into_many_jobs_opens_no_file_for_each(make_place):
    place = make_place(60, segment_size=1, overlap=0)
    opened = []

    def watched():
        for frame in range(60):
            yield frame, [Box(label="car", x1=1, y1=2, x2=3, y2=4)]
        opened.append(psutil.Process().num_fds())

    before = psutil.Process().num_fds()
    put_dataset(place, watched())
    assert opened[0] - before < 10
    assert [len(shapes) for _, shapes in frames_of(task_of(place))] == [1] * 60
