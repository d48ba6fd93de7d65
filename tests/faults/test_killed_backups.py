"""A backup written and restored, each killed twice on its way: one archive, one task, whole."""

import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from faults.test_killed_real_work import (
    FRAMES,
    annotate,
    files_under,
    new_task,
    send_pictures,
    shapes,
    worked,
)
from limn.identity import actions as identity
from limn.runs import keeper
from limn.runs.folders import artifacts_root, scratch_root
from limn.storage import store
from servers.workers import Deployment


@pytest.fixture
def ada(whole_deployment: Deployment) -> Client:
    user = identity.create_user("ada", password="clear-water-9")
    return Client(headers={"authorization": f"Token {identity.create_key(user)}"})


def test_killed_backups_are_done_once_and_whole(whole_deployment: Deployment, ada: Client):
    task = new_task(ada)
    worked(whole_deployment, send_pictures(ada, task))
    annotate(ada, task)
    answer = ada.post(f"/api/tasks/{task}/backup/export")
    assert answer.status_code == 202, answer.content
    rq_id = answer.json()["rq_id"]
    run = worked(whole_deployment, rq_id, "artifact:moved", "publish:before-commit")
    assert run.attempt == 3
    keeper.sweep()
    (artifact,) = files_under(artifacts_root())
    with zipfile.ZipFile(artifact) as archive:
        assert archive.testzip() is None
        assert sum(name.endswith(".png") for name in archive.namelist()) == FRAMES

    content = artifact.read_bytes()
    file = {"task_file": SimpleUploadedFile("backup.zip", content)}
    answer = ada.post("/api/tasks/backup/", file)
    assert answer.status_code == 202, answer.content
    stages = "save:inserted", "publish:before-commit"
    run = worked(whole_deployment, answer.json()["rq_id"], *stages)
    assert run.attempt == 3
    tasks = [one["id"] for one in ada.get("/api/tasks?sort=id").json()["results"]]
    assert tasks == [task, run.result["id"]]
    assert shapes(ada, tasks[1]) == shapes(ada, tasks[0])
    jobs = [ada.get(f"/api/jobs?task_id={one}").json()["count"] for one in tasks]
    assert jobs == [3, 3]
    folders = sorted(path.name for path in store.folder("media").iterdir())
    assert len(folders) == 2
    assert [path.name for path in store.folder("media").glob("*/restoring-*")] == []
    assert files_under(scratch_root()) == []
    assert files_under(store.folder("uploads", "files")) == []
