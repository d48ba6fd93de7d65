"""Datasets and backups go to a connected storage and come back from it."""

import json
import zipfile
from pathlib import Path

import pytest

from core.datasets.conftest import work
from limn.identity import actions as identity
from limn.media.models import Upload
from limn.runs.queries import get_run

JSON = "application/json"


@pytest.fixture
def folder(share, settings, tmp_path):
    settings.STORAGE_FOLDERS = [str(tmp_path)]
    return Path(share.place.resource)


@pytest.fixture
def storage(folder, share, admin_client):
    made = admin_client.post("/api/cloudstorages", json.dumps(share.body), content_type=JSON)
    assert made.status_code == 201, made.content
    return made.json()["id"]


@pytest.fixture
def drawn(desk):
    label = next(iter(desk.client.get("/api/labels", {"task_id": desk.task.pk}).json()["results"]))
    shape = {"type": "rectangle", "frame": 0, "points": [1, 2, 30, 40], "label_id": label["id"]}
    desk.set(shapes=[shape])
    return desk


def to_storage(storage, filename):
    return {"location": "cloud_storage", "cloud_storage_id": storage, "filename": filename}


def test_a_dataset_goes_to_a_storage_and_comes_back(drawn, storage, folder):
    export = drawn.export("COCO 1.0", **to_storage(storage, "out/set.zip"))
    shown = drawn.client.get(f"/api/requests/{export.run.key}").json()
    assert (shown["status"], shown["result_url"]) == ("finished", None)
    assert [path.name for path in (folder / "out").iterdir()] == ["set.zip"]
    assert (
        "annotations/instances_default.json" in zipfile.ZipFile(folder / "out/set.zip").namelist()
    )
    drawn.set(shapes=[])
    answer = drawn.client.post(
        f"{drawn.url}/annotations",
        query_params={"format": "COCO 1.0", **to_storage(storage, "out/set.zip")},
    )
    assert answer.status_code == 202, answer.content
    assert work(answer.json()["rq_id"]).state == "finished"
    assert len(drawn.get()["shapes"]) == 1
    assert (folder / "out/set.zip").exists()


def test_the_targets_own_choice_counts_where_none_is_said(drawn, storage, folder):
    choice = {"location": "cloud_storage", "cloud_storage_id": storage}
    body = {"source_storage": choice, "target_storage": choice}
    changed = drawn.client.patch(drawn.url, json.dumps(body), content_type=JSON)
    assert changed.status_code == 200, changed.content
    assert changed.json()["target_storage"]["cloud_storage_id"] == storage
    job = drawn.client.get(f"/api/jobs/{drawn.jobs[0].id}").json()
    assert job["source_storage"]["location"] == "cloud_storage"
    drawn.export("COCO 1.0", filename="own.zip")
    assert (folder / "own.zip").exists()
    local = drawn.export("COCO 1.0", location="local")
    assert local.archive().namelist()
    answer = drawn.client.post(
        f"{drawn.url}/annotations", query_params={"format": "COCO 1.0", "filename": "own.zip"}
    )
    assert work(answer.json()["rq_id"]).state == "finished"
    assert drawn.load(local.content(), "COCO 1.0").state == "finished"


def test_a_backup_goes_to_a_storage_and_comes_back(drawn, storage, folder):
    answer = drawn.client.post(
        f"{drawn.url}/backup/export", query_params=to_storage(storage, "backup.zip")
    )
    assert work(answer.json()["rq_id"]).state == "finished"
    answer = drawn.client.post("/api/tasks/backup", query_params=to_storage(storage, "backup.zip"))
    assert answer.status_code == 202, answer.content
    run = work(answer.json()["rq_id"])
    assert run.state == "finished", run.message
    assert (folder / "backup.zip").exists()
    task = drawn.client.get(f"/api/tasks/{run.result['id']}/annotations").json()
    assert len(task["shapes"]) == 1


def test_a_file_that_is_not_there_is_named(drawn, storage):
    answer = drawn.client.post(
        f"{drawn.url}/annotations",
        query_params={"format": "COCO 1.0", **to_storage(storage, "none.zip")},
    )
    run = work(answer.json()["rq_id"])
    assert (run.state, "none.zip" in run.message) == ("failed", True)


def test_what_is_fetched_from_a_storage_counts_against_the_quota(drawn, storage, folder, settings):
    drawn.export("COCO 1.0", **to_storage(storage, "set.zip"))
    settings.UPLOAD_QUOTA = 10
    answer = drawn.client.post(
        f"{drawn.url}/annotations",
        query_params={"format": "COCO 1.0", **to_storage(storage, "set.zip")},
    )
    run = work(answer.json()["rq_id"])
    assert (run.state, run.error_code) == ("failed", "too_large")
    assert run.message.startswith("set.zip: you may have 10 bytes")
    assert not Upload.objects.exists()


def test_a_storage_that_does_not_take_it_fails_the_export(drawn, storage, folder):
    (folder / "taken").write_text("a file where a folder would have to be")
    export = drawn.export("COCO 1.0", **to_storage(storage, "taken/set.zip"))
    assert export.run.state == "failed"
    assert "taken/set.zip" in export.run.message
    assert sorted(path.name for path in folder.rglob("*")) == ["taken"]


@pytest.mark.parametrize("filename", ["../up.zip", "a//b.zip", "/", "a/../../b.zip"])
def test_a_key_that_leads_elsewhere_is_refused(drawn, storage, filename):
    answer = drawn.client.post(
        f"{drawn.url}/dataset/export",
        query_params={"format": "COCO 1.0", **to_storage(storage, filename)},
    )
    assert answer.status_code == 400


def test_a_storage_has_to_be_named_and_seen(drawn, storage, make_user, client_of):
    query = {"format": "COCO 1.0", "location": "cloud_storage"}
    url = f"{drawn.url}/dataset/export"
    assert drawn.client.post(url, query_params=query).status_code == 400
    unknown = query | {"cloud_storage_id": 9999}
    assert drawn.client.post(url, query_params=unknown).status_code == 400
    eve = make_user("eve")
    drawn.client.patch(drawn.url, json.dumps({"assignee_id": eve.pk}), content_type=JSON)
    theirs = query | {"cloud_storage_id": storage}
    assert client_of(eve).post(url, query_params=theirs).status_code == 403
    body = {"target_storage": {"location": "cloud_storage", "cloud_storage_id": storage}}
    changed = client_of(eve).patch(drawn.url, json.dumps(body), content_type=JSON)
    assert changed.status_code == 403


def test_a_token_that_only_reads_exports_nothing_to_a_storage(drawn, storage, admin):
    from django.test import Client

    _, value = identity.create_token(admin.pk, name="t", read_only=True, expiry_date=None)
    client = Client(headers={"authorization": f"Bearer {value}"})
    url, query = f"{drawn.url}/dataset/export", {"format": "COCO 1.0"}
    refused = client.post(url, query_params=query | to_storage(storage, "a.zip"))
    assert refused.status_code == 403
    allowed = client.post(url, query_params=query)
    assert allowed.status_code == 202
    assert get_run(allowed.json()["rq_id"]).owner_id == admin.pk
