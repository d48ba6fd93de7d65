"""Recordings and point clouds with an unmodified cvat-sdk: made, annotated, backed up, restored."""

import io
import json
import zipfile

import av
import pytest
from cvat_sdk import models
from cvat_sdk.api_client import exceptions
from cvat_sdk.core.exceptions import BackgroundRequestException
from cvat_sdk.core.proxies.annotations import AnnotationUpdateAction

from core.media import makers

WORDS = [{
    "name": "word", "type": "interval",
    "attributes": [{"name": "speaker", "mutable": False, "input_type": "text",
                    "values": [""], "default_value": "nobody"}],
}]  # fmt: skip
CARS = [{"name": "car", "type": "cuboid", "attributes": []}]


@pytest.fixture
def recording(client, tmp_path):
    """A recording of 30 s in jobs of 20 s that overlap by 10 s."""
    path = makers.recording(tmp_path / "talk.flac", 30.0, quiet=(10, 20))
    task = client.tasks.create_from_data(
        {"name": "talk", "labels": WORDS, "segment_size": 20_000}, resources=[path]
    )
    yield task
    task.remove()


@pytest.fixture
def drive(client, tmp_path):
    """Four point clouds, the second with a context image, in jobs of two."""
    path = makers.archive(tmp_path / "drive.zip", [
        ("pointcloud/0.pcd", makers.pcd(makers.street())),
        ("pointcloud/1.pcd", makers.pcd(makers.street(), "ascii")),
        ("pointcloud/2.pcd", makers.pcd(makers.street(), "binary_compressed")),
        ("pointcloud/3.bin", makers.np.zeros((9, 4), "<f4").tobytes()),
        ("related_images/1_pcd/front.jpg", makers.jpeg(5)),
    ])  # fmt: skip
    task = client.tasks.create_from_data(
        {"name": "drive", "labels": CARS, "segment_size": 2}, resources=[path],
        data_params={"image_quality": 70},
    )  # fmt: skip
    yield task
    task.remove()


def interval(label, start, stop, **more):
    return {"label_id": label, "start": start, "stop": stop, "attributes": [], **more}


def cuboid(label, frame, x):
    points = [x, 1.0, -0.5, 0.0, 0.0, 0.5, 4.0, 2.0, 1.5, *[0.0] * 7]
    return {"type": "cuboid", "frame": frame, "label_id": label, "points": points, "attributes": []}


def spans(annotations):
    return sorted((one.start, one.stop) for one in annotations.intervals)


def test_a_recording_is_described_as_its_clients_expect(recording):
    assert (str(recording.dimension), str(recording.media_type)) == ("1d", "audio")
    assert (recording.size, recording.overlap, recording.segment_size) == (30_000, 10_000, 20_000)
    meta = recording.get_meta()
    assert [(one.name, one.related_files) for one in meta.frames] == [("talk.flac", 0)]
    jobs = [(one.start_frame, one.stop_frame) for one in recording.get_jobs()]
    assert sorted(jobs) == [(0, 19_999), (10_000, 29_999)]


def test_a_recording_is_heard_seen_and_measured(client, recording, limn_server):
    api = client.api_client
    _, answer = api.tasks_api.retrieve_data(
        recording.id, type="chunk", number=0, _parse_response=False
    )
    assert answer.headers["Content-Type"] == "audio/mpeg"
    with av.open(io.BytesIO(answer.data)) as made:
        assert made.duration / 1e6 == pytest.approx(30, abs=0.2)
    [job, _] = sorted(recording.get_jobs(), key=lambda one: one.start_frame)
    part = api.rest_client.GET(
        f"{limn_server.url}/api/jobs/{job.id}/data", query_params=[("type", "chunk"), ("index", 0)],
        headers={**api.get_common_headers(), "Range": "bytes=10-19"}, _parse_response=False,
    )  # fmt: skip
    assert (part.status, part.data) == (206, answer.data[10:20])
    _, preview = api.tasks_api.retrieve_preview(recording.id, _parse_response=False)
    assert makers.read(preview.data).shape[1] == 256
    found = api.rest_client.GET(
        f"{limn_server.url}/api/tasks/{recording.id}/data/peaks",
        query_params=[("start", 5000), ("stop", 15_000), ("buckets", 2)],
        headers=api.get_common_headers(),
    )  # fmt: skip
    told = json.loads(found.data)
    assert (told["start"], told["stop"]) == (5000, 15_000)
    assert [round(high, 1) for _, high in told["peaks"]] == [0.5, 0.0]


