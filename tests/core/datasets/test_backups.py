"""Tasks and projects backed up and restored: nothing is lost, and nothing half-made."""

import io
import json
import os
import re
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from compat import drawings
from compat.labels import LABELS
from core.datasets.conftest import Desk, Export, work
from core.media import makers
from limn.media.queries import data_meta
from limn.permissions.actor import Actor
from limn.storage import store
from limn.tasks import actions, queries
from limn.tasks.actions import delete_frames
from limn.tasks.meta import layout_of_task

DATA = os.environ.get("LIMN_CVAT_DATA")


def backup(client, url: str, **query) -> bytes:
    answer = client.post(f"{url}/backup/export", query_params=query)
    assert answer.status_code == 202, answer.content
    run = work(answer.json()["rq_id"])
    assert run.state == "finished", run.message
    return Export(client, run).content()


def restore(client, kind: str, content: bytes):
    file = {f"{kind}_file": SimpleUploadedFile("backup.zip", content)}
    answer = client.post(f"/api/{kind}s/backup/", file)
    assert answer.status_code == 202, answer.content
    return work(answer.json()["rq_id"])


def restored(client, kind: str, content: bytes) -> int:
    run = restore(client, kind, content)
    assert run.state == "finished", run.message
    return client.get(f"/api/requests/{run.key}").json()["result_id"]


