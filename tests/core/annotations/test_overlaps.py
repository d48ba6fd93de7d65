"""Jobs that overlap are joined window by window, as if they were joined all at once."""

import random

import orjson
import pytest

from limn.annotations import merging, queries, windows
from limn.annotations.overlaps import Joined
from limn.annotations.reading import Reader
from limn.annotations.stream import frames_of, parts, tracks_of
from limn.annotations.stream.lines import Lines
from limn.annotations.stream.objects import Names
from limn.sdk import Shape
from limn.sdk.geometry.tracks import visible
from limn.tasks.queries import get_task, jobs_of_task

FRAMES = 24


def draw(place, chance):
    """Something of each kind in every job; much of it is what the job before has there too."""
    x = [float(chance.randrange(0, 300, 60)) for _ in range(8)]
    for number, job in enumerate(place.jobs):
        frames = range(job.segment.start_frame, job.segment.stop_frame + 1)
        some = sorted(chance.sample(frames, min(4, len(frames))))
        keys = [place.key(frame, x[4] + frame, outside=chance.random() < 0.2) for frame in some]
        place.put(
            {
                "tags": [place.tag(frame) for frame in some],
                "shapes": [
                    *(place.box(frame, points=[x[i], 5, x[i] + chance.choice([50, 52]), 50])
                      for frame in frames for i in range(4) if chance.random() < 0.7),
                    *(place.skeleton(frame) for frame in frames if chance.random() < 0.4),
                ],
                "tracks": [
                    place.track(*keys),
                    place.track(*(place.key(frame, x[5]) for frame in some[:2])),
                    followed_skeleton(place, some),
                    answered(place, some, chance),
                ],
            },
            job=number,
        )  # fmt: skip


def followed_skeleton(place, frames):
    person = place.skeleton(0)
    return {
        "label_id": person["label_id"], "frame": frames[0],
        "shapes": [{"type": "skeleton", "frame": frames[0], "points": []}],
        "elements": [
            {"label_id": part["label_id"], "frame": frames[0], "shapes": [
                {"type": "points", "frame": frame, "points": [5 * number, frame]}
                for frame in frames
            ]}
            for number, part in enumerate(person["elements"])
        ],
    }  # fmt: skip


def answered(place, frames, chance):
    """A track with a mutable answer on some of its keyframes."""
    plate = place.ids.spec("plate")
    keys = [place.key(frame, 200.0) for frame in frames]
    for key in keys:
        if chance.random() < 0.5:
            key["attributes"] = [{"spec_id": plate, "value": str(key["frame"])}]
    return place.track(*keys, group=frames[0])


def at_once(place):
    """All jobs read whole and joined in memory."""
    labels = queries.labels_of(place.task)
    parts = [
        (span.start, span.stop,
         orjson.loads(orjson.dumps(Reader(labels).read(queries.rows_of_job(span.id)))))
        for span in jobs_of_task(place.task.pk)
    ]  # fmt: skip
    return merging.merged(parts, deleted=place.task.data.deleted_frames)


def in_order(data):
    return {
        kind: sorted(data[kind], key=lambda one: one["id"]) for kind in ("tags", "shapes", "tracks")
    }


@pytest.mark.parametrize("seed", range(6))
def test_windows_join_to_the_same_as_all_at_once(make_place, monkeypatch, seed):
    place = make_place(FRAMES, segment_size=9, overlap=overlap_of(seed))
    draw(place, random.Random(seed))
    expected = at_once(place)
    for rows in (1, 7, 40, 4000):
        monkeypatch.setattr(windows, "ROWS", rows)
        assert in_order(place.call("get", place.task_url)) == in_order(expected)


def overlap_of(seed):
    return 2 + seed % 5


@pytest.mark.parametrize("seed", range(4))
def test_frames_are_the_same_however_small_the_windows_are(make_place, monkeypatch, seed):
    place = make_place(FRAMES, segment_size=9, overlap=overlap_of(seed))
    draw(place, random.Random(seed))
    place.task.data.deleted_frames = [3, 11]
    place.task.data.save()
    task = get_task(place.task.pk)
    whole, tracks = repr(list(frames_of(task))), repr(list(tracks_of(task)))
    shown = sum(len(found) for _, found in frames_of(task))
    assert shown > FRAMES
    for rows in (1, 7, 40):
        monkeypatch.setattr(windows, "ROWS", rows)
        assert repr(list(frames_of(task))) == whole
        assert repr(list(tracks_of(task))) == tracks


@pytest.mark.parametrize("seed", range(8))
def test_a_dataset_has_the_tracks_and_sights_that_joining_all_at_once_gives(
    make_place, monkeypatch, seed
):
    monkeypatch.setattr(windows, "TRACKS", 3)
    monkeypatch.setattr(windows, "ROWS", 30)
    place = make_place(FRAMES, segment_size=9, overlap=overlap_of(seed))
    draw(place, random.Random(seed))
    # Now and then all that one job alone has, and where the next one begins to be alone.
    place.task.data.deleted_frames = [[], [9], [8, 9, 10], [0, *range(6, 14)]][seed % 4]
    place.task.data.save()
    task = get_task(place.task.pk)
    names, rows = (
        Names(queries.labels_of(task)),
        parts._rows({"tracks": at_once(place)["tracks"]}),
    )
    expected = list(Lines(names, rows.track, 0).whole(rows.shape))
    found = list(tracks_of(task))
    assert repr(found) == repr(expected)
    assert len(found) < 4 * len(place.jobs), "some go on from job to job"
    sights = {
        (track.number, frame): repr(shape)
        for track in expected
        for frame, shape in visible(track, 0, FRAMES - 1, set(place.task.data.deleted_frames))
    }
    assert sights == {
        (one.track, frame): repr(one)
        for frame, shown in frames_of(task)
        for one in shown
        if isinstance(one, Shape) and one.track is not None
    }


def test_of_tracks_no_more_than_those_of_two_jobs_are_held(make_place):
    place = make_place(60, segment_size=9, overlap=3)
    for number, job in enumerate(place.jobs):
        frames = range(job.segment.start_frame, job.segment.stop_frame + 1)
        keys = [[place.key(frame, 40.0 * line + frame) for frame in frames] for line in range(3)]
        place.put({"tracks": [place.track(*each) for each in keys]}, job=number)
    joined = Joined(jobs_of_task(place.task.pk), queries.labels_of(place.task))
    held = [
        sum(len(track["shapes"]) for track in slide.tracks) for slide in joined.slides()
    ]  # fmt: skip
    assert len(held) == len(place.jobs) > 5
    assert max(held) <= 3 * (9 + 9)
    [*pages] = joined.tracks()
    assert [len(track["shapes"]) for page in pages for track in page] == [60] * 3


def test_no_more_than_a_window_is_compared_at_once(make_place, monkeypatch):
    place = make_place(FRAMES, segment_size=9, overlap=3)
    draw(place, random.Random(1))
    monkeypatch.setattr(windows, "ROWS", 10)
    sizes = []
    join = merging.merged

    def measured(parts, dimension="2d"):
        sizes.append(sum(len(data["shapes"]) for _, _, data in parts))
        return join(parts, dimension)

    monkeypatch.setattr(merging, "merged", measured)
    place.call("get", place.task_url)
    assert sum(sizes) > 60
    assert max(sizes) < 20
