"""Point clouds: every way they are laid out and packed, and headers that lie."""

import io
import zipfile

import numpy as np
import pytest

from core.media import makers
from core.media.makers import archive, pcd, street
from limn.media import limits, queries
from limn.media.point_clouds import cloud_layouts, clouds
from limn.media.point_clouds.lzf import decompressed
from limn.media.serving.frames import frame_source
from limn.sdk.errors import BadMedia, TooLarge
from limn.storage import store

POINTS = street()
KITTI = np.concatenate((POINTS, np.ones((len(POINTS), 1))), axis=1).astype("<f4")


@pytest.mark.parametrize("way", ["ascii", "binary", "binary_compressed"])
def test_points_are_read_however_they_are_packed(tmp_path, way):
    path = tmp_path / "a.pcd"
    path.write_bytes(pcd(KITTI, way, fields=("x", "y", "z", "intensity")))
    found = clouds.places(path, "a.pcd", most=10**6)
    assert found == pytest.approx(POINTS, abs=1e-4)
    assert len(clouds.places(path, "a.pcd", most=100)) == pytest.approx(100, abs=1)


def test_fields_of_every_type_and_nameless_ones_are_passed_over(tmp_path):
    dtype = np.dtype([("y", "<f8"), ("_", "<u1", (4,)), ("x", "<f4"), ("rgb", "<u4"), ("z", "<f4")])
    rows = np.zeros(3, dtype)
    rows["x"], rows["y"], rows["z"] = (1, 2, 3), (4, 5, 6), (7, 8, 9)
    header = pcd(
        np.zeros((0, 3)), FIELDS="y _ x rgb z", SIZE="8 1 4 4 4", TYPE="F U F U F",
        COUNT="1 4 1 1 1", WIDTH=3, POINTS=3,
    )  # fmt: skip
    (tmp_path / "a.pcd").write_bytes(header + rows.tobytes())
    found = clouds.places(tmp_path / "a.pcd", "a.pcd", 10)
    assert found.tolist() == [[1, 4, 7], [2, 5, 8], [3, 6, 9]]


def test_places_that_no_beam_came_back_from_are_left_out(tmp_path):
    points = POINTS.copy()
    points[::2] = np.nan
    (tmp_path / "a.pcd").write_bytes(pcd(points))
    assert len(clouds.places(tmp_path / "a.pcd", "a.pcd", 10**6)) == len(points) // 2


@pytest.mark.parametrize(
    ("content", "match"),
    [
        (b"", "is empty"),
        (b"hello", "no header"),
        (b"\0" * 100_000, "no header"),
        (pcd(POINTS, POINTS=10**9, WIDTH=10**9), "1000000000 points; at most"),
        (pcd(POINTS, POINTS=3000, WIDTH=3000), "3000 points need 36000 bytes, it has 24000"),
        (pcd(POINTS, "ascii", POINTS=3000, WIDTH=3000), "3000 points, but has 2000"),
        (pcd(POINTS, WIDTH=7), "7 × 1 are not the 2000 points"),
        (pcd(POINTS, POINTS=-1), "POINTS is no whole number"),
        (pcd(POINTS, POINTS=0, WIDTH=0), "no points"),
        (pcd(POINTS, SIZE="4 4"), "not of one length"),
        (pcd(POINTS, SIZE="4 4 3"), "no known type"),
        (pcd(POINTS, TYPE="F F X"), "no known type"),
        (pcd(POINTS, COUNT="1 1 999999"), "no known type"),
        (pcd(POINTS, COUNT="1 1 2"), "2 times z"),
        (pcd(POINTS, FIELDS="x y q"), "x, y and z, once each"),
        (pcd(POINTS, FIELDS="x x z"), "x, y and z, once each"),
        (pcd(POINTS, DATA="zipped"), "none of ascii"),
        (pcd(POINTS, FIELDS=None), "no FIELDS"),
        (pcd(np.full((2, 3), 7), "ascii").replace(b"7.0 7.0 7.0\n", b"7.0 7.0 q\n", 1), "point 1"),
        (pcd(POINTS, "binary_compressed")[:-9], "packed in"),
        (pcd(POINTS, "binary_compressed", POINTS=1999, WIDTH=1999), "23988 are needed"),
    ],
)
def test_a_header_that_lies_is_refused_by_name(put, ingested, content, match):
    put({"good.pcd": pcd(POINTS), "odd.pcd": content})
    with pytest.raises((BadMedia, TooLarge), match=f"odd.pcd.*{match}"):
        ingested()


