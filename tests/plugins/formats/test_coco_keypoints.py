import json
import tracemalloc

import numpy as np
import pytest
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from limn.sdk import BadDataset, Frame, Label, MemoryDataset, Points, Skeleton
from limn.sdk.testing.fakes import ScratchRun, followed, large, sample
from limn.sdk.testing.trip import read_back, written
from limn_formats.coco_keypoints import CocoKeypoints
from limn_formats.skeletons import Template, skeleton_label, template_of

BODY = (
    "nose", "left_eye", "right_eye", "left_ear", "right_ear", "left_shoulder", "right_shoulder",
    "left_elbow", "right_elbow", "left_wrist", "right_wrist", "left_hip", "right_hip", "left_knee",
    "right_knee", "left_ankle", "right_ankle",
)  # fmt: skip
EDGES = ((16, 14), (14, 12), (6, 7), (2, 3), (1, 2), (1, 3))
HAND = skeleton_label("hand", ["wrist", "thumb", "tip"], [(1, 2), (1, 3)])
PLACE = "annotations/person_keypoints_train.json"


def coco_file(**changes):
    """One picture with one hand, as cocodataset.org describes keypoint files."""
    return {
        "info": {"year": 2017, "version": "1.0"},
        "licenses": [{"id": 1, "name": "CC", "url": ""}],
        "images": [{"id": 7, "file_name": "a.png", "width": 64, "height": 48, "license": 1}],
        "categories": [
            {"id": 1, "name": "hand", "supercategory": "body",
             "keypoints": ["wrist", "thumb", "tip"], "skeleton": [[1, 2], [2, 3]]},
            {"id": 2, "name": "dust", "supercategory": ""},
        ],
        "annotations": [
            {"id": 1, "image_id": 7, "category_id": 1, "iscrowd": 0, "area": 64,
             "bbox": [4, 5, 8, 8], "segmentation": [[4, 5, 12, 5, 12, 13]], "num_keypoints": 2,
             "keypoints": [4, 5, 2, 12, 13, 1, 0, 0, 0]},
        ],
        **changes,
    }  # fmt: skip


def with_annotation(**fields):
    return coco_file(annotations=[{"id": 1, "image_id": 7, "category_id": 1, **fields}])


def saved(folder, content, name=PLACE):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return folder


def shapes_in(dataset):
    return [one for frame in dataset.frames() for one in frame.annotations]


def joint(label, x, y, **more):
    return Points(label=label, points=np.array([(x, y)], np.float64), **more)


def told(tmp_path, *annotations, labels=(HAND,), run=None):
    """The entries of a file with these annotations, and its categories."""
    frame = Frame(index=0, name="a.png", width=64, height=48, annotations=annotations)
    files = written(CocoKeypoints(), MemoryDataset(labels=labels, all_frames=(frame,)), tmp_path)
    content = json.loads((files / "annotations/person_keypoints_default.json").read_text())
    return content["annotations"], content["categories"]


def test_the_files_are_laid_out_as_cvat_does(tmp_path):
    dataset = sample(CocoKeypoints.carries.kinds, frames=1, pictures=True)
    files = written(CocoKeypoints(), dataset, tmp_path)
    assert {path.relative_to(files).as_posix() for path in files.rglob("*") if path.is_file()} == {
        "annotations/person_keypoints_default.json",
        "images/default/photo 0.png",
    }
    content = json.loads((files / "annotations/person_keypoints_default.json").read_text())
    assert content["categories"] == [
        {"id": 1, "name": "thing", "supercategory": "", "keypoints": [], "skeleton": []},
        {"id": 2, "name": "person", "supercategory": "",
         "keypoints": ["head", "tail"], "skeleton": []},
    ]  # fmt: skip


def test_an_entry_tells_what_is_visible_occluded_or_outside(tmp_path):
    skeleton = Skeleton(
        label="hand",
        elements=(
            joint("tip", 40, 30, outside=True),
            joint("wrist", 4.5, 5),
            joint("thumb", 12, 13.25, occluded=True),
        ),
    )
    (entry,), (category,) = told(tmp_path, skeleton)
    assert category["keypoints"] == ["wrist", "thumb", "tip"]
    assert category["skeleton"] == [[1, 2], [1, 3]]
    assert entry["keypoints"] == [4.5, 5, 2, 12, 13.25, 1, 40, 30, 0]
    assert entry["num_keypoints"] == 2
    assert entry["bbox"] == [4.5, 5, 7.5, 8.25]
    assert entry["area"] == 7.5 * 8.25
    assert (entry["iscrowd"], entry["segmentation"]) == (0, [])


def test_an_element_that_is_not_there_is_zeros(tmp_path):
    (entry,), _ = told(tmp_path, Skeleton(label="hand", elements=(joint("thumb", 1, 2),)))
    assert entry["keypoints"] == [0, 0, 0, 1, 2, 2, 0, 0, 0]