def test_milliseconds_cannot_be_deleted_and_are_no_pictures(recording):
    with pytest.raises(exceptions.ApiException) as refused:
        recording.remove_frames_by_ids([5])
    assert refused.value.status == 400
    with pytest.raises(exceptions.NotFoundException):
        recording.get_frame(0)


def test_intervals_are_put_changed_and_deleted(recording):
    [label] = [one.id for one in recording.get_labels()]
    spec = recording.get_labels()[0].attributes[0].id
    said = [{"spec_id": spec, "value": "Ada"}]
    recording.set_annotations(models.LabeledDataRequest(intervals=[
        models.LabeledIntervalRequest(label_id=label, start=500, stop=2500,
                                      attributes=[models.AttributeValRequest(**said[0])]),
        models.LabeledIntervalRequest(label_id=label, start=5000, stop=25_000),
    ]))  # fmt: skip
    found = recording.get_annotations()
    assert spans(found) == [(500, 2500), (5000, 25_000)]
    values = {one.start: one.attributes[0].value for one in found.intervals}
    assert values == {500: "Ada", 5000: "nobody"}
    recording.update_annotations(
        models.PatchedLabeledDataRequest(intervals=[interval(label, 28_000, 30_000, score=0.5)]),
        action=AnnotationUpdateAction.CREATE,
    )
    assert spans(recording.get_annotations()) == [(500, 2500), (5000, 25_000), (28_000, 30_000)]
    last = max(recording.get_jobs(), key=lambda one: one.start_frame)
    assert spans(last.get_annotations()) == [(10_000, 25_000), (28_000, 30_000)]
    recording.remove_annotations()
    assert spans(recording.get_annotations()) == []


def test_a_shape_on_a_recording_is_refused_with_its_path(recording):
    [label] = [one.id for one in recording.get_labels()]
    with pytest.raises(exceptions.ApiException) as refused:
        recording.set_annotations({"shapes": [cuboid(label, 0, 0.0)]})
    assert refused.value.status == 400
    assert "shapes[0]" in str(refused.value.body)


def test_point_clouds_are_served_as_frames_chunks_and_images(client, drive):
    assert (str(drive.dimension), str(drive.media_type), drive.size) == ("3d", "point_cloud", 4)
    meta = drive.get_meta()
    assert [one.name for one in meta.frames] == [f"pointcloud/{n}.pcd" for n in range(4)]
    assert [one.related_files for one in meta.frames] == [0, 1, 0, 0]
    first = drive.get_frame(0, quality="original").read()
    assert first == makers.pcd(makers.street())
    _, answer = client.api_client.tasks_api.retrieve_data(
        drive.id, type="chunk", number=0, _parse_response=False
    )
    chunk = zipfile.ZipFile(io.BytesIO(answer.data))
    assert chunk.namelist() == [f"{n:06d}.pcd" for n in range(4)]
    assert chunk.read("000000.pcd") == first
    _, images = client.api_client.tasks_api.retrieve_data(
        drive.id, type="context_image", number=1, _parse_response=False
    )
    assert zipfile.ZipFile(io.BytesIO(images.data)).namelist() == ["front.jpg"]
    _, preview = client.api_client.tasks_api.retrieve_preview(drive.id, _parse_response=False)
    assert makers.read(preview.data).shape == (256, 256, 3)


def test_cuboids_are_put_changed_and_read(drive):
    [label] = [one.id for one in drive.get_labels()]
    track = {"label_id": label, "frame": 0, "attributes": [], "shapes": [
        {key: value for key, value in cuboid(0, frame, 3.0 * frame).items() if key != "label_id"}
        for frame in (0, 3)
    ]}  # fmt: skip
    drive.set_annotations({"shapes": [cuboid(label, 0, 10.0)], "tracks": [track]})
    drive.update_annotations(
        models.PatchedLabeledDataRequest(shapes=[cuboid(label, 3, 7.0)]),
        action=AnnotationUpdateAction.CREATE,
    )
    found = drive.get_annotations()
    assert sorted((one.frame, one.points[0]) for one in found.shapes) == [(0, 10.0), (3, 7.0)]
    second = max(drive.get_jobs(), key=lambda one: one.start_frame).get_annotations()
    assert [(one.frame, one.points[0]) for one in second.tracks[0].shapes] == [(2, 6.0), (3, 9.0)]