def test_packed_points_that_are_damaged_are_refused_when_they_are_read(tmp_path):
    whole = bytearray(pcd(np.zeros((500, 3)), "binary_compressed"))
    for at, value in ((-3, 0xFF), (-5, 9), (-2, 3)):
        broken = bytearray(whole)
        broken[at] = value
        (tmp_path / "a.pcd").write_bytes(broken)
        with pytest.raises(BadMedia, match=r"a\.pcd is damaged"):
            clouds.places(tmp_path / "a.pcd", "a.pcd", 100)


def test_lzf_copies_what_reaches_into_itself():
    assert decompressed(bytes([0, 65, 7 << 5, 5, 0]), 15, "a") == b"A" * 15
    assert decompressed(bytes([1, 65, 66, (1 << 5), 1]), 5, "a") == b"ABABA"
    with pytest.raises(BadMedia):
        decompressed(bytes([0, 65, (1 << 5), 9]), 4, "a")
    with pytest.raises(BadMedia):
        decompressed(bytes([0, 65, 7 << 5, 255, 0]) * 1000, 20, "a")


def test_a_bin_of_kitti_becomes_a_pcd(put, ingested):
    put({"000000.bin": KITTI.tobytes()})
    data = ingested()
    assert queries.frame_names(data) == ["000000.pcd"]
    content = frame_source(data).frame(0).read()
    assert content.startswith(b"# .PCD v0.7")
    assert content.endswith(KITTI.tobytes())
    assert not (store.media_folder(data.pk) / "000000.bin").exists()


@pytest.mark.parametrize(
    ("content", "match"),
    [(b"x" * 17, "no multiple of 16"), (np.full(8, 1e30, "<f4").tobytes(), "1,000 km")],
)
def test_a_bin_of_something_else_is_refused_by_name(put, ingested, content, match):
    put({"a.bin": content})
    with pytest.raises(BadMedia, match=rf"a\.bin.*{match}"):
        ingested()


def test_a_bin_beside_a_pcd_of_its_name_is_refused(put, ingested):
    put({"a.bin": KITTI.tobytes(), "a.pcd": pcd(POINTS)})
    with pytest.raises(BadMedia, match=r"a\.bin would be kept as a\.pcd"):
        ingested()


def test_too_many_points_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(clouds, "MAX_POINTS", 100)
    (tmp_path / "a.bin").write_bytes(KITTI.tobytes())
    with pytest.raises(TooLarge, match=r"a\.bin has 2000 points"):
        clouds.check_bin(tmp_path / "a.bin", "a.bin")
    assert limits.MAX_POINTS > 100


def test_packed_points_that_unpack_to_too_much_are_refused(tmp_path, monkeypatch):
    (tmp_path / "a.pcd").write_bytes(pcd(np.zeros((5000, 3)), "binary_compressed"))
    monkeypatch.setattr(clouds, "_UNPACKED_HERE", 10_000)
    with pytest.raises(TooLarge, match="to be drawn from"):
        clouds.places(tmp_path / "a.pcd", "a.pcd")
    monkeypatch.setattr(clouds, "_MOST_UNPACKED", 10_000)
    with pytest.raises(TooLarge, match=r"a\.pcd unpacks to"):
        clouds.check_pcd(tmp_path / "a.pcd", "a.pcd")


