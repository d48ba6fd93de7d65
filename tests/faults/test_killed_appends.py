"""Pictures added to a task, the worker killed twice on its way: the old task, then all of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core.media import makers
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
from limn.storage import store
from servers.workers import Deployment


@pytest.fixture
def ada(whole_deployment: Deployment) -> Client:
    user = identity.create_user("ada", password="clear-water-9")
    return Client(headers={"authorization": f"Token {identity.create_key(user)}"})


def test_a_killed_append_leaves_the_old_task_and_is_done_once(
    whole_deployment: Deployment, ada: Client
):
    task = new_task(ada)
    worked(whole_deployment, send_pictures(ada, task))
    annotate(ada, task)
    before = told(ada, task)
    body = {
        f"client_files[{n}]": SimpleUploadedFile(f"new_{n}.png", makers.png(n)) for n in range(3)
    }
    answer = ada.post(f"/api/tasks/{task}/data/append", body)
    assert answer.status_code == 202, answer.content
    assert told(ada, task) == before
    stages = "run:progress", "publish:before-commit"
    run = worked(whole_deployment, answer.json()["rq_id"], *stages)
    assert (run.attempt, run.state) == (3, "finished")
    frames, jobs, drawn = told(ada, task)
    assert frames == [*before[0], *(f"new_{n}.png" for n in range(3))]
    assert jobs == [*before[1], (FRAMES, FRAMES + 1), (FRAMES + 2, FRAMES + 2)]
    assert drawn == before[2]
    (home,) = store.folder("media").iterdir()
    assert sorted(path.name for path in files_under(home)) == sorted(frames)
    assert files_under(store.folder("uploads", "files")) == []


def told(client: Client, task: int):
    """Names of frames, spans of jobs, and what is drawn."""
    meta = client.get(f"/api/tasks/{task}/data/meta").json()
    jobs = client.get(f"/api/jobs?task_id={task}&sort=id").json()["results"]
    spans = [(one["start_frame"], one["stop_frame"]) for one in jobs]
    return [one["name"] for one in meta["frames"]], spans, shapes(client, task)
