"""Deeds on datasets: start an export, take an uploaded file, start its import."""

import re
from typing import Any, Literal

from django.db import transaction

from limn.host.catalogue import format_named
from limn.media.transfer import uploads
from limn.permissions.actor import Actor
from limn.runs.actions import start
from limn.runs.keys import RequestKey
from limn.runs.queries import Run
from limn.sdk.errors import BadInput
from limn.sdk.formats import DatasetFormat
from limn.tasks.queries import Job, Project, Task, tasks_of_project

Kind = Literal["project", "task", "job"]
Target = Project | Task | Job
_UNFIT = re.compile(r"[\x00-\x1f\x7f/\\]")


def kind_of(target: Target) -> Kind:
    """What a target is called on the wire."""
    match target:
        case Project():
            return "project"
        case Task():
            return "task"
        case Job():
            return "job"


@transaction.atomic
def start_export(
    actor: Actor,
    target: Target,
    *,
    format: str,
    with_pictures: bool,
    filename: str = "",
    storage_id: int | None = None,
) -> Run:
    """Start writing a project, task or job as a dataset, for `actor` alone to download.

    With `storage_id` it goes to that storage instead, and `filename` is its key there.

    Raises:
        BadInput: no such format, one that cannot be written, or nothing to write.
        NotEnabled: the format's plugin is off.
        Conflict: the same export is at work already.
    """
    chosen = format_named(format)
    if not chosen.exports:
        raise BadInput(f"{format} can only be imported", fields={"format": ["cannot be exported"]})
    tasks = _tasks(target)
    for task in tasks:
        _demand_dimension(chosen, task)
    if chosen.dimension == "1d" and len(tasks) > 1:
        raise BadInput(f"{format} holds one recording, the project has {len(tasks)}: export tasks")
    kind, content = kind_of(target), "dataset" if with_pictures else "annotations"
    key = RequestKey(
        action="export", target=kind, target_id=target.pk, user_id=actor.user_id, format=format,
        subresource=content,
    )  # fmt: skip
    return start(
        "dataset:export",
        key=key,
        owner_id=actor.user_id,
        owner_bound=True,
        **whereabouts(target),
        target=kind,
        target_id=target.pk,
        format=format,
        with_pictures=with_pictures,
        filename=filename or _filename(target, content, chosen),
        storage_id=storage_id,
    )


def _tasks(target: Target) -> list[Task]:
    match target:
        case Task():
            tasks = [target]
        case Job():
            tasks = [target.segment.task]
        case Project():
            return tasks_of_project(target.pk)
    for task in tasks:
        if task.data is None or not task.data.kind:
            raise BadInput(f"task {task.pk} has no media yet, and so nothing to export")
    return tasks


def _demand_dimension(format: DatasetFormat, task: Task) -> None:
    if task.dimension and task.dimension != format.dimension:
        problem = (
            f"{format.name} is for {format.dimension} data, task {task.pk} is {task.dimension}"
        )
        raise BadInput(problem, fields={"format": [problem]})


def _filename(target: Target, content: str, format: DatasetFormat) -> str:
    updated = f"{target.updated_date:%Y_%m_%d_%H_%M_%S}"
    name = f"{kind_of(target)}_{target.pk}_{content}_{updated}_{format.name}.{format.extensions[0]}"
    return fit(name.lower())


def fit(name: str) -> str:
    """A file name without control characters and separators, at most 250 bytes long."""
    return " ".join(_UNFIT.sub(" ", name).split()).encode()[:250].decode(errors="ignore")


def whereabouts(target: Target) -> dict[str, Any]:
    """What the run tells about where it belongs."""
    match target:
        case Project():
            return {"organization_id": target.organization_id, "project_id": target.pk}
        case Task():
            task, job = target, None
        case Job():
            task, job = target.segment.task, target.pk
    return {
        "organization_id": task.organization_id,
        "project_id": task.project_id,
        "task_id": task.pk,
        "job_id": job,
    }


def upload_target(target: Task | Job) -> str:
    """What uploads of a target's annotations are for."""
    return f"{kind_of(target)}:{target.pk}:annotations"


@transaction.atomic
def start_import(
    actor: Actor,
    target: Task | Job,
    *,
    format: str,
    file: str,
    append: bool = False,
    outline_masks: bool = True,
    storage_id: int | None = None,
) -> Run:
    """Start putting an uploaded file's annotations into a task or job.

    Raises:
        BadInput: no such format, or one that cannot be read.
        NotFound: there is no uploaded file of that name, or it is somebody else's.
        NotEnabled: the format's plugin is off.
        Conflict: another import is at work on this target, or the upload is not complete.
    """
    chosen = format_named(format)
    if not chosen.imports:
        raise BadInput(f"{format} can only be exported", fields={"format": ["cannot be imported"]})
    for task in _tasks(target):
        _demand_dimension(chosen, task)
    if storage_id is None:
        uploads.finished_file(upload_target(target), file, actor.user_id)
    kind = kind_of(target)
    key = RequestKey(action="import", target=kind, target_id=target.pk, subresource="annotations")
    return start(
        "dataset:import",
        key=key,
        owner_id=actor.user_id,
        owner_bound=False,
        **whereabouts(target),
        target=kind,
        target_id=target.pk,
        format=format,
        file=file,
        append=append,
        outline_masks=outline_masks,
        storage_id=storage_id,
    )
