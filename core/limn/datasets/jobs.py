"""Work in the background: a dataset is written for download, or an uploaded one is read."""

from pathlib import Path

from limn.annotations.actions import Place
from limn.annotations.spool import Spool
from limn.datasets import elsewhere, project_imports
from limn.datasets.actions import Kind, upload_target
from limn.datasets.backups.jobs import restore_backup, write_backup
from limn.datasets.changes import sentences
from limn.datasets.fidelity import fit
from limn.datasets.matching import Numbered, meant_last, media_of
from limn.datasets.portable import PortableNames
from limn.datasets.sink import Arrival
from limn.datasets.source import dataset_of
from limn.datasets.subsets import divided
from limn.datasets.unpacking import lone, unpack
from limn.datasets.unseen import unseen
from limn.host import calls
from limn.host.catalogue import catalogue, format_named
from limn.media import restoring
from limn.runs.declare import job
from limn.runs.live import LiveRun
from limn.sdk.archive import Archive
from limn.sdk.dataset import Dataset
from limn.sdk.errors import Cancelled, NotFound, UserError
from limn.sdk.formats import DatasetFormat
from limn.sdk.nesting import refuse_deep
from limn.tasks.queries import Job, Project, Task, get_job, get_project, get_task

__all__ = [
    "export_dataset", "import_dataset", "import_into_project", "restore_backup", "write_backup",
]  # fmt: skip
UPLOADED = "the uploaded file"


@job("dataset:export", queue="export")
def export_dataset(
    run: LiveRun,
    *,
    target: Kind,
    target_id: int,
    format: str,
    with_pictures: bool,
    filename: str,
    storage_id: int | None = None,
) -> None:
    """Write a project, task or job as a dataset and keep the file for download."""
    chosen = format_named(format)
    place = _target(target, target_id)
    dataset = calls.leaving(dataset_of(place, with_pictures=with_pictures), format)
    fitted = fit(dataset, chosen)
    path, names = run.scratch / "dataset.zip", PortableNames()
    with (
        calls.guard(_owner(chosen), doing=f"writing {format}"),
        Archive(path, called=names) as archive,
    ):
        chosen.write(fitted, archive, run)
        names.write_to(archive)
    for sentence in (*sentences(fitted.changes, format), *unseen(place, chosen)):
        run.warn(sentence)
    made = lone(path) if chosen.single_file else path
    kept = elsewhere.keep(run, made, filename, storage_id)
    with run.publish() as result:
        result.update(kept)


@job("dataset:import", queue="import")
def import_dataset(
    run: LiveRun,
    *,
    target: Kind,
    target_id: int,
    format: str,
    file: str,
    append: bool,
    outline_masks: bool,
    storage_id: int | None = None,
) -> None:
    """Put the annotations of an uploaded file into a task or job, all of them or none."""
    chosen, place = format_named(format), _target(target, target_id)
    if isinstance(place, Project):
        raise TypeError("annotations are imported into tasks and jobs")
    uploaded = upload_target(place)
    job = place if isinstance(place, Job) else None
    task = place.segment.task if isinstance(place, Job) else place
    try:
        with calls.guard(_owner(chosen), doing=f"reading {format}"):
            arrived = elsewhere.arrived(run, uploaded, file, storage_id)
            arrival = Arrival(
                _read(run, chosen, arrived),
                Place.of(task, job),
                Numbered.of(media_of(task)),
                run,
                file=UPLOADED,
                outline_masks=outline_masks and chosen.masks_become_polygons,
                last=meant_last(task, job),
            )
            arrival.match()
            ready = arrival.ready(Spool(run.scratch), append=append)
        # Others save meanwhile; from here on they wait, and nothing is read or checked any more.
        with run.publish():
            ready.put(task, run.owner_id)
    except UserError:
        elsewhere.dropped(uploaded, file, storage_id)
        raise
    elsewhere.dropped(uploaded, file, storage_id)


@job("dataset:import-project", queue="import")
def import_into_project(
    run: LiveRun,
    *,
    project_id: int,
    format: str,
    file: str,
    outline_masks: bool,
    storage_id: int | None = None,
) -> None:
    """Make tasks in a project of an uploaded dataset with pictures: all of them or none."""
    chosen, project = format_named(format), _project(project_id)
    uploaded = project_imports.upload_target(project)
    # What an attempt that was killed left behind.
    restoring.clean(f"{run.id}-*")
    try:
        with calls.guard(_owner(chosen), doing=f"reading {format}"):
            dataset = _read(run, chosen, elsewhere.arrived(run, uploaded, file, storage_id))
            tasks = project_imports.Tasks(
                run=run,
                divided=divided(dataset, run.scratch / "subsets", run, where=UPLOADED),
                file=UPLOADED,
                outline_masks=outline_masks and chosen.masks_become_polygons,
            )
            ready = tasks.ready(project)
        # Others save meanwhile; from here on they wait, and nothing is read or checked any more.
        with run.publish():
            tasks.make(_project(project_id), ready)
    except UserError:
        elsewhere.dropped(uploaded, file, storage_id)
        raise
    finally:
        restoring.clean(f"{run.id}-{run.attempt}")
    elsewhere.dropped(uploaded, file, storage_id)


def _project(project_id: int) -> Project:
    try:
        return get_project(project_id)
    except NotFound as error:
        raise Cancelled(f"project {project_id} was deleted") from error


def _read(run: LiveRun, format: DatasetFormat, path: Path) -> Dataset:
    folder = unpack(path, UPLOADED, run.scratch / "unpacked", format, run)
    for document in folder.rglob("*.json"):
        refuse_deep(document, where=document.relative_to(folder).as_posix())
    return calls.arriving(format.read(folder, run), format.name)


def _owner(format: DatasetFormat) -> str:
    return catalogue().owners[format.name]


def _target(kind: Kind, target_id: int) -> Project | Task | Job:
    find = {"project": get_project, "task": get_task, "job": get_job}[kind]
    try:
        return find(target_id)
    except NotFound as error:
        raise Cancelled(f"{kind} {target_id} was deleted") from error
