"""Task creation, export and import, each killed twice on its way: done once, and whole."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from limn.identity import actions as identity
from limn.runs import keeper
from limn.runs.folders import artifacts_root, scratch_root
from limn.runs.queries import get_run
from limn.storage import store
from servers.sharing import wait_for
from servers.workers import Deployment

FRAMES = 6


@pytest.fixture
def client(whole_deployment: Deployment) -> Client:
    """The API, signed in, in front of this deployment."""
    user = identity.create_user("ada", password="clear-water-9")
    return Client(headers={"authorization": f"Token {identity.create_key(user)}"})


def pictures() -> list[SimpleUploadedFile]:
    files = []
    for number in range(FRAMES):
        file = io.BytesIO()
        Image.new("RGB", (64, 48), (40 * number, 80, 120)).save(file, "PNG")
        files.append(SimpleUploadedFile(f"picture_{number}.png", file.getvalue(), "image/png"))
    return files


def new_task(client: Client) -> int:
    described = {"name": "killed", "labels": [{"name": "car"}], "segment_size": 2, "overlap": 0}
    answer = client.post("/api/tasks", described, content_type="application/json")
    assert answer.status_code == 201, answer.content
    return answer.json()["id"]


def send_pictures(client: Client, task: int) -> str:
    body = {"image_quality": 70}
    body |= {f"client_files[{number}]": file for number, file in enumerate(pictures())}
    answer = client.post(f"/api/tasks/{task}/data", body)
    assert answer.status_code == 202, answer.content
    return answer.json()["rq_id"]


def worked(deployment: Deployment, rq_id: str, *stages: str):
    """The run, ended after its worker was killed at each of these stages."""
    marks = {stage: deployment.root / f"died-{stage}-{hash(rq_id)}" for stage in stages}
    failpoints = ",".join(f"{stage}@{mark}" for stage, mark in marks.items())
    deployment.start_worker("--processes", "1", LIMN_FAILPOINT=failpoints)

    def look():
        row = get_run(rq_id)
        return row if row.state in {"finished", "failed"} else None

    run = wait_for(look, "the run ends", 60)
    for stage, mark in marks.items():
        wait_for(mark.exists, f"the worker is killed at {stage}", 5)
    deployment.stop_workers()
    assert run.state == "finished", f"{run.message}\n{deployment.log()}"
    return run


def boxes() -> dict:
    label = {"occluded": False, "z_order": 0, "group": 0, "source": "manual", "attributes": []}
    return {
        "version": 0,
        "tags": [],
        "tracks": [],
        "shapes": [
            {**label, "type": "rectangle", "frame": frame, "points": [1, 2, 30.5, 40]}
            for frame in range(FRAMES)
        ],
    }


def annotate(client: Client, task: int) -> None:
    label = client.get(f"/api/labels?task_id={task}").json()["results"][0]["id"]
    data = boxes()
    for shape in data["shapes"]:
        shape["label_id"] = label
    answer = client.put(f"/api/tasks/{task}/annotations", data, content_type="application/json")
    assert answer.status_code == 200, answer.content


def shapes(client: Client, task: int) -> list[tuple[int, list[float]]]:
    found = client.get(f"/api/tasks/{task}/annotations").json()["shapes"]
    return sorted((shape["frame"], shape["points"]) for shape in found)


def files_under(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_killed_work_is_done_once_and_whole(whole_deployment: Deployment, client: Client):
    task = new_task(client)
    rq_id = send_pictures(client, task)
    run = worked(whole_deployment, rq_id, "run:progress", "publish:before-commit")
    assert run.attempt == 3
    meta = client.get(f"/api/tasks/{task}/data/meta").json()
    assert [frame["name"] for frame in meta["frames"]] == [f"picture_{n}.png" for n in range(6)]
    jobs = client.get(f"/api/jobs?task_id={task}&sort=id").json()["results"]
    assert [(job["start_frame"], job["stop_frame"]) for job in jobs] == [(0, 1), (2, 3), (4, 5)]
    frame = client.get(f"/api/tasks/{task}/data?type=frame&number=5&quality=original")
    content = b"".join(frame.streaming_content) if frame.streaming else frame.content
    assert Image.open(io.BytesIO(content)).size == (64, 48)

    annotate(client, task)
    before = shapes(client, task)
    assert len(before) == FRAMES

    asked = {"format": "COCO 1.0", "save_images": "true"}
    answer = client.post(f"/api/tasks/{task}/dataset/export", query_params=asked)
    assert answer.status_code == 202, answer.content
    run = worked(
        whole_deployment, answer.json()["rq_id"], "artifact:moved", "publish:before-commit"
    )
    assert run.attempt == 3
    keeper.sweep()
    (artifact,) = files_under(artifacts_root())
    with zipfile.ZipFile(artifact) as archive:
        assert archive.testzip() is None
        assert sum(name.endswith(".png") for name in archive.namelist()) == FRAMES
    url = client.get(f"/api/requests/{run.key}").json()["result_url"]
    downloaded = b"".join(client.get(url).streaming_content)
    assert downloaded == artifact.read_bytes()

    answer = client.post(
        f"/api/tasks/{task}/annotations",
        {"annotation_file": SimpleUploadedFile("coco.zip", downloaded)},
        query_params={"format": "COCO 1.0"},
    )
    assert answer.status_code == 202, answer.content
    stages = "save:inserted", "publish:before-commit"
    run = worked(whole_deployment, answer.json()["rq_id"], *stages)
    assert run.attempt == 3
    assert shapes(client, task) == before
    assert files_under(scratch_root()) == []

    answer = client.post("/api/projects", {"name": "p"}, content_type="application/json")
    project = answer.json()["id"]
    answer = client.post(
        f"/api/projects/{project}/dataset/",
        {"dataset_file": SimpleUploadedFile("coco.zip", downloaded)},
        query_params={"format": "COCO 1.0"},
    )
    assert answer.status_code == 202, answer.content
    run = worked(whole_deployment, answer.json()["rq_id"], *stages)
    assert run.attempt == 3
    (made,) = client.get(f"/api/tasks?project_id={project}").json()["results"]
    assert shapes(client, made["id"]) == before
    labels = client.get(f"/api/labels?project_id={project}").json()["results"]
    assert [label["name"] for label in labels] == ["car"]
    folders = {path.name for path in store.folder("media").iterdir() if any(path.iterdir())}
    assert len(folders) == 2
    assert files_under(scratch_root()) == []
