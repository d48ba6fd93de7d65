"""Makes tasks and projects of backups that were read; runs in the transaction that publishes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from limn.annotations.actions import Entry, Filler
from limn.datasets.backups import layout
from limn.datasets.backups.entries import jobs_in
from limn.datasets.backups.reading import ProjectBackup, TaskBackup
from limn.media import restoring
from limn.media.queries import Data
from limn.permissions.actor import Actor
from limn.runs.live import LiveRun
from limn.sdk.errors import BadDataset, BadInput
from limn.tasks.actions import create_project, create_task, make_jobs
from limn.tasks.queries import Job, Project, Task, get_job


@dataclass
class Restorer:
    """Writes the rows and places the media of backups, for the run's owner."""

    run: LiveRun
    actor: Actor

    def project(self, backup: ProjectBackup) -> Project:
        """A new project with all its tasks.

        Raises:
            BadDataset: a value does not fit; told with its place.
        """
        described = backup.described
        with _located(layout.PROJECT):
            project = create_project(self.actor, {
                "name": described.name,
                "bug_tracker": described.bug_tracker,
                "labels": layout.plain(described.labels),
            })  # fmt: skip
        for task in backup.tasks:
            self.task(task, project)
        return project

    def task(self, backup: TaskBackup, project: Project | None = None) -> Task:
        """A new task with its media, jobs and annotations; errors as for `project`."""
        described, probed = backup.described, backup.media.probed
        with _located(f"{backup.prefix}{layout.TASK}"):
            task = create_task(self.actor, {
                "name": described.name,
                "bug_tracker": described.bug_tracker,
                "subset": described.subset,
                "labels": [] if project else layout.plain(described.labels),
                "consensus_replicas": backup.plan.replicas,
            }, project)  # fmt: skip
            task.data = self._media(backup)
            task.save()
            jobs = make_jobs(task, backup.plan, kind=probed.kind, size=probed.size)
        self._fill(task, jobs, backup)
        return task

    def _media(self, backup: TaskBackup) -> Data:
        data = backup.described.data
        return restoring.keep(
            backup.media,
            data.deleted_frames,
            image_quality=data.image_quality,
            restore=f"{self.run.id}-{self.run.attempt}",
        )

    def _fill(self, task: Task, jobs: list[Job], backup: TaskBackup) -> None:
        where = f"{backup.prefix}{layout.ANNOTATIONS}"
        filler = Filler(task, self.actor.user_id)
        for number, entries in jobs_in(backup.annotations, where):
            if number >= len(jobs):
                raise BadDataset(f"there are only {len(jobs)} jobs", where=f"{where}: [{number}]")
            with _located(f"{where}: [{number}]"):
                filler.fill(get_job(jobs[number].pk), _checking(entries, self.run.check))
        for (label, attribute), count in filler.resolver.dropped.items():
            self.run.warn(f"{count} answers to {attribute!r} of {label!r} in task {task.name!r} "
                          "are left out: the attribute does not allow them")  # fmt: skip
        if filler.outside:
            self.run.warn(f"{filler.outside} annotations in task {task.name!r} are left out: they "
                          "are not on the frames of their job")  # fmt: skip


def _checking(entries: Iterator[Entry], check: Callable[[], None]) -> Iterator[Entry]:
    for number, entry in enumerate(entries):
        if number % 1000 == 0:
            check()
        yield entry


@contextmanager
def _located(where: str) -> Iterator[None]:
    try:
        yield
    except BadInput as error:
        raise BadDataset(str(error), where=where) from error
