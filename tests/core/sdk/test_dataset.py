import numpy as np
import pytest

from limn.sdk import Box, Frame, MemoryDataset, Polygon, StreamedDataset
from limn.sdk.geometry.raster import bitmap, filled, outlines, raster, ring_area, run_lengths
from limn.sdk.pictures import opener
from limn.sdk.tracks import keyframes_of, track_of


def box(x, *, keyframe=True, **more):
    return Box(label="car", x1=x, y1=0, x2=x + 5, y2=5, keyframe=keyframe, **more)


def told(seen, size):
    return [(one.frame, one.outside, one.shape.x1) for one in keyframes_of(seen, size)]


def test_keyframes_are_what_somebody_set():
    seen = [(0, box(0)), (1, box(1, keyframe=False)), (2, box(2))]
    assert told(seen, 3) == [(0, False, 0), (2, False, 2)]


def test_a_track_is_hidden_where_it_is_missing():
    seen = [(1, box(1)), (4, box(4, keyframe=False)), (5, box(5, keyframe=False))]
    assert told(seen, 8) == [(1, False, 1), (2, True, 1), (4, False, 4), (6, True, 5)]


def test_a_track_to_the_last_frame_stays_open():
    assert told([(6, box(1)), (7, box(2))], 8) == [(6, False, 1), (7, False, 2)]


def test_a_track_has_the_label_and_group_of_its_shapes():
    track = track_of(3, [(0, box(0, group=7, source="auto"))], 1)
    assert (track.number, track.label, track.group, track.source) == (3, "car", 7, "auto")


def test_a_memory_dataset_names_its_subsets_in_order():
    frames = tuple(Frame(index=n, name=f"{n}", subset=s) for n, s in enumerate("baab"))
    assert MemoryDataset(all_frames=frames).subsets == ("b", "a")
    assert MemoryDataset().subsets == ("default",)


def test_datasets_can_be_walked_again():
    frames = (Frame(index=0, name="a"),)
    for one in (
        MemoryDataset(all_frames=frames),
        StreamedDataset(open_frames=lambda: iter(frames)),
    ):
        assert [*one.frames()] == [*one.frames()] == [*frames]
        assert [*one.tracks()] == []


def test_pictures_are_opened_inside_of_their_folder_only(tmp_path):
    home = tmp_path / "images"
    (home / "a").mkdir(parents=True)
    (home / "a/x.png").write_bytes(b"inside")
    (tmp_path / "y.png").write_bytes(b"outside")
    (home / "link.png").symlink_to(tmp_path / "y.png")
    with opener(home, "nothing.png", "a/x.png")() as file:
        assert file.read() == b"inside"
    for name in ("../y.png", str(tmp_path / "y.png"), "link.png", "a", "x\0.png"):
        assert opener(home, name) is None


def test_bitmaps_and_run_lengths_are_two_ways_to_say_one_thing():
    rng = np.random.default_rng(1)
    for _ in range(200):
        pixels = rng.random((rng.integers(1, 9), rng.integers(1, 9))) < 0.4
        found = raster(pixels, left=3, top=4)
        assert run_lengths(pixels.ravel()).sum() == pixels.size
        if found is None:
            assert not pixels.any()
            continue
        back = np.zeros((40, 40), bool)
        box_ = np.s_[found.top : found.top + found.height, found.left : found.left + found.width]
        back[box_] = bitmap(found)
        assert np.array_equal(back[4 : 4 + pixels.shape[0], 3 : 3 + pixels.shape[1]], pixels)
        assert bitmap(found)[0].any()
        assert bitmap(found)[:, -1].any()


def test_a_ring_is_filled_and_found_again():
    ring = np.array([(2, 3), (12, 3), (12, 9), (2, 9)], np.float64)
    found = filled([ring], 20, 20)
    assert (found.left, found.top, found.width, found.height) == (2, 3, 11, 7)
    (again,) = outlines(found)
    assert ring_area(again) == ring_area(ring) == 60


@pytest.mark.parametrize("far", [1e9, 1e300])
def test_filling_takes_no_more_memory_than_the_picture(far):
    ring = np.array([(0, 0), (far, 0), (0, far)])
    assert (found := filled([ring], 10, 10)) is not None
    assert found.width * found.height == 100


def test_nothing_on_the_picture_is_no_mask():
    assert filled([np.array([(50.0, 50), (60, 50), (60, 60)])], 10, 10) is None
    assert filled([], 10, 10) is None


def test_polygons_keep_their_points():
    points = np.array([(0, 0), (1, 0), (1, 1)], np.float64)
    assert Polygon(label="x", points=points).points is points
