import json
import tracemalloc

import numpy as np
import pytest
from pycocotools import mask as oracle

from limn.sdk import (
    SHAPES,
    Attribute,
    BadDataset,
    Box,
    Cuboid,
    Ellipse,
    Frame,
    Label,
    Mask,
    MemoryDataset,
    Origin,
    Points,
    Polygon,
    Polyline,
    Skeleton,
    Tag,
)
from limn.sdk.geometry.raster import bitmap
from limn.sdk.testing.fakes import ScratchRun, followed, large, sample
from limn.sdk.testing.trip import read_back, written
from limn_formats.coco import rle
from limn_formats.datumaro import Datumaro
from limn_formats.skeletons import Template, skeleton_label, template_of

HAND = skeleton_label("hand", ["wrist", "thumb", "tip"], [(1, 2), (2, 3)])
LABELS = [
    {"name": "car", "parent": "", "attributes": ["x", "y"]},
    {"name": "hand", "parent": "", "attributes": []},
    {"name": "wrist", "parent": "hand", "attributes": []},
    {"name": "tip", "parent": "hand", "attributes": []},
    {"name": "thumb", "parent": "hand", "attributes": []},
]
POINTS = [{"label_id": 1, "labels": ["wrist", "thumb", "tip"], "joints": [[1, 2], [2, 3]]}]


def thing(type_, label=0, **fields):
    return {"id": 0, "type": type_, "attributes": {}, "group": 0, "label_id": label, **fields}


def datumaro_file(*things, **changes):
    """One picture with these annotations, as Datumaro's documentation lays files out."""
    return {
        "info": {},
        "categories": {
            "label": {"labels": LABELS, "attributes": ["occluded"]},
            "points": {"items": POINTS},
            "mask": {"colormap": [{"label_id": 0, "r": 255, "g": 0, "b": 0}]},
        },
        "items": [
            {"id": "100", "annotations": list(things),
             "image": {"path": "100.jpg", "size": [10, 6]}},
        ],
        **changes,
    }  # fmt: skip


