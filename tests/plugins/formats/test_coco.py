import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycocotools import mask as oracle
from pycocotools.coco import COCO

from limn.sdk import BadDataset, Box, Frame, Label, Mask, MemoryDataset, Polygon
from limn.sdk.geometry.raster import bitmap, raster
from limn.sdk.shapes import SHAPES
from limn.sdk.testing.fakes import followed, sample
from limn.sdk.testing.trip import written
from limn_formats.coco import Coco, rle

COCO_KINDS = Coco.carries.kinds
RING = np.array([(1, 1), (9, 1), (9, 9)], np.float64)


def coco_file(**changes):
    return {
        "images": [{"id": 7, "file_name": "a.png", "width": 10, "height": 10}],
        "categories": [{"id": 1, "name": "car"}],
        "annotations": [{"id": 1, "image_id": 7, "category_id": 1, "bbox": [1, 2, 3, 4]}],
        **changes,
    }


def saved(folder, content, name="annotations/instances_train.json"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return folder


def with_annotation(**fields):
    return coco_file(annotations=[{"id": 1, "image_id": 7, "category_id": 1, **fields}])


def shapes_in(dataset):
    return [one for frame in dataset.frames() for one in frame.annotations]


def test_the_files_are_laid_out_as_cvat_does(tmp_path):
    files = written(Coco(), sample(COCO_KINDS, frames=1, pictures=True), tmp_path)
    assert {path.relative_to(files).as_posix() for path in files.rglob("*") if path.is_file()} == {
        "annotations/instances_default.json",
        "images/default/photo 0.png",
    }
    content = json.loads((files / "annotations/instances_default.json").read_text())
    assert content["categories"][0] == {"id": 1, "name": "thing", "supercategory": ""}
    assert {"id": 1, "file_name": "photo 0.png", "width": 64, "height": 48}.items() <= content[
        "images"
    ][0].items()
    box, mask, polygon = content["annotations"]
    assert box["bbox"] == [2.5, 3.25, 18.25, 27.25]
    assert box["segmentation"] == []
    assert box["attributes"] == {
        "note": "as seen", "colour": "blue", "parked": True, "wheels": 6,
        "occluded": False, "rotation": 30.5,
    }  # fmt: skip
    assert mask["iscrowd"] == 1
    assert mask["segmentation"]["size"] == [48, 64]
    assert polygon["segmentation"] == [[3.5, 4.25, 25.125, 5.0, 22.75, 28.5, 6.0, 20.0]]
    assert [one["id"] for one in content["annotations"]] == [1, 2, 3]


def test_pycocotools_reads_what_is_written(tmp_path):
    dataset = sample(COCO_KINDS, frames=2)
    files = written(Coco(), dataset, tmp_path)
    coco = COCO(str(files / "annotations/instances_default.json"))
    masks = [one for one in shapes_in(dataset) if isinstance(one, Mask)]
    theirs = [coco.annToMask(one) for one in coco.loadAnns(coco.getAnnIds(iscrowd=True))]
    for mask, seen in zip(masks, theirs, strict=True):
        ours = np.zeros((48, 64), bool)
        ours[mask.top : mask.top + mask.height, mask.left : mask.left + mask.width] = bitmap(mask)
        assert np.array_equal(seen, ours)


def test_each_subset_has_its_own_file(tmp_path, run):
    frames = tuple(Frame(index=n, name=f"{n}.png", subset=s) for n, s in enumerate(("a", "b")))
    files = written(Coco(), MemoryDataset(all_frames=frames), tmp_path)
    dataset = Coco().read(files, run)
    assert dataset.subsets == ("a", "b")
    assert [(frame.name, frame.subset) for frame in dataset.frames()] == [
        ("0.png", "a"), ("1.png", "b"),
    ]  # fmt: skip


def test_polygons_of_one_group_are_parts_of_one_annotation(tmp_path, run):
    parts = tuple(Polygon(label="car", group=3, points=RING + at) for at in (0, 20))
    other = Polygon(label="car", points=RING)
    frame = Frame(index=0, name="a.png", width=99, height=99, annotations=(*parts, other))
    dataset = MemoryDataset(labels=(Label(name="car"),), all_frames=(frame,))
    files = written(Coco(), dataset, tmp_path)
    content = json.loads((files / "annotations/instances_default.json").read_text())
    assert [len(one["segmentation"]) for one in content["annotations"]] == [2, 1]
    first, second, third = shapes_in(Coco().read(files, run))
    assert first.group == second.group != 0
    assert third.group == 0


def test_a_track_is_told_by_number_and_keyframes(tmp_path):
    files = written(Coco(), followed(), tmp_path)
    content = json.loads((files / "annotations/instances_default.json").read_text())
    told = [(one["attributes"]["track_id"], one["attributes"]["keyframe"])
            for one in content["annotations"]]  # fmt: skip
    assert told == [(5, True), (5, False), (5, True)]


def test_pictures_may_be_numbered_by_any_text(tmp_path, run):
    content = coco_file(images=[{"id": "a: b:7", "file_name": "a.png"}])
    content["annotations"][0]["image_id"] = "a: b:7"
    assert len(shapes_in(Coco().read(saved(tmp_path, content), run))) == 1


def test_annotations_may_come_before_pictures(tmp_path, run):
    content = coco_file()
    turned = {key: content[key] for key in ("annotations", "categories", "images")}
    (box,) = shapes_in(Coco().read(saved(tmp_path, turned), run))
    assert (box.x1, box.y1, box.x2, box.y2) == (1, 2, 4, 6)


def test_a_single_file_of_any_name_is_read(tmp_path, run):
    folder = saved(tmp_path / "files", coco_file(), name="my labels.json")
    assert Coco().recognises(folder) == 0.5
    assert isinstance(shapes_in(Coco().read(folder, run))[0], Box)


def test_a_broken_file_is_named(tmp_path, run):
    with pytest.raises(BadDataset, match=r"annotations/instances_train\.json:2"):
        Coco().read(saved(tmp_path, "{\n nope"), run)


def test_the_line_is_found_deep_in_a_large_file(tmp_path, run):
    entries = [{"id": n, "file_name": f"{n}.png"} for n in range(5000)]
    text = json.dumps(coco_file(images=entries), indent=1)
    lines = text.splitlines()
    broken = next(number for number in range(12345, 12350) if '"id":' in lines[number])
    lines[broken] = lines[broken].replace(":", "", 1)
    with pytest.raises(BadDataset, match=rf"instances_train\.json:{broken + 1}\b"):
        Coco().read(saved(tmp_path, "\n".join(lines)), run)


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ([1, 2], "instances_train.json"),
        (coco_file(images={}), "instances_train.json"),
        (coco_file(images=[{"id": 1}]), "images[0]"),
        (coco_file(images=[{"id": 7, "file_name": "a", "width": -1}]), "images[0]"),
        (coco_file(images=[{"id": 7, "file_name": "a"}] * 2), "images[1].id"),
        (coco_file(categories=[{"id": 1, "name": " "}]), "categories[0].name"),
        (coco_file(categories=[{"id": 2, "name": "x"}]), "annotations[0].category_id"),
        (coco_file(images=[]), "annotations[0].image_id"),
        (with_annotation(), "annotations[0].bbox"),
        (with_annotation(bbox=[1, 2, 3]), "annotations[0].bbox"),
        (with_annotation(bbox=[1, 2, -3, 4]), "annotations[0].bbox"),
        (with_annotation(bbox=[1, "2", 3, 4]), "annotations[0].bbox[1]"),
        (with_annotation(segmentation=[[1, 2, 3, 4]]), "annotations[0].segmentation[0]"),
        (with_annotation(segmentation=[[1] * 6, [1] * 7]), "annotations[0].segmentation[1]"),
        (with_annotation(bbox=[1, 2, 3, 4], score=2), "annotations[0].score"),
        (
            with_annotation(bbox=[1, 2, 3, 4], attributes={"rotation": "left"}),
            "annotations[0].attributes.rotation",
        ),
        (
            with_annotation(bbox=[1, 2, 3, 4], attributes={"track_id": "x"}),
            "annotations[0].attributes.track_id",
        ),
    ],
)
def test_the_place_of_a_fault_is_told(tmp_path, run, content, where):
    with pytest.raises(BadDataset) as caught:
        list(Coco().read(saved(tmp_path, content), run).frames())
    assert where in caught.value.where


