"""Datasets with pictures put into projects: every subset becomes a task."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from compat import drawings
from compat.labels import LABELS
from core.datasets.conftest import Desk, Export, work
from core.datasets.test_export_and_import import plain
from core.datasets.test_long_imports import meanwhile, saved_meanwhile
from limn.datasets import sink
from limn.media.queries import data_meta
from limn.tasks import actions, label_queries, queries

COCO, CVAT = "COCO 1.0", "CVAT for images 1.1"
VIDEO = "CVAT for video 1.1"
LESS = (
    f"Subsets and names of tasks and pictures are left out: {VIDEO} numbers the frames of all "
    "tasks on"
)
READ = {CVAT: "CVAT 1.1"}
"""What is written in a format may be read by another."""


def exported(client, project, format: str, *, pictures: bool = True) -> bytes:
    query = {"format": format, "save_images": str(pictures).lower()}
    answer = client.post(f"/api/projects/{project.pk}/dataset/export", query_params=query)
    run = work(answer.json()["rq_id"])
    assert run.state == "finished", run.message
    return Export(client, run).content()


def load(client, project, content: bytes, format: str):
    answer = client.post(
        f"/api/projects/{project.pk}/dataset/",
        {"dataset_file": SimpleUploadedFile("dataset.zip", content)},
        query_params={"format": READ.get(format, format), "conv_mask_to_poly": "false"},
    )
    assert answer.status_code == 202, answer.content
    return work(answer.json()["rq_id"])


@pytest.fixture
def new_project(make_desk, admin, actor_of):
    def make(labels=()):
        return actions.create_project(actor_of(admin), {"name": "p", "labels": list(labels)})

    return make


@pytest.fixture
def filled(new_project, make_desk):
    """A project of two tasks, each in a subset of its own."""
    project = new_project(LABELS)
    for name, size in (("train", 4), ("val", 3)):
        desk = make_desk(size, names=name + " {}.png", project=project, name=name, subset=name)
        desk.set(
            tags=drawings.tags(desk.ids, 1),
            shapes=drawings.shapes(desk.ids, 1),
            tracks=drawings.tracks(desk.ids, size - 1) if name == "val" else [],
        )
    return project


def desks(project, client) -> list[Desk]:
    found = queries.tasks_of_project(project.pk)
    return [Desk(queries.get_task(one.pk), client) for one in found]


def test_cvats_xml_comes_back_as_tasks(filled, new_project, admin_client):
    second = new_project()
    run = load(admin_client, second, exported(admin_client, filled, CVAT), CVAT)
    assert (run.state, run.message, run.warnings) == ("finished", "", [])
    before, after = desks(filled, admin_client), desks(second, admin_client)
    assert [one.task.subset for one in after] == ["train", "val"]
    for old, new in zip(before, after, strict=True):
        names = [
            [one["name"] for one in data_meta(each.task.data)["frames"]] for each in (old, new)
        ]
        assert names[0] == names[1]
        assert plain(new)["tags"] == plain(old)["tags"]
        drawn = [one for one in plain(new)["shapes"] if one in plain(old)["shapes"]]
        assert drawn == plain(old)["shapes"]
        # A format of pictures has a track's shapes frame by frame.
        more = len(plain(new)["shapes"]) - len(drawn)
        assert more == {"train": 0, "val": 2}[old.task.subset]
    assert vocabulary(second) == vocabulary(filled)
    again = exported(admin_client, second, CVAT)
    assert sorted(zipfile.ZipFile(io.BytesIO(again)).namelist())[1:] == [
        *(f"images/train/train {n}.png" for n in range(4)),
        *(f"images/val/val {n}.png" for n in range(3)),
    ]


def names(desk) -> list[str]:
    return [one["name"] for one in data_meta(desk.task.data)["frames"]]


def vocabulary(project):
    return [
        (one.name, one.color, one.type, one.named_svg, [part.name for part in one.sublabels],
         [(spec.name, spec.input_type, spec.mutable, spec.default_value)
          for spec in one.attributes])
        for one in label_queries.label_tree(project_id=project.pk)
    ]  # fmt: skip


def test_coco_comes_back_as_tasks(filled, new_project, admin_client):
    second = new_project()
    content = exported(admin_client, filled, COCO)
    run = load(admin_client, second, content, COCO)
    assert run.state == "finished", run.message
    again = exported(admin_client, second, COCO)
    assert kept(again) == kept(content)


def kept(content: bytes) -> dict:
    """What COCO tells of boxes and areas, and the pictures."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if not name.endswith(".json"):
                found[name] = archive.read(name)
                continue
            told = json.loads(archive.read(name))
            names = {one["id"]: one["file_name"] for one in told["images"]}
            labels = {one["id"]: one["name"] for one in told["categories"]}
            found[name] = sorted(
                (names[one["image_id"]], labels[one["category_id"]], one["bbox"], one["area"])
                for one in told["annotations"]
            )
    return found


def test_labels_that_are_there_stay_and_tasks_are_added(filled, admin_client):
    content = exported(admin_client, filled, CVAT)
    labels = label_queries.label_tree(project_id=filled.pk)
    run = load(admin_client, filled, content, CVAT)
    assert run.state == "finished", run.message
    assert label_queries.label_tree(project_id=filled.pk) == labels
    assert [one.task.subset for one in desks(filled, admin_client)] == ["train", "val"] * 2