def members(content: bytes) -> dict[str, object]:
    """The archive's members, JSON as values."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {
            name: json.loads(archive.read(name)) if name.endswith(".json") else archive.read(name)
            for name in archive.namelist()
        }


def packed(files: dict[str, object]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, value in files.items():
            plain = value if isinstance(value, bytes) else json.dumps(value).encode()
            archive.writestr(name, plain)
    return content.getvalue()


def draw(desk: Desk) -> None:
    """Everything there is, different in each job, also where jobs overlap."""
    size = desk.task.data.size
    moving = drawings.tracks(desk.ids, size - 1)
    desk.set(
        tags=drawings.tags(desk.ids, size - 1),
        shapes=[*drawings.shapes(desk.ids, 0), *drawings.shapes(desk.ids, size - 1)],
        tracks=[*moving, skeleton_track(desk)],
    )
    delete_frames(queries.get_task(desk.task.pk), [1])


def skeleton_track(desk: Desk) -> dict:
    def key(frame, kind, points, **more):
        return {"type": kind, "frame": frame, "points": points, "attributes": [],
                "occluded": False, "outside": False, **more}  # fmt: skip

    person = desk.ids.label("person")
    head = {"frame": 0, "group": 0, "source": "manual", "attributes": []}
    return {
        **head,
        "label_id": person,
        "shapes": [key(0, "skeleton", [])],
        "elements": [
            {**head, "label_id": desk.ids.part(name),
             "shapes": [key(0, "points", [5.5, 6]), key(2, "points", [9, 9.25], outside=n == 2)]}
            for n, name in enumerate(("head", "knee", "foot"))
        ],
    }  # fmt: skip


@pytest.fixture
def video_desk(make_desk, admin, actor_of, tmp_path):
    described = {"name": "vidéo", "labels": LABELS, "segment_size": 8, "subset": "train"}
    task = actions.create_task(actor_of(admin), described)
    folder = tmp_path / "clip"
    folder.mkdir()
    makers.video(folder / "clip.mp4", frames=20)
    return make_desk.filled(task, folder)


def test_a_task_of_pictures_comes_back_equal(make_desk, admin_client):
    desk = make_desk(7, names="dir {}/photo.png", segment_size=4, overlap=2, bug_tracker="http://x")
    draw(desk)
    job = queries.get_job(desk.jobs[0].id)
    actions.update_job(job, {"stage": "validation", "state": "in progress"})
    first = backup(admin_client, desk.url)
    again = restored(admin_client, "task", first)
    assert again != desk.task.pk
    second = backup(admin_client, f"/api/tasks/{again}")
    assert members(second) == members(first)
    assert [len(job["shapes"]) for job in members(first)["annotations.json"]] == [9, 0, 9]
    assert [len(job["tracks"]) for job in members(first)["annotations.json"]] == [2, 2, 2]
    spans = [(one.start, one.stop) for one in queries.jobs_of_task(again)]
    assert spans == [(0, 3), (2, 5), (4, 6)]
    shown = admin_client.get(f"/api/tasks/{again}").json()
    assert (shown["segment_size"], shown["overlap"], shown["bug_tracker"]) == (4, 2, "http://x")
    assert shown["owner"]["username"] == "root"
    meta = data_meta(queries.get_task(again).data)
    assert meta["deleted_frames"] == [1]
    assert [one["name"] for one in meta["frames"]] == [f"dir {n}/photo.png" for n in range(7)]


def test_a_video_comes_back_equal(video_desk, admin_client):
    draw(video_desk)
    first = backup(admin_client, video_desk.url)
    again = restored(admin_client, "task", first)
    assert members(backup(admin_client, f"/api/tasks/{again}")) == members(first)
    lines = [json.loads(one) for one in members(first)["data/manifest.jsonl"].splitlines()]
    assert lines[:2] == [{"version": "1.1"}, {"type": "video"}]
    assert lines[2]["properties"]["length"] == 20
    assert lines[3]["number"] == 0
    for number in (0, 13):
        pictures = [
            b"".join(
                admin_client.get(
                    f"/api/tasks/{task}/data?type=frame&quality=original&number={number}"
                )
            )
            for task in (video_desk.task.pk, again)
        ]
        assert pictures[0] == pictures[1]


def test_media_are_stored_as_they_were_uploaded(make_desk, admin_client):
    desk = make_desk(3)
    content = backup(admin_client, desk.url)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        raw = store.media_folder(desk.task.data.pk)
        for number in range(3):
            entry = archive.getinfo(f"data/photo {number}.png")
            assert entry.compress_type == zipfile.ZIP_STORED
            assert archive.read(entry) == (raw / f"photo {number}.png").read_bytes()


def test_a_project_comes_back_with_its_tasks(make_desk, admin, actor_of, admin_client):
    project = actions.create_project(actor_of(admin), {"name": "Œuvre", "labels": LABELS})
    for name in ("one", "two"):
        desk = make_desk(4, project=project, name=name, subset=name)
        draw(desk)
    actions.create_task(actor_of(admin), {"name": "empty"}, project)
    first = backup(admin_client, f"/api/projects/{project.pk}")
    assert "task_1/annotations.json" in members(first)
    again = restored(admin_client, "project", first)
    assert members(backup(admin_client, f"/api/projects/{again}")) == members(first)
    assert [one.name for one in queries.tasks_of_project(again)] == ["one", "two"]


def test_tasks_without_media_are_named(make_desk, admin, actor_of, admin_client):
    project = actions.create_project(actor_of(admin), {"name": "p", "labels": LABELS})
    task = actions.create_task(actor_of(admin), {"name": "empty"}, project)
    answer = admin_client.post(f"/api/projects/{project.pk}/backup/export")
    run = work(answer.json()["rq_id"])
    assert run.warnings == ["task 'empty' has no media and is left out"]
    answer = admin_client.post(f"/api/tasks/{task.pk}/backup/export")
    assert (answer.status_code, b"no media" in answer.content) == (400, True)


def test_jobs_that_were_changed_meanwhile_are_read_again(desk, admin_client, monkeypatch):
    from limn.datasets.backups import writing

    draw(desk)
    real, calls = writing.named_pages, []

    def pages(*args):
        calls.append(args)
        yield from real(*args)
        if len(calls) == 1:
            desk.set(tags=drawings.tags(desk.ids), shapes=[], tracks=[])

    monkeypatch.setattr(writing, "named_pages", pages)
    (job,) = members(backup(admin_client, desk.url))["annotations.json"]
    assert (len(job["tags"]), job["shapes"], job["tracks"], len(calls)) == (1, [], [], 2)


def test_the_layout_is_cvats(desk, admin_client):
    draw(desk)
    found = members(backup(admin_client, desk.url))
    assert set(found) == {
        "task.json", "annotations.json", "data/manifest.jsonl",
        *(f"data/photo {n}.png" for n in range(4)),
    }  # fmt: skip
    task = found["task.json"]
    assert task["version"] == "1.0"
    assert task["labels"][0]["attributes"][0]["name"] == "colour"
    assert 'data-label-name="head"' in task["labels"][2]["svg"]
    assert task["jobs"][0] | {"type": "annotation", "status": "annotation"} == task["jobs"][0]
    shape = found["annotations.json"][0]["shapes"][0]
    assert (shape["label"], shape["attributes"][0]) == ("car", {"name": "colour", "value": "green"})
    assert "id" not in shape
    assert json.loads(found["data/manifest.jsonl"].splitlines()[2])["name"] == "photo 0"


@pytest.fixture
def archive(desk, admin_client):
    """The members of a task's backup, and of no task any more."""
    draw(desk)
    found = members(backup(admin_client, desk.url))
    actions.delete_task(Actor(user_id=desk.task.owner_id), queries.get_task(desk.task.pk))
    return found


