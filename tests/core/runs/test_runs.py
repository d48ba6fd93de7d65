"""Starting, carrying out and clearing up, in one process."""

import multiprocessing
import os
import signal
import time
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from limn.events import actions as events
from limn.events.queries import newest_first
from limn.runs import actions, artifacts, declare, keeper, leases, pulse, queue
from limn.runs.carrying import carry_out
from limn.runs.folders import artifacts_root, scratch_root
from limn.runs.keys import RequestKey
from limn.runs.live import LeaseLost, LiveRun
from limn.runs.models import Run
from limn.sdk.errors import Cancelled, NotFound

pytestmark = pytest.mark.django_db(transaction=True)
KEY = RequestKey(action="import", target="task", target_id=1)


def claimed(key=KEY, owner="somewhere/1/1") -> LiveRun:
    run = actions.start("testing:anything", key=key, owner_id=None)
    row = leases.claim(run.pk, owner)
    assert row is not None
    return LiveRun(row)


def test_a_rolled_back_start_never_happened():
    with transaction.atomic():
        run = actions.start("testing:anything", key=KEY, owner_id=None)
        transaction.set_rollback(True)
    assert not Run.objects.filter(pk=run.pk).exists()
    assert str(run.pk) not in queue.waiting("import")


def test_only_the_id_travels_through_the_queue():
    run = actions.start("testing:anything", key=KEY, owner_id=None, secret="do not tell")
    huey = queue.reader(["import"])
    messages = [bytes(data) for data in huey.storage.enqueued_items()]
    mine = [message for message in messages if str(run.pk).encode() in message]
    assert len(mine) == 1
    assert b"do not tell" not in mine[0]


def test_a_job_is_given_the_places_it_has_parameters_for():
    run = actions.start(
        "testing:anything", key=KEY, owner_id=None, task_id=7, mode="fast", colour="red"
    )
    carry_out(str(run.pk))
    run.refresh_from_db()
    assert run.result == {"id": 7, "mode": "fast", "colour": "red"}
    assert not list(scratch_root().glob(f"{run.pk}*"))


def test_an_unknown_job_is_refused_before_anything_is_written():
    with pytest.raises(KeyError, match="nobody:knows"):
        actions.start("nobody:knows", key=KEY, owner_id=None)
    assert not Run.objects.exists()


def test_two_jobs_of_one_name_are_refused():
    with pytest.raises(ValueError, match="two jobs are called 'testing:anything'"):
        declare.job("testing:anything", queue="import")(lambda run: None)
    with pytest.raises(ValueError, match="asks for queue 'imports'"):
        declare.job("testing:other", queue="imports")


def test_a_run_is_claimed_once_and_again_only_after_its_lease():
    live = claimed()
    assert leases.claim(live.row.pk, "elsewhere/1/1") is None
    Run.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    second = leases.claim(live.row.pk, "elsewhere/1/1")
    assert second is not None
    assert second.attempt == 2
    assert not leases.renew(live.row)
    assert leases.renew(second)


def test_an_attempt_without_its_lease_publishes_nothing():
    live = claimed()
    Run.objects.update(attempt=2)
    with pytest.raises(LeaseLost), live.publish():
        pytest.fail("the block was entered")
    with pytest.raises(LeaseLost):
        live.progress(0.5)


def test_a_run_cancelled_while_it_publishes_is_rolled_back():
    live = claimed()

    def publish() -> None:
        with live.publish():
            events.record("counted:thing", None, None)
            Run.objects.update(state="cancelled", cancel_requested=True)

    with pytest.raises(Cancelled):
        publish()
    assert not newest_first(name="counted:thing").exists()


def test_an_exception_while_publishing_leaves_the_run_at_work():
    live = claimed()
    with pytest.raises(ZeroDivisionError), live.publish():
        raise ZeroDivisionError
    assert leases.held(live.row)


def test_progress_is_a_share_between_0_and_1():
    live = claimed()
    live.progress(3, 4, "reading")
    assert live.take_unsaved() == {"progress": 0.75, "message": "reading"}
    live.progress(9, 4)
    assert live.take_unsaved()["progress"] == 1.0
    live.progress(0, 0)
    assert live.take_unsaved()["progress"] == 0.0
    assert live.take_unsaved() == {}