@pytest.mark.parametrize(
    ("counts", "size"),
    [
        ([50, 51], [10, 10]),
        ([50, 49], [10, 10]),
        ([120, -20], [10, 10]),
        ([], [10, 10]),
        ([0], [0, 0]),
        ([100], [5, 20]),
        ([1, 9_999_999_999], [100_000, 100_000]),
        ([2**62, 2**62, 2**62, 2**62 + 100], [10, 10]),
        ("\x01", [10, 10]),
        ("oooo", [10, 10]),
        ("ooooooooooooooooo0", [10, 10]),
        ("1" * 400, [10, 10]),
    ],
)
def test_run_lengths_that_do_not_fill_the_picture_are_refused(tmp_path, run, counts, size):
    content = with_annotation(segmentation={"counts": counts, "size": size})
    with pytest.raises(BadDataset, match=r"annotations\[0\]\.segmentation"):
        list(Coco().read(saved(tmp_path, content), run).frames())


@given(
    st.integers(1, 12).flatmap(
        lambda width: st.lists(st.lists(st.booleans(), min_size=width, max_size=width),
                               min_size=1, max_size=12)
    )
)  # fmt: skip
def test_masks_agree_with_pycocotools(rows):
    pixels = np.array(rows, bool)
    height, width = pixels.shape
    theirs = oracle.encode(np.asfortranarray(pixels.astype(np.uint8)))
    counts = rle.decompressed(theirs["counts"].decode())
    found = rle.raster_of(counts, width, height)
    assert (found is None) == (not pixels.any())
    if found is not None:
        mask = Mask(label="x", **found._asdict())
        tight = raster(pixels)
        assert np.array_equal(bitmap(found), bitmap(tight))
        assert found[1:] == tight[1:]
        back = rle.counts_of(mask, width, height)
        theirs_again = oracle.frPyObjects({"counts": back.tolist(), "size": [height, width]},
                                          height, width)  # fmt: skip
        assert np.array_equal(oracle.decode(theirs_again), pixels)


def test_a_mask_reaching_out_of_the_picture_is_cut(tmp_path, run):
    mask = Mask(label="car", runs=np.array([0, 16]), left=8, top=-2, width=4, height=4)
    frame = Frame(index=0, name="a.png", width=10, height=10, annotations=(mask,))
    dataset = MemoryDataset(labels=(Label(name="car"),), all_frames=(frame,))
    (back,) = shapes_in(Coco().read(written(Coco(), dataset, tmp_path), run))
    assert (back.left, back.top, back.width, back.height) == (8, 0, 2, 2)


def test_nothing_outside_of_the_archive_is_opened(tmp_path, run):
    (tmp_path / "secret.png").write_bytes(b"secret")
    files = tmp_path / "files"
    content = coco_file(images=[{"id": 7, "file_name": "../../secret.png"}])
    saved(files, content)
    (files / "images/train").mkdir(parents=True)
    (frame,) = Coco().read(files, run).frames()
    assert frame.open_media is None


def test_kinds_coco_has_no_place_for_are_left_to_the_host():
    assert set(SHAPES) - COCO_KINDS