def test_points_are_keypoints_without_a_skeleton(tmp_path, run):
    ring = np.array([(1, 2), (3, 4.5)])
    label = Label(name="dust", type="points")
    (entry,), (category,) = told(
        tmp_path, Points(label="dust", points=ring, occluded=True), labels=(label,)
    )
    assert category["keypoints"] == []
    assert entry["keypoints"] == [1, 2, 1, 3, 4.5, 1]
    assert entry["num_keypoints"] == 2


def test_what_has_no_place_is_told(tmp_path, run):
    from limn.sdk import Archive

    several = Points(label="tip", points=np.array([(1.0, 1.0), (2.0, 2.0)]))
    frame = Frame(index=0, name="a", annotations=(Skeleton(label="hand", elements=(several,)),))
    with Archive(tmp_path / "a.zip") as archive:
        dataset = MemoryDataset(labels=(HAND,), all_frames=(frame,))
        CocoKeypoints().write(dataset, archive, run)
    assert ["'tip'" in one for one in run.warnings] == [True]


def test_a_template_is_read_in_the_order_of_its_nodes():
    svg = (
        '<line x1="1" y1="1" x2="2" y2="2" data-type="edge" data-node-from="30" data-node-to="4"/>'
        '<circle r="1" cx="1" cy="1" data-node-id="30" data-label-name="tail"/>'
        '<circle r="1" cx="2" cy="2" data-node-id="4" data-label-name="head"></circle>'
    )
    label = Label(
        name="x",
        type="skeleton",
        svg=svg,
        sublabels=tuple(Label(name=one) for one in ("tail", "head", "undrawn")),
    )
    assert template_of(label) == Template(("head", "tail", "undrawn"), ((2, 1),))
    assert template_of(Label(name="x", sublabels=label.sublabels)).names == (
        "tail", "head", "undrawn",
    )  # fmt: skip


def test_a_template_survives_its_own_drawing():
    label = skeleton_label("body", BODY, EDGES)
    assert template_of(label) == Template(BODY, EDGES)
    odd = skeleton_label("x", ['<a "b">', "Größe"], [(1, 2), (1, 9), (0, 1)])
    assert template_of(odd) == Template(('<a "b">', "Größe"), ((1, 2),))


def test_pycocotools_finds_every_keypoint(tmp_path):
    label = skeleton_label("person", BODY, EDGES)
    rng = np.random.default_rng(5)

    def body():
        places = rng.uniform(5, 60, (17, 2)).tolist()
        return Skeleton(
            label="person",
            elements=tuple(joint(name, *at) for name, at in zip(BODY, places, strict=True)),
        )

    frames = tuple(
        Frame(index=n, name=f"{n}.png", width=64, height=64, annotations=(body(), body()))
        for n in range(4)
    )
    dataset = MemoryDataset(labels=(label,), all_frames=frames)
    files = written(CocoKeypoints(), dataset, tmp_path)
    truth = COCO(str(files / "annotations/person_keypoints_default.json"))
    assert truth.loadCats(1)[0]["keypoints"] == list(BODY)
    found = truth.loadRes([{**one, "score": 1.0} for one in truth.loadAnns(truth.getAnnIds())])
    judge = COCOeval(truth, found, "keypoints")
    judge.params.areaRng = [[0, 1e10]]
    judge.params.areaRngLbl = ["all"]
    judge.evaluate()
    judge.accumulate()
    assert judge.eval["precision"].min() == 1


def test_a_file_of_the_public_layout_is_read(tmp_path, run):
    dataset = CocoKeypoints().read(saved(tmp_path, coco_file()), run)
    hand, dust = dataset.labels
    assert template_of(hand) == Template(("wrist", "thumb", "tip"), ((1, 2), (2, 3)))
    assert dust.sublabels == ()
    (frame,) = dataset.frames()
    assert (frame.name, frame.width, frame.height, frame.subset) == ("a.png", 64, 48, "train")
    (skeleton,) = frame.annotations
    assert skeleton.label == "hand"
    wrist, thumb, tip = skeleton.elements
    assert (wrist.label, wrist.points.tolist()) == ("wrist", [[4, 5]])
    assert (thumb.occluded, thumb.outside) == (True, False)
    assert (tip.occluded, tip.outside) == (False, True)


def test_crowds_without_keypoints_are_left_out_and_told(tmp_path, run):
    crowd = {"id": 1, "image_id": 7, "category_id": 1, "iscrowd": 1, "keypoints": [0] * 9}
    dataset = CocoKeypoints().read(saved(tmp_path, coco_file(annotations=[crowd] * 3)), run)
    assert shapes_in(dataset) == []
    assert "3 annotations" in run.warnings[0]


