import tracemalloc

import numpy as np
import pytest
from lxml import etree

from limn.sdk import (
    SHAPES,
    Box,
    Frame,
    Keyframe,
    Label,
    MemoryDataset,
    Origin,
    Points,
    Polygon,
    Skeleton,
    Track,
)
from limn.sdk.geometry.tracks import visible
from limn.sdk.testing import compare
from limn.sdk.testing.fakes import ScratchRun, followed, labels, large, sample
from limn.sdk.testing.trip import read_back, written
from limn_formats.cvat_images import Cvat
from limn_formats.cvat_video import CvatForVideo


def tree_of(dataset, folder):
    files = written(CvatForVideo(), dataset, folder)
    return etree.parse(files / "annotations.xml").getroot()


def back(dataset, folder):
    return read_back(Cvat(), written(CvatForVideo(), dataset, folder), folder)


def moving(*tracks, frames=6, gone=(), origin=None, labels=()):
    """A video with these tracks, as the host gives it: some frames may be deleted."""
    shown = {index: [] for index in range(frames) if index not in gone}
    for track in tracks:
        for index, shape in visible(track, 0, frames - 1, frozenset(gone)):
            shown[index].append(shape)
    return MemoryDataset(
        media="video",
        labels=labels,
        origin=origin or Origin(),
        all_tracks=tracks,
        all_frames=tuple(
            Frame(
                index=index, name=f"frame_{index:06d}", width=64, height=48,
                annotations=tuple(shapes), media_name=f"frame_{index:06d}.png",
            )
            for index, shapes in shown.items()
        ),
    )  # fmt: skip


def box(frame, x, *, outside=False, **more):
    shape = Box(label="car", x1=x, y1=2, x2=x + 10, y2=12, **more)
    return Keyframe(frame=frame, shape=shape, outside=outside)


def sights(track):
    return [
        (int(one.get("frame")), int(one.get("keyframe")), int(one.get("outside")))
        for one in track.iterchildren()
    ]


def test_the_file_is_laid_out_as_cvat_does(tmp_path):
    root = tree_of(followed(), tmp_path)
    assert [child.tag for child in root] == ["version", "meta", "track"]
    assert root.findtext("version") == "1.1"
    assert root.findtext("meta/task/original_size/width") == "64"
    assert root.findtext("meta/task/original_size/height") == "48"
    (track,) = root.iter("track")
    assert dict(track.attrib) == {"id": "0", "label": "thing", "source": "manual"}
    assert sights(track) == [(1, 1, 0), (2, 0, 0), (3, 1, 0), (4, 1, 1)]
    assert list(track[0].attrib) == [
        "frame", "keyframe", "outside", "occluded", "xtl", "ytl", "xbr", "ybr", "z_order",
    ]  # fmt: skip


def test_a_track_comes_back(tmp_path):
    before = followed()
    assert compare.tracks(back(before, tmp_path)) == compare.tracks(before)


def test_every_kind_of_shape_becomes_a_track_of_two_frames(tmp_path):
    dataset = sample(SHAPES, frames=2)
    root = tree_of(dataset, tmp_path)
    tracks = list(root.iter("track"))
    assert [track.get("id") for track in tracks] == [str(n) for n in range(16)]
    assert {track[0].tag for track in tracks} == {
        "box", "polygon", "polyline", "points", "ellipse", "mask", "cuboid", "skeleton",
    }  # fmt: skip
    assert all(sights(track) == [(0, 1, 0), (1, 1, 1)] for track in tracks[:8])
    assert all(sights(track) == [(1, 1, 0)] for track in tracks[8:])


def test_shapes_are_read_back_where_they_were(tmp_path):
    before = sample(SHAPES, frames=3, names="frame_{}")
    after = back(before, tmp_path)
    carries = CvatForVideo.carries
    wanted = [set(map(str, found)) for found in compare.content(before, carries).values()]
    assert [set(map(str, found)) for found in compare.content(after, carries).values()] == wanted
    assert after.labels == before.labels


