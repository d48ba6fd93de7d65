"""The journey by API with an unmodified cvat-sdk, against a live embedded server."""

import io
import json
import zipfile

import numpy as np
import pytest
from cvat_sdk import models
from cvat_sdk.api_client import exceptions
from cvat_sdk.core.proxies.annotations import AnnotationUpdateAction
from cvat_sdk.version import VERSION
from packaging.version import Version
from PIL import Image

from compat import drawings
from compat.labels import LABELS, Ids


@pytest.fixture(scope="module")
def made(limn_server, pictures, clip):
    """A project, a task of 60 pictures and one of a video; removed at the end."""
    from cvat_sdk import make_client
    from cvat_sdk.core.client import Config

    with make_client(
        limn_server.url, credentials=(limn_server.username, limn_server.password)
    ) as client:
        client.config = Config(status_check_period=0.2)
        project = client.projects.create({"name": "Journey", "labels": LABELS})
        images = client.tasks.create_from_data(
            {"name": "pictures", "project_id": project.id, "segment_size": 25},
            resources=pictures,
            data_params={"image_quality": 80, "sorting_method": "natural"},
        )
        video = client.tasks.create_from_data(
            {"name": "clip", "project_id": project.id}, resources=[clip]
        )
        yield {"project": project.id, "images": images.id, "video": video.id}
        client.projects.retrieve(project.id).remove()
        with pytest.raises(exceptions.NotFoundException):
            client.tasks.retrieve(images.id)


def test_the_server_says_a_version_the_client_accepts(client):
    assert client.get_server_version().release[:2] == Version(VERSION).release[:2]
    client.check_server_version(fail_if_unsupported=True)


def test_labels_come_back_as_they_were_given(client, made):
    labels = {one.name: one for one in client.projects.retrieve(made["project"]).get_labels()}
    given = {one["name"]: one for one in LABELS}
    assert list(labels) == list(given)
    for kept, sent in zip(labels["car"].attributes, given["car"]["attributes"], strict=True):
        told = json.loads(json.dumps(kept.to_dict(), default=str))
        assert {name: told[name] for name in sent} == sent
    assert [one.name for one in labels["person"].sublabels] == ["head", "knee", "foot"]
    assert labels["person"].svg.count("<circle") == 3


def test_a_task_of_pictures_has_frames_of_their_own_sizes(client, made, pictures):
    task = client.tasks.retrieve(made["images"])
    meta = task.get_meta()
    assert task.size == meta.size == 60
    assert [one.name for one in meta.frames] == [path.name for path in pictures]
    sizes = [Image.open(path).size for path in pictures]
    assert [(one.width, one.height) for one in meta.frames] == sizes
    spans = [(one.start_frame, one.stop_frame) for one in task.get_jobs()]
    assert sorted(spans) == [(0, 24), (25, 49), (50, 59)]


def test_original_frames_are_the_uploaded_bytes(client, made, pictures):
    task = client.tasks.retrieve(made["images"])
    for number in (0, 7, 59):
        assert task.get_frame(number, quality="original").read() == pictures[number].read_bytes()
        compressed = Image.open(task.get_frame(number, quality="compressed"))
        assert compressed.size == Image.open(pictures[number]).size


def test_chunks_hold_the_frames_in_order(client, made):
    task = client.tasks.retrieve(made["images"])
    chunk = io.BytesIO()
    task.download_chunk(0, chunk, quality="compressed")
    with zipfile.ZipFile(chunk) as found:
        names = found.namelist()
        assert names[0] == "000000.jpeg"
        assert len(names) == min(task.data_chunk_size, task.size)
        assert Image.open(found.open(names[0])).size == (640, 480)


def test_video_frames_are_the_numbered_ones(client, made):
    task = client.tasks.retrieve(made["video"])
    assert (task.size, task.mode) == (90, "interpolation")
    assert [(one.width, one.height) for one in task.get_meta().frames] == [(320, 240)]
    for number in (0, 1, 23, 24, 50, 89):
        frame = np.asarray(Image.open(task.get_frame(number, quality="original")).convert("L"))
        assert abs(int(frame.mean()) - (20 + 2 * number)) <= 1
    chunk = io.BytesIO()
    task.download_chunk(1, chunk, quality="compressed")
    assert chunk.getvalue()[4:8] == b"ftyp"


def test_previews_are_pictures(client, made):
    task = client.tasks.retrieve(made["images"])
    assert Image.open(task.get_preview()).format == "JPEG"
    assert Image.open(task.get_jobs()[0].get_preview()).format == "JPEG"


def _clean(data, *, ids: bool = False):
    """Annotations as plain data, without what the server adds."""
    plain = json.loads(json.dumps(data.to_dict(), default=str))
    drop = {"score", "version"} | (set() if ids else {"id"})

    def strip(value):
        if isinstance(value, dict):
            return {name: strip(one) for name, one in value.items() if name not in drop}
        return [strip(one) for one in value] if isinstance(value, list) else value

    return strip(plain)