@pytest.mark.parametrize("kind", ["recording", "drive"])
def test_a_backup_brings_everything_back(client, tmp_path, request, kind):
    task = request.getfixturevalue(kind)
    [label] = [one.id for one in task.get_labels()]
    if kind == "recording":
        task.set_annotations({"intervals": [interval(label, 1, 29_000), interval(label, 7, None)]})
    else:
        task.set_annotations({"shapes": [cuboid(label, 1, 5.0), cuboid(label, 3, 6.0)]})
    task.download_backup(tmp_path / "backup.zip")
    restored = client.tasks.create_from_backup(tmp_path / "backup.zip")
    try:
        before, after = (essence(one) for one in (task, restored))
        assert after == before
        assert restored.get_meta().to_dict()["frames"] == task.get_meta().to_dict()["frames"]
        jobs = [[(one.start_frame, one.stop_frame) for one in each.get_jobs()]
                for each in (task, restored)]  # fmt: skip
        assert jobs[0] == jobs[1]
    finally:
        restored.remove()


def essence(task):
    found = task.get_annotations().to_dict()
    for one in [*found["shapes"], *found["intervals"]]:
        del one["id"], one["label_id"]
        one["attributes"] = [each["value"] for each in one["attributes"]]
    wanted = ("dimension", "media_type", "mode", "size", "overlap", "segment_size")
    return found, [str(getattr(task, name)) for name in wanted]


def test_a_format_of_pictures_is_refused_and_names_both(client, drive):
    with pytest.raises(exceptions.ApiException) as refused:
        drive.export_dataset("COCO 1.0", "never.zip")
    assert refused.value.status == 400
    assert "COCO 1.0 is for 2d data" in str(refused.value.body)
    assert f"task {drive.id} is 3d" in str(refused.value.body)


def test_a_project_keeps_to_one_kind_of_media(client, tmp_path):
    project = client.projects.create({"name": "mixed", "labels": CARS})
    try:
        (tmp_path / "a.pcd").write_bytes(makers.pcd(makers.street()))
        (tmp_path / "b.jpg").write_bytes(makers.jpeg(1))
        client.tasks.create_from_data(
            {"name": "cloud", "project_id": project.id}, resources=[tmp_path / "a.pcd"]
        )
        with pytest.raises(BackgroundRequestException, match="are 3d, this media is 2d"):
            client.tasks.create_from_data(
                {"name": "picture", "project_id": project.id}, resources=[tmp_path / "b.jpg"]
            )
    finally:
        project.remove()


def test_intervals_travel_as_tsv(client, recording, tmp_path):
    [label] = [one.id for one in recording.get_labels()]
    spec = recording.get_labels()[0].attributes[0].id
    said = interval(label, 500, 12_000, score=0.5) | {
        "attributes": [{"spec_id": spec, "value": 'Ada\t"the first"'}]
    }
    recording.set_annotations({"intervals": [said, interval(label, 20_000, 21_000)]})
    path = tmp_path / "talk.tsv"
    recording.export_dataset("Generic TSV 1.0", path, include_images=False)
    assert path.read_text().splitlines()[0].split("\t") == [
        "id", "filename", "start", "stop", "label", "source", "score", "speaker",
    ]  # fmt: skip
    before = essence(recording)
    recording.remove_annotations()
    recording.import_annotations("Generic TSV 1.0", path)
    assert essence(recording) == before
    path.write_text("start\tstop\tlabel\n00:00:00\t00:10:00\tword\n")
    with pytest.raises(BackgroundRequestException, match="interval 1"):
        recording.import_annotations("Generic TSV 1.0", path)
    assert essence(recording) == before


def test_formats_say_what_they_are_for(client):
    formats, _ = client.api_client.server_api.retrieve_annotation_formats()
    told = {one.name: str(one.dimension) for one in formats.exporters}
    assert told["Generic TSV 1.0"] == "1d"
    assert told["COCO 1.0"] == "2d"