def saved(folder, content, name="annotations/train.json"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return folder


def read(tmp_path, run, *things, **changes):
    """What is on the only picture of a file with these annotations."""
    dataset = Datumaro().read(saved(tmp_path / "files", datumaro_file(*things, **changes)), run)
    (frame,) = dataset.frames()
    return frame.annotations


def told(tmp_path, *annotations, labels=None):
    """The file with these annotations on its only picture."""
    frame = Frame(index=0, name="a.png", width=64, height=48, annotations=annotations)
    dataset = MemoryDataset(labels=labels or sample().labels, all_frames=(frame,))
    files = written(Datumaro(), dataset, tmp_path)
    return json.loads((files / "annotations/default.json").read_text())


def test_the_files_are_laid_out_as_cvat_does(tmp_path):
    files = written(Datumaro(), sample(frames=1, pictures=True), tmp_path)
    assert {path.relative_to(files).as_posix() for path in files.rglob("*") if path.is_file()} == {
        "annotations/default.json",
        "images/default/photo 0.png",
    }
    content = json.loads((files / "annotations/default.json").read_text())
    assert list(content) == ["info", "categories", "items"]
    assert content["categories"]["label"]["labels"] == [
        {"name": "thing", "parent": "", "attributes": ["colour", "note", "parked", "wheels"]},
        {"name": "person", "parent": "", "attributes": []},
        {"name": "head", "parent": "person", "attributes": []},
        {"name": "tail", "parent": "person", "attributes": []},
    ]
    assert content["categories"]["mask"]["colormap"][0] == {"label_id": 0, "r": 255, "g": 0, "b": 0}
    assert content["categories"]["points"]["items"] == [
        {"label_id": 1, "labels": ["head", "tail"], "joints": []}
    ]
    (item,) = content["items"]
    assert item["id"] == "photo 0"
    assert item["attr"] == {"frame": 0}
    assert item["image"] == {"path": "photo 0.png", "size": [48, 64]}
    found = {one["type"]: one for one in item["annotations"]}
    assert set(found) == {
        "bbox", "cuboid_2d", "ellipse", "label", "mask", "points", "polygon", "polyline",
        "skeleton",
    }  # fmt: skip
    assert found["bbox"]["bbox"] == [2.5, 3.25, 18.25, 27.25]
    assert found["bbox"]["attributes"] == {
        "note": "as seen", "colour": "blue", "parked": True, "wheels": 6,
        "occluded": False, "rotation": 30.5,
    }  # fmt: skip
    assert found["ellipse"]["points"] == [21.0, 15.5, 40.0, 25.0]
    assert found["points"]["visibility"] == [2, 2, 2, 2]
    assert found["skeleton"]["points"] == [10.5, 8, 2, 10.5, 9, 2]
    assert found["skeleton"]["points_attributes"] == [{"occluded": False}] * 2
    assert found["label"].keys() == {"id", "type", "attributes", "group", "label_id"}
    assert [one["id"] for one in item["annotations"]] == list(range(9))


def test_a_mask_is_what_pycocotools_sees(tmp_path):
    mask = next(one for one in sample([Mask]).all_frames[0].annotations)
    (entry,) = told(tmp_path, mask)["items"][0]["annotations"]
    theirs = oracle.decode(entry["rle"])
    ours = np.zeros((48, 64), bool)
    ours[mask.top : mask.top + mask.height, mask.left : mask.left + mask.width] = bitmap(mask)
    assert np.array_equal(theirs, ours)


@pytest.mark.parametrize("side", [1, 7, 300])
def test_run_lengths_are_compressed_as_pycocotools_does(side):
    rng = np.random.default_rng(side)
    for share in (0.0, 0.02, 0.5, 1.0):
        pixels = rng.random((side, side)) < share
        theirs = oracle.encode(np.asfortranarray(pixels.astype(np.uint8)))["counts"].decode()
        assert rle.compressed(rle.decompressed(theirs)) == theirs


def test_a_cuboids_corners_go_round_the_bottom_and_the_top(tmp_path, run):
    edges = [[0, 0], [0, 9], [8, 1], [8, 8], [12, 2], [12, 7], [4, 3], [4, 6]]
    cuboid = Cuboid(label="thing", points=np.array(edges, np.float64))
    (entry,) = told(tmp_path, cuboid)["items"][0]["annotations"]
    assert entry["points"] == [[0, 9], [4, 6], [12, 7], [8, 8], [0, 0], [4, 3], [12, 2], [8, 1]]
    (back,) = read(tmp_path, run, thing("cuboid_2d", points=entry["points"], z_order=3))
    assert back.points.tolist() == edges
    assert back.z_order == 3


def test_every_type_of_the_public_layout_is_read(tmp_path, run):
    tag, box, polygon, line, points, mask, ellipse = read(
        tmp_path,
        run,
        thing("label", attributes={"x": 1, "y": "2"}),
        thing("bbox", bbox=[1.0, 2.0, 3.0, 4.0], z_order=1, group=5,
              attributes={"occluded": True, "rotation": 370, "score": 0.5, "x": True}),
        thing("polygon", points=[1, 2, 3, 4, 5, 7], z_order=0),
        thing("polyline", points=[1, 2, 3, 4]),
        thing("points", points=[1.0, 2.0, 2.0, 0.0, 1.0, 1.0], visibility=[2, 0, 1]),
        thing("mask", rle={"counts": oracle.encode(np.asfortranarray(
            np.eye(10, 6, dtype=np.uint8)))["counts"].decode(), "size": [10, 6]}),
        thing("ellipse", points=[1, 2, 5, 8]),
    )  # fmt: skip
    assert tag == Tag(label="car", attributes={"x": "1", "y": "2"})
    assert box == Box(label="car", x1=1, y1=2, x2=4, y2=6, z_order=1, group=5, occluded=True,
                      rotation=10, score=0.5, attributes={"x": "true"})  # fmt: skip
    assert isinstance(polygon, Polygon)
    assert polygon.points.tolist() == [[1, 2], [3, 4], [5, 7]]
    assert isinstance(line, Polyline)
    assert isinstance(points, Points)
    assert points.points.tolist() == [[1, 2], [1, 1]]
    assert isinstance(mask, Mask)
    assert np.array_equal(bitmap(mask), np.eye(6, dtype=bool))
    assert ellipse == Ellipse(label="car", cx=3, cy=5, rx=2, ry=3)


def test_a_skeleton_is_read_with_its_points_attributes(tmp_path, run):
    (skeleton,) = read(
        tmp_path, run,
        thing("skeleton", 1, points=[0.9, 3.53, 2, 2.45, 7.6, 1, 5.2, 2.5, 0],
              points_attributes=[{}, {"bent": True}, {}], attributes={"occluded": False}),
    )  # fmt: skip
    wrist, thumb, tip = skeleton.elements
    assert (skeleton.label, [one.label for one in skeleton.elements]) == (
        "hand", ["wrist", "thumb", "tip"],
    )  # fmt: skip
    assert wrist.points.tolist() == [[0.9, 3.53]]
    assert (thumb.attributes, thumb.occluded) == ({"bent": "true"}, True)
    assert (tip.outside, tip.occluded) == (True, False)


def test_a_skeleton_may_come_as_annotations_of_its_own(tmp_path, run):
    (skeleton,) = read(
        tmp_path, run,
        thing("skeleton", 1, elements=[
            thing("points", 4, points=[1, 2], visibility=[1]), thing("points", 2, points=[3, 4]),
        ]),
    )  # fmt: skip
    assert [(one.label, one.occluded) for one in skeleton.elements] == [
        ("thumb", True), ("wrist", False),
    ]  # fmt: skip


def test_labels_are_read_with_attributes_and_templates(tmp_path, run):
    dataset = Datumaro().read(saved(tmp_path, datumaro_file()), run)
    car, hand = dataset.labels
    assert car == Label(name="car", attributes=(Attribute(name="x"), Attribute(name="y")))
    assert template_of(hand) == Template(("wrist", "thumb", "tip"), ((1, 2), (2, 3)))


def test_a_label_under_another_is_a_label_of_its_own(tmp_path, run):
    table = [{"name": "vehicle"}, {"name": "car", "parent": "vehicle"}]
    content = datumaro_file(categories={"label": {"labels": table}})
    dataset = Datumaro().read(saved(tmp_path, content), run)
    assert [label.name for label in dataset.labels] == ["vehicle", "car"]


def test_a_label_of_points_may_name_them_without_being_a_skeleton(tmp_path, run):
    table = [{"name": "cat"}, {"name": "ear"}, {"name": "tail"}]
    points = {"items": [{"label_id": 0, "labels": ["ear", "tail"], "joints": [[0, 1]]}]}
    content = datumaro_file(categories={"label": {"labels": table}, "points": points})
    dataset = Datumaro().read(saved(tmp_path, content), run)
    assert [(label.name, label.sublabels) for label in dataset.labels] == [
        ("cat", ()), ("ear", ()), ("tail", ()),
    ]  # fmt: skip


def test_what_has_no_place_is_left_out_and_told(tmp_path, run):
    left = read(
        tmp_path, run,
        thing("caption", None, caption="hello"),
        thing("bbox", None, bbox=[1, 2, 3, 4]),
        thing("hash_key", None, hash_key=[1, 2]),
        thing("points", points=[0, 0], visibility=[0]),
    )  # fmt: skip
    assert left == ()
    assert len(run.warnings) == 3
    assert any("'caption'" in one for one in run.warnings)
    assert any("no label" in one for one in run.warnings)


def test_a_score_is_the_labels_own_where_it_has_one(tmp_path, run):
    table = [{"name": "car", "attributes": ["score"]}]
    (box,) = read(
        tmp_path, run, thing("bbox", bbox=[1, 2, 3, 4], attributes={"score": 0.5}),
        categories={"label": {"labels": table}},
    )  # fmt: skip
    assert (box.score, box.attributes) == (1, {"score": "0.5"})


def test_items_of_the_newer_layout_are_read(tmp_path, run):
    content = datumaro_file(thing("bbox", bbox=[1, 2, 3, 4], object_id=3))
    head = {"dm_format_version": "1.0", "media_type": 2, "infos": {}}
    turned = {"items": content["items"], **head, "categories": content["categories"]}
    (frame,) = Datumaro().read(saved(tmp_path, turned), run).frames()
    assert (frame.name, frame.width, frame.height, frame.subset) == ("100.jpg", 6, 10, "train")
    assert len(frame.annotations) == 1


def test_an_item_without_a_picture_is_known_by_its_id(tmp_path, run):
    items = [{"id": "left\\21", "annotations": []}]
    (frame,) = Datumaro().read(saved(tmp_path, datumaro_file(items=items)), run).frames()
    assert (frame.name, frame.width) == ("left/21", 0)


def test_each_subset_has_its_own_file_and_labels(tmp_path, run):
    saved(tmp_path, datumaro_file(thing("label")))
    other = datumaro_file(thing("label"), categories={"label": {"labels": [{"name": "bus"}]}})
    saved(tmp_path, other, "annotations/val.json")
    dataset = Datumaro().read(tmp_path, run)
    assert dataset.subsets == ("train", "val")
    assert [(frame.subset, frame.annotations[0].label) for frame in dataset.frames()] == [
        ("train", "car"), ("val", "bus"),
    ]  # fmt: skip
    assert [label.name for label in dataset.labels] == ["car", "hand", "bus"]


def test_a_single_file_of_any_name_is_read(tmp_path, run):
    folder = saved(tmp_path / "files", datumaro_file(thing("label")), "my labels.json")
    assert Datumaro().recognises(folder) == 0.7
    dataset = Datumaro().read(folder, run)
    assert dataset.subsets == ("default",)
    assert len(list(dataset.frames())) == 1


def test_coco_files_are_not_taken_for_its_own(tmp_path):
    saved(tmp_path, {"images": [], "annotations": [], "categories": [{"id": 1, "name": "x"}]})
    assert Datumaro().recognises(tmp_path) == 0


def test_frames_are_numbered_as_in_the_video(tmp_path):
    frames = (Frame(index=2, name="frame_000110", media_name="frame_000110.png"),)
    origin = Origin(start_frame=100, frame_filter="step=5")
    files = written(Datumaro(), MemoryDataset(all_frames=frames, origin=origin), tmp_path)
    (item,) = json.loads((files / "annotations/default.json").read_text())["items"]
    assert item["id"] == "frame_000110"
    assert item["attr"] == {"frame": 110}
    assert item["image"] == {"path": "frame_000110.png"}


def test_a_track_is_told_by_number_and_keyframes(tmp_path):
    files = written(Datumaro(), followed(), tmp_path)
    items = json.loads((files / "annotations/default.json").read_text())["items"]
    attributes = [one["attributes"] for item in items for one in item["annotations"]]
    assert [(one["track_id"], one["keyframe"]) for one in attributes] == [
        (5, True), (5, False), (5, True),
    ]  # fmt: skip


def test_the_track_of_a_skeleton_has_tracks_of_its_elements(tmp_path):
    files = written(Datumaro(), followed(kind=Skeleton), tmp_path)
    (track,) = read_back(Datumaro(), files, tmp_path).tracks()
    assert [element.label for element in track.elements] == ["head", "tail"]
    assert [(one.frame, one.outside) for one in track.elements[1].keyframes] == [
        (1, False), (3, False), (4, True),
    ]  # fmt: skip


def test_elements_of_skeletons_come_back_as_they_were(tmp_path):
    hand = skeleton_label("hand", ["wrist", "tip"], [])
    skeleton = Skeleton(
        label="hand",
        elements=(
            Points(label="tip", points=np.array([(1 / 3, 2.0)]), outside=True),
            Points(label="wrist", points=np.array([(5.0, 6)]), occluded=True,
                   attributes={"worn": "ring"}),
        ),
    )  # fmt: skip
    content = told(tmp_path, skeleton, labels=(hand,))
    (entry,) = content["items"][0]["annotations"]
    assert entry["points"] == [5, 6, 1, 1 / 3, 2, 0]
    ((back,),) = (
        frame.annotations
        for frame in read_back(Datumaro(), saved(tmp_path / "again", content), tmp_path).frames()
    )
    wrist, tip = back.elements
    assert (wrist.occluded, wrist.attributes) == (True, {"worn": "ring"})
    assert (tip.outside, tip.points.tolist()) == (True, [[1 / 3, 2]])


def test_a_broken_file_is_named(tmp_path, run):
    with pytest.raises(BadDataset, match=r"annotations/train\.json:2"):
        Datumaro().read(saved(tmp_path, "{\n nope"), run)


def test_an_archive_without_json_is_refused(tmp_path, run):
    with pytest.raises(BadDataset, match=r"annotations/\*\.json"):
        Datumaro().read(tmp_path, run)


HERE = "items[0].annotations[0]"


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ([1, 2], "train.json"),
        (datumaro_file(categories=[]), "train.json: categories"),
        (datumaro_file(items={}), "train.json"),
        (datumaro_file(categories={"label": {"labels": [{"name": ""}]}}), "label.labels[0].name"),
        (
            datumaro_file(categories={"points": {"items": [{"label_id": 9}]}}),
            "categories.points.items[0].label_id",
        ),
        (datumaro_file(items=[{"annotations": []}]), "items[0]"),
        (
            datumaro_file(items=[{"id": "1", "image": {"size": [-1, 5]}}]),
            "items[0].image.size",
        ),
        (datumaro_file(items=[{"id": "1", "point_cloud": {}}]), "items[0].point_cloud"),
        (datumaro_file({"label_id": 0}), HERE),
        (datumaro_file(thing("label", 7)), f"{HERE}.label_id"),
        (datumaro_file(thing("bbox")), f"{HERE}.bbox"),
        (datumaro_file(thing("bbox", bbox=[1, 2, 3])), f"{HERE}.bbox"),
        (datumaro_file(thing("bbox", bbox=[1, 2, -3, 4])), f"{HERE}.bbox"),
        (datumaro_file(thing("bbox", bbox=[1, "2", 3, 4])), f"{HERE}.bbox[1]"),
        (
            datumaro_file(thing("bbox", bbox=[1, 2, 3, 4], attributes={"rotation": "left"})),
            f"{HERE}.attributes.rotation",
        ),
        (
            datumaro_file(thing("bbox", bbox=[1, 2, 3, 4], attributes={"track_id": -1})),
            f"{HERE}.attributes.track_id",
        ),
        (datumaro_file(thing("polygon", points=[1, 2, 3, 4])), f"{HERE}.points"),
        (datumaro_file(thing("polyline", points=[1, 2, 3])), f"{HERE}.points"),
        (datumaro_file(thing("points")), f"{HERE}.points"),
        (datumaro_file(thing("points", points=[1, 2], visibility=[2, 2])), f"{HERE}.visibility"),
        (datumaro_file(thing("points", points=[1, 2], visibility=[5])), f"{HERE}.visibility"),
        (datumaro_file(thing("ellipse", points=[1, 2, 3])), f"{HERE}.points"),
        (datumaro_file(thing("ellipse", points=[5, 2, 3, 4])), f"{HERE}.points"),
        (datumaro_file(thing("cuboid_2d", points=[[1, 2]] * 7)), f"{HERE}.points"),
        (datumaro_file(thing("mask")), f"{HERE}.rle"),
        (datumaro_file(thing("mask", rle={"counts": [7], "size": [10, 6]})), f"{HERE}.rle.counts"),
        (datumaro_file(thing("mask", rle={"counts": [50], "size": [5, 10]})), f"{HERE}.rle.size"),
        (datumaro_file(thing("skeleton", 0, points=[])), f"{HERE}.label_id"),
        (datumaro_file(thing("skeleton", 1, points=[1, 2, 2])), f"{HERE}.points"),
        (datumaro_file(thing("skeleton", 1, points=[1, 2, 3] * 3)), f"{HERE}.points"),
        (
            datumaro_file(thing("skeleton", 1, elements=[thing("points", 2)])),
            f"{HERE}.elements[0].points",
        ),
    ],
)
def test_the_place_of_a_fault_is_told(tmp_path, run, content, where):
    with pytest.raises(BadDataset) as caught:
        list(Datumaro().read(saved(tmp_path, content), run).frames())
    assert where in caught.value.where


def test_nothing_outside_of_the_archive_is_opened(tmp_path, run):
    (tmp_path / "secret.png").write_bytes(b"secret")
    items = [{"id": "1", "image": {"path": "../../secret.png"}}]
    folder = saved(tmp_path / "files", datumaro_file(items=items))
    (folder / "images/train").mkdir(parents=True)
    (frame,) = Datumaro().read(folder, run).frames()
    assert frame.open_media is None


def test_reading_holds_no_more_than_a_batch(tmp_path):
    def peak(frames):
        files = written(Datumaro(), large(Polygon, frames), tmp_path)
        tracemalloc.start()
        try:
            dataset = Datumaro().read(files, ScratchRun(tmp_path / str(frames)))
            assert sum(len(frame.annotations) for frame in dataset.frames()) == 10 * frames
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(4000) - peak(1500) < 2 << 20


def test_every_kind_is_carried():
    assert Datumaro.carries.kinds == {Tag, *SHAPES}
