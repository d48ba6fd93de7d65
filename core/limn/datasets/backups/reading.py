"""Reads an unpacked backup: what it describes is checked, its media opened; no row is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from natsort import natsorted

from limn.datasets.backups import layout
from limn.datasets.backups.cutting import planned, with_honeypots
from limn.datasets.backups.layout import DataFile, ProjectFile, TaskFile, described
from limn.media import kinds, restoring
from limn.media.options import SORTING_METHODS, DataOptions
from limn.media.restoring import Waiting
from limn.sdk.errors import BadDataset, BadInput, BadMedia
from limn.sdk.runs import Run
from limn.tasks.planning import Plan


class NotHere(BadDataset):
    """The backup is sound, but holds what this server does not keep."""

    code = "not_kept_here"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskBackup:
    """A task that waits to be made.

    `plan` has the jobs of the backup in their order. `prefix` is the task's folder in the
    archive, as errors name it.
    """

    described: TaskFile
    media: Waiting
    plan: Plan
    annotations: Path
    prefix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectBackup:
    """A project that waits to be made, with its tasks."""

    described: ProjectFile
    tasks: Sequence[TaskBackup]


def read_project(folder: Path, scratch: Path, run: Run) -> ProjectBackup:
    """The project in `folder`; tasks of a kind that is not kept here are left out, with a warning.

    Raises:
        BadDataset: this is no backup of a project, or a value in it is wrong.
        BadMedia: a picture or video in it cannot be read.
    """
    described_ = described(folder / layout.PROJECT, layout.PROJECT, ProjectFile)
    if (folder / layout.GUIDE).exists():
        run.warn("the annotation guide of the project is left out")
    tasks: list[TaskBackup] = []
    homes = natsorted(path.parent.name for path in folder.glob(f"task_*/{layout.TASK}"))
    for number, home in enumerate(homes):
        run.progress(0.1 + 0.4 * number / len(homes), 1.0, "Reading")
        try:
            tasks.append(read_task(folder / home, scratch / home, run, prefix=f"{home}/"))
        except NotHere as error:
            run.warn(f"{home} is left out: {error.problem}")
    return ProjectBackup(described=described_, tasks=tasks)


def read_task(folder: Path, scratch: Path, run: Run, *, prefix: str = "") -> TaskBackup:
    """The task in `folder`, its media opened and copied to `scratch`.

    Raises:
        NotHere: its media is not in the archive.
        BadDataset: this is no backup of a task, or a value in it is wrong.
        BadMedia: a picture or video in it cannot be read.
    """
    where = f"{prefix}{layout.TASK}"
    task = described(folder / layout.TASK, where, TaskFile)
    if not (folder / layout.ANNOTATIONS).is_file():
        raise BadDataset("there is no such file", where=f"{prefix}{layout.ANNOTATIONS}")
    media = _media(folder / layout.DATA, task, scratch, run, where)
    size = media.probed.size
    for index, number in enumerate(task.data.deleted_frames):
        if number >= size:
            problem = f"frame {number} is not among the {size} frames there are"
            raise BadDataset(problem, where=f"{where}: data.deleted_frames[{index}]")
    if (folder / layout.GUIDE).exists():
        run.warn(f"task {task.name!r}: the annotation guide is left out")
    plan = planned(task, size, where)
    return TaskBackup(
        described=task,
        media=with_honeypots(media, plan, where),
        plan=plan,
        annotations=folder / layout.ANNOTATIONS,
        prefix=prefix,
    )


def _media(folder: Path, task: TaskFile, scratch: Path, run: Run, where: str) -> Waiting:
    names = restoring.media_names(folder) if folder.is_dir() else []
    is_outside = not names and task.data.storage == "cloud_storage"
    if not names and not is_outside:
        raise NotHere("there is no media in the archive", where=where)
    expected = max((job.stop_frame for job in task.jobs), default=-1) + 1
    options, place = _options(task.data, where), scratch / "media"
    try:
        if is_outside:
            run.warn(f"the pictures of task {task.name!r} lie in a cloud storage: choose it in "
                     "the task's data")  # fmt: skip
            media = restoring.read_outside(folder, options, scratch=place, expected=expected)
        else:
            order = _order(folder, task)
            media = restoring.read(
                folder, options, run, scratch=place, order=order, expected=expected
            )
    except BadMedia as error:
        raise BadMedia(f"{where.removesuffix(layout.TASK)}{layout.DATA}/: {error}") from error
    if media.probed.size < expected:
        raise BadDataset(f"its jobs have frames up to {expected - 1}, its media "
                         f"{media.probed.size} frames", where=where)  # fmt: skip
    return media


def _options(data: DataFile, where: str) -> DataOptions:
    known = data.sorting_method in SORTING_METHODS
    options = DataOptions(
        image_quality=data.image_quality,
        chunk_size=data.chunk_size or None,
        start_frame=data.start_frame,
        stop_frame=data.stop_frame,
        frame_filter=data.frame_filter,
        sorting_method=data.sorting_method if known else "lexicographical",
        use_zip_chunks=data.chunk_type == "imageset",
    )
    try:
        return options.checked()
    except BadInput as error:
        raise BadDataset(str(error), where=f"{where}: data") from error


def _order(folder: Path, task: TaskFile) -> list[str] | None:
    """The frames by name as the jobs list them, where the archive has no manifest."""
    if (folder / kinds.MANIFEST).is_file() or not all(job.files for job in task.jobs):
        return None
    listed: dict[int, str] = {}
    for job in task.jobs:
        listed |= enumerate(job.files or (), start=job.start_frame)
    plain = task.data.start_frame == 0 and not task.data.frame_filter
    complete = sorted(listed) == list(range(len(listed)))
    return [listed[number] for number in sorted(listed)] if plain and complete else None