def test_the_lease_of_a_process_that_is_gone_ends_at_once():
    dead = f"{leases.machine()}/{2**22 + 7}/1.00"
    assert leases.is_dead(dead)
    assert not leases.is_dead(leases.this_process())
    assert leases.is_dead(f"{leases.machine()}/{os.getpid()}/1.00")  # the number was used again
    assert not leases.is_dead("elsewhere/1/1.00")

    live = claimed(owner=dead)
    keeper.end_leases_of_the_dead()
    keeper.reap()
    live.row.refresh_from_db()
    assert live.row.state == "queued"


def test_the_keeper_leaves_healthy_work_alone():
    live = claimed(owner=leases.this_process())
    keeper.end_leases_of_the_dead()
    keeper.reap()
    keeper.carry_the_lost()
    assert leases.held(live.row)


def test_work_whose_attempts_are_used_up_fails_and_is_told():
    live = claimed()
    Run.objects.update(attempt=3, lease_until=timezone.now() - timedelta(seconds=1))
    keeper.reap()
    live.row.refresh_from_db()
    assert (live.row.state, live.row.error_code) == ("failed", "worker_died")
    assert newest_first(name="completed:request").get().payload["status"] == "failed"


def test_a_queue_that_cannot_be_reached_loses_nothing(settings):
    settings.QUEUE_URL = "redis://127.0.0.1:1/0"
    queue.forget()
    run = actions.start("testing:anything", key=KEY, owner_id=None)
    settings.QUEUE_URL = ""
    queue.forget()
    Run.objects.update(carried_at=timezone.now() - timedelta(minutes=1))
    keeper.carry_the_lost()
    assert str(run.pk) in queue.waiting("import")


def test_an_expired_run_goes_with_its_file_and_a_fresh_one_stays():
    kept, expired = (
        actions.start(
            "testing:file",
            key=RequestKey(action="export", target="project", target_id=number),
            owner_id=None,
            project_id=number,
        )
        for number in (1, 2)
    )
    for run in (kept, expired):
        carry_out(str(run.pk))
        run.refresh_from_db()
        assert artifacts.path_of(run).read_bytes() == b"zip"
        assert artifacts.filename_of(run) == f"project {run.project_id}.zip"
    Run.objects.filter(pk=expired.pk).update(expiry_date=timezone.now() - timedelta(seconds=1))
    orphan = artifacts_root() / "6f1f4b6e-6f5c-4d38-93a8-0a2f3b8f7a11" / "1"
    orphan.mkdir(parents=True)
    half = artifacts_root() / str(kept.pk) / "0"
    half.mkdir()

    keeper.sweep()

    assert artifacts.path_of(kept).exists()
    assert not half.exists()
    assert not orphan.parent.exists()
    with pytest.raises(NotFound):
        artifacts.path_of(expired)
    assert not Run.objects.filter(pk=expired.pk).exists()


def test_strange_folders_do_not_stop_the_sweep():
    (artifacts_root() / "lost+found").mkdir(parents=True, exist_ok=True)
    (scratch_root() / "x").mkdir(parents=True, exist_ok=True)
    keeper.sweep()
    (artifacts_root() / "lost+found").rmdir()


def test_the_end_of_a_run_is_an_event():
    run = actions.start("testing:anything", key=KEY, owner_id=None, task_id=5)
    carry_out(str(run.pk))
    event = newest_first(name="completed:request").get()
    assert event.payload["id"] == str(KEY)
    assert event.payload["status"] == "finished"
    assert event.payload["task_id"] == 5


def test_a_stopped_job_that_never_looks_up_loses_its_process(monkeypatch):
    monkeypatch.setattr(pulse, "GRACE_SECONDS", 0.2)
    live = claimed()
    live.stopped = Cancelled("stop")

    def work_on() -> None:
        with pulse.pulse(live):
            time.sleep(60)

    process = multiprocessing.get_context("fork").Process(target=work_on)
    process.start()
    process.join(20)
    assert process.exitcode == -signal.SIGKILL