def test_a_track_that_hides_and_comes_back(tmp_path):
    track = Track(
        label="car",
        attributes={"model": "T"},
        group=4,
        source="file",
        number=9,
        keyframes=(box(1, 1.5), box(2, 2, outside=True), box(4, 30, occluded=True, z_order=3)),
    )
    dataset = moving(track, labels=(Label(name="car"),))
    (element,) = tree_of(dataset, tmp_path).iter("track")
    assert element.get("group_id") == "4"
    assert element.get("source") == "file"
    assert sights(element) == [(1, 1, 0), (2, 1, 1), (4, 1, 0), (5, 0, 0)]
    assert element[2].get("occluded") == "1"
    assert element[2].get("z_order") == "3"
    assert element[2].findtext("attribute[@name='model']") == "T"
    (after,) = back(dataset, tmp_path).tracks()
    assert [(one.frame, one.outside) for one in after.keyframes] == [
        (1, False), (2, True), (4, False),
    ]  # fmt: skip


def test_interpolated_frames_tell_where_the_object_is(tmp_path):
    track = Track(label="car", keyframes=(box(0, 0), box(4, 8), box(5, 8, outside=True)))
    dataset = moving(track, labels=(Label(name="car"),))
    after = back(dataset, tmp_path)
    assert [frame.annotations[0].x1 for frame in after.frames()] == [0, 2, 4, 6, 8]
    assert [frame.annotations[0].keyframe for frame in after.frames()] == [
        True, False, False, False, True,
    ]  # fmt: skip


def test_deleted_frames_are_left_out(tmp_path):
    track = Track(label="car", keyframes=(box(0, 0), box(3, 9), box(4, 9, outside=True)))
    lone = Box(label="car", x1=1, y1=1, x2=2, y2=2)
    dataset = moving(track, gone={1}, labels=(Label(name="car"),))
    frames = list(dataset.all_frames)
    frames[0] = Frame(index=0, name="x", annotations=(*frames[0].annotations, lone))
    dataset = MemoryDataset(
        media="video", labels=dataset.labels, all_frames=tuple(frames), all_tracks=(track,)
    )
    single, long = tree_of(dataset, tmp_path).iter("track")
    assert sights(single) == [(0, 1, 0), (2, 1, 1)]
    assert sights(long) == [(0, 1, 0), (2, 0, 0), (3, 1, 0), (4, 1, 1)]


def test_a_track_ends_with_the_frames_that_show_it(tmp_path):
    """Tasks of a project follow each other: a track must not run on into the next one."""
    track = Track(label="car", number=2, keyframes=(box(0, 0),))
    dataset = moving(track, frames=6, labels=(Label(name="car"),))
    frames = tuple(
        frame if frame.index < 3 else Frame(index=frame.index, name=frame.name)
        for frame in dataset.all_frames
    )
    dataset = MemoryDataset(labels=dataset.labels, all_frames=frames, all_tracks=(track,))
    (element,) = tree_of(dataset, tmp_path).iter("track")
    assert sights(element) == [(0, 1, 0), (1, 0, 0), (2, 0, 0), (3, 1, 1)]


def limb(name, *keyframes):
    return Track(
        label=name,
        number=3,
        keyframes=tuple(
            Keyframe(
                frame=frame,
                shape=Points(label=name, points=np.array([(x, 2.0)])),
                outside=outside,
            )
            for frame, x, outside in keyframes
        ),
    )


