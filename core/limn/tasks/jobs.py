"""Work in the background: uploaded files become a task's frames and jobs."""

from typing import Any

from limn.media.actions import ingest, ingest_outside, save
from limn.media.options import DataOptions
from limn.media.places import sources
from limn.media.places.sources import Asked, Source
from limn.media.transfer import quota, uploads
from limn.runs.declare import job
from limn.runs.live import LiveRun
from limn.sdk.errors import Cancelled, NotFound, UserError
from limn.tasks.actions import append_media, make_jobs, refuse_mixed
from limn.tasks.actions.tasks import append_target, upload_target
from limn.tasks.layouts import Layout
from limn.tasks.models import Task
from limn.tasks.queries import get_task
from limn.wire.rows import locked


@job("task:create", queue="import")
def create_task_data(
    run: LiveRun,
    *,
    task_id: int,
    options: dict[str, Any],
    source: Source | None = None,
    layout: dict[str, Any] | None = None,
    project_id: int | None = None,
) -> None:
    """Read the files a task was given, then give it frames and jobs in one step."""
    del project_id
    target = upload_target(task_id)
    task = _task(task_id)
    try:
        with quota.fetching(run.owner_id, run.id) as take:
            asked = Asked(
                source=source or sources.client(),
                uploaded=uploads.target_folder(target),
                options=DataOptions.from_json(options),
                take=take,
            )
            files = sources.gathered(asked, run)
        probed = (
            ingest_outside(task.data_id, run, files.outside, files.options)
            if files.outside
            else ingest(task.data_id, run, files.folder, files.names, files.options)
        )
        refuse_mixed(task, probed.kind)
        probed, plan = Layout.from_json(layout).plan(task, probed)
    except UserError:
        # The next try begins with what is sent then, not with the file that was refused.
        uploads.discard(target)
        raise
    with run.publish() as result:
        task = locked(_task(task_id))
        save(task.data_id, probed)
        make_jobs(task, plan, kind=probed.kind, size=probed.size)
        result["id"] = task_id
    uploads.discard(target)


@job("task:append", queue="import")
def append_task_data(
    run: LiveRun,
    *,
    task_id: int,
    options: dict[str, Any],
    fill_last: bool,
    project_id: int | None = None,
) -> None:
    """Read further files sent for a task, then give it more frames and jobs in one step."""
    del project_id
    target, task = append_target(task_id), _task(task_id)
    chosen = DataOptions.from_json(options)
    try:
        probed = ingest(task.data_id, run, uploads.target_folder(target), None, chosen)
        with run.publish() as result:
            jobs = append_media(task_id, probed, fill_last=fill_last)
            result["id"] = task_id
            result["jobs"] = [one.pk for one in jobs]
    except UserError:
        uploads.discard(target)
        raise
    uploads.discard(target)


def _task(task_id: int) -> Task:
    try:
        return get_task(task_id)
    except NotFound as error:
        raise Cancelled(f"task {task_id} was deleted") from error