def test_annotations_of_every_kind_come_back(client, made):
    jobs = sorted(client.tasks.retrieve(made["images"]).get_jobs(), key=lambda one: one.id)
    first, last = jobs[0], jobs[-1]
    ids = Ids(first.get_labels())
    sent = {"tags": drawings.tags(ids), "shapes": drawings.shapes(ids)}
    first.set_annotations(models.LabeledDataRequest(**sent))
    kept = _clean(first.get_annotations())
    assert len(kept["shapes"]) == len(sent["shapes"])
    for got, given in zip(kept["shapes"], sent["shapes"], strict=True):
        for name in given.keys() - {"elements", "attributes"}:
            assert got[name] == given[name], (given["type"], name)
    assert kept["tags"][0]["label_id"] == ids.label("scene")
    told = {one["spec_id"]: one["value"] for one in kept["shapes"][0]["attributes"]}
    assert told == {one["spec_id"]: one["value"] for one in drawings.attributes(ids)}
    elements = {one["label_id"]: one["points"] for one in kept["shapes"][-1]["elements"]}
    assert elements[ids.part("knee")] == [40.5, 30.25]
    assert last.get_annotations().shapes == []


def test_annotations_are_created_updated_and_deleted_one_by_one(client, made):
    job = sorted(client.tasks.retrieve(made["images"]).get_jobs(), key=lambda one: one.id)[1]
    ids = Ids(job.get_labels())
    job.remove_annotations()
    job.update_annotations(
        models.PatchedLabeledDataRequest(shapes=drawings.shapes(ids, frame=30)),
        action=AnnotationUpdateAction.CREATE,
    )
    shapes = job.get_annotations().shapes
    moved = shapes[0].to_dict() | {"points": [1.0, 2.0, 30.0, 40.0]}
    moved = {name: value for name, value in moved.items() if name != "elements"}
    moved["attributes"] = [dict(one.to_dict()) for one in shapes[0].attributes]
    job.update_annotations(
        models.PatchedLabeledDataRequest(shapes=[moved]),
        action=AnnotationUpdateAction.UPDATE,
    )
    after = job.get_annotations().shapes
    assert [1.0, 2.0, 30.0, 40.0] in [one.points for one in after]
    assert len(after) == len(shapes)
    job.remove_annotations(ids=[after[-1].id])
    assert len(job.get_annotations().shapes) == len(shapes) - 1
    job.remove_annotations()
    assert job.get_annotations().shapes == []


def test_tracks_come_back_with_their_keyframes(client, made):
    task = client.tasks.retrieve(made["video"])
    ids = Ids(task.get_labels())
    (job,) = task.get_jobs()
    job.set_annotations(models.LabeledDataRequest(tracks=drawings.tracks(ids, last=80)))
    (track,) = _clean(job.get_annotations())["tracks"]
    keys = [(one["frame"], one["points"], one["outside"]) for one in track["shapes"]]
    assert keys == [
        (0, [10, 10, 30, 30], False),
        (40, [40, 20, 60, 50], False),
        (80, [40, 20, 60, 50], True),
    ]


@pytest.mark.parametrize("with_images", [False, True], ids=["bare", "with-images"])
@pytest.mark.parametrize(
    ("exported", "imported"),
    [("COCO 1.0", "COCO 1.0"), ("CVAT for images 1.1", "CVAT 1.1")],
    ids=["coco", "cvat"],
)
def test_an_export_can_be_imported_into_a_second_task(
    client, made, pictures, tmp_path, exported, imported, with_images
):
    first = client.tasks.retrieve(made["images"])
    ids = Ids(first.get_labels())
    car = ids.label("car")
    boxes = [
        drawings.shape(
            "rectangle", 2, car, [10.5, 10, 60.25, 40], attributes=drawings.attributes(ids)
        ),
        drawings.shape("polygon", 3, car, [5, 5, 50, 8.5, 40, 45]),
        drawings.shape("mask", 30, car, [2, 3, 4, 3, 10, 10, 13, 12]),
    ]
    first.set_annotations(models.LabeledDataRequest(shapes=boxes))
    archive = tmp_path / "dataset.zip"
    first.export_dataset(exported, archive, include_images=with_images)
    with zipfile.ZipFile(archive) as found:
        names = found.namelist()
        carried = sum(name.endswith(".jpg") for name in names)
        assert carried == (60 if with_images else 0)
    second = client.tasks.create_from_data(
        {"name": "second", "project_id": made["project"]}, resources=pictures
    )
    second.import_annotations(imported, archive, conv_mask_to_poly=False)
    assert _told(second) == _told(first)
    second.remove()


def _told(task):
    """What matters of a task's shapes, in an order that does not depend on ids."""
    shapes = _clean(task.get_annotations())["shapes"]
    return sorted(
        (
            one["frame"],
            one["type"],
            [round(value, 2) for value in one["points"]],
            sorted((each["spec_id"], each["value"]) for each in one["attributes"]),
        )
        for one in shapes
    )