def test_a_skeleton_is_told_with_its_elements(tmp_path):
    person = labels()[1]
    track = Track(
        label="person",
        number=3,
        keyframes=(Keyframe(frame=1, shape=Skeleton(label="person", z_order=2)),),
        elements=(
            limb("head", (1, 4, False), (3, 8, False), (4, 8, True)),
            limb("tail", (1, 6, False), (2, 7, True)),
        ),
    )
    dataset = moving(track, labels=(person,))
    (element,) = tree_of(dataset, tmp_path).iter("track")
    assert sights(element) == [(1, 1, 0), (2, 1, 0), (3, 1, 0), (4, 1, 1)]
    parts = [
        [(part.get("label"), part.get("keyframe"), part.get("outside")) for part in one]
        for one in element
    ]
    assert parts == [
        [("head", "1", "0"), ("tail", "1", "0")],
        [("head", "0", "0"), ("tail", "1", "1")],
        [("head", "1", "0"), ("tail", "0", "1")],
        [("head", "1", "1"), ("tail", "1", "1")],
    ]
    (after,) = back(dataset, tmp_path).tracks()
    head, tail = after.elements
    assert [(one.frame, one.outside) for one in head.keyframes] == [
        (1, False), (3, False), (4, True),
    ]  # fmt: skip
    assert [(one.frame, one.outside) for one in tail.keyframes][:2] == [(1, False), (2, True)]


def test_frames_and_pictures_are_numbered_as_in_the_video(tmp_path):
    import io

    origin = Origin(kind="task", id=4, start_frame=100, frame_filter="step=5")
    frames = tuple(
        Frame(
            index=index, name="", media_name="x.png", open_media=lambda: io.BytesIO(b"png"),
            annotations=(Box(label="car", x1=1, y1=1, x2=2, y2=2),),
        )
        for index in (0, 2)
    )  # fmt: skip
    dataset = MemoryDataset(labels=(Label(name="car"),), all_frames=frames, origin=origin)
    files = written(CvatForVideo(), dataset, tmp_path)
    assert sorted(path.name for path in (files / "images").iterdir()) == [
        "frame_000100.png", "frame_000110.png",
    ]  # fmt: skip
    root = etree.parse(files / "annotations.xml").getroot()
    assert [one.get("frame") for one in root.iter("box")] == ["100", "110", "110"]
    after = read_back(Cvat(), files, tmp_path)
    assert [frame.index for frame in after.frames()] == [0, 2]


def test_letters_of_any_kind_survive(tmp_path):
    label = 'Größe-漢字 \N{GRINNING FACE} <&">'
    note = '<a href="x">&amp; "quoted"</a>'
    shape = Box(label=label, x1=1, y1=1, x2=2, y2=2, attributes={"Straße": note})
    frame = Frame(index=0, name="a.png", annotations=(shape,))
    dataset = MemoryDataset(labels=(Label(name=label),), all_frames=(frame,))
    (after,) = back(dataset, tmp_path).tracks()
    assert after.label == label
    assert after.keyframes[0].shape.attributes == {"Straße": note}


@pytest.mark.parametrize("frames", [0, 2])
def test_nothing_can_be_written_and_read(tmp_path, frames):
    after = back(sample([], frames=frames), tmp_path)
    assert list(after.tracks()) == []
    assert list(after.frames()) == []


def test_a_track_that_shows_nothing_is_left_out(tmp_path):
    dataset = moving(Track(label="car", keyframes=()), labels=(Label(name="car"),))
    assert list(tree_of(dataset, tmp_path).iter("track")) == []


def test_memory_does_not_grow_with_a_track(tmp_path):
    def peak(frames):
        track = Track(label="thing", keyframes=(box(0, 0), box(frames - 1, 40)))
        dataset = MemoryDataset(
            labels=labels(),
            all_tracks=(track,),
            all_frames=tuple(Frame(index=n, name="") for n in range(frames)),
        )
        run = ScratchRun(tmp_path / str(frames))
        run.progress = lambda *_: None
        from limn.sdk import Archive

        tracemalloc.start()
        try:
            with Archive(tmp_path / f"{frames}.zip") as archive:
                CvatForVideo().write(dataset, archive, run)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(5000) - peak(500) < 1 << 20


def test_memory_does_not_grow_with_the_shapes(tmp_path):
    def peak(frames):
        tracemalloc.start()
        try:
            written(CvatForVideo(), large(Polygon, frames, shapes=3), tmp_path)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    # Of a MiB are the pieces in which a longer file is copied into the archive.
    assert peak(2000) - peak(200) < 2 << 20
