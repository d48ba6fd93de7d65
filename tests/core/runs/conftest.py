import pytest

from limn.runs import queue
from limn.runs.declare import job

DONE: list[str] = []


@job("testing:anything", queue="import")
def do_anything(run, *, task_id: int = 0, mode: str = "well", **more):
    DONE.append(run.id)
    run.warn("one picture is missing")
    return {"id": task_id, "mode": mode, **more}


@job("testing:file", queue="export")
def leave_file(run, *, project_id: int):
    from limn.runs import artifacts

    path = run.scratch / "out.zip"
    path.write_bytes(b"zip")
    with run.publish() as result:
        result.update(artifacts.keep(run, path, filename=f"project {project_id}.zip"))


@pytest.fixture(autouse=True)
def _own_queue(data_root):
    queue.forget()
    yield
    queue.forget()


@pytest.fixture
def carried(django_capture_on_commit_callbacks):
    """Start a run, commit, and work on it here and now."""

    def start(name, key, **more):
        from limn.runs import actions
        from limn.runs.carrying import carry_out

        with django_capture_on_commit_callbacks(execute=True):
            run = actions.start(name, key=key, **more)
        carry_out(str(run.pk))
        run.refresh_from_db()
        return run

    return start
