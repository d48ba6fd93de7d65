"""What goes wrong around a format is not the format's fault."""

import errno

import pytest
from django.db import OperationalError

from core.datasets.conftest import work
from core.datasets.test_export_and_import import coco
from limn.datasets import parts
from limn.host import switches
from limn.host.catalogue import catalogue
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
