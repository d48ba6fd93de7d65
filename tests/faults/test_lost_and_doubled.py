"""Messages that get lost, work that is started twice, attempts that come back from the dead."""

import os
import signal
from urllib.parse import urlsplit

import pytest
import redis

from limn.events.queries import newest_first
from limn.runs import queue
from limn.runs.actions import cancel, start
from limn.runs.keys import RequestKey
from limn.runs.queries import get_run
from limn.sdk.errors import Conflict, NotFound
from servers.sharing import wait_for
from servers.workers import Deployment, children


def begin(job: str, target_id: int = 1, **arguments):
    key = RequestKey(action="import", target="task", target_id=target_id, format=job)
    return start(f"testing:{job}", key=key, owner_id=None, **arguments)


def state_of(run) -> str:
    run.refresh_from_db()
    return run.state


def counted() -> int:
    return newest_first(name="counted:thing").count()


def reaches(run, *states: str, seconds: float = 20) -> None:
    wait_for(lambda: state_of(run) in states, f"{run.key} is {' or '.join(states)}", seconds)


def test_a_second_start_is_refused_until_the_first_has_ended(deployment: Deployment):
    first = begin("import", things=1)
    with pytest.raises(Conflict) as refused:
        begin("import", things=1)
    assert refused.value.details == {"rq_id": first.key}

    deployment.start_worker()
    reaches(first, "finished")
    again = begin("import", things=1)
    reaches(again, "finished")
    with pytest.raises(NotFound):
        get_run(first.pk)
    assert get_run(first.key).pk == again.pk


def test_a_message_delivered_twice_is_worked_on_once(deployment: Deployment):
    run = begin("import", things=5)
    for _ in range(5):
        queue.carry(run)
    deployment.start_worker("--processes", "2")
    reaches(run, "finished")
    wait_for(lambda: not queue.waiting("import"), "the queue is empty")
    assert counted() == 5
    run.refresh_from_db()
    assert run.attempt == 1


def test_a_run_whose_message_was_lost_is_carried_again(deployment: Deployment):
    runs = [begin("import", number, things=1) for number in range(3)]
    if deployment.environment["LIMN_QUEUE"]:
        address = urlsplit(deployment.environment["LIMN_QUEUE"])
        redis.Redis(address.hostname, address.port).flushall()
    else:
        (deployment.root / "queue.sqlite3").unlink()
    queue.forget()
    deployment.start_worker()
    for run in runs:
        reaches(run, "finished")
    assert counted() == 3


def test_a_queued_run_that_is_cancelled_never_begins(deployment: Deployment):
    run = begin("import", things=1)
    cancel(run)
    after = begin("import", 2, things=1)
    deployment.start_worker()
    reaches(after, "finished")
    assert state_of(run) == "cancelled"
    assert counted() == 1
    with pytest.raises(NotFound):
        get_run(run.key)


def test_a_working_run_that_is_cancelled_lets_go_and_publishes_nothing(
    deployment: Deployment, tmp_path
):
    run = begin("wait", file=str(tmp_path / "go"))
    deployment.start_worker("--processes", "1")
    wait_for(lambda: get_run(run.pk).message == "attempt 1", "the run tells how far it is")
    assert get_run(run.pk).progress == 0.5
    cancel(run)
    after = begin("import", things=1)  # the one process there is gets free
    reaches(after, "finished")
    (tmp_path / "go").touch()
    assert state_of(run) == "cancelled"
    assert counted() == 1


def test_what_has_ended_cannot_be_cancelled(deployment: Deployment):
    run = begin("import", things=1)
    deployment.start_worker()
    reaches(run, "finished")
    with pytest.raises(Conflict, match="finished already"):
        cancel(run)


def test_an_attempt_that_comes_back_after_its_lease_ended_changes_nothing(
    deployment: Deployment, tmp_path
):
    run = begin("deaf", file=str(tmp_path / "go"))
    worker = deployment.start_worker("--processes", "2")
    wait_for((tmp_path / "go.1").exists, "the first attempt is at work")
    frozen = int(get_run(run.pk).lease_owner.split("/")[2])
    assert frozen in {child.pid for child in children(worker)}
    os.kill(frozen, signal.SIGSTOP)
    wait_for((tmp_path / "go.2").exists, "the second attempt is at work")
    (tmp_path / "go").touch()
    reaches(run, "finished")
    os.kill(frozen, signal.SIGCONT)

    wait_for(lambda: "lost its lease" in deployment.log() or _is_idle(deployment), "it gives up")
    run.refresh_from_db()
    assert (run.state, run.attempt) == ("finished", 2)
    assert [event.payload["attempt"] for event in newest_first(name="counted:thing")] == [2]


def test_work_that_kills_its_process_every_time_fails_with_a_reason(deployment: Deployment):
    run = begin("crash")
    deployment.start_worker("--processes", "1")
    reaches(run, "failed")
    assert run.attempt == 2
    assert "begun 2 times" in run.message
    after = begin("import", things=1)
    reaches(after, "finished")


def test_a_killed_parent_takes_its_processes_along_and_a_new_worker_goes_on(
    deployment: Deployment, tmp_path
):
    run = begin("wait", file=str(tmp_path / "go"))
    worker = deployment.start_worker("--processes", "1")
    wait_for((tmp_path / "go.1").exists, "the run is at work")
    processes = children(worker)
    os.kill(worker.pid, signal.SIGKILL)
    wait_for(lambda: not any(map(_alive, processes)), "its processes end")

    (tmp_path / "go").touch()
    deployment.start_worker("--processes", "1")
    reaches(run, "finished")
    assert run.result == {"attempt": 2}
    assert counted() == 1


def test_a_worker_asked_to_stop_gives_its_run_back(deployment: Deployment, tmp_path):
    run = begin("wait", file=str(tmp_path / "go"))
    worker = deployment.start_worker("--processes", "1", "--patience", "0.5")
    wait_for((tmp_path / "go.1").exists, "the run is at work")
    worker.terminate()
    assert worker.wait(10) == 0
    assert state_of(run) == "queued"
    (tmp_path / "go").touch()
    deployment.start_worker("--processes", "1")
    reaches(run, "finished")


def test_failures_say_whose_fault_it_was(deployment: Deployment):
    theirs = begin("fail", 1, how="user")
    ours = begin("fail", 2, how="other")
    deployment.start_worker()
    reaches(theirs, "failed")
    reaches(ours, "failed")
    assert theirs.message == "there is no picture 'a.jpg' (in annotations.json:3)"
    assert theirs.error_code == "bad_dataset"
    assert theirs.warnings == ["this will not go well"]
    assert ours.message.startswith(f"internal error, run {ours.pk}")
    assert "secret" not in ours.message
    assert "ZeroDivisionError: secret" in deployment.log()


@pytest.mark.parametrize("deployment", ["server"], indirect=True)
def test_a_worker_of_some_queues_leaves_the_others_alone(deployment: Deployment, tmp_path):
    (tmp_path / "go").touch()
    imported, waited = begin("import", 1, things=1), begin("wait", 2, file=str(tmp_path / "go"))
    deployment.start_worker("--queues", "annotation,export")
    reaches(waited, "finished")
    assert state_of(imported) == "queued"
    deployment.start_worker("--queues", "import")
    reaches(imported, "finished")


def _alive(process) -> bool:
    return process.is_running() and process.status() != "zombie"


def _is_idle(deployment: Deployment) -> bool:
    from limn.runs.folders import scratch_root

    return not list(scratch_root().glob("*"))