def test_a_single_file_of_any_name_is_read(tmp_path, run):
    folder = saved(tmp_path / "files", coco_file(), name="my poses.json")
    assert CocoKeypoints().recognises(folder) == 0.6
    assert len(shapes_in(CocoKeypoints().read(folder, run))) == 1


def test_skeletons_come_back_as_they_were(tmp_path):
    skeleton = Skeleton(
        label="hand",
        occluded=True,
        score=0.25,
        elements=(
            joint("wrist", 1 / 3, np.pi),
            joint("thumb", 12, 13, occluded=True),
            joint("tip", 40, 30, outside=True),
        ),
    )
    frame = Frame(index=0, name="a.png", annotations=(skeleton,))
    dataset = MemoryDataset(labels=(HAND,), all_frames=(frame,))
    files = written(CocoKeypoints(), dataset, tmp_path)
    after = read_back(CocoKeypoints(), files, tmp_path)
    (back,) = shapes_in(after)
    assert (back.occluded, back.score) == (True, 0.25)

    def essence(one):
        return one.label, one.points.tolist(), one.occluded, one.outside

    assert list(map(essence, back.elements)) == list(map(essence, skeleton.elements))
    assert template_of(after.labels[0]) == template_of(HAND)


def test_the_track_of_a_skeleton_has_tracks_of_its_elements(tmp_path):
    files = written(CocoKeypoints(), followed(kind=Skeleton), tmp_path)
    (track,) = read_back(CocoKeypoints(), files, tmp_path).tracks()
    assert (track.label, track.number) == ("person", 5)
    assert [(one.frame, one.outside) for one in track.keyframes] == [
        (1, False), (3, False), (4, True),
    ]  # fmt: skip
    head, tail = track.elements
    assert (head.label, tail.label) == ("head", "tail")
    assert [(one.frame, one.outside) for one in head.keyframes] == [
        (1, False), (3, False), (4, True),
    ]  # fmt: skip
    assert head.keyframes[1].shape.points.tolist() == [[16.5, 8.0]]


def test_a_broken_file_is_named(tmp_path, run):
    with pytest.raises(BadDataset, match=r"person_keypoints_train\.json:2"):
        CocoKeypoints().read(saved(tmp_path, "{\n nope"), run)


def category(**fields):
    return coco_file(categories=[{"id": 1, "name": "hand", **fields}])


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ([1, 2], "person_keypoints_train.json"),
        (coco_file(annotations={}), "person_keypoints_train.json"),
        (category(name=""), "categories[0].name"),
        (category(keypoints=["a", "a", "b"]), "categories[0].keypoints[1]"),
        (category(keypoints=["a", " "]), "categories[0].keypoints[1]"),
        (category(keypoints=["a", 5]), "categories[0].keypoints[1]"),
        (category(skeleton=[["a", "b"]]), "categories[0].skeleton[0][0]"),
        (category(keypoints=["a", "b"]), "annotations[0].keypoints"),
        (coco_file(images=[]), "annotations[0].image_id"),
        (with_annotation(), "annotations[0]"),
        (with_annotation(keypoints=[1, 2]), "annotations[0].keypoints"),
        (with_annotation(keypoints=[1, 2, 2]), "annotations[0].keypoints"),
        (with_annotation(keypoints=[1, 2, 3] * 3), "annotations[0].keypoints[2]"),
        (with_annotation(keypoints=[1, "2", 2] * 3), "annotations[0].keypoints[1]"),
        (with_annotation(keypoints=[1, 2, 2] * 3, category_id=9), "annotations[0].category_id"),
        (with_annotation(keypoints=[1, 2, 2] * 3, score=7), "annotations[0].score"),
        (
            with_annotation(keypoints=[1, 2, 2] * 3, attributes={"track_id": "x"}),
            "annotations[0].attributes.track_id",
        ),
    ],
)
def test_the_place_of_a_fault_is_told(tmp_path, run, content, where):
    with pytest.raises(BadDataset) as caught:
        list(CocoKeypoints().read(saved(tmp_path, content), run).frames())
    assert where in caught.value.where


def test_an_archive_without_json_is_refused(tmp_path, run):
    with pytest.raises(BadDataset, match="person_keypoints_"):
        CocoKeypoints().read(tmp_path, run)


def test_reading_holds_no_more_than_a_frame(tmp_path):
    def peak(frames):
        files = written(CocoKeypoints(), large(Skeleton, frames), tmp_path)
        tracemalloc.start()
        try:
            dataset = CocoKeypoints().read(files, ScratchRun(tmp_path / str(frames)))
            assert sum(len(frame.annotations) for frame in dataset.frames()) == 10 * frames
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(2000) - peak(200) < 2 << 20
