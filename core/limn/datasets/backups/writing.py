"""Writes tasks and projects as backups; rows and media are streamed into the archive."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import msgspec
import orjson

from limn.annotations.named import named_pages
from limn.annotations.queries import labels_of
from limn.annotations.rows import KINDS
from limn.annotations.vocabulary import Labels
from limn.datasets.backups import layout
from limn.datasets.backups.layout import (
    DataFile,
    JobFile,
    LabelFile,
    ProjectFile,
    TaskFile,
    ValidationFile,
)
from limn.media import manifest
from limn.media.places import originals
from limn.media.places.originals import Originals
from limn.media.queries import Data, frame_names
from limn.sdk.archive import Archive
from limn.sdk.errors import BadInput
from limn.sdk.runs import Run
from limn.storage.space import told_when_full, told_when_gone
from limn.tasks.label_queries import LabelNode, described, label_tree, labels_of_task
from limn.tasks.planning import ANNOTATION, measured
from limn.tasks.queries import (
    Job,
    Project,
    Task,
    every_job,
    job_status,
    names_without_media,
    tasks_of_project,
    validation_layout,
)
from limn.tasks.truth import GT_POOL

_ROUNDS = 5
Progress = Callable[[float], None]


def write_task(task: Task, path: Path, run: Run, *, lightweight: bool = False) -> None:
    """Write the backup of a task to `path`; a `lightweight` one without media of a storage.

    Raises:
        BadInput: the task has no media.
    """
    with told_when_full("the backup"), Archive(path) as archive:
        _task(
            task, "", archive, run, lambda share: run.progress(share, 1.0, "Writing"),
            lightweight=lightweight,
        )  # fmt: skip


def write_project(project: Project, path: Path, run: Run, *, lightweight: bool = False) -> None:
    """Write the backup of a project and all its tasks to `path`; those without media stay out."""
    tasks = tasks_of_project(project.pk)
    for name in names_without_media(project.pk):
        run.warn(f"task {name!r} has no media and is left out")
    described = ProjectFile(
        name=project.name,
        bug_tracker=project.bug_tracker,
        status=project.status,
        labels=_labels(label_tree(project_id=project.pk)),
        version=layout.VERSION,
    )
    with told_when_full("the backup"), Archive(path) as archive:
        archive.write(layout.PROJECT, msgspec.json.encode(described))
        for number, task in enumerate(tasks):
            _task(
                task, f"task_{number}/", archive, run,
                lambda share, number=number: run.progress(number + share, len(tasks), "Writing"),
                lightweight=lightweight,
            )  # fmt: skip


def _task(
    task: Task,
    prefix: str,
    archive: Archive,
    run: Run,
    progress: Progress,
    *,
    lightweight: bool,
) -> None:
    if task.data is None or not task.data.kind:
        raise BadInput(f"task {task.pk} has no media yet, and so nothing to back up")
    spool = _Spool(task, run.scratch / f"annotations-{task.pk}", run)
    jobs = spool.written()
    if not jobs:
        raise BadInput(f"task {task.pk} has no jobs, and so nothing to back up")
    described = TaskFile(
        name=task.name,
        bug_tracker=task.bug_tracker,
        status=task.status,
        subset=task.subset,
        labels=_labels(labels_of_task(task)),
        consensus_replicas=task.consensus_replicas,
        version=layout.VERSION,
        data=_data(task, task.data, jobs),
        jobs=_jobs(task, task.data, jobs),
    )
    archive.write(f"{prefix}{layout.TASK}", msgspec.json.encode(described))
    spool.join(f"{prefix}{layout.ANNOTATIONS}", jobs, archive)
    progress(0.5)
    _media(
        task.data, f"{prefix}{layout.DATA}/", archive, lambda done: progress(0.5 + done / 2),
        lightweight=lightweight,
    )  # fmt: skip


class _Spool:
    """The annotations of a task's jobs on disk, all of one moment.

    Nobody is locked out: jobs that were changed while they were read are read again.
    """

    def __init__(self, task: Task, folder: Path, run: Run) -> None:
        self._task, self._folder, self._run = task, folder, run
        folder.mkdir()

    def written(self) -> list[Job]:
        """The jobs whose annotations lie on disk now, in order of id."""
        known: dict[int, int] = {}
        for _ in range(_ROUNDS):
            jobs = every_job(self._task.pk)
            changed = [job for job in jobs if known.get(job.pk) != job.annotation_version]
            if not changed:
                return jobs
            labels = labels_of(self._task)
            for job in changed:
                self._write(job, labels)
                known[job.pk] = job.annotation_version
        self._run.warn(
            f"task {self._task.name!r} was changed all the while; its jobs are backed up as they "
            "were at slightly different moments"
        )
        return every_job(self._task.pk)

    def join(self, name: str, jobs: list[Job], archive: Archive) -> None:
        """Add the annotations of the jobs to the archive as its member `name`."""
        with archive.open(name) as member:
            for number, job in enumerate(jobs):
                member.write(b'[{"version":0' if number == 0 else b',{"version":0')
                for kind in KINDS:
                    member.write(b',"%b":[' % kind.encode())
                    with self._path(job, kind).open("rb") as part:
                        shutil.copyfileobj(part, member, 1 << 20)
                    member.write(b"]")
                member.write(b"}")
            member.write(b"]")
        shutil.rmtree(self._folder)

    def _write(self, job: Job, labels: Labels) -> None:
        files = {kind: self._path(job, kind).open("wb") for kind in KINDS}
        segment = job.segment
        try:
            for page in named_pages(job.pk, segment.start_frame, segment.stop_frame, labels):
                self._run.check()
                for kind, objects in page.items():
                    file = files[kind]
                    for one in objects:
                        file.write(b"," if file.tell() else b"")
                        file.write(orjson.dumps(one))
        finally:
            for file in files.values():
                file.close()

    def _path(self, job: Job, kind: str) -> Path:
        return self._folder / f"{job.pk}-{kind}.json"


def _media(
    data: Data, prefix: str, archive: Archive, progress: Progress, *, lightweight: bool
) -> None:
    # What frames a video has is told by the video alone, so that travels.
    stays = lightweight and data.storage == "cloud_storage" and data.kind != "video"
    home, names = originals.of(data), [] if stays else manifest.files(data)
    for done, name in enumerate(names):
        progress(done / len(names))
        with told_when_gone(name), _opened(home, name) as source:
            archive.copy(f"{prefix}{name}", source, stored=True)
    if data.kind == "audio":
        return
    with archive.open(f"{prefix}manifest.jsonl") as member:
        member.writelines(manifest.lines(data))


def _opened(home: Originals, name: str) -> BinaryIO:
    parts = home.parts(name)
    return home.path(name).open("rb") if parts is None else parts.open()


def _labels(nodes: list[LabelNode]) -> list[LabelFile]:
    return msgspec.convert([described(one.plain()) for one in nodes], list[LabelFile])


def _data(task: Task, data: Data, jobs: list[Job]) -> DataFile:
    return DataFile(
        chunk_size=data.chunk_size,
        image_quality=data.image_quality,
        start_frame=data.start_frame,
        stop_frame=data.stop_frame,
        frame_filter=data.frame_filter,
        chunk_type=data.compressed_chunk_type,
        storage_method=data.storage_method,
        # Files of the share travel in the archive like those of the media store.
        storage="local" if data.storage == "share" else data.storage,
        sorting_method=data.sorting_method,
        deleted_frames=data.deleted_frames,
        custom_segments=_is_custom(task, jobs),
        validation_layout=_validation(task, data),
    )


def _validation(task: Task, data: Data) -> ValidationFile | None:
    found = validation_layout(task)
    if found is None:
        return None
    names = frame_names(data) if found.mode == GT_POOL else []
    return ValidationFile(
        mode=found.mode,
        frames_per_job_count=found.frames_per_job_count,
        frames=[names[frame] for frame in found.frames] if names else None,
        disabled_frames=found.disabled_frames,
    )


def _is_custom(task: Task, jobs: list[Job]) -> bool:
    """Whether readers have to be told which files each job has."""
    spans = [range(one.segment.start_frame, one.segment.stop_frame + 1) for one in jobs
             if one.type == ANNOTATION]  # fmt: skip
    return not task.segment_size or measured(spans) is None


def _jobs(task: Task, data: Data, jobs: list[Job]) -> list[JobFile]:
    names = frame_names(data) if _is_custom(task, jobs) and data.kind != "video" else []
    return [_job(job, names) for job in jobs]


def _job(job: Job, names: list[str]) -> JobFile:
    segment = job.segment
    return JobFile(
        status=job_status(job),
        type=job.type,
        start_frame=segment.start_frame,
        stop_frame=segment.stop_frame,
        stage=job.stage,
        state=job.state,
        frames=sorted(segment.frames) if segment.type == "specific_frames" else None,
        files=names[segment.start_frame : segment.stop_frame + 1] or None,
    )
