"""Work in the background: a backup is written for download, or an uploaded one is restored."""

from pathlib import Path

from limn.datasets import elsewhere
from limn.datasets.backups.actions import Kind, upload_target
from limn.datasets.backups.reading import read_project, read_task
from limn.datasets.backups.restoring import Restorer
from limn.datasets.backups.writing import write_project, write_task
from limn.datasets.unpacking import unpack_zip
from limn.identity.queries import actor_of, get_user
from limn.media import restoring
from limn.runs.declare import job
from limn.runs.live import LiveRun
from limn.sdk.errors import Cancelled, NotFound, UserError
from limn.tasks.queries import get_project, get_task

UPLOADED = "the uploaded file"


@job("backup:export", queue="export")
def write_backup(
    run: LiveRun,
    *,
    target: Kind,
    target_id: int,
    filename: str,
    storage_id: int | None = None,
    lightweight: bool = False,
) -> None:
    """Write a task or project with its media and keep the archive for download."""
    path = run.scratch / "backup.zip"
    try:
        if target == "project":
            write_project(get_project(target_id), path, run, lightweight=lightweight)
        else:
            write_task(get_task(target_id), path, run, lightweight=lightweight)
    except NotFound as error:
        raise Cancelled(f"{target} {target_id} was deleted") from error
    kept = elsewhere.keep(run, path, filename, storage_id)
    with run.publish() as result:
        result.update(kept)


@job("backup:import", queue="import")
def restore_backup(run: LiveRun, *, target: Kind, file: str, storage_id: int | None = None) -> None:
    """Make a task or project of an uploaded backup: all of it, or nothing."""
    uploaded = upload_target(target)
    # What an attempt that was killed left behind.
    restoring.clean(f"{run.id}-*")
    try:
        _restore(run, target, elsewhere.arrived(run, uploaded, file, storage_id))
    except UserError:
        elsewhere.dropped(uploaded, file, storage_id)
        raise
    finally:
        restoring.clean(f"{run.id}-{run.attempt}")
    elsewhere.dropped(uploaded, file, storage_id)


def _restore(run: LiveRun, target: Kind, path: Path) -> None:
    folder, scratch = run.scratch / "unpacked", run.scratch / "media"
    folder.mkdir()
    unpack_zip(path, UPLOADED, folder, run)
    user = get_user(run.owner_id or 0)
    restorer = Restorer(run, actor_of(user, organization=run.organization_id))
    if target == "project":
        project = restorer.ready_project(read_project(folder, scratch, run))
        # Others save meanwhile; from here on they wait, and nothing is read or checked any more.
        with run.publish() as result:
            result["id"] = restorer.project(project).pk
    else:
        task = restorer.ready_task(read_task(folder, scratch, run))
        with run.publish() as result:
            result["id"] = restorer.task(task).pk
