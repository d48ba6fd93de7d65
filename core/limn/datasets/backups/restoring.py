"""Makes tasks and projects of backups that were read.

All is made ready first, with the ids that rows will have; the transaction that publishes only
writes.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from limn.annotations.actions import Entry, Filler
from limn.annotations.spool import Spool
from limn.datasets.ahead import Ahead
from limn.datasets.backups import layout
from limn.datasets.backups.entries import jobs_in
from limn.datasets.backups.layout import LabelFile
from limn.datasets.backups.reading import ProjectBackup, TaskBackup
from limn.media import restoring
from limn.media.queries import Data
from limn.permissions.actor import Actor
from limn.runs.live import LiveRun
from limn.sdk.errors import BadDataset, BadInput
from limn.tasks.actions import LabelDrafts, create_project, create_task, draft_labels, make_jobs
from limn.tasks.label_queries import LabelNode
from limn.tasks.queries import Project, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyTask:
    """A task whose rows only have to be written; in a project it has no labels of its own."""

    backup: TaskBackup
    labels: LabelDrafts
    ahead: Ahead
    filler: Filler


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyProject:
    """A project whose rows only have to be written."""

    backup: ProjectBackup
    labels: LabelDrafts
    tasks: Sequence[ReadyTask]


class Restorer:
    """Makes rows and places media of backups, for the run's owner.

    Every method raises `BadDataset`, with the place of the value that does not fit.
    """

    def __init__(self, run: LiveRun, actor: Actor) -> None:
        self._run = run
        self._actor = actor
        self._spool = Spool(run.scratch)

    def ready_project(self, backup: ProjectBackup) -> ReadyProject:
        """A project with all its tasks, made ready."""
        labels = _drafts(backup.described.labels, layout.PROJECT)
        nodes = labels.nodes()
        tasks = [self._ready(task, LabelDrafts(), nodes) for task in backup.tasks]
        return ReadyProject(backup=backup, labels=labels, tasks=tasks)

    def ready_task(self, backup: TaskBackup) -> ReadyTask:
        """A task with labels of its own, made ready."""
        labels = _drafts(backup.described.labels, f"{backup.prefix}{layout.TASK}")
        return self._ready(backup, labels, labels.nodes())

    def _ready(
        self, backup: TaskBackup, labels: LabelDrafts, nodes: Sequence[LabelNode]
    ) -> ReadyTask:
        ahead = Ahead.of(backup.plan, nodes, backup.media.probed.kind)
        filler = Filler(ahead.labels, self._spool)
        where = f"{backup.prefix}{layout.ANNOTATIONS}"
        for number, entries in jobs_in(backup.annotations, where):
            if number >= len(ahead.spans):
                problem = f"there are only {len(ahead.spans)} jobs"
                raise BadDataset(problem, where=f"{where}: [{number}]")
            with _located(f"{where}: [{number}]"):
                checking = _checking(entries, self._run.check)
                filler.fill(ahead.spans[number], ahead.frames(number), checking)
        self._tell_losses(filler, backup.described.name)
        return ReadyTask(backup=backup, labels=labels, ahead=ahead, filler=filler)

    def _tell_losses(self, filler: Filler, name: str) -> None:
        for (label, attribute), count in filler.resolver.dropped.items():
            self._run.warn(f"{count} answers to {attribute!r} of {label!r} in task {name!r} "
                           "are left out: the attribute does not allow them")  # fmt: skip
        if filler.outside:
            self._run.warn(f"{filler.outside} annotations in task {name!r} are left out: they "
                           "are not on the frames of their job")  # fmt: skip

    def project(self, ready: ReadyProject) -> Project:
        """The new project with all its tasks, in the transaction that publishes."""
        described = ready.backup.described
        with _located(layout.PROJECT):
            project = create_project(self._actor, {
                "name": described.name,
                "bug_tracker": described.bug_tracker,
            }, ready.labels)  # fmt: skip
        for task in ready.tasks:
            self.task(task, project)
        return project

    def task(self, ready: ReadyTask, project: Project | None = None) -> Task:
        """The new task with its media, jobs and annotations, as for `project`."""
        backup, plan = ready.backup, ready.ahead.plan
        described, probed = backup.described, backup.media.probed
        with _located(f"{backup.prefix}{layout.TASK}"):
            task = create_task(self._actor, {
                "name": described.name,
                "bug_tracker": described.bug_tracker,
                "subset": described.subset,
                "consensus_replicas": plan.replicas,
            }, project, ready.labels)  # fmt: skip
            task.data = self._media(backup)
            task.save()
            make_jobs(task, plan, kind=probed.kind, size=probed.size, ids=ready.ahead.job_ids)
        ready.filler.put(task, self._actor.user_id)
        return task

    def _media(self, backup: TaskBackup) -> Data:
        data = backup.described.data
        return restoring.keep(
            backup.media,
            data.deleted_frames,
            image_quality=data.image_quality,
            restore=f"{self._run.id}-{self._run.attempt}",
        )


def _drafts(labels: Sequence[LabelFile], where: str) -> LabelDrafts:
    with _located(where):
        return draft_labels(layout.plain(labels))


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
