"""What goes wrong around a format is not the format's fault."""

import errno

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError

from core.datasets.conftest import work
from core.datasets.test_export_and_import import coco
from limn.datasets import jobs as datasets_jobs
from limn.datasets import parts
from limn.host import switches
from limn.host.catalogue import catalogue
from limn.media.models import Upload
from limn.storage import store
from limn_formats.coco import Coco


def started(desk):
    return desk.client.post(f"{desk.url}/dataset/export?format=COCO 1.0").json()["rq_id"]


def test_an_export_that_lost_the_database_is_begun_again(desk, monkeypatch):
    def lost(*_):
        raise OperationalError("the database went away")

    with monkeypatch.context() as patch:
        patch.setattr(parts, "frames_of", lost)
        rq_id = started(desk)
        assert work(rq_id).state == "queued"
    assert work(rq_id).state == "finished"


def test_a_full_disk_is_told_as_such(desk, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(Coco, "write", full)
    run = work(started(desk))
    assert (run.state, run.error_code) == ("failed", "disk_full")
    assert "coco" in catalogue().loaded


def test_a_format_that_breaks_is_blamed(desk, monkeypatch):
    def broken(*_):
        raise KeyError("oops")

    monkeypatch.setattr(Coco, "write", broken)
    run = work(started(desk))
    assert (run.state, run.error_code) == ("failed", "plugin_failed")
    assert "'coco' failed while writing COCO 1.0" in run.message


@pytest.mark.parametrize("content", [b"", b"{", b"PK\x03\x04 no zip", b"{}"])
def test_a_broken_upload_is_refused_with_a_sentence(desk, content):
    run = desk.load(content or b" ", "COCO 1.0")
    assert (run.state, run.error_code) == ("failed", "bad_dataset")
    assert "(in " in run.message


def test_the_uploaded_file_is_gone_afterwards(desk):
    from limn.media.transfer import uploads

    target = f"task:{desk.task.pk}:annotations"
    for content in (coco(desk, 2), b"{"):
        desk.load(content, "COCO 1.0")
        assert uploads.finished_files(target) == []


def test_a_format_switched_off_meanwhile_ends_the_run_with_a_reason(desk):
    rq_id = started(desk)
    switches.switch("coco", enabled=False, offers=catalogue().offers_of("coco"))
    try:
        run = work(rq_id)
        assert (run.state, run.error_code) == ("failed", "not_enabled")
        assert "'coco'" in run.message
    finally:
        switches.switch("coco", enabled=True)


def test_what_failed_is_retried_with_the_same_choices(desk, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "no space")

    def retry(run):
        return desk.client.post(f"/api/requests/{run.key}/retry")

    with monkeypatch.context() as patch:
        patch.setattr(Coco, "write", full)
        exported = work(started(desk))
        patch.setattr(datasets_jobs, "unpack", full)
        imported = desk.load(coco(desk, 2), "COCO 1.0")
    assert (exported.state, imported.state) == ("failed", "failed")
    for run in (exported, imported):
        answer = retry(run)
        assert answer.status_code == 202, answer.content
        again = work(answer.json()["rq_id"])
        assert (again.state, again.key) == ("finished", run.key)
        assert again.arguments == run.arguments
        assert again.pk != run.pk
        assert retry(again).status_code == 400
    assert len(desk.get()["shapes"]) == 2


def waiting():
    """What of uploads is on the disk."""
    return [path for path in store.folder("uploads").rglob("*") if path.is_file()]


def test_every_form_with_a_file_asks_the_quota_and_leaves_nothing(desk, settings):
    doors = {
        f"{desk.url}/annotations?format=COCO 1.0": "annotation_file",
        f"/api/jobs/{desk.jobs[0].id}/annotations?format=COCO 1.0": "annotation_file",
        "/api/tasks/backup": "task_file",
        "/api/projects/backup": "project_file",
    }
    settings.UPLOAD_QUOTA = 1000
    for door, field in doors.items():
        answer = desk.client.post(door, {field: SimpleUploadedFile("my set.zip", bytes(2000))})
        assert answer.status_code == 413, (door, answer.content)
        assert "my set.zip: you may have 1000 bytes" in answer.json()["detail"]
    assert not Upload.objects.exists()
    assert waiting() == []


def test_the_file_of_a_form_whose_import_is_refused_does_not_wait(desk):
    def send():
        return desk.client.post(
            f"{desk.url}/annotations?format=COCO 1.0",
            {"other": "x", "annotation_file": SimpleUploadedFile("a.zip", b"{}")},
        )

    first = send()
    (upload,) = Upload.objects.all()
    assert (upload.length, upload.offset, len(waiting())) == (2, 2, 1)
    assert send().status_code == 409
    assert (Upload.objects.get().pk, len(waiting())) == (upload.pk, 1)
    work(first.json()["rq_id"])
    assert not Upload.objects.exists()


def test_an_import_whose_file_was_refused_needs_the_file_again(desk):
    run = desk.load(b"{", "COCO 1.0")
    answer = desk.client.post(f"/api/requests/{run.key}/retry")
    assert answer.status_code == 404
    assert "no uploaded file" in answer.json()["detail"]


def test_one_who_lost_the_right_to_export_cannot_retry_it(desk, monkeypatch, make_user, client_of):
    def full(*_):
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(Coco, "write", full)
    run = work(started(desk))
    other = make_user("bob")
    type(run).objects.filter(pk=run.pk).update(owner_id=other.pk)
    assert client_of(other).post(f"/api/requests/{run.key}/retry").status_code == 403
