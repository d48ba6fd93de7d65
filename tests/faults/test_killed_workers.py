"""Killing a worker at any stage loses nothing, doubles nothing, and publishes no half."""

import pytest

from limn.events.queries import newest_first
from limn.runs import artifacts, keeper
from limn.runs.actions import start
from limn.runs.folders import artifacts_root, scratch_root
from limn.runs.keys import RequestKey
from limn.runs.queries import get_run
from servers.sharing import wait_for
from servers.workers import Deployment

PUBLISHING = ["publish:before-finish", "publish:before-commit", "publish:after-commit"]


def things(action: str, **arguments):
    key = RequestKey(action=action, target="task", target_id=1)
    return start(f"testing:{action}", key=key, owner_id=None, **arguments)


def ended(run, seconds: float = 30):
    def look():
        row = get_run(run.pk)
        return row if row.state in {"finished", "failed"} else None

    return wait_for(look, "the run ends", seconds)


@pytest.mark.parametrize("stage", ["run:claimed", "import:unpacked", "import:half", *PUBLISHING])
def test_an_import_killed_at_any_stage_is_imported_once(deployment: Deployment, stage, tmp_path):
    run = things("import", things=20)
    deployment.start_worker("--processes", "1", LIMN_FAILPOINT=f"{stage}@{tmp_path / 'died'}")

    row = ended(run)

    wait_for((tmp_path / "died").exists, "the worker is killed", 5)
    assert row.state == "finished", row.message
    assert row.result == {"id": 20}
    assert row.attempt == (1 if stage == "publish:after-commit" else 2)
    told = [event.payload for event in newest_first(name="counted:thing")]
    assert sorted(thing["number"] for thing in told) == list(range(20))
    assert {thing["attempt"] for thing in told} == {row.attempt}
    assert newest_first(name="completed:request").count() == 1


@pytest.mark.parametrize(
    "stage", ["export:begun", "export:packed", "export:kept", "publish:before-commit"]
)
def test_an_export_killed_at_any_stage_leaves_one_whole_file(
    deployment: Deployment, stage, tmp_path
):
    run = things("export", text="all of it")
    deployment.start_worker("--processes", "1", LIMN_FAILPOINT=f"{stage}@{tmp_path / 'died'}")

    row = ended(run)
    wait_for((tmp_path / "died").exists, "the worker is killed", 5)
    assert row.state == "finished", row.message
    assert artifacts.path_of(row).read_text() == "all of it"

    keeper.sweep()
    left = [path for path in artifacts_root().rglob("*") if path.is_file()]
    assert left == [artifacts.path_of(row)]
    assert not list(scratch_root().glob("*"))
