"""Names of pictures that are hard on systems and people: kept exactly, portable in a dataset."""

import io
import json
import re
import unicodedata
import zipfile

import pytest

from limn.datasets import portable
from limn.datasets.portable import MAPPING
from limn.sdk.errors import BadDataset
from limn.sdk.testing.fakes import picture
from limn.tasks import actions

ODD = [
    "\u202egnp.1.png", "🦊 fox.png", f"{'ü' * 125}x.png", "-rf.png", "CON.png",
    "trailing /space.png", "%2e%2e%2fup.png", "it's \"quoted\".png", "b?c*|d.png",
    "tab and  spaces.png", f"{'?' * 250}.png", f"{'?' * 249}*.png", "b_c__d.png",
]  # fmt: skip
NFC, NFD = (unicodedata.normalize(form, "größe.png") for form in ("NFC", "NFD"))
TWINS = ["a/1.png", "b/1.png", "B/1.png", "b/1.PNG", NFC, NFD]


@pytest.fixture
def named(make_desk, admin, actor_of, tmp_path):
    """A task of pictures that are called so, each of another shade."""

    def make(names):
        folder = tmp_path / f"named-{len(names)}"
        for number, name in enumerate(names):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(picture(60, 40, shade=number))
        described = {"name": "t", "labels": [{"name": "car"}]}
        return make_desk.filled(actions.create_task(actor_of(admin), described), folder)

    return make


def frames_of(desk):
    return [one["name"] for one in desk.client.get(f"{desk.url}/data/meta").json()["frames"]]


def draw(desk):
    """On each frame a box that is as wide as the frame's number, and one."""
    (label,) = desk.client.get(f"/api/labels?task_id={desk.task.pk}").json()["results"]
    box = {"type": "rectangle", "label_id": label["id"]}
    desk.set(shapes=[
        box | {"frame": number, "points": [1, 1, 2 + number, 9]}
        for number in range(len(frames_of(desk)))
    ], tags=[], tracks=[], version=0)  # fmt: skip


def widths(desk):
    return {one["frame"]: one["points"][2] for one in desk.get()["shapes"]}


@pytest.mark.parametrize("names", [ODD, TWINS], ids=["odd", "twins"])
@pytest.mark.parametrize("format", ["COCO 1.0", "CVAT for images 1.1", "Datumaro 1.0"])
def test_odd_names_are_kept_and_come_back_through_a_dataset(named, names, format):
    desk = named(names)
    kept = frames_of(desk)
    assert sorted(kept) == sorted(names)
    draw(desk)
    drawn = widths(desk)
    content = desk.export(format, save_images="true").content()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        inside = archive.namelist()
        own = json.loads(archive.read(MAPPING))
    for name in names:
        assert any(own.get(one, one).endswith(name) for one in inside), name
    assert len({unicodedata.normalize("NFC", one).casefold() for one in inside}) == len(inside)
    assert not any(set(one) & set('<>:"|?*') for one in inside)
    assert not any(re.search(r"(^|/)con\.|[. ](/|$)", one, re.IGNORECASE) for one in inside)
    assert not any(one.startswith("/") or ".." in one.split("/") for one in inside)
    desk.set(shapes=[], tags=[], tracks=[], version=0)
    run = desk.load(content, "CVAT 1.1" if format.startswith("CVAT") else format)
    assert run.state == "finished", run.message
    assert widths(desk) == drawn


@pytest.mark.parametrize(
    ("mapping", "problem"),
    [
        ('{"1.txt": "../1.txt"}', "points outside of its folder"),
        ('{"1.txt": "2.txt"}', "there is one already"),
        ('{"1.txt": "2.txt/3.txt"}', "no file can be called"),
        ('{"1.txt": 1}', "original_names.json cannot be followed"),
        ('["1.txt"]', "original_names.json cannot be followed"),
        ("[" * 100_000, "original_names.json cannot be followed"),
    ],
)
def test_a_mapping_of_names_that_cannot_be_followed_is_refused(tmp_path, mapping, problem):
    for name in ("1.txt", "2.txt"):
        (tmp_path / name).touch()
    (tmp_path / MAPPING).write_text(mapping)
    with pytest.raises(BadDataset, match=problem):
        portable.take_back(tmp_path, "set.zip")
    assert {one.name for one in tmp_path.iterdir()} == {"1.txt", "2.txt", MAPPING}


def test_a_name_that_several_frames_could_be_is_told_and_changes_nothing(named):
    desk = named(["a/1.png", "b/1.png"])
    draw(desk)
    before = desk.get()
    dataset = {
        "categories": [{"id": 1, "name": "car"}],
        "images": [{"id": 1, "file_name": "1.png", "width": 60, "height": 40}],
        "annotations": [
            {"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 5, 5], "area": 25},
        ],
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("annotations/instances_default.json", json.dumps(dataset))
    run = desk.load(packed.getvalue(), "COCO 1.0")
    assert run.state == "failed"
    assert "2 frames of the task could be meant" in run.message
    assert desk.get() == before