def without(value, *path):
    *way, last = path
    for step in way:
        value = value[step]
    del value[last]


def put(value, new, *path):
    *way, last = path
    for step in way:
        value = value[step]
    value[last] = new


BROKEN = {
    "no task.json": (lambda a: a.pop("task.json"), "task.json"),
    "no annotations": (lambda a: a.pop("annotations.json"), "annotations.json"),
    "task.json is no JSON": (lambda a: a.update({"task.json": b"{nope"}), "task.json"),
    "another version": (lambda a: put(a, "9", "task.json", "version"), "version"),
    "no name": (lambda a: without(a, "task.json", "name"), "task.json"),
    "a label without a name": (
        lambda a: put(a, "", "task.json", "labels", 0, "name"), r"labels\[0\]",
    ),
    "two labels of one name": (
        lambda a: put(a, "scene", "task.json", "labels", 0, "name"), "two labels",
    ),
    "a job beyond the frames": (
        lambda a: put(a, 99, "task.json", "jobs", 0, "stop_frame"), "task.json",
    ),
    "no jobs": (lambda a: put(a, [], "task.json", "jobs"), "jobs"),
    "a deleted frame that is not there": (
        lambda a: put(a, [77], "task.json", "data", "deleted_frames"), "frame 77",
    ),
    "a quality of 0": (
        lambda a: put(a, 0, "task.json", "data", "image_quality"), "image_quality",
    ),
    "a filter that is none": (
        lambda a: put(a, "rm -rf", "task.json", "data", "frame_filter"), "frame_filter",
    ),
    "annotations are no JSON": (
        lambda a: a.update({"annotations.json": b'[{"shapes": ['}), "annotations.json",
    ),
    "annotations are no list": (
        lambda a: a.update({"annotations.json": b"{}"}), "no list of jobs",
    ),
    "annotations of another job": (
        lambda a: a["annotations.json"].append(a["annotations.json"][0]), r"\[1\]",
    ),
    "an unknown label": (
        lambda a: put(a, "dog", "annotations.json", 0, "shapes", 3, "label"), r"shapes\[3\].*dog",
    ),
    "an unknown attribute": (
        lambda a: put(a, "x", "annotations.json", 0, "shapes", 0, "attributes", 0, "name"),
        r"shapes\[0\].*'x'",
    ),
    "a polygon of two points": (
        lambda a: put(a, [1, 2, 3, 4], "annotations.json", 0, "shapes", 2, "points"),
        r"annotations.json: \[0\].*shapes\[2\]|shapes\[2\].*annotations.json",
    ),
    "a coordinate that is text": (
        lambda a: put(a, ["x"], "annotations.json", 0, "shapes", 2, "points"), r"shapes\[2\]",
    ),
    "a keyframe that is far away": (
        lambda a: put(a, 1e300, "annotations.json", 0, "tracks", 0, "shapes", 0, "points", 0),
        r"tracks\[0\]",
    ),
    "objects in objects without end": (
        lambda a: a.update({"annotations.json": b"[" * 100_000}), "annotations.json",
    ),
    "a picture that is none": (
        lambda a: a.update({"data/photo 2.png": b"GIF89a nope"}), "photo 2.png",
    ),
    "a picture that is listed only": (lambda a: a.pop("data/photo 2.png"), "photo 2.png"),
    "a manifest that is none": (
        lambda a: a.update({"data/manifest.jsonl": b"\xff\xfe"}), "manifest.jsonl:1",
    ),
    "no media": (
        lambda a: [a.pop(name) for name in list(a) if name.startswith("data/")], "no media",
    ),
    "a way out": (lambda a: a.update({"../evil": b"x"}), "evil"),
    "no point cloud": (lambda a: a.update({"data/x.pcd": b"x"}), "x.pcd cannot be read"),
    "no recording": (lambda a: a.update({"data/x.mp3": b"x"}), "x.mp3 is not what its name says"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_backup_is_refused_with_the_place_and_leaves_nothing(name, archive, admin_client):
    deed, place = BROKEN[name]
    deed(archive)
    run = restore(admin_client, "task", packed(archive))
    assert run.state == "failed"
    assert run.error_code in {"bad_dataset", "bad_media", "bad_input", "not_kept_here"}, run.message
    assert re.search(place, run.message), run.message
    assert nothing_left(admin_client)


def nothing_left(client) -> bool:
    media = [path for path in store.folder("media").glob("*/*") if any(path.parent.iterdir())]
    uploads = [path for path in store.folder("uploads").rglob("*") if path.is_file()]
    tasks = client.get("/api/tasks").json()["count"]
    assert (media, uploads, tasks) == ([], [], 0)
    return True


def test_no_zip_is_no_backup(admin_client, transactional_db, settings, tmp_path):
    settings.DATA_ROOT = tmp_path
    run = restore(admin_client, "task", b"no zip")
    assert (run.state, run.error_code) == ("failed", "bad_dataset")


def test_values_an_attribute_does_not_allow_are_left_out_and_told(archive, admin_client):
    put(archive, "blue", "annotations.json", 0, "shapes", 0, "attributes", 0, "value")
    run = restore(admin_client, "task", packed(archive))
    assert run.state == "finished"
    assert [("colour" in one, "1 answers" in one) for one in run.warnings] == [(True, True)]


def test_what_lies_outside_of_its_job_is_left_out_and_told(archive, admin_client):
    put(archive, 50, "annotations.json", 0, "tags", 0, "frame")
    run = restore(admin_client, "task", packed(archive))
    assert run.state == "finished"
    assert "1 annotations" in run.warnings[0]


def test_without_a_manifest_pictures_are_sorted_as_told(archive, admin_client):
    del archive["data/manifest.jsonl"]
    task = restored(admin_client, "task", packed(archive))
    names = [one["name"] for one in data_meta(queries.get_task(task).data)["frames"]]
    assert names == [f"photo {n}.png" for n in range(4)]


def bare(archive, **data) -> bytes:
    """The archive without annotations, its media read as `data` says, its job on two frames."""
    archive["annotations.json"] = [{"version": 0, "tags": [], "shapes": [], "tracks": []}]
    archive["task.json"]["data"] |= {"deleted_frames": [], **data}
    archive["task.json"]["jobs"][0]["stop_frame"] = 1
    return packed(archive)


def test_every_second_frame_stays_every_second_frame(archive, admin_client):
    chosen = {"start_frame": 1, "stop_frame": 3, "frame_filter": "step=2"}
    first = bare(archive, **chosen)
    task = restored(admin_client, "task", first)
    meta = data_meta(queries.get_task(task).data)
    assert [one["name"] for one in meta["frames"]] == ["photo 1.png", "photo 3.png"]
    second = members(backup(admin_client, f"/api/tasks/{task}"))
    assert second["task.json"] == archive["task.json"]


def test_frames_that_were_chosen_before_are_not_chosen_again(archive, admin_client):
    lines = archive["data/manifest.jsonl"].splitlines(keepends=True)
    archive["data/manifest.jsonl"] = b"".join(lines[:2] + lines[3::2])
    content = bare(archive, start_frame=1, stop_frame=3, frame_filter="step=2")
    run = restore(admin_client, "task", content)
    assert run.state == "finished", run.message
    meta = data_meta(queries.get_task(run.result["id"]).data)
    assert [one["name"] for one in meta["frames"]] == ["photo 1.png", "photo 3.png"]
    assert run.warnings[0].startswith("2 pictures that are no frames")


def test_a_backup_is_for_its_owner_alone(desk, admin_client, make_user, client_of):
    answer = admin_client.post(f"{desk.url}/backup/export")
    run = work(answer.json()["rq_id"])
    url = Export(admin_client, run).url
    bob = client_of(make_user("bob"))
    assert bob.get(url).status_code == 403
    assert bob.post(f"{desk.url}/backup/export").status_code == 403
    worker = client_of(make_user("eve", privilege="worker"))
    assert worker.post("/api/tasks/backup?filename=x").status_code == 403
    assert worker.post("/api/projects/backup?filename=x").status_code == 403
    assert admin_client.get(f"{desk.url}/backup").status_code == 410
    wrong = url.replace("/backup/download", "/dataset/download")
    assert admin_client.get(wrong).status_code == 400


def test_a_backup_at_work_is_named(desk, admin_client):
    first = admin_client.post(f"{desk.url}/backup/export")
    second = admin_client.post(f"{desk.url}/backup/export")
    assert (first.status_code, second.status_code) == (202, 409)
    assert first.json() == second.json()
    assert "subresource=backup" in first.json()["rq_id"]


def test_an_upload_is_sent_in_pieces_and_restored_once(archive, admin_client):
    content = packed(archive)
    answer = admin_client.post("/api/tasks/backup/", headers={"upload-length": str(len(content))})
    assert answer.status_code == 201
    name, place = answer["Upload-Filename"], answer["Location"].partition("testserver")[2]
    for begin in range(0, len(content), 40_000):
        piece = content[begin : begin + 40_000]
        done = admin_client.patch(
            place, piece, "application/offset+octet-stream", headers={"upload-offset": str(begin)}
        )
        assert done.status_code == 204, done.content
    assert admin_client.head(place)["Upload-Offset"] == str(len(content))
    finish = {"query_params": {"filename": name}, "headers": {"upload-finish": ""}}
    first = admin_client.post("/api/tasks/backup/", **finish)
    second = admin_client.post("/api/tasks/backup/", **finish)
    assert (first.status_code, second.status_code) == (202, 409)
    assert first.json() == second.json()
    run = work(first.json()["rq_id"])
    assert queries.get_task(run.result["id"]).name == "t"
    assert admin_client.post("/api/tasks/backup/", **finish).status_code == 404


@pytest.mark.skipif(not DATA, reason="LIMN_CVAT_DATA names no folder of CVAT's data")
def test_a_backup_of_cvat_with_honeypots_and_replicas(admin_client, transactional_db, settings,
                                                      tmp_path):  # fmt: skip
    settings.DATA_ROOT = tmp_path
    content = (Path(DATA or "") / "task_30_backup_pre_consensus_replica_removal.zip").read_bytes()
    run = restore(admin_client, "task", content)
    assert run.state == "finished", run.message
    assert run.warnings == []
    task = queries.get_task(run.result["id"])
    names = [one["name"] for one in data_meta(task.data)["frames"]]
    assert names == [f"{n}.png" for n in (32, 30, 31, 35, 34, 35, 32, 33, 32, 35)]
    assert (task.consensus_replicas, task.segment_size) == (3, 0)
    jobs = queries.every_job(task.pk)
    first, *copies = ("annotation", 0, 4, None), *[("consensus_replica", 0, 4, jobs[0].pk)] * 3
    second, *more = ("annotation", 5, 7, None), *[("consensus_replica", 5, 7, jobs[4].pk)] * 3
    assert [
        (one.type, one.segment.start_frame, one.segment.stop_frame, one.parent_id) for one in jobs
    ] == [first, *copies, second, *more, ("ground_truth", 8, 9, None)]
    assert layout_of_task(task) == {
        "mode": "gt_pool", "frames_per_job_count": 2, "validation_frames": [8, 9],
        "disabled_frames": [], "honeypot_count": 4, "honeypot_frames": [0, 3, 5, 6],
        "honeypot_real_frames": [8, 9, 9, 8],
    }  # fmt: skip
    listed = members(content)["annotations.json"]
    assert [
        len(admin_client.get(f"/api/jobs/{one.pk}/annotations").json()["shapes"]) for one in jobs
    ] == [len(one["shapes"]) for one in listed]
    written = backup(admin_client, f"/api/tasks/{task.pk}")
    again = restored(admin_client, "task", written)
    assert members(backup(admin_client, f"/api/tasks/{again}")) == members(written)
    theirs, ours = members(content)["task.json"], members(written)["task.json"]
    assert ours["data"]["custom_segments"] == theirs["data"]["custom_segments"]
    assert ours["data"]["validation_layout"] == theirs["data"]["validation_layout"]
    shared = {"type", "start_frame", "stop_frame", "files"}
    assert [{key: job[key] for key in shared} for job in ours["jobs"]] == [
        {key: job[key] for key in shared} for job in theirs["jobs"]
    ]
