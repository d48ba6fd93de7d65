"""Exports and imports that failed, started once more with the same choices."""

from limn.datasets import actions, elsewhere, project_imports
from limn.datasets.actions import Kind, Target
from limn.datasets.backups.actions import start_backup
from limn.identity.throttle import spend
from limn.permissions.actor import Actor
from limn.permissions.check import permit
from limn.runs.declare import repeats
from limn.runs.queries import Run
from limn.sdk.errors import BadInput
from limn.tasks.queries import Job, Project, get_job, get_project, get_task


@repeats("dataset:export")
def export_again(actor: Actor, run: Run) -> Run:
    """The same target, format and place; the pictures with it or not."""
    asked = run.arguments
    content = "dataset" if asked["with_pictures"] else "annotations"
    target, place = _permitted_export(actor, run, content)
    return actions.start_export(
        actor, target, format=asked["format"], with_pictures=asked["with_pictures"],
        filename=asked["filename"], storage_id=place,
    )  # fmt: skip


@repeats("backup:export")
def back_up_again(actor: Actor, run: Run) -> Run:
    """The same target and place, with all media or only what lies in no storage."""
    target, place = _permitted_export(actor, run, "backup")
    if isinstance(target, Job):
        raise BadInput("jobs have no backups")
    return start_backup(
        actor, target, filename=run.arguments["filename"], storage_id=place,
        lightweight=run.arguments["lightweight"],
    )  # fmt: skip


@repeats("dataset:import")
def import_again(actor: Actor, run: Run) -> Run:
    """The same file, unless it was refused: such a file is gone."""
    target = _target(run)
    if isinstance(target, Project):
        raise BadInput("annotations are imported into tasks and jobs")
    asked = run.arguments
    permit(actor, f"{actions.kind_of(target)}:import:annotations", target)
    place = elsewhere.known(actor, asked["storage_id"])
    return actions.start_import(
        actor, target, format=asked["format"], file=asked["file"], append=asked["append"],
        outline_masks=asked["outline_masks"], storage_id=place,
    )  # fmt: skip


@repeats("dataset:import-project")
def import_into_project_again(actor: Actor, run: Run) -> Run:
    """The same file, unless it was refused: such a file is gone."""
    project, asked = get_project(run.project_id or 0), run.arguments
    permit(actor, "project:import:dataset", project)
    place = elsewhere.known(actor, asked["storage_id"])
    return project_imports.start_import(
        actor, project, format=asked["format"], file=asked["file"],
        outline_masks=asked["outline_masks"], storage_id=place,
    )  # fmt: skip


def _permitted_export(actor: Actor, run: Run, content: str) -> tuple[Target, int | None]:
    target, place = _target(run), elsewhere.known(actor, run.arguments["storage_id"])
    scope = f"{actions.kind_of(target)}:export:{content}"
    permit(actor, scope, target, destination="cloud_storage" if place else "local")
    spend("exports", actor.user_id)
    return target, place


def _target(run: Run) -> Target:
    kind: Kind = run.arguments["target"]
    return _GET[kind](run.arguments["target_id"])


_GET = {"project": get_project, "task": get_task, "job": get_job}
