"""Imports that take long: others save meanwhile, nobody loses anything, no work is done twice."""

import threading
import time

import pytest
from django.db import connections

from core.datasets.test_backups import backup, restored
from core.datasets.test_export_and_import import coco
from limn.annotations import store
from limn.datasets import sink
from limn.datasets.backups import entries
from limn.tasks.models import Label

MODES = pytest.mark.parametrize("mode", ["replace", "append"])


@MODES
def test_a_transaction_may_outlast_the_lease(desk, settings, monkeypatch, mode):
    settings.RUN_LEASE_SECONDS = 1.0
    options = connections.settings["default"]["OPTIONS"]
    if "init_command" in options:
        # The heartbeat finds the database locked at once, as it would after its 20 seconds.
        impatient = options["init_command"].replace("busy_timeout = 20000", "busy_timeout = 50")
        monkeypatch.setitem(options, "init_command", impatient)
        monkeypatch.setitem(options, "timeout", 0.05)
    insert = store.insert

    def slowly(batch):
        time.sleep(3)
        insert(batch)

    monkeypatch.setattr(store, "insert", slowly)
    run = desk.load(coco(desk, 4), "COCO 1.0", import_mode=mode)
    assert (run.state, run.message, run.attempt) == ("finished", "", 1)
    assert len(desk.get()["shapes"]) == 4


def meanwhile(monkeypatch, deed, at=(sink.Arrival, "_frames")):
    """Do `deed` in another thread, to its end, when the third thing is read there."""
    read = getattr(*at)

    def run():
        try:
            deed()
        finally:
            connections.close_all()

    def reading(*args, **kwargs):
        for count, one in enumerate(read(*args, **kwargs)):
            if count == 2:
                other = threading.Thread(target=run)
                other.start()
                other.join(15)
                assert not other.is_alive(), "the import is in its way"
            yield one

    monkeypatch.setattr(*at, reading)


def box(desk, x):
    label = desk.ids.label("car")
    return {"type": "rectangle", "frame": 0, "label_id": label, "points": [x, 0, x + 1.0, 5]}


def lefts(data):
    return sorted(one["points"][0] for one in data["shapes"])


@MODES
def test_who_saves_while_a_dataset_is_read_neither_waits_nor_loses_anything(
    desk, monkeypatch, mode
):
    desk.set(shapes=[box(desk, 80.0)])
    job = f"/api/jobs/{desk.jobs[0].id}"
    content, imported = coco(desk, 4), lefts(_after(desk, coco(desk, 4)))
    desk.set(shapes=[box(desk, 80.0)])

    def save():
        body = {"shapes": [box(desk, 90.0)]}
        answer = desk.client.patch(
            f"{job}/annotations?action=create", body, content_type="application/json"
        )
        assert answer.status_code == 200, answer.content

    meanwhile(monkeypatch, save)
    run = desk.load(content, "COCO 1.0", import_mode=mode)
    assert (run.state, run.message) == ("finished", "")
    drawn = [80.0, 90.0]
    assert lefts(desk.get()) == (sorted(imported + drawn) if mode == "append" else imported)

    newest, saved, *_ = desk.client.get(f"{job}/history?sort=-version").json()["results"]
    assert (newest["kind"], newest["version"]) == ("import", saved["version"] + 1)
    told = desk.client.get(f"{job}/history/{newest['version']}").json()
    assert lefts(told["before"]) == ([] if mode == "append" else drawn)
    assert lefts(told["after"]) == imported
    changed = desk.client.get(f"{job}/annotations/changes?since={saved['version']}").json()
    assert lefts(changed["changed"]) == imported
    asked = {"version": saved["version"]}
    desk.client.post(f"{job}/restore", asked, content_type="application/json")
    assert lefts(desk.get()) == drawn


def _after(desk, content):
    run = desk.load(content, "COCO 1.0")
    assert run.state == "finished", run.message
    return desk.get()


@MODES
def test_a_label_that_goes_while_a_dataset_is_read_ends_the_import_with_nothing_done(
    desk, monkeypatch, mode
):
    content = coco(desk, 4)
    desk.set(tags=[{"frame": 1, "label_id": desk.ids.label("scene")}])
    before = desk.get()
    job = desk.jobs[0].id
    history = desk.client.get(f"/api/jobs/{job}/history").json()["count"]
    used = Label.objects.get(pk=desk.ids.label("car"))
    meanwhile(monkeypatch, used.delete)
    run = desk.load(content, "COCO 1.0", import_mode=mode)
    assert run.state == "failed"
    assert "'car' was deleted meanwhile" in run.message
    assert desk.get() == before
    assert desk.client.get(f"/api/jobs/{job}/history").json()["count"] == history


def saved_meanwhile(desk, monkeypatch, at):
    """What another task has, once a save in it came through while something is read there."""
    saved: list[int] = []

    def save():
        desk.set(shapes=[box(desk, 90.0)])
        saved.append(len(desk.get()["shapes"]))

    meanwhile(monkeypatch, save, at)
    return saved


def test_who_saves_while_a_backup_is_restored_does_not_wait(make_desk, monkeypatch):
    desk, other = make_desk(), make_desk()
    desk.set(shapes=[box(desk, float(x)) for x in range(4)])
    content = backup(desk.client, desk.url)
    saved = saved_meanwhile(other, monkeypatch, (entries, "_listed"))
    made = restored(desk.client, "task", content)
    assert saved == [1]
    found = desk.client.get(f"/api/tasks/{made}/annotations").json()
    assert lefts(found) == [0.0, 1.0, 2.0, 3.0]
    told = desk.client.get(f"/api/jobs?task_id={made}").json()["results"][0]["id"]
    (write,) = desk.client.get(f"/api/jobs/{told}/history").json()["results"]
    assert (write["kind"], write["version"]) == ("import", 1)