LAYOUTS = {
    "same stem": ({"a/1.pcd": ["a/1.png"], "a/2.pcd": []}, ["a/1.png"]),
    "pointcloud and related_images": (
        {"x/pointcloud/1.pcd": ["x/related_images/1_pcd/l.jpg", "x/related_images/1_pcd/r.jpg"],
         "x/pointcloud/2.bin": ["x/related_images/2_bin/l.jpg"]},
        ["x/related_images/1_pcd/l.jpg", "x/related_images/1_pcd/r.jpg",
         "x/related_images/2_bin/l.jpg"],
    ),
    "related_images beside the cloud": (
        {"a/1.pcd": ["a/related_images/1_pcd/c.png"]}, ["a/related_images/1_pcd/c.png"],
    ),
    "KITTI raw": (
        {"d/velodyne_points/data/07.bin": ["d/image_00/data/07.png", "d/image_03/data/07.png"]},
        ["d/image_00/data/07.png", "d/image_03/data/07.png", "d/image_00/data/08.png"],
    ),
    "others": (
        {"1.pcd": []}, ["1/related.png", "image_00/data/1.png", "related_images/2_pcd/a.png"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_images_are_found_however_people_lay_them_out(layout):
    expected, images = LAYOUTS[layout]
    found = cloud_layouts.related_to(expected, images)
    assert {cloud: found.get(cloud, []) for cloud in expected} == expected


def test_an_archive_with_context_images_becomes_frames(folder, ingested, run):
    archive(folder / "set.zip", [
        ("s/pointcloud/10.pcd", pcd(POINTS)),
        ("s/pointcloud/9.pcd", pcd(POINTS, "ascii")),
        ("s/related_images/9_pcd/front.jpg", makers.jpeg(4)),
        ("s/related_images/8_pcd/front.jpg", makers.jpeg(5)),
        ("s/readme.txt", b"hello"),
    ])  # fmt: skip
    data = ingested(sorting_method="natural")
    assert (data.kind, data.size, data.chunk_size) == ("point_cloud", 2, 72)
    assert queries.frame_names(data) == ["s/pointcloud/9.pcd", "s/pointcloud/10.pcd"]
    images = zipfile.ZipFile(io.BytesIO(frame_source(data).context(0).read()))
    assert images.namelist() == ["front.jpg"]
    assert makers.number_in(makers.read(images.read("front.jpg"))) == 4
    assert any("belong to no point cloud" in one for one in run.warnings)
    meta = queries.data_meta(data)["frames"]
    assert [(one["width"], one["related_files"]) for one in meta] == [(0, 1), (0, 0)]


def test_frames_are_chosen_and_numbered_as_all_media_are(put, ingested):
    put({f"{number}.pcd": pcd(street(100 + number)) for number in range(10)})
    data = ingested(start_frame=2, stop_frame=8, frame_filter="step=3")
    assert queries.frame_names(data) == ["2.pcd", "5.pcd", "8.pcd"]
    chunk = zipfile.ZipFile(io.BytesIO(frame_source(data).chunk([0, 2]).read()))
    assert chunk.namelist() == ["000000.pcd", "000001.pcd"]
    assert chunk.read("000001.pcd") == pcd(street(108))


def test_large_clouds_make_small_chunks(put, ingested, monkeypatch):
    monkeypatch.setattr("limn.media.actions._CLOUD_BYTES", 100_000)
    put({f"{number}.pcd": pcd(POINTS) for number in range(5)})
    assert ingested().chunk_size == 4


def test_a_preview_shows_the_cloud_from_above(put, ingested):
    put({"a.pcd": pcd(POINTS, "binary_compressed")})
    seen = makers.read(frame_source(ingested()).preview().read())
    assert seen.shape == (256, 256, 3)
    bright = seen.max(axis=2) > 60
    assert bright.any()
    # The box stands right of the middle, where x is 10 to 14 of ±40 m, and is the densest place.
    dense = np.argwhere(seen.sum(axis=2) > np.percentile(seen.sum(axis=2), 99.5))
    assert 150 < np.median(dense[:, 1]) < 180


def test_a_video_among_point_clouds_is_refused(put, folder, ingested):
    put({"a.pcd": pcd(POINTS)})
    makers.video(folder / "b.mp4", 3)
    with pytest.raises(BadMedia, match=r"b\.mp4 cannot be in one task with a\.pcd"):
        ingested()


def test_a_context_image_that_is_broken_is_named(put, ingested):
    put({"a.pcd": pcd(POINTS), "a.jpg": makers.jpeg(1)[:200]})
    with pytest.raises(BadMedia, match=r"a\.jpg"):
        ingested()
