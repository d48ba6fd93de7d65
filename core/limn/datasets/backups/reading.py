"""Reads an unpacked backup: what it describes is checked, its media opened; no row is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from natsort import natsorted

from limn.datasets.backups import layout
from limn.datasets.backups.layout import DataFile, JobFile, ProjectFile, TaskFile, described
from limn.media import kinds, restoring
from limn.media.options import SORTING_METHODS, DataOptions
from limn.media.restoring import Waiting
from limn.sdk.errors import BadDataset, BadInput, BadMedia
from limn.sdk.runs import Run
from limn.tasks.actions import PlannedJob

_POINT_CLOUDS = {".pcd", ".bin"}
_AUDIO = {".mp3", ".wav", ".ogg", ".oga", ".flac", ".m4a", ".aac", ".opus", ".wma"}
_REPLICA, _GROUND_TRUTH = "consensus_replica", "ground_truth"
_STAGES = {
    "annotation": ("annotation", "new"),
    "validation": ("validation", "new"),
    "completed": ("acceptance", "completed"),
}


class NotHere(BadDataset):
    """The backup is sound, but holds what this server does not keep."""

    code = "not_kept_here"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskBackup:
    """A task that waits to be made.

    `jobs` has what is to be made of each job of the backup, in its order, None for one that
    is left out. `prefix` is the task's folder in the archive, as errors name it.
    """

    described: TaskFile
    media: Waiting
    jobs: Sequence[PlannedJob | None]
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
        NotHere: audio, point clouds, or media that is not in the archive.
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
    _tell(folder, task, run)
    return TaskBackup(
        described=task,
        media=media,
        jobs=[_planned(job, size, f"{where}: jobs[{n}]") for n, job in enumerate(task.jobs)],
        annotations=folder / layout.ANNOTATIONS,
        prefix=prefix,
    )


def _media(folder: Path, task: TaskFile, scratch: Path, run: Run, where: str) -> Waiting:
    names = restoring.media_names(folder) if folder.is_dir() else []
    _refuse_foreign(names, task, where)
    expected = max((job.stop_frame for job in task.jobs), default=-1) + 1
    options = _options(task.data, where)
    try:
        order = _order(folder, task)
        media = restoring.read(
            folder, options, run, scratch=scratch / "media", order=order, expected=expected
        )
    except BadMedia as error:
        raise BadMedia(f"{where.removesuffix(layout.TASK)}{layout.DATA}/: {error}") from error
    if media.probed.size < expected:
        raise BadDataset(f"its jobs have frames up to {expected - 1}, its media "
                         f"{media.probed.size} frames", where=where)  # fmt: skip
    return media


def _refuse_foreign(names: Sequence[str], task: TaskFile, where: str) -> None:
    endings = {PurePosixPath(name).suffix.lower() for name in names}
    if endings & _POINT_CLOUDS:
        raise NotHere("point clouds are not kept here", where=where)
    if endings & _AUDIO:
        raise NotHere("audio is not kept here", where=where)
    if not names:
        cloud = task.data.storage == "cloud_storage"
        raise NotHere(
            "its media lies in a cloud storage, not in the archive" if cloud
            else "there is no media in the archive", where=where,
        )  # fmt: skip


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


def _tell(folder: Path, task: TaskFile, run: Run) -> None:
    """Warn of what does not come back."""
    replicas = sum(job.type == _REPLICA for job in task.jobs)
    if replicas:
        run.warn(f"task {task.name!r}: {replicas} consensus replicas of jobs are left out, with "
                 "what is annotated in them")  # fmt: skip
    chosen = task.data.validation_layout
    if isinstance(chosen, layout.ValidationFile) and chosen.mode == "gt_pool":
        run.warn(f"task {task.name!r}: honeypots become ordinary frames of their jobs")
    if any(job.type == _GROUND_TRUTH for job in task.jobs):
        run.warn(f"task {task.name!r}: the settings of its ground truth are left out; the job "
                 "and its annotations are kept")  # fmt: skip
    if (folder / layout.GUIDE).exists():
        run.warn(f"task {task.name!r}: the annotation guide is left out")


def _planned(job: JobFile, size: int, where: str) -> PlannedJob | None:
    if job.type == _REPLICA:
        return None
    if not job.start_frame <= job.stop_frame < size:
        problem = f"frames {job.start_frame} to {job.stop_frame} of {size} that there are"
        raise BadDataset(problem, where=where)
    if job.type not in ("", "annotation", _GROUND_TRUTH):
        raise BadDataset(f"{job.type!r} is no type of job", where=f"{where}.type")
    if job.status and job.status not in _STAGES:
        raise BadDataset(f"{job.status!r} is no status", where=f"{where}.status")
    stage, state = _STAGES[job.status or "annotation"]
    return PlannedJob(
        start=job.start_frame,
        stop=job.stop_frame,
        kind=job.type or "annotation",
        stage=job.stage or stage,
        state=job.state or state,
        frames=None if job.frames is None else tuple(job.frames),
    )