def test_attributes_that_a_label_lacks_are_told(filled, new_project, admin_client):
    second = new_project([{**LABELS[0], "attributes": LABELS[0]["attributes"][:1]}])
    run = load(admin_client, second, exported(admin_client, filled, CVAT), CVAT)
    assert run.state == "finished", run.message
    assert any("'doors'" in one for one in run.warnings)
    assert [one.name for one in label_queries.label_tree(project_id=second.pk)] == [
        "car", "scene", "person",
    ]  # fmt: skip


def test_answers_to_attributes_nobody_described_make_text_of_them(filled, new_project,
                                                                  admin_client):  # fmt: skip
    second = new_project()
    run = load(admin_client, second, exported(admin_client, filled, COCO), COCO)
    assert run.state == "finished", run.message
    car = next(one for one in label_queries.label_tree(project_id=second.pk) if one.name == "car")
    assert {"colour", "doors", "plate"} <= {one.name for one in car.attributes}
    assert {one.input_type for one in car.attributes} == {"text"}


def test_without_pictures_nothing_is_made(filled, new_project, admin_client):
    second = new_project()
    for name in (CVAT, COCO):
        content = exported(admin_client, filled, name, pictures=False)
        run = load(admin_client, second, content, name)
        assert (run.state, run.error_code) == ("failed", "bad_dataset")
        assert "train 0.png" in run.message
    assert queries.tasks_of_project(second.pk) == []
    assert label_queries.label_tree(project_id=second.pk) == []


def test_who_may_not_change_the_project_is_refused(filled, admin_client, make_user, client_of):
    bob = client_of(make_user("bob"))
    url = f"/api/projects/{filled.pk}/dataset/"
    assert bob.post(url, query_params={"format": COCO, "filename": "x"}).status_code == 403
    assert bob.post(url, headers={"upload-length": "5"}).status_code == 403
    answer = admin_client.post(url, query_params={"format": COCO, "filename": "x"})
    assert answer.status_code == 404
    assert admin_client.post(url, query_params={"filename": "x"}).status_code == 400
    assert admin_client.get(url).status_code == 410


@pytest.mark.parametrize(
    ("format", "kinds"),
    [
        ("COCO Keypoints 1.0", {"points", "skeleton"}),
        ("Datumaro 1.0", {"rectangle", "polygon", "polyline", "points", "ellipse", "cuboid", "mask",
                          "skeleton"}),
    ],
)  # fmt: skip
def test_subsets_come_back_as_tasks_with_all_the_format_holds(
    filled, new_project, admin_client, format, kinds
):
    second = new_project()
    run = load(admin_client, second, exported(admin_client, filled, format), format)
    assert (run.state, run.message) == ("finished", "")
    before, after = desks(filled, admin_client), desks(second, admin_client)
    assert [one.task.subset for one in after] == ["train", "val"]
    for old, new in zip(before, after, strict=True):
        assert names(new) == names(old)
        assert of_kinds(new, kinds) == of_kinds(old, kinds)


def of_kinds(desk, kinds):
    """What is drawn of these kinds, by label, frame and points."""
    data = desk.get()
    shapes = [*data["shapes"], *(one for track in data["tracks"] for one in track["shapes"])]
    found = [
        (one["frame"], one["type"], one["outside"],
         [round(float(number), 2) for number in one["points"]],
         [part["points"] for part in one.get("elements", ())])
        for one in shapes if one["type"] in kinds
    ]  # fmt: skip
    assert found
    return sorted(found, key=str)


def test_what_a_project_loses_is_told_beforehand(filled, admin_client):
    url = f"/api/projects/{filled.pk}/dataset/fidelity"
    told = {}
    for name in (COCO, CVAT):
        told[name] = admin_client.get(url, {"format": name}).json()["changes"]
        export = f"/api/projects/{filled.pk}/dataset/export"
        run = work(admin_client.post(export, query_params={"format": name}).json()["rq_id"])
        assert told[name] == run.warnings
    assert told[CVAT] == [f"2 keyframes become shapes of their own: {CVAT} has no place for that"]
    assert f"2 skeletons are left out: {COCO} has no place for them" in told[COCO]
    videos = admin_client.get(url, {"format": VIDEO}).json()["changes"]
    assert videos[-1] == LESS
    for task in queries.tasks_of_project(filled.pk):
        url = f"/api/tasks/{task.pk}/dataset/fidelity"
        assert LESS not in admin_client.get(url, {"format": VIDEO}).json()["changes"]


def test_who_saves_while_tasks_are_imported_into_a_project_does_not_wait(
    filled, new_project, make_desk, admin_client, monkeypatch
):
    other, second = make_desk(), new_project()
    content = exported(admin_client, filled, "COCO 1.0")
    saved = saved_meanwhile(other, monkeypatch, (sink.Arrival, "_frames"))
    run = load(admin_client, second, content, "COCO 1.0")
    assert (run.state, run.message) == ("finished", "")
    assert saved == [1, 1], "once for each of the two tasks"
    assert len(desks(second, admin_client)) == 2


def test_a_label_added_to_the_project_meanwhile_ends_the_import_with_nothing_done(
    filled, new_project, admin_client, monkeypatch
):
    second = new_project()
    content = exported(admin_client, filled, "COCO 1.0")
    added = [{"name": "late"}]

    def add():
        if added:
            actions.create_labels(second, [added.pop()])

    meanwhile(monkeypatch, add)
    run = load(admin_client, second, content, "COCO 1.0")
    assert run.state == "failed"
    assert "changed meanwhile; import again" in run.message
    assert desks(second, admin_client) == []
    assert list(second.labels.values_list("name", flat=True)) == ["late"]
